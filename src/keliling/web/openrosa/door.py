"""Who stands at the door: a device by the key in its address, or a person by password.

No session counts here, so nothing that a browser was lured into can act for somebody: that
is why the door needs no CSRF token, which no OpenRosa client could send.
"""

import base64
import binascii
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import wraps
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from keliling.deliver.rules.submission import QUARANTINE
from keliling.kernel.actor import Actor
from keliling.kernel.identifiers import read_email, read_phone
from keliling.kernel.refusal import Refused
from keliling.people.acts import see_device
from keliling.people.queries import (
    Person,
    actor_for,
    device_of_key,
    has_proved,
    home_of,
    person_by_id,
)
from keliling.places.queries import Office, office, office_serving
from keliling.web.http import Request
from keliling.web.openrosa.envelope import message
from keliling.web.words.refusals import sentence

REALM = 'Basic realm="Keliling", charset="UTF-8"'
UNKNOWN, SHUT_OUT, TOO_OFTEN = 401, 403, 429
STATUSES = {
    "sign_in_first": UNKNOWN,
    "contact_unproved": SHUT_OUT,
    "device_unknown": SHUT_OUT,
    "device_shut_out": SHUT_OUT,
    "sign_in_often": TOO_OFTEN,
    "form_unknown": 404,
    "attachments_many": 413,
    "instance_unreadable": 400,
    "attachment_name": 400,
    "instance_missing": 400,
}
"""What a client makes of a refusal; others have the status they have on every page."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever asks: the person, their office, and the device if its key was shown."""

    actor: Actor
    office: Office
    device: UUID | None = None
    revoked: bool = False
    key: str = ""


View = Callable[..., HttpResponse]


def door(*, quarantine: bool = False) -> Callable[[View], View]:
    """Let the view see a ``Sender``; a refusal becomes a sentence that the device shows.

    ``quarantine`` lets a device that was shut out hand in what it still holds.
    """

    def outside(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def inside(request: Request, *, key: str = "", **named: str) -> HttpResponse:
            try:
                person, sender = _sender(request, key, quarantine=quarantine)
            except Refused as refused:
                return refusal(refused)
            language = request.LANGUAGE_CODE
            if "accept-language" not in request.headers:
                language = request.LANGUAGE_CODE = person.language
            zone = timezone.override(ZoneInfo(sender.office.timezone))
            with translation.override(language), zone:
                try:
                    answer = view(request, sender, **named)
                except Refused as refused:
                    answer = refusal(refused)
                answer.headers["Content-Language"] = language
                answer.headers["Cache-Control"] = "no-store"
                return answer

        return inside

    return outside


def refusal(refused: Refused) -> HttpResponse:
    """Say why not, with the status a client understands."""
    status = STATUSES.get(refused.reason, refused.status)
    answer = message(sentence(refused), status=status)
    if status == UNKNOWN:
        answer.headers["WWW-Authenticate"] = REALM
    return answer


def _sender(request: Request, key: str, *, quarantine: bool) -> tuple[Person, Sender]:
    return _by_key(key, quarantine=quarantine) if key else _by_password(request)


def _by_key(key: str, *, quarantine: bool) -> tuple[Person, Sender]:
    now = timezone.now()
    device = device_of_key(key)
    place = office(device.office)
    revoked = device.revoked_at is not None or not device.holder.is_active
    late = device.revoked_at is not None and now > device.revoked_at + QUARANTINE
    if revoked and (late or not quarantine):
        raise Refused("device_shut_out")
    here = timezone.localtime(now, ZoneInfo(place.timezone))
    actor = actor_for(device.holder_id, today=here.date())
    if not revoked:
        see_device(device, by=actor, now=here)
    return device.holder, Sender(actor, place, device.pk, revoked, key)


def _by_password(request: Request) -> tuple[Person, Sender]:
    contact, password = _credentials(request)
    person = _authenticated(request, contact, password)
    place = _office_of(person, request.offices)
    today = timezone.localtime(timezone.now(), ZoneInfo(place.timezone)).date()
    return person, Sender(actor_for(person.pk, today=today), place)


def _credentials(request: Request) -> tuple[dict[str, str], str]:
    """Return the contact in one spelling and the password; raises ``sign_in_first``."""
    scheme, _, coded = request.headers.get("authorization", "").partition(" ")
    try:
        name, _, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as problem:
        raise Refused("sign_in_first") from problem
    if scheme.lower() != "basic" or not name or not password:
        raise Refused("sign_in_first")
    try:
        read = {"email": read_email(name)} if "@" in name else {"phone": read_phone(name)}
    except Refused as refused:
        raise Refused("sign_in_first") from refused
    return read, password


def _authenticated(request: Request, contact: dict[str, str], password: str) -> Person:
    """Check a password as the sign-in page does: the same back end, the same limit of tries."""
    # The library counts wrong passwords of a POST alone; here every request brings one.
    counted = copy(request)
    counted.method = "POST"
    try:
        person = get_adapter(counted).authenticate(counted, **contact, password=password)
    except ValidationError as problem:
        raise Refused("sign_in_often") from problem
    if person is None or not person.is_active:
        raise Refused("sign_in_first")
    found = person_by_id(person.pk)
    if not has_proved(found, *contact.values()):
        raise Refused("contact_unproved")
    return found


def _office_of(person: Person, offices: list[Office]) -> Office:
    """Return the office that serves somebody's home, or the only one there is."""
    home = home_of(person.pk)
    serving = office_serving(home.village) if home else None
    if serving is None and len(offices) == 1:
        serving = offices[0]
    if serving is None:
        raise Refused("residency_needed" if home is None else "no_office_there")
    return serving
