"""Take a document in: its kind by its first bytes, rewritten, kept under its hash."""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pikepdf
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from PIL import Image, UnidentifiedImageError

from keliling.catalogue.queries import form_of
from keliling.deliver.acts.doors import as_filler, file_to_fill
from keliling.deliver.acts.move import move
from keliling.deliver.acts.recordings import ENDINGS as ENDINGS_OF_RECORDINGS
from keliling.deliver.acts.recordings import clean_recording
from keliling.deliver.models import Application, Attachment, Document
from keliling.deliver.queries.answers import read_answers, seal_answers
from keliling.deliver.rules import SubmissionState
from keliling.forms import MEDIA, Kind, counts_of, generic, here_of, is_inside
from keliling.kernel.actor import Actor
from keliling.kernel.ids import new_token
from keliling.kernel.refusal import Absent, Refused
from keliling.record.acts import code_of, note

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
MOST_PAGES = 50
SIDE = 2_400
"""Longest side kept, in pixels: an A4 sheet stays legible at 200 dots an inch."""
IMAGES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"} | ENDINGS_OF_RECORDINGS
PDF_FAULTS = (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError)
"""A locked document is no ``PdfError``, nor is what qpdf says of a tree that cannot be."""
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that lie under their hash."""

    sha256: str
    size: int
    media_type: str


@transaction.atomic
def attach_document(
    application_id: UUID,
    path: str,
    body: bytes,
    *,
    seen_version: int,
    by: Actor,
    now: datetime,
) -> Document:
    """Put a document under a question; one that lies there is replaced.

    Raises ``Refused`` (``document_size``, ``document_kind``, ``document_unreadable``,
    ``document_pixels``, ``document_pages``, ``recording_kind``, ``film_kind``), ``Stale`` and
    ``Absent`` for an unknown path.
    """
    file = file_to_fill(application_id, by, now)
    kind = _kind_asked(file, path)
    if kind in {Kind.AUDIO, Kind.VIDEO}:
        clean, media_type = clean_recording(body, film=kind is Kind.VIDEO)
    else:
        clean, media_type = clean_document(body)
    move(file, seen_version)
    kept = keep(clean, media_type)
    return put_document(file, path, kept, by=as_filler(file, by), now=now)


def put_document(file: Application, path: str, kept: Kept, *, by: Actor, now: datetime) -> Document:
    """Put what is kept under a question, inside the caller's act; ``by`` in their role there."""
    take_away(Document.objects.filter(application=file, path=path))
    ending = ENDINGS[kept.media_type]
    document = Document.objects.create(
        application=file,
        path=path,
        name=f"{path.rpartition('/')[2][:40]}-{kept.sha256[:12]}.{ending}",
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        added_at=now,
    )
    data = {"document": document.pk, "path": code_of(generic(path)), "bytes": kept.size}
    about = ("application", file.pk)
    note("document_added", about=about, by=by, at=now, office=file.office, data=data)
    return document


@transaction.atomic
def remove_document(
    application_id: UUID, path: str, *, seen_version: int, by: Actor, now: datetime
) -> None:
    """Take the document under a question away again; raises ``Stale``, ``Absent`` for none."""
    file = file_to_fill(application_id, by, now)
    there = Document.objects.filter(application=file, path=path)
    document = there.first()
    if document is None:
        raise Absent
    kept = read_answers(file)
    kept.pop(path, None)
    move(file, seen_version, answers=seal_answers(file, kept))
    data = {"document": document.pk, "path": code_of(generic(path))}
    take_away(there)
    about = ("application", file.pk)
    actor = as_filler(file, by)
    note("document_removed", about=about, by=actor, at=now, office=file.office, data=data)


def _kind_asked(file: Application, path: str) -> Kind:
    """Return the kind of document that a question asks for; raises ``Absent``."""
    form = form_of(file.service_version_id)
    question = form.questions.get(generic(path))
    counts = counts_of(read_answers(file), form.repeats) if "[" in path else {}
    around = [one for one in form.repeats if generic(path).startswith(f"{one}/")]
    sound = len(here_of(path)) == len(around) and is_inside(path, counts, form.repeats)
    if question is None or question.kind not in MEDIA or not sound:
        raise Absent
    return question.kind


def clean_document(body: bytes) -> tuple[bytes, str]:
    """Return the document rewritten, without what its maker hid in it, and its media type."""
    if not 0 < len(body) <= MOST_BYTES:
        raise Refused("document_size", most=MOST_BYTES // 1_000_000)
    for start, kind in IMAGES.items():
        if body.startswith(start):
            return _clean_image(body, kind), "image/jpeg"
    if body.startswith(b"%PDF-"):
        return _clean_pdf(body), "application/pdf"
    raise Refused("document_kind")


def document_file(digest: str) -> Path:
    """Return where the bytes of a document lie."""
    return Path(settings.UPLOADS) / digest[:2] / digest


def _clean_image(body: bytes, kind: str) -> bytes:
    try:
        with Image.open(io.BytesIO(body), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused("document_pixels")
            image.draft("RGB", (SIDE, SIDE))
            upright = _upright(image)
            upright.thumbnail((SIDE, SIDE))
            out = io.BytesIO()
            upright.convert("RGB").save(out, "JPEG", quality=82, optimize=True)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise Refused("document_pixels") from problem
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as problem:
        raise Refused("document_unreadable") from problem
    return out.getvalue()


def _upright(image: Image.Image) -> Image.Image:
    """Turn a telephone's photograph as its EXIF says, before the EXIF is dropped."""
    turns = {3: 180, 6: 270, 8: 90}
    angle = turns.get(image.getexif().get(274, 1))
    return image.rotate(angle, expand=True) if angle else image.copy()


def _clean_pdf(body: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(body)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Refused("document_pages", most=MOST_PAGES)
            for key in ("/OpenAction", "/AA", "/Names", "/AcroForm", "/Metadata"):
                if key in pdf.Root:
                    del pdf.Root[key]
            for page in pdf.pages:
                for key in ("/AA", "/Annots"):
                    if key in page:
                        del page[key]
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
    except PDF_FAULTS as problem:
        raise Refused("document_unreadable") from problem
    return out.getvalue()


def take_away(documents: QuerySet[Document]) -> None:
    """Delete documents, and their bytes once that is settled: nobody could ask for them again."""
    for digest in documents.values_list("sha256", flat=True):
        transaction.on_commit(partial(_erase, digest))
    documents.delete()


def _erase(digest: str) -> None:
    """Erase bytes unless another question or file holds the same sheet, or a telephone's parcel."""
    parcels = Attachment.objects.filter(sha256=digest)
    undecided = parcels.exclude(submission__state=SubmissionState.ACCEPTED.value)
    if not Document.objects.filter(sha256=digest).exists() and not undecided.exists():
        document_file(digest).unlink(missing_ok=True)


def keep(body: bytes, media_type: str) -> Kept:
    """Keep bytes under their hash; the same bytes lie there once."""
    digest = sha256(body).hexdigest()
    target = document_file(digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{new_token()}.part")
        part.write_bytes(body)
        part.replace(target)
    return Kept(digest, len(body), media_type)
