"""A telephone with ODK Collect: it asks as Collect asks, and sends as Collect sends."""

import base64
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.http import http_date
from django.utils.timezone import localdate, now
from lxml import etree

from keliling.cli.story.answers import PLACEHOLDER, plausible_answers, sample_photograph
from keliling.forms import Form, to_instance
from keliling.people.acts import Enrolment, enrol_device
from tests.cast import World, fresh

NIK = "3174094101900001"
SPACES = {
    "list": "http://openrosa.org/xforms/xformsList",
    "manifest": "http://openrosa.org/xforms/xformsManifest",
    "response": "http://openrosa.org/http/response",
}


@dataclass
class Phone:
    """A client of the door; ``start`` is the address the QR code put into it."""

    start: str
    headers: dict[str, str] = field(default_factory=dict)
    browser: Client = field(default_factory=Client)

    def get(self, address: str, **query: str) -> Any:
        """Fetch something."""
        return self.browser.get(self._at(address), query, headers=self._headers())

    def head(self, address: str) -> Any:
        """Ask where to send."""
        return self.browser.head(self._at(address), headers=self._headers())

    def send(
        self,
        xml: bytes,
        files: Mapping[str, bytes] | None = None,
        *,
        more: bool = False,
        date: str = "",
    ) -> Any:
        """Send one post of an instance; ``more`` says that others follow."""
        parts: dict[str, Any] = {
            "xml_submission_file": SimpleUploadedFile("form.xml", xml, "text/xml")
        }
        for name, body in (files or {}).items():
            parts[name] = SimpleUploadedFile(name, body, "image/jpeg")
        if more:
            parts["*isIncomplete*"] = "yes"
        headers = self._headers() | ({"date": date} if date else {})
        address = f"{self._at('submission')}?deviceID=collect%3Aabc"
        return self.browser.post(address, parts, headers=headers)

    def _at(self, address: str) -> str:
        return address if address.startswith("http") else f"{self.start}/{address}"

    def _headers(self) -> dict[str, str]:
        ours = {"x-openrosa-version": "1.0", "date": http_date(now().timestamp())}
        return ours | self.headers


def phone_of(world: World, holder: str = "volunteer", office: Any = None) -> Phone:
    """Let a telephone in for somebody, and return it with its key."""
    wish = Enrolment(fresh(), (office or world.office).pk, "HP Contoh", world.people[holder].pk)
    device, key = enrol_device(wish, by=world.actor("administrator"), now=now())
    world.extra["device"] = device
    return Phone(f"/openrosa/key/{key}")


def phone_by_password(name: str, password: str) -> Phone:
    """Return a telephone in which somebody has put in who they are."""
    coded = base64.b64encode(f"{name}:{password}".encode()).decode()
    return Phone("/openrosa", {"authorization": f"Basic {coded}"})


@dataclass(frozen=True)
class Filled:
    """An instance that is ready to be sent, with its photographs."""

    xml: bytes
    files: dict[str, bytes]


def filled(form: Form, instance_id: str, deprecated: str = "", **known: str) -> Filled:
    """Fill a form in as a device does; ``known`` answers questions by their last name."""
    rng = random.Random(instance_id)  # noqa: S311  a test's own answers
    said = {"name": "Contoh Pemohon", "filed_by": "self", "nik": NIK} | known
    answers = plausible_answers(form, known=said, today=localdate(), rng=rng)
    answers |= {path: said[name] for path in form.questions if (name := _last(path)) in said}
    files = {}
    for n, (path, value) in enumerate(sorted(answers.items())):
        if value == PLACEHOLDER:
            answers[path] = f"17{n:011}.jpg"
            files[answers[path]] = sample_photograph(path)
    return Filled(written(form, answers, instance_id, deprecated), files)


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def written(
    form: Form, answers: Mapping[str, str], instance_id: str, deprecated: str = ""
) -> bytes:
    """Write an instance; a device names the one that it replaces beside its own id."""
    xml = to_instance(form, answers, instance_id=instance_id)
    if not deprecated:
        return xml
    root = etree.fromstring(xml)
    meta = root.find("meta")
    assert meta is not None
    etree.SubElement(meta, "deprecatedID").text = deprecated
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def said(response: HttpResponse) -> str:
    """Return what an answer of the door tells whoever holds the telephone."""
    root = etree.fromstring(response.content)
    found = root.find("response:message", SPACES)
    assert found is not None
    return found.text or ""
