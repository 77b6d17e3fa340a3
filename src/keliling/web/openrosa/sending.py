"""Where a device sends answers: HEAD first, then one post or several of the same instance."""

from datetime import UTC, datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import parse_http_date_safe
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.deliver.acts import Loose, Parcel, Receipt, receive_submission
from keliling.deliver.queries import lacking
from keliling.deliver.rules import SubmissionState
from keliling.forms.instance import LARGEST
from keliling.kernel.refusal import Refused, Stale
from keliling.web.http import Request
from keliling.web.openrosa.addresses import Address
from keliling.web.openrosa.door import Sender, door
from keliling.web.openrosa.envelope import message
from keliling.web.words.refusals import sentence

INSTANCE = "xml_submission_file"
MOST_BYTES = 30_000_000
"""What a client may put into one post; the body's own limit leaves room for what parts it."""
TRIES = 5
CREATED, SAVED, CLASH = 201, 202, 409


@require_http_methods(["HEAD", "POST"])
@door(quarantine=True)
def submission(request: Request, sender: Sender) -> HttpResponse:
    """Tell where and how much may be sent, or take a post in and give its receipt."""
    address = Address(request, sender).submission()
    if request.method == "HEAD":
        answer = HttpResponse(status=204)
    else:
        answer = _receipt(_receive(request, sender))
    answer.headers["Location"] = address
    answer.headers["X-OpenRosa-Accept-Content-Length"] = str(MOST_BYTES)
    return answer


def _receive(request: Request, sender: Sender) -> Receipt:
    parcel = _parcel(request, sender)
    for left in reversed(range(TRIES)):
        try:
            return receive_submission(parcel, by=sender.actor, now=now())
        except Stale:
            if not left:
                raise
    raise AssertionError("unreachable")


def _parcel(request: Request, sender: Sender) -> Parcel:
    instance = request.FILES.get(INSTANCE)
    if not isinstance(instance, UploadedFile):
        raise Refused("instance_missing")
    if instance.size is None or instance.size > LARGEST:
        raise Refused("instance_unreadable")
    loose = [
        Loose(file.name or "", file.read())
        for field, files in request.FILES.lists()
        if field != INSTANCE
        for file in files
        if isinstance(file, UploadedFile)
    ]
    sent = parse_http_date_safe(request.headers.get("date", ""))
    return Parcel(
        office=sender.office.pk,
        xml=instance.read(),
        files=loose,
        device=sender.device,
        revoked=sender.revoked,
        sent_at=datetime.fromtimestamp(sent, UTC) if sent is not None else None,
    )


def _receipt(receipt: Receipt) -> HttpResponse:
    """Say what became of it: 201 once it is an application, 202 while it waits for something."""
    row = receipt.submission
    if receipt.clash:
        return message(sentence(Refused("held_rival")), status=CLASH)
    if row.state == SubmissionState.WAITING.value:
        count = len(lacking(row))
        words = _("Kept. Still to come: %(count)s photographs or files.") % {"count": count}
        return message(words, status=SAVED)
    if row.state == SubmissionState.HELD.value:
        kept = _("Kept. An officer will look at it: %(why)s")
        return message(kept % {"why": sentence(Refused(row.reason))}, status=SAVED)
    if row.application is None:
        return message(_("Kept. The office has dealt with it."), status=SAVED)
    taken = _("Received. The code of the application: %(code)s")
    return message(taken % {"code": row.application.code}, status=CREATED)
