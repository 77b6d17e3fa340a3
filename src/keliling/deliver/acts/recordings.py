"""Recordings: their kind by their first bytes; what a telephone wrote about itself is blanked.

Nothing here decodes sound or pictures. They are kept as they came, served as what they are,
and never shown inside a page.
"""

from collections.abc import Iterator

from keliling.kernel.refusal import Refused

MOST_SOUND, MOST_FILM = 10_000_000, 25_000_000
"""Bytes; a film of this size takes most of what one request may bring."""
ENDINGS = {
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/webm": "webm",
    "audio/amr": "amr",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/ogg": "ogv",
}
_BOXES = {b"moov", b"trak", b"mdia", b"minf"}
"""Boxes of an MP4 file that hold boxes."""
_TOLD = {b"udta", b"meta", b"uuid"}
"""Boxes in which telephones write where and with what something was recorded."""


def clean_recording(body: bytes, *, film: bool) -> tuple[bytes, str]:
    """Return a recording without what its maker hid in it, and its media type.

    Raises ``Refused`` (``recording_size``, ``recording_kind``, ``film_kind``).
    """
    most = MOST_FILM if film else MOST_SOUND
    if not 0 < len(body) <= most:
        raise Refused("recording_size", most=most // 1_000_000)
    container = _container(body)
    media_type = f"{'video' if film else 'audio'}/{container}"
    if media_type not in ENDINGS:
        if film:
            raise Refused("film_kind")
        raise Refused("recording_kind")
    return (_without_words(body) if container == "mp4" else body), media_type


def _container(body: bytes) -> str:
    if body[4:8] == b"ftyp":
        return "mp4"
    starts = {
        b"ID3": "mpeg",
        b"OggS": "ogg",
        b"\x1a\x45\xdf\xa3": "webm",
        b"#!AMR": "amr",
        b"\xff\xf1": "aac",
        b"\xff\xf9": "aac",
    }
    for start, name in starts.items():
        if body.startswith(start):
            return name
    if body.startswith(b"RIFF") and body[8:12] == b"WAVE":
        return "wav"
    # MPEG 1 or 2, layer 3: eleven bits of the sync word, then the layer.
    if len(body) > 1 and body[0] == 0xFF and body[1] & 0xE6 == 0xE2:
        return "mpeg"
    return ""


def _without_words(body: bytes) -> bytes:
    """Turn the boxes of words into free space of the same size, so that no place moves."""
    clean = bytearray(body)
    for at, size, head in _boxes(body, 0, len(body)):
        clean[at + 4 : at + 8] = b"free"
        clean[at + head : at + size] = bytes(size - head)
    return bytes(clean)


def _boxes(body: bytes, start: int, end: int, depth: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield place, size and length of the head of each box that holds words."""
    at = start
    while at + 8 <= end:
        size, name, head = int.from_bytes(body[at : at + 4]), body[at + 4 : at + 8], 8
        if size == 1 and at + 16 <= end:
            size, head = int.from_bytes(body[at + 8 : at + 16]), 16
        size = size or end - at
        if size < head or at + size > end:
            return
        if name in _TOLD:
            yield at, size, head
        elif name in _BOXES and depth < len(_BOXES):
            yield from _boxes(body, at + head, at + size, depth + 1)
        at += size
