"""What a person is told when the form itself has no words for it."""

from collections.abc import Mapping
from functools import cache

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
    "time": (
        "Tulis jam sebagai jam:menit:detik, misalnya 08:30:00.",
        "Write the time of day as hours:minutes:seconds, for example 08:30:00.",
    ),
    "moment": (
        "Tulis tanggal, jam dan zona waktu, misalnya 2026-01-31T08:30:00+07:00.",
        "Write date, time of day and time zone, for example 2026-01-31T08:30:00+07:00.",
    ),
    "geopoint": (
        "Tulis lintang dan bujur dalam derajat, dipisah spasi, misalnya -6.34 106.83.",
        "Write latitude and longitude in degrees with a space between, for example -6.34 106.83.",
    ),
    "geotrace": (
        "Tandai sedikitnya dua titik; titik terakhir bukan titik pertama.",
        "Mark at least two places; the last is not the first.",
    ),
    "geoshape": (
        "Tandai batasnya sampai kembali ke titik pertama, sedikitnya tiga titik.",
        "Mark the border until it is back at its first place, at least three places.",
    ),
    "range": (
        "Pilih salah satu angka yang tersedia.",
        "Choose one of the numbers on offer.",
    ),
    "acknowledge": (
        "Tandai bahwa Anda setuju, atau biarkan kosong.",
        "Tick it if you agree, or leave it empty.",
    ),
    "rank": (
        "Urutkan semua pilihan, masing-masing satu kali.",
        "Put all the choices in order, each once.",
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
_MANY = (
    "Kurangi jumlahnya: bagian ini dapat diisi paling banyak {limit} kali.",
    "Make it fewer: this part can be there {limit} times at most.",
)


@cache
def sentence(key: str) -> Text:
    """Return the sentence in Indonesian and English."""
    indonesian, english = SENTENCES[key]
    return plain("id", id=indonesian, en=english)


def too_long(limit: int) -> Text:
    """Return the sentence for an answer of more than ``limit`` characters."""
    indonesian, english = (text.format(limit=limit) for text in _LENGTH)
    return plain("id", id=indonesian, en=english)


def too_many(limit: int) -> Text:
    """Return the sentence for a repeat with more than ``limit`` instances."""
    indonesian, english = (text.format(limit=limit) for text in _MANY)
    return plain("id", id=indonesian, en=english)
