"""What a device fetches: the list of forms, a form, the files beside it."""

from hashlib import md5

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import (
    Offer,
    file_of_version,
    form_files,
    form_of,
    offers_by_office,
    version_named,
)
from keliling.kernel.refusal import Absent
from keliling.web.http import Request
from keliling.web.openrosa.addresses import Address
from keliling.web.openrosa.door import Sender, door
from keliling.web.openrosa.envelope import MEDIA_TYPE, Listed, Media, form_list, manifest

MD5 = "md5:"


@require_safe
@door()
def forms(request: Request, sender: Sender) -> HttpResponse:
    """List the forms of the services that the office offers today; ``formID`` asks for one."""
    offered = offers_by_office([sender.office.pk], localdate())[sender.office.pk]
    asked = request.GET.get("formID", "")
    verbose = request.GET.get("verbose", "").lower() == "true"
    return form_list(
        _listed(request, sender, offer, verbose=verbose)
        for offer in offered
        if not asked or form_of(offer.version).id == asked
    )


@require_safe
@door()
def form(_request: Request, sender: Sender, form: str, version: str) -> HttpResponse:
    """Hand a form out as the XForm that every engine reads."""
    offer = offer_of(sender, form, version)
    return HttpResponse(form_of(offer.version).xform, content_type=MEDIA_TYPE)


@require_safe
@door()
def files(request: Request, sender: Sender, form: str, version: str) -> HttpResponse:
    """List the files that belong to a version of a form."""
    offer = offer_of(sender, form, version)
    at = Address(request, sender)
    return manifest(
        Media(beside.name, f"{MD5}{beside.md5}", at.file(form, version, beside.name))
        for beside in form_files(offer.version).values()
    )


@require_safe
@door()
def file(_request: Request, sender: Sender, form: str, version: str, name: str) -> HttpResponse:
    """Hand one of those files out."""
    offer = offer_of(sender, form, version)
    if name not in form_files(offer.version):
        raise Absent("form_unknown")
    beside, body = file_of_version(offer.version, name)
    answer = HttpResponse(body, content_type=beside.media_type)
    answer.headers["Content-Disposition"] = "attachment"
    return answer


def offer_of(sender: Sender, form: str, version: str) -> Offer:
    """Return a version of a form of the sender's office; raises ``Absent("form_unknown")``."""
    named = Address.version_of(version)
    found = version_named(sender.office.pk, form, named, localdate())
    if found is None:
        raise Absent("form_unknown")
    return found


def digest(body: bytes) -> str:
    """Return a hash as clients compare it: OpenRosa asks for MD5, and it guards nothing here."""
    return f"{MD5}{md5(body, usedforsecurity=False).hexdigest()}"


def _listed(request: Request, sender: Sender, offer: Offer, *, verbose: bool) -> Listed:
    form, at, language = form_of(offer.version), Address(request, sender), request.LANGUAGE_CODE
    name = form.title.in_(language) or offer.sheet.name.in_(language)
    return Listed(
        form=form.id,
        name=name,
        version=form.version,
        digest=digest(form.xform.encode()),
        download=at.form(form.id, form.version),
        manifest=at.manifest(form.id, form.version),
        description=offer.sheet.name.in_(language) if verbose else "",
    )
