"""Addresses under /openrosa/: as ODK Central has them, so that Collect finds its way."""

from django.urls import URLPattern, path

from keliling.web.openrosa import lists, sending


def _below(start: str, room: str) -> list[URLPattern]:
    form = f"{start}forms/<str:form>/<path:version>/"
    return [
        path(f"{start}formList", lists.forms, name=f"{room}_list"),
        path(f"{form}form.xml", lists.form, name=f"{room}_form"),
        path(f"{form}manifest", lists.files, name=f"{room}_manifest"),
        path(f"{form}files/<str:name>", lists.file, name=f"{room}_file"),
        path(f"{start}submission", sending.submission, name=f"{room}_submission"),
    ]


urlpatterns = [*_below("", "openrosa"), *_below("key/<str:key>/", "openrosa_key")]
