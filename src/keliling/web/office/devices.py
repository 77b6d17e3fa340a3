"""Devices of the office: let one in with a QR code shown once, shut one out."""

import base64
import json
import zlib
from uuid import UUID

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.kernel.actor import Role
from keliling.kernel.ids import new_id
from keliling.kernel.refusal import Absent, Refused
from keliling.people.acts import Enrolment, enrol_device, revoke_device
from keliling.people.queries import Device, devices_of
from keliling.places.queries import Office
from keliling.web.http import Request
from keliling.web.office.deed import STEPS, Deed, carry_out
from keliling.web.office.desk import Desk, desk_of, show
from keliling.web.office.people import find_entered
from keliling.web.posted import ident, known
from keliling.web.question import Question

TARGETS = {"device_name": "name", "device_holder": "contact", "person_not_entered": "contact"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: Request) -> HttpResponse:
    """List the devices; let one in, which answers with its QR code, or shut one out."""
    desk = desk_of(request, Role.ADMINISTRATOR)
    if request.method != "POST":
        return _page(request, desk)
    if request.POST.get("act") == "enrol":
        return _enrol(request, request.POST, desk)
    return carry_out(
        request,
        lambda posted: _revoke(request, posted, desk),
        lambda refused: _page(request, desk, refused),
    )


def collect_settings(office: Office, server: str) -> str:
    """Return the settings that configure Collect, as its QR code holds them.

    The public format of ODK Collect: JSON, compressed with zlib, in base64.
    """
    told = {
        "general": {
            "server_url": server,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "admin": {},
        "project": {"name": office.name},
    }
    return base64.b64encode(zlib.compress(json.dumps(told).encode(), 9)).decode()


def _enrol(request: Request, posted: QueryDict, desk: Desk) -> HttpResponse:
    known(posted, "act", "id", "name", "contact")
    key = ident(posted, "id")
    try:
        holder = find_entered(posted.get("contact", ""))
        wish = Enrolment(key, desk.office.pk, posted.get("name", ""), holder)
        device, secret = enrol_device(wish, by=request.actor, now=now())
    except Refused as refused:
        return _page(request, desk, refused)
    first = reverse("openrosa_key_list", kwargs={"key": secret})
    server = settings.PUBLIC_URL + first.removesuffix("/formList")
    code = segno.make(collect_settings(desk.office, server), micro=False, error="l")
    context = {
        "device": device,
        "server": server,
        "code": code.svg_data_uri(border=4, light="white", omitsize=True),
    }
    answer = show(request, "office/device_code.html", desk, context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _revoke(request: Request, posted: QueryDict, desk: Desk) -> Deed:
    if posted.get("act") != "revoke":
        raise BadRequest("unknown act")
    known(posted, "act", "device", *STEPS)
    device = _one(request, desk, ident(posted, "device"))

    def act() -> str:
        revoke_device(device.pk, by=request.actor, now=now())
        return reverse("devices") + desk.query

    question = Question(
        title=_("Shut out %(name)s of %(holder)s?")
        % {"name": device.name, "holder": device.holder.name},
        happens=_(
            "It gets no more forms. What it still sends in the next 30 days is kept for an officer."
        ),
        hears=_("Nobody is written to; tell the holder yourself."),
        undo=_("No; but the same telephone can be let in again with a new code."),
        yes=_("Yes, shut it out"),
    )
    return Deed(act, _("Shut out."), question)


def _one(request: Request, desk: Desk, device: UUID) -> Device:
    rows = devices_of(request.actor, desk.office.pk)
    found = next((row for row in rows if row.pk == device), None)
    if found is None:
        raise Absent
    return found


def _page(request: Request, desk: Desk, refused: Refused | None = None) -> HttpResponse:
    context = {
        "targets": TARGETS,
        "devices": devices_of(request.actor, desk.office.pk),
        "fresh": request.POST.get("id") or new_id(),
    }
    return show(request, "office/devices.html", desk, context, refused)
