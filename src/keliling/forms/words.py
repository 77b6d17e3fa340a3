"""What a person is told when the form itself has no words for it."""

from collections.abc import Mapping

from keliling.forms.model import Text, plain

SENTENCES: Mapping[str, tuple[str, str]] = {
    "required": ("Isi jawaban ini.", "Answer this question."),
    "constraint": (
        "Jawaban ini tidak sesuai. Periksa lagi dan perbaiki.",
        "This answer does not fit. Check it and change it.",
    ),
    "integer": (
        "Tulis bilangan bulat dengan angka saja, antara -2147483648 dan 2147483647.",
        "Write a whole number in digits only, between -2147483648 and 2147483647.",
    ),
    "decimal": (
        "Tulis angka saja, dengan titik untuk pecahan, misalnya 12.5.",
        "Write a number in digits, with a point for the fraction, for example 12.5.",
    ),
    "date": (
        "Tulis tanggal yang ada di kalender sebagai tahun-bulan-hari, misalnya 2026-01-31.",
        "Write a date that exists as year-month-day, for example 2026-01-31.",
    ),
    "choice": (
        "Pilih salah satu jawaban yang tersedia.",
        "Choose from the answers on offer.",
    ),
    "attachment": (
        "Unggah lagi berkas ini: berkasnya belum kami terima.",
        "Upload this file again: it has not reached us.",
    ),
    "characters": (
        "Hapus tanda yang tidak terlihat dari jawaban ini, lalu ketik ulang.",
        "Remove the invisible characters from this answer, then type it again.",
    ),
    "fixed": (
        "Biarkan isian ini seperti semula: formulir yang mengisinya.",
        "Leave this field as it was: the form fills it in.",
    ),
    "unknown": (
        "Muat ulang halaman ini: formulir tidak mengenal isian ini.",
        "Load this page again: the form does not know this field.",
    ),
}

_LENGTH = (
    "Persingkat jawaban ini menjadi paling banyak {limit} huruf.",
    "Shorten this answer to at most {limit} characters.",
)


def sentence(key: str) -> Text:
    """Return the sentence in Indonesian and English."""
    indonesian, english = SENTENCES[key]
    return plain("id", id=indonesian, en=english)


def too_long(limit: int) -> Text:
    """Return the sentence for an answer of more than ``limit`` characters."""
    indonesian, english = (text.format(limit=limit) for text in _LENGTH)
    return plain("id", id=indonesian, en=english)
