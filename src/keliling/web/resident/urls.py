"""Addresses of the resident's room."""

from django.urls import path

from keliling.web.resident import (
    apply,
    assess,
    fill,
    follow,
    form_frame,
    home,
    join,
    mandates,
    my,
    neighbours,
    propose,
    send,
)

urlpatterns = [
    path("saya/", my.my, name="my"),
    path("saya/tempat-tinggal/", home.residency, name="residency"),
    path("saya/kelompok/", home.groups, name="groups"),
    path("saya/nik/", home.nik, name="nik"),
    path("usulkan/", propose.propose, name="propose"),
    path("usulan/<uuid:proposal>/dukung/", propose.back, name="back"),
    path("usulan/<uuid:proposal>/cabut/", propose.take_off, name="take_signature_off"),
    path("ajukan/<slug:office>/<slug:code>/", apply.apply, name="apply"),
    path(
        "seperti-warga/<slug:office>/<slug:code>/<slug:which>/<slug:language>/",
        form_frame.form_frame,
        name="form_frame",
    ),
    path("berkas/<uuid:application>/", follow.application, name="application"),
    path("berkas/<uuid:application>/isi/<path:group>/", fill.fill, name="fill"),
    path("berkas/<uuid:application>/kirim/", send.summary, name="summary"),
    path("berkas/<uuid:application>/tarik/", send.withdraw, name="withdraw"),
    path("berkas/<uuid:application>/izin.pdf", follow.permit_pdf, name="permit_pdf"),
    path("dokumen/<uuid:document>/", follow.document, name="document"),
    path("kunjungan/<uuid:visit>/surat-kuasa/", mandates.give_mandate, name="give_mandate"),
    path("surat-kuasa/<uuid:mandate>/cabut/", mandates.revoke_mandate, name="revoke_mandate"),
    path("giliran/<uuid:shift>/ambil/", join.take_shift, name="take_shift"),
    path("giliran/<uuid:shift>/lepas/", join.leave_shift, name="leave_shift"),
    path("kunjungan/<uuid:visit>/tawarkan-tempat/", join.offer_venue, name="offer_venue"),
    path("kunjungan/<uuid:visit>/sumbang/", join.pledge, name="pledge"),
    path("kunjungan/<uuid:visit>/siap/", join.tick, name="tick"),
    path("kunjungan/<uuid:visit>/nomor/", join.my_ticket, name="my_ticket"),
    path("hasil/<uuid:visit>/temuan/", assess.raise_finding, name="raise_finding"),
    path("temuan/<uuid:finding>/dukung/", assess.back_finding, name="back_finding"),
    path("kunjungan/<uuid:visit>/alasan/", assess.motives, name="motives"),
    path("warga/", neighbours.neighbours, name="neighbours"),
    path("warga/<uuid:residency>/benar/", neighbours.confirm_residency, name="confirm_residency"),
]
