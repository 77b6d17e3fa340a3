"""Addresses under /lapangan/."""

from django.urls import path

from keliling.web.field import pages, queue

urlpatterns = [
    path("", pages.field, name="field"),
    path("<uuid:visit>/antrean/", queue.queue, name="queue"),
    path("<uuid:visit>/bantu/", pages.helped, name="helped"),
]
