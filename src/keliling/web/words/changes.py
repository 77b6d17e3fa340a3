"""What is different between two versions of a form, one sentence a change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from keliling.forms import Change, Form, Kind, Sense, Text, What

CHANGES: Mapping[What, Promise] = {
    What.TITLE_REWORDED: _("The title “%(before)s” becomes “%(after)s”."),
    What.LANGUAGE_ADDED: _("A language is added: %(names)s."),
    What.LANGUAGE_REMOVED: _("A language is taken out: %(names)s."),
    What.LANGUAGE_FIRST: _("Where words are missing, %(after)s stands in, no longer %(before)s."),
    What.NAMING: _("Each answered form is called differently in lists."),
    What.STYLE: _("The pages of the form look different."),
    What.PAGE_ADDED: _("New page: “%(label)s”."),
    What.PAGE_REMOVED: _("The page “%(label)s” is gone."),
    What.PAGE_REWORDED: _("The page “%(before)s” is called “%(after)s”."),
    What.PAGE_MOVED: _("The page “%(label)s” comes at another place."),
    What.PAGE_LOOK: _("The page “%(label)s” looks different."),
    What.REPEAT_ADDED: _("The page “%(label)s” may be answered several times."),
    What.REPEAT_REMOVED: _("The page “%(label)s” is answered once."),
    What.REPEAT_CHANGED: _("The page “%(label)s” is answered another number of times."),
    What.ADDED: _("New question: “%(label)s”."),
    What.REMOVED: _("No longer asked: “%(label)s”."),
    What.MOVED: _("“%(label)s” stands at another place of its page."),
    What.MOVED_PAGE: _("“%(label)s” moves from the page “%(before)s” to “%(after)s”."),
    What.REWORDED: _("“%(before)s” is worded “%(after)s”."),
    What.HINT: _("“%(label)s” has another hint: “%(after)s”."),
    What.GUIDANCE: _("“%(label)s” has other guidance for helpers: “%(after)s”."),
    What.PICTURES: _("“%(label)s” has other pictures or recordings beside its words."),
    What.MESSAGE: _("“%(label)s” says “%(after)s” when the answer does not fit."),
    What.KIND: _("“%(label)s” asks for %(after)s, no longer for %(before)s."),
    What.REQUIRED: _("“%(label)s” has to be answered."),
    What.REQUIRED_IF: _("“%(label)s” has to be answered only in some cases."),
    What.NOT_REQUIRED: _("“%(label)s” may be left out."),
    What.REQUIRED_OTHERWISE: _("“%(label)s” has to be answered in other cases than before."),
    What.RULE_ADDED: _("The answer to “%(label)s” has to keep a rule."),
    What.RULE_REMOVED: _("The answer to “%(label)s” no longer has to keep a rule."),
    What.RULE_CHANGED: _("The answer to “%(label)s” has to keep another rule."),
    What.CONDITION_ADDED: _("“%(label)s” is asked only in some cases."),
    What.CONDITION_REMOVED: _("“%(label)s” is asked in every case."),
    What.CONDITION_CHANGED: _("“%(label)s” is asked in other cases than before."),
    What.CHOICES_ADDED: _("“%(label)s” offers new answers: %(names)s."),
    What.CHOICES_REMOVED: _("“%(label)s” no longer offers: %(names)s."),
    What.CHOICES_REWORDED: _("Answers to “%(label)s” are worded differently: %(names)s."),
    What.CHOICES_ORDER: _("The answers to “%(label)s” stand in another order."),
    What.FILTER_ADDED: _("The answers to “%(label)s” depend on another answer."),
    What.FILTER_REMOVED: _("The answers to “%(label)s” no longer depend on another answer."),
    What.FILTER_CHANGED: _("The answers to “%(label)s” depend on other answers than before."),
    What.RANGE_NARROWER: _("“%(label)s” takes fewer numbers: %(after)s."),
    What.RANGE_WIDER: _("“%(label)s” takes more numbers: %(after)s."),
    What.RANGE_CHANGED: _("“%(label)s” takes other numbers: %(after)s."),
    What.CALCULATION: _("“%(label)s” is worked out differently."),
    What.DEFAULT: _("“%(label)s” starts with another answer."),
    What.READ_ONLY: _("“%(label)s” is filled in by the form and cannot be changed."),
    What.NOT_READ_ONLY: _("“%(label)s” may be changed."),
    What.LOOK: _("“%(label)s” looks different."),
    What.FILLED_IN: _("“%(label)s” is filled in by itself in another way."),
    What.FILES_ADDED: _("New files: %(names)s."),
    What.FILES_REMOVED: _("Files no longer used: %(names)s."),
    What.FILES_CHANGED: _("Files with another content: %(names)s."),
}
IN_ANOTHER_LANGUAGE = _("“%(label)s”, in %(language)s: “%(before)s” becomes “%(after)s”.")
MOST_NAMES = 20
"""So many names are said of a long list, as a data file may have thousands."""
ALWAYS = "true()"
"""A plain yes in the cell: the sentence has said it."""
RULES = frozenset(
    {
        *(What.REQUIRED, What.REQUIRED_IF, What.NOT_REQUIRED, What.REQUIRED_OTHERWISE),
        *(What.RULE_ADDED, What.RULE_REMOVED, What.RULE_CHANGED),
        *(What.CONDITION_ADDED, What.CONDITION_REMOVED, What.CONDITION_CHANGED),
        *(What.FILTER_ADDED, What.FILTER_REMOVED, What.FILTER_CHANGED),
        *(What.CALCULATION, What.DEFAULT, What.READ_ONLY, What.NOT_READ_ONLY),
        *(What.LOOK, What.PAGE_LOOK, What.FILLED_IN, What.NAMING, What.STYLE),
        What.REPEAT_CHANGED,
    }
)
"""Changes of something that stands in a cell; the cell itself is shown as well."""
WORDED = frozenset({What.REWORDED, What.HINT, What.GUIDANCE, What.MESSAGE, What.PAGE_REWORDED})
SENSES: Mapping[Sense, Promise] = {
    Sense.STRICTER: _("asks more"),
    Sense.LAXER: _("asks less"),
}
KINDS: Mapping[Kind, Promise] = {
    Kind.TEXT: _("a text"),
    Kind.INTEGER: _("a whole number"),
    Kind.DECIMAL: _("a number"),
    Kind.DATE: _("a date"),
    Kind.TIME: _("a time of day"),
    Kind.DATE_TIME: _("a date and a time"),
    Kind.GEOPOINT: _("a place"),
    Kind.GEOTRACE: _("a line on the map"),
    Kind.GEOSHAPE: _("an area on the map"),
    Kind.RANGE: _("a number from a range"),
    Kind.BARCODE: _("a bar code"),
    Kind.ACKNOWLEDGE: _("a tick"),
    Kind.SELECT_ONE: _("one of several answers"),
    Kind.SELECT_MULTIPLE: _("any of several answers"),
    Kind.RANK: _("an order of answers"),
    Kind.IMAGE: _("a photograph"),
    Kind.AUDIO: _("a recording"),
    Kind.VIDEO: _("a video"),
    Kind.FILE: _("a document"),
    Kind.HIDDEN: _("nothing that anybody sees"),
    Kind.CALCULATE: _("nothing: it is worked out"),
    Kind.NOTE: _("nothing: it tells something"),
}
LANGUAGES: Mapping[str, Promise] = {"id": _("Indonesian"), "en": _("English")}


@dataclass(frozen=True, slots=True)
class Told:
    """One change in words; ``before`` and ``after`` are the cells of a rule, as written."""

    words: str
    sense: str
    stricter: bool
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ToldPage:
    """The changes of one page of the form; without a name those of the whole form."""

    name: str
    rows: tuple[Told, ...]


def told_pages(found: Iterable[Change], forms: tuple[Form, Form], language: str) -> list[ToldPage]:
    """Say every change, in the order of the new form's pages and then those that are gone."""
    names: dict[str, str] = {"": ""}
    for form in reversed(forms):
        for group in form.groups:
            names.setdefault(group.path, group.label.in_(language) or group.path)
    rows: dict[str, list[Told]] = {path: [] for path in names}
    for change in found:
        path = change.path if change.path in names else change.path.rpartition("/")[0]
        rows.setdefault(path, []).append(told(change, language))
    return [ToldPage(names.get(path, path), tuple(r)) for path, r in rows.items() if r]


