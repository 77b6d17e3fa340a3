"""Answers in the XML that OpenRosa clients read.

OpenRosa 1.0: HTTP Request API, Form Discovery API, Form Submission API; the namespaces are
the specification's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from lxml import etree

RESPONSE = "http://openrosa.org/http/response"
FORM_LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
MEDIA_TYPE = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Listed:
    """One form of the list; ``description`` is said only to those who ask for it."""

    form: str
    name: str
    version: str
    digest: str
    download: str
    manifest: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """One file that belongs to a version of a form."""

    name: str
    digest: str
    download: str


def message(words: str, *, status: int) -> HttpResponse:
    """Return one sentence for whoever holds the device."""
    root = _root(RESPONSE, "OpenRosaResponse")
    said = etree.SubElement(root, f"{{{RESPONSE}}}message")
    said.set("nature", "submit_success" if status < 400 else "submit_error")
    said.text = words
    return _xml(root, status)


def form_list(forms: Iterable[Listed]) -> HttpResponse:
    """Return the forms on offer."""
    root = _root(FORM_LIST, "xforms")
    for form in forms:
        parts = {
            "formID": form.form,
            "name": form.name,
            "version": form.version,
            "hash": form.digest,
            "descriptionText": form.description,
            "downloadUrl": form.download,
            "manifestUrl": form.manifest,
        }
        _put(etree.SubElement(root, f"{{{FORM_LIST}}}xform"), FORM_LIST, parts)
    return _xml(root, 200)


def manifest(files: Iterable[Media]) -> HttpResponse:
    """Return the files that a client fetches beside a form."""
    root = _root(MANIFEST, "manifest")
    for file in files:
        parts = {"filename": file.name, "hash": file.digest, "downloadUrl": file.download}
        _put(etree.SubElement(root, f"{{{MANIFEST}}}mediaFile"), MANIFEST, parts)
    return _xml(root, 200)


def _root(space: str, name: str) -> etree._Element:
    names: dict[str | None, str] = {None: space}
    return etree.Element(f"{{{space}}}{name}", nsmap=names)  # type: ignore[arg-type]  # lxml-stubs


def _put(parent: etree._Element, space: str, parts: dict[str, str]) -> None:
    for name, text in parts.items():
        if text:
            etree.SubElement(parent, f"{{{space}}}{name}").text = text


def _xml(root: etree._Element, status: int) -> HttpResponse:
    body = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)
