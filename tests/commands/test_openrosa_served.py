"""The door as a telephone meets it over the wire: bodies in chunks, and bodies too large."""

import http.client
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from django.db import connection
from lxml import etree

from keliling.catalogue.queries import form_of, versions_of
from keliling.deliver.models import Attachment, Submission
from tests.cast import World
from tests.commands.test_serve import members
from tests.served import Served
from tests.web.phone import SPACES, Filled, filled, phone_of

EDGE = "a-boundary-of-a-telephone"
PIECE = 65_536
TOO_MUCH = 200_000_000
pytestmark = pytest.mark.django_db(transaction=True)


def multipart(sheet: Filled) -> bytes:
    """Write the body as a telephone does."""
    parts = [("xml_submission_file", "form.xml", "text/xml", sheet.xml)]
    parts += [(name, name, "image/jpeg", body) for name, body in sheet.files.items()]
    out = b""
    for field, name, kind, body in parts:
        head = (
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        )
        out += head.encode() + body + b"\r\n"
    return out + f"--{EDGE}--\r\n".encode()


def post(site: Served, path: str, body: Iterator[bytes], *, length: int = 0) -> tuple[int, bytes]:
    """Send a body in chunks, or with its length said first; read the answer in any case."""
    headers = {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
    headers |= {"Content-Length": str(length)} if length else {"Transfer-Encoding": "chunked"}
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)) as line:
        # The answer may come before all is sent.
        with suppress(BrokenPipeError, ConnectionResetError):
            line.request("POST", path, body, headers, encode_chunked=not length)
        answer = line.getresponse()
        return answer.status, answer.read()


def pieces(total: int) -> Iterator[bytes]:
    head = (
        f'--{EDGE}\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\n'
    ).encode()
    yield head
    for _ in range(total // PIECE):
        yield b"\0" * PIECE


def resident(site: Served) -> int:
    """Return the bytes of memory that the site's processes hold."""
    assert site.process is not None
    pages = 0
    for pid in members(site.process.pid):
        pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096


def test_a_body_in_chunks_arrives_whole(world: World) -> None:
    path = f"{phone_of(world, 'front_officer').start}/submission"
    version = versions_of(world.office.pk, "burial-renewal")[0].version
    sheet = filled(form_of(version), "uuid:chunks")
    body = multipart(sheet)
    connection.close()
    with Served() as site:
        sent = (body[at : at + 1000] for at in range(0, len(body), 1000))
        status, told = post(site, path, sent)
    assert status == 202, told
    assert Submission.objects.get().reason == "held_applicant"
    assert Attachment.objects.count() == len(sheet.files)


def test_two_hundred_megabytes_are_refused_without_being_held(world: World) -> None:
    path = f"{phone_of(world, 'front_officer').start}/submission"
    connection.close()
    with Served() as site:
        before = resident(site)
        announced = post(site, path, pieces(TOO_MUCH), length=TOO_MUCH)
        in_chunks = post(site, path, pieces(TOO_MUCH))
        grown = resident(site) - before
    for status, body in (announced, in_chunks):
        assert status == 413
        assert etree.fromstring(body).find("response:message", SPACES) is not None
    assert grown < 100_000_000
    assert Submission.objects.count() == 0
