"""A form's questions as fields of a page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from zlib import crc32

from django.utils.translation import gettext as _

from keliling.deliver.queries import Document
from keliling.forms import MEDIA, Judgement, Kind, Question, generic
from keliling.web.resident.beside import EMPTY, Album, Shown
from keliling.web.resident.choices import (
    MOST_CARDS,
    MOST_FOUND,
    Option,
    is_long,
    offered,
    plain_number,
    shown,
    steps_of,
    style_of,
)
from keliling.web.resident.controls import control_of, date_fields
from keliling.web.resident.mistakes import mistake_words
from keliling.web.resident.pages import Page, asked, title
from keliling.web.resident.reading import masked
from keliling.web.spoken import Reader, accuracy_of, number_in, spoken, zone_name

KEYPADS = {"nik": "numeric", "kk": "numeric", "phone": "tel", "email": "email"}
ABOUT_ME = {"name": "name", "phone": "tel", "email": "email"}
"""What a browser may fill in for who applies for themselves."""
SKETCHES = ("ktp", "kk", "plot", "mandate", "photo")
SHEETS = "image/jpeg,image/png,image/webp,application/pdf"
ACCEPTED = {Kind.AUDIO: "audio/*", Kind.VIDEO: "video/*"}


@dataclass(frozen=True, slots=True)
class Field:
    """One question as the template draws it; ``drawn`` names which part draws it."""

    id: str
    drawn: str
    label: str
    hint: str
    value: str
    error: str
    guidance: str = ""
    """What helps further, for whoever opens it."""
    beside: tuple[Shown, ...] = ()
    """What stands beside its words."""
    pictured: Mapping[str, tuple[Shown, ...]] = field(default_factory=dict)
    """What stands beside the words of its choices, by their names."""
    options: tuple[Option, ...] = ()
    chosen: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """Ends of the names of its fields, where it has several."""
    filled: Mapping[str, str] = field(default_factory=dict)
    """What stands in each of them."""
    ranks: tuple[tuple[str, str, str], ...] = ()
    """Each choice to be put in order: its name, its words, its number."""
    document: Document | None = None
    sketch: str = "letter"
    keypad: str = ""
    autocomplete: str = ""
    returned: str = ""
    style: str = ""
    zone: str = ""
    accuracy: int | None = None
    accept: str = SHEETS
    capture: str = ""
    sought: str = ""
    found: int | None = None
    """How many choices fit what was looked for; ``None`` where nothing was."""
    many: bool = False
    """Whether several may be chosen."""
    most: int = MOST_FOUND
    stirs: bool = False
    """Whether its answer changes what else is on the page."""

    @property
    def typed(self) -> Mapping[str, str]:
        """What stands in its fields, by plain names."""
        return {part.lstrip("_:"): text for part, text in self.filled.items()}

    @property
    def confirm(self) -> tuple[Option, ...]:
        """The one box of an acknowledgement."""
        return (("OK", _("Yes, I confirm this")),)

    @property
    def shape(self) -> int:
        """A number that is the same as long as the question looks the same, whatever is typed."""
        seen = (self.drawn, self.label, self.hint, self.guidance, self.returned)
        by_list = () if self.drawn == "search" else self.options
        told = self.value if self.drawn == "fact" else ""
        return crc32(repr((seen, by_list, told)).encode())


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of questions is drawn from: the judgement and what lies around it."""

    verdict: Judgement
    answers: Mapping[str, str]
    documents: Mapping[str, Document]
    returned: Mapping[str, str]
    language: str
    helping: bool
    zone: tzinfo
    sought: Mapping[str, str] = field(default_factory=dict)
    """What is looked for in long lists, by the question's field."""
    album: Album = EMPTY
    """The pictures, recordings and films beside the form's words."""

    @property
    def reader(self) -> Reader:
        """In whose way answers are written."""
        return Reader(self.language, self.zone)


