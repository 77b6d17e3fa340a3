"""Addresses of the public room."""

from django.urls import path

from keliling.web.public import (
    components,
    files,
    form_files,
    home,
    pages,
    proposals,
    rating,
    results,
    services,
    visits,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("jadwal/", visits.visits, name="visits"),
    path("kunjungan/<uuid:visit>/", visits.visit, name="visit"),
    path("layanan/", services.services, name="services"),
    path("layanan/<slug:office>/<slug:code>/", services.service, name="service"),
    path("usulan/", proposals.proposals, name="proposals"),
    path("usulan/<uuid:proposal>/", proposals.proposal, name="proposal"),
    path("hasil/", results.results, name="results"),
    path("hasil/<uuid:visit>/", results.result, name="result"),
    path("hasil/<uuid:visit>/<str:factor>/<str:phase>/", results.evidence, name="evidence"),
    path("ikuti/", files.track, name="track"),
    path("periksa/", files.verify, name="verify"),
    path("periksa/<str:token>/", files.verify_by_token, name="verify_token"),
    path("formulir/<uuid:version>/<str:name>", form_files.form_file, name="form_file"),
    path("nilai/<str:token>/", rating.rate, name="rate"),
    path("data-pribadi/", pages.privacy, name="privacy"),
    path("bantuan/", pages.help_and_contact, name="help"),
    path("aksesibilitas/", pages.accessibility, name="accessibility"),
    path("rumus/", pages.measures, name="measures"),
    path("komponen/", components.components, name="components"),
]
