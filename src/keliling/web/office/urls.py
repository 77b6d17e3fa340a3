"""Addresses of the office's room, under /kantor/."""

from django.urls import path

from keliling.web.office import (
    application,
    check,
    decide,
    devices,
    findings,
    form_preview,
    inbox,
    invitation,
    people,
    person,
    programme,
    proposals,
    service_form,
    settings,
    setup,
    submissions,
    visit,
    visits,
)

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("berkas/<uuid:application>/", application.desk_application, name="desk_application"),
    path("berkas/<uuid:application>/terima/", check.accept, name="accept"),
    path("berkas/<uuid:application>/kembalikan/", check.send_back, name="send_back"),
    path("berkas/<uuid:application>/putuskan/", decide.decide, name="decide"),
    path("usulan/", proposals.desk_proposals, name="desk_proposals"),
    path("usulan/<uuid:proposal>/", proposals.desk_proposal, name="desk_proposal"),
    path("kunjungan/", visits.desk_visits, name="desk_visits"),
    path("kunjungan/<uuid:visit>/", visit.desk_visit, name="desk_visit"),
    path("temuan/", findings.desk_findings, name="desk_findings"),
    path("program/", programme.programme, name="programme"),
    path("kiriman/", submissions.desk_submissions, name="desk_submissions"),
    path("kiriman/<uuid:submission>/", submissions.desk_submission, name="desk_submission"),
    path("kiriman/lampiran/<uuid:attachment>/", submissions.sent_file, name="sent_file"),
    path("perangkat/", devices.devices, name="devices"),
    path("orang/", people.people, name="people"),
    path("orang/<uuid:person>/", person.desk_person, name="desk_person"),
    path("pengaturan/", settings.settings, name="settings"),
    path("pengaturan/layanan/<slug:code>/", service_form.service_form, name="service_form"),
    path("pengaturan/layanan/<slug:code>/konsep/", service_form.form_draft, name="form_draft"),
    path(
        "pengaturan/layanan/<slug:code>/konsep/terbitkan/",
        service_form.publish_form,
        name="publish_form",
    ),
    path(
        "pengaturan/layanan/<slug:code>/lihat/<slug:which>/",
        form_preview.form_preview,
        name="form_preview",
    ),
    path(
        "pengaturan/layanan/<slug:code>/<slug:which>.xlsx",
        form_preview.form_export,
        name="form_export",
    ),
    path(
        "pengaturan/layanan/<slug:code>/<slug:which>/berkas/<str:name>",
        form_preview.form_beside,
        name="form_beside",
    ),
    path("undangan/<str:token>/", invitation.invitation, name="invitation"),
    path("mulai/", setup.setup, name="setup"),
]