def field_id(path: str) -> str:
    """Return the name of a question's field: ``applicant-name`` for ``applicant/name``."""
    return path.replace("/", "-")


def shown_on(page: Page, sheet: Sheet) -> tuple[Shown, ...]:
    """Return what stands beside the words of a page's heading."""
    return sheet.album.beside(
        page.label, sheet.language, title(page, sheet.language, sheet.verdict)
    )


def fields_of(
    page: Page,
    sheet: Sheet,
    *,
    wrong: Collection[str] = (),
    stirring: Collection[str] = (),
) -> list[Field]:
    """Return the questions of a page that are asked now.

    ``wrong`` are the paths to complain of, ``stirring`` the form's paths of those whose answers
    change the page.
    """
    errors = {error.path: error for error in sheet.verdict.errors if error.path in wrong}
    answers, language = sheet.verdict.answers, sheet.language
    found = []
    for question in asked(page.questions, sheet.verdict):
        given = (
            answers if question.read_only is True or question.kind is Kind.NOTE else sheet.answers
        )
        value = given.get(question.path, question.default)
        error = errors.get(question.path)
        words = mistake_words(question, value, error, language, answers) if error else ""
        found.append(
            _field(question, value, words, sheet, stirs=generic(question.path) in stirring)
        )
    return found


def _field(question: Question, value: str, error: str, sheet: Sheet, *, stirs: bool) -> Field:
    verdict, language, name = sheet.verdict, sheet.language, question.path.rpartition("/")[2]
    hidden = masked(question, value) if sheet.helping else ""
    id_ = field_id(question.path)
    again = control_of(question).fill(question, value, sheet.reader)
    sought = sheet.sought.get(id_, "")
    list_ = shown(question, value, verdict, language, sought)
    options = steps_of(question, language) or list_.options
    pictured = _pictured(question, options, sheet)
    drawn = _drawn(question, options, sheet, pictured=bool(pictured))
    if question.kind is Kind.NOTE and verdict.answers.get(question.path):
        drawn = "fact"
    label = question.label.in_(language, verdict.answers, at=question.path)
    offers = bool(options) or not question.choices or drawn == "search"
    capture = _capture(question)
    fact = spoken(question, value, sheet.reader, verdict.answers) if drawn == "fact" else ""
    return Field(
        id=id_,
        drawn=drawn,
        label=_label(question, label),
        hint=_hint(question, hidden, sheet) if offers else _nothing(),
        value="" if hidden else fact or again.get("", ""),
        error=error,
        guidance=question.guidance.in_(language, verdict.answers, at=question.path),
        beside=sheet.album.beside(question.label, language, label),
        pictured=pictured,
        options=options,
        chosen=_chosen(question, value),
        parts=control_of(question).parts(question),
        filled=again,
        ranks=_ranks(list_.options, again) if question.kind is Kind.RANK else (),
        document=sheet.documents.get(question.path),
        sketch="" if question.kind in ACCEPTED else _sketch(name),
        keypad=_keypad(question, name),
        autocomplete="off" if sheet.helping else ABOUT_ME.get(name, ""),
        returned=sheet.returned.get(question.path)
        or sheet.returned.get(generic(question.path), ""),
        style=style_of(question, len(options)),
        zone=zone_name(sheet.zone),
        accuracy=accuracy_of(value) if question.kind is Kind.GEOPOINT else None,
        accept="image/*" if capture and question.kind is Kind.IMAGE else _accept(question),
        capture=capture,
        sought=sought,
        found=list_.found if list_.sought else None,
        many=question.kind is Kind.SELECT_MULTIPLE,
        stirs=stirs,
    )


def _nothing() -> str:
    return _("There is nothing to choose from here yet. Answer what stands before it first.")


def _sketch(name: str) -> str:
    return next((sketch for sketch in SKETCHES if sketch in name), "letter")


def _label(question: Question, label: str) -> str:
    if question.required is False and question.kind is not Kind.NOTE:
        return _("%(question)s (optional)") % {"question": label}
    return label


