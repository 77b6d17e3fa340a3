"""A form with every kind of question that a page can ask, for tests alone."""

from keliling.catalogue.models import ServiceVersion
from keliling.catalogue.queries import form_of
from keliling.deliver.models import Application
from keliling.forms import Form, read_markdown
from tests.cast import World
from tests.web.filling import begun

HEAD = "| {} |".format(
    " | ".join(
        [
            "type",
            "name",
            "label::Indonesia (id)",
            "label::English (en)",
            "appearance",
            "required",
            "relevant",
            "choice_filter",
            "parameters",
            "default",
            "read_only",
            "repeat_count",
            "calculation",
        ]
    )
)
RULE = "| --- " * 13 + "|"
CHOICES = """
## choices

| list_name | name | label::Indonesia (id) | label::English (en) | in |
| --- | --- | --- | --- | --- |
| three | red | Merah | Red |  |
| three | green | Hijau | Green |  |
| three | blue | Biru | Blue |  |
| province | dki | DKI Jakarta | DKI Jakarta |  |
| province | bali | Bali | Bali |  |
| city | jaksel | Jakarta Selatan | South Jakarta | dki |
| city | jaktim | Jakarta Timur | East Jakarta | dki |
| city | denpasar | Denpasar | Denpasar | bali |
| village | tebet | Tebet | Tebet | jaksel |
| village | sanur | Sanur | Sanur | denpasar |
"""
SETTINGS = """
## settings

| form_id | form_title | version | default_language |
| --- | --- | --- | --- |
| kinds | Segala macam | 1 | Indonesia (id) |
"""


def row(type_: str, name: str = "", words: str = "", english: str = "", **more: str) -> str:
    """Return one line of the survey sheet."""
    columns = ["appearance", "required", "relevant", "choice_filter", "parameters"]
    columns += ["default", "read_only", "repeat_count", "calculation"]
    rest = [more.get(column, "") for column in columns]
    cells = [type_, name, words or name, english or words or name, *rest]
    return "| {} |".format(" | ".join(cells))


def form(*rows: str, villages: int = 0) -> Form:
    """Return a form of these lines; with a long list ``villages`` besides the short ones."""
    long = "".join(
        f"| villages | v{n} | Desa {n:04} | Village {n:04} |  |\n" for n in range(villages)
    )
    return read_markdown(
        "\n".join(["## survey", "", HEAD, RULE, *rows, "", CHOICES.strip("\n") + "\n" + long])
        + SETTINGS
    )


def file_with(world: World, *rows: str, by: str = "applicant", villages: int = 0) -> Application:
    """Return a draft whose service asks these questions."""
    file = begun(world, by)
    version = ServiceVersion.objects.filter(pk=file.service_version_id)
    version.update(xform=form(*rows, villages=villages).xform)
    form_of.cache_clear()
    return file


KINDS = (
    row("begin_group", "all", "Segala macam", "All kinds"),
    row("time", "opens", "Buka jam", "Opens at"),
    row("dateTime", "met", "Bertemu pada", "Met at"),
    row("date", "since", "Sejak bulan", "Since the month", appearance="month-year"),
    row("geopoint", "spot", "Tempatnya", "The spot"),
    row("geotrace", "path", "Jalurnya", "The path"),
    row("geoshape", "plot", "Batasnya", "The border"),
    row("range", "stars", "Nilai", "Marks", parameters="start=1 end=5 step=1"),
    row("range", "share", "Bagian", "Share", parameters="start=0 end=100 step=2.5"),
    row("rank three", "order", "Urutan", "Order"),
    row("barcode", "code", "Kode", "Code"),
    row("acknowledge", "agree", "Benar semua", "All is true"),
    row("select_one three", "one", "Satu", "One", appearance="likert"),
    row("select_multiple three", "some", "Beberapa", "Some", appearance="columns"),
    row("select_one three", "short", "Ringkas", "Short", appearance="minimal"),
    row("select_one villages", "where", "Desa", "Village"),
    row("text", "long", "Cerita", "Story", appearance="multiline"),
    row("text", "digits", "Angka", "Digits", appearance="numbers"),
    row("image", "picture", "Foto", "Picture"),
    row("audio", "sound", "Rekaman", "Recording"),
    row("video", "film", "Video", "Video"),
    row("file", "paper", "Berkas", "Paper"),
    row("text", "fixed", "Tetap", "Fixed", default="begini", read_only="yes"),
    row("note", "told", "Terima kasih.", "Thank you."),
    row("hidden", "unseen", "Tak tampak", "Unseen", default="x"),
    row("end_group"),
)
