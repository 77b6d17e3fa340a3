"""Addresses under /akun/."""

from django.urls import include, path

from keliling.web.sign_in import views

urlpatterns = [
    path("kotak-surat/", views.mailbox, name="mailbox"),
    path("hp-hilang/", views.lost_phone, name="lost_phone"),
    path("", include("allauth.account.urls")),
]