def _pictured(
    question: Question, options: tuple[Option, ...], sheet: Sheet
) -> dict[str, tuple[Shown, ...]]:
    """Return what stands beside the choices on the page; their words are there to be read."""
    words = dict(options)
    found = {
        choice.name: sheet.album.beside(choice.label, sheet.language, words[choice.name])
        for choice in offered(question, sheet.verdict)
        if choice.label.media and choice.name in words
    }
    return {name: shown for name, shown in found.items() if shown}


def _chosen(question: Question, value: str) -> tuple[str, ...]:
    if question.kind is Kind.RANGE and question.span is not None:
        for name, _words in steps_of(question, "en"):
            if value and _is_number(value, name):
                return (name,)
        return ()
    return tuple(value.split()) or ("",)


def _is_number(value: str, name: str) -> bool:
    try:
        return float(value) == float(name)
    except ValueError:
        return False


def _ranks(
    options: tuple[Option, ...], again: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    rows = [(name, words, again.get(f":{name}", "")) for name, words in options if name]
    return tuple(sorted(rows, key=lambda row: int(row[2]) if row[2].isdigit() else len(rows) + 1))


def is_fixed(question: Question, sheet: Sheet) -> bool:
    """Tell whether the form keeps people from changing the answer now."""
    return question.read_only is True or question.path in sheet.verdict.fixed


def _drawn(question: Question, options: tuple[Option, ...], sheet: Sheet, *, pictured: bool) -> str:
    """Name the part that draws a question; the form's wishes count where they matter here."""
    kind, words = question.kind, question.appearance.split()
    many = (len(options) > MOST_CARDS or "minimal" in words) and not pictured
    cases = (
        (is_fixed(question, sheet) and kind is not Kind.NOTE, "fact"),
        (kind in MEDIA, "upload"),
        (is_long(question, sheet.verdict), "search"),
        (kind is Kind.SELECT_ONE and many, "list"),
        (kind is Kind.RANGE and bool(options), "select_one"),
        (kind is Kind.DATE and len(date_fields(question)) < 3, "month"),
        (kind in {Kind.GEOTRACE, Kind.GEOSHAPE}, "points"),
        (kind is Kind.TEXT and "multiline" in words, "lines"),
    )
    return next((name for holds, name in cases if holds), kind.value)


def _hint(question: Question, hidden: str, sheet: Sheet) -> str:
    if hidden:
        return _("We keep %(number)s. Leave it empty to keep it so.") % {"number": hidden}
    hint = question.hint.in_(sheet.language, sheet.verdict.answers, at=question.path)
    if not hint and question.kind in {Kind.GEOTRACE, Kind.GEOSHAPE}:
        return _("One place a line: latitude and longitude, as in -6.2088 106.8456.")
    if hint or question.span is None or steps_of(question, sheet.language):
        return hint
    low, high = sorted((question.span.start, question.span.end))
    return _("A number from %(low)s to %(high)s, in steps of %(step)s.") % {
        "low": number_in(low, sheet.language),
        "high": number_in(high, sheet.language),
        "step": number_in(abs(question.span.step), sheet.language),
    }


def _keypad(question: Question, name: str) -> str:
    whole = question.span is None or "." not in plain_number(question.span.step)
    if question.kind is Kind.INTEGER or "numbers" in question.appearance.split():
        return "numeric"
    if question.kind in {Kind.DECIMAL, Kind.RANGE}:
        return "numeric" if question.kind is Kind.RANGE and whole else "decimal"
    return next((pad for ending, pad in KEYPADS.items() if name.endswith(ending)), "")


def _accept(question: Question) -> str:
    return ACCEPTED.get(question.kind, SHEETS)


def _capture(question: Question) -> str:
    """ODK, "Image widgets": ``new`` takes no older picture; ``new-front`` is one of oneself."""
    words = question.appearance.split()
    if "new-front" in words:
        return "user"
    return "environment" if "new" in words else ""
