"""Addresses under /akun/: of the library's pages only those we use, in Indonesian."""

from allauth.account import views as library
from django.urls import path

from keliling.web.sign_in import views
from keliling.web.sign_in.views import honest

urlpatterns = [
    path("", views.account, name="account_home"),
    path("nama/", views.name, name="account_name"),
    path("hp-hilang/", views.lost_phone, name="lost_phone"),
    path("kotak-surat/", views.mailbox, name="mailbox"),
    path("masuk/", honest(library.login), name="account_login"),
    path("masuk/kode/", honest(library.request_login_code), name="account_request_login_code"),
    path("masuk/kode/isi/", honest(library.confirm_login_code), name="account_confirm_login_code"),
    path("masuk/lagi/", honest(library.reauthenticate), name="account_reauthenticate"),
    path("keluar/", library.logout, name="account_logout"),
    path("ditutup/", library.account_inactive, name="account_inactive"),
    path("daftar/", honest(library.signup), name="account_signup"),
    path("telepon/", honest(library.change_phone), name="account_change_phone"),
    path("telepon/kode/", honest(library.verify_phone), name="account_verify_phone"),
    path("email/", honest(library.email), name="account_email"),
    path(
        "email/kode/",
        honest(library.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("kata-sandi/", honest(library.password_change), name="account_change_password"),
    path("kata-sandi/pertama/", honest(library.password_set), name="account_set_password"),
    path("kata-sandi/lupa/", honest(library.password_reset), name="account_reset_password"),
    path(
        "kata-sandi/lupa/kode/",
        honest(library.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path(
        "kata-sandi/lupa/baru/",
        honest(library.complete_password_reset),
        name="account_complete_password_reset",
    ),
    path(
        "kata-sandi/lupa/selesai/",
        library.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
]