def told(change: Change, language: str) -> Told:
    """Say one change in the reader's language."""
    rule = change.what in RULES
    return Told(
        words=_words(change, language),
        sense=str(SENSES[change.sense]) if change.sense else "",
        stricter=change.sense is Sense.STRICTER,
        before=_cell(change.before, language) if rule else "",
        after=_cell(change.after, language) if rule else "",
    )


def language_name(code: str) -> str:
    """Return a language's name, or its code for one we have no name for."""
    return str(LANGUAGES.get(code, code))


def _words(change: Change, language: str) -> str:
    facts = {
        "label": change.label.in_(language),
        "before": _said(change, change.before, language),
        "after": _said(change, change.after, language),
        "names": _names(change, language),
    }
    if change.what in WORDED and facts["before"] == facts["after"]:
        other = _changed_language(change)
        facts |= {"language": language_name(other), "before": change.before.in_(other)}
        facts["after"] = change.after.in_(other)
        return str(IN_ANOTHER_LANGUAGE) % facts
    return str(CHANGES[change.what]) % facts


def _said(change: Change, text: Text, language: str) -> str:
    words = text.in_(language)
    if change.what is What.KIND:
        return str(KINDS[Kind(words)])
    if change.what is What.LANGUAGE_FIRST:
        return language_name(words)
    return words or _now("nothing")


def _names(change: Change, language: str) -> str:
    names = [text.in_(language) for text in change.names]
    if change.what in {What.LANGUAGE_ADDED, What.LANGUAGE_REMOVED}:
        names = [language_name(name) for name in names]
    if len(names) > MOST_NAMES:
        rest = _now("and %(n)s more") % {"n": len(names) - MOST_NAMES}
        names = [*names[:MOST_NAMES], rest]
    return ", ".join(names)


def _changed_language(change: Change) -> str:
    codes = [*change.after.words, *change.before.words]
    differ = [c for c in codes if change.before.words.get(c) != change.after.words.get(c)]
    return differ[0] if differ else change.after.default


def _cell(text: Text, language: str) -> str:
    words = text.in_(language)
    return "" if words == ALWAYS else words
