"""Which files may stand beside a form, and how large they may be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from keliling.forms.datafiles import LARGEST as LARGEST_DATA
from keliling.kernel.refusal import Refused

LARGEST_MEDIA = 10_000_000
LARGEST_TOGETHER = 30_000_000
"""Bytes of one picture, recording or film, and of all the files of a form."""
LONGEST_NAME = 255
MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file of some ending is served as; ``begins`` is how its content begins.

    Without ``begins`` it is a data file: read when the form is checked, and shown to nobody.
    """

    media_type: str
    begins: re.Pattern[bytes] | None = None


_JPEG = FileKind("image/jpeg", re.compile(rb"\xff\xd8\xff"))
_ISO = re.compile(rb".{4}ftyp", re.DOTALL)
KINDS: Mapping[str, FileKind] = {
    "csv": FileKind("text/csv"),
    "geojson": FileKind("application/geo+json"),
    "xml": FileKind("application/xml"),
    "png": FileKind("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "webp": FileKind("image/webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    "mp3": FileKind("audio/mpeg", re.compile(rb"ID3|\xff[\xe2-\xff]")),
    "m4a": FileKind("audio/mp4", _ISO),
    "mp4": FileKind("video/mp4", _ISO),
}
"""By ending. Nothing that a browser could run: no SVG, no HTML."""
DATA = frozenset(ending for ending, kind in KINDS.items() if kind.begins is None)


def ending_of(name: str) -> str:
    """Return the ending of a file's name, without the dot and in small letters."""
    return name.rpartition(".")[2].lower()


def is_data(name: str) -> bool:
    """Tell whether a file is read for its rows, and not shown."""
    return ending_of(name) in DATA


def largest(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    return LARGEST_DATA if is_data(name) else LARGEST_MEDIA


def check_file_name(name: str, size: int) -> FileKind:
    """Return what kind of file it is by its name.

    Raises ``Refused`` (``form_file_kind``, ``form_file_size``) with its ``name``.
    """
    kind = KINDS.get(ending_of(name)) if len(name) <= LONGEST_NAME else None
    if kind is None:
        endings = ", ".join(f".{ending}" for ending in KINDS)
        raise Refused("form_file_kind", name=name, endings=endings)
    if size > largest(name):
        raise Refused("form_file_size", name=name, most=largest(name) // MEGA)
    return kind


def check_file(name: str, data: bytes) -> None:
    """Refuse a file that cannot stand beside a form.

    Raises as ``check_file_name``, and ``form_file_content`` when a picture, recording or film
    is something else than its name says.
    """
    kind = check_file_name(name, len(data))
    if kind.begins is not None and not kind.begins.match(data):
        raise Refused("form_file_content", name=name, ending=ending_of(name))


def check_together(sizes: Mapping[str, int]) -> None:
    """Refuse files that together are too large: ``form_files_size``."""
    if sum(sizes.values()) > LARGEST_TOGETHER:
        raise Refused("form_files_size", most=LARGEST_TOGETHER // MEGA)
