"""What speaks against, in words: a head line and the numbers behind it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keliling.assess.rules import Objection
from keliling.web.words.codes import ELEMENTS, PHASES, word


@dataclass(frozen=True, slots=True)
class Sentence:
    """A head line, its figure where it has one, and what it rests on."""

    head: str
    figure: str
    body: str


OBJECTIONS: dict[str, tuple[Promise, Promise]] = {
    "phase_few_residents": (
        _("Too few residents took part in “%(phase)s”."),
        _("%(lay)s of the %(needed)s different residents needed have a verified record there."),
    ),
    "phase_office_silent": (
        _("The office did nothing in “%(phase)s” that was recorded."),
        _("Residents who did their part: %(lay)s. One side alone is not co-production."),
    ),
    "phase_unanswered": (
        _("“%(phase)s” was attended, not shared."),
        _("Residents who took part: %(lay)s. Nothing they said was answered yet."),
    ),
    "cells_no_data": (
        _("For part of the picture there is no data."),
        _("%(n)s of %(of)s cells are empty. That is not a zero: nobody has collected it."),
    ),
    "cells_single_source": (
        _("Much rests on one kind of evidence."),
        _("In %(n)s of %(of)s cells only the record or only the survey speaks."),
    ),
    "files_sent_back": (
        _("Not every file was right the first time."),
        _("%(n)s of %(of)s files were sent back to be completed."),
    ),
    "files_refused": (
        _("Some applications were refused."),
        _("%(n)s of %(of)s files. Each applicant received the reasons."),
    ),
    "files_late": (
        _("The office was late."),
        _("%(n)s of %(of)s files were decided after the promised day."),
    ),
    "files_open": (
        _("Not everything is finished."),
        _("%(n)s of %(of)s files still wait for an answer."),
    ),
    "numbers_absent": (
        _("Some who came were not served."),
        _("%(n)s of %(of)s numbers were called and nobody answered. Why was not asked."),
    ),
    "few_carry_much": (
        _("Few carry much."),
        _("The %(top)s busiest of %(people)s volunteers worked %(share)s per cent of the hours."),
    ),
    "few_volunteers": (
        _("It hangs on a handful of people."),
        _("Volunteers who worked all the countersigned hours: %(people)s."),
    ),
    "hours_unsigned": (
        _("Hours are missing."),
        _("Places on shifts not countersigned: %(n)s. Their hours count nowhere."),
    ),
    "felt_pressed": (
        _("Not everybody helped of their own free will."),
        _("%(n)s of %(of)s volunteers asked say they felt obliged."),
    ),
    "motives_few": (
        _("Why people helped is hardly known."),
        _("Volunteers who answered: %(n)s. Below %(needed)s we show no more, to protect them."),
    ),
    "no_findings": (
        _("Nobody has said yet what should change."),
        _("That can mean all was well, or that nobody was asked."),
    ),
    "findings_open": (
        _("Findings wait for an answer."),
        _("Findings of residents without an answer: %(n)s."),
    ),
    "findings_rejected": (
        _("Some findings were rejected."),
        _("%(n)s of %(of)s answered findings changed nothing. The reason stands beside each."),
    ),
    "ratings_few": (
        _("Too few ratings for a firm figure."),
        _("%(n)s of %(of)s people served have rated; for an error of 5 per cent %(needed)s must."),
    ),
    "element_weak": (
        _("A weak point: “%(element)s”."),
        _("On average %(mean)s of 4, from %(n)s answers: grade C or lower."),
    ),
    "users_only": (
        _("Those who came are not the whole kampung."),
        _("Only people served were asked. Who stayed away, and why, is unknown."),
    ),
    "staff_hours_unknown": (
        _("The effort of the two sides cannot be compared."),
        _("The office has not loaded its officers' hours, nor how many adults live in the RW."),
    ),
}

UNKNOWN = {"users_only", "staff_hours_unknown", "no_findings"}


def objection_words(objection: Objection) -> Sentence:
    """Return an objection as it is read, with words for the codes in it."""
    head, body = OBJECTIONS[objection.code]
    facts: dict[str, int | str] = dict(objection.facts)
    for key, table in (("phase", PHASES), ("element", ELEMENTS)):
        if key in facts:
            facts[key] = word(table, str(facts[key]))
    if "mean" in facts:
        facts["mean"] = localize(Decimal(facts["mean"]))
    figure = gettext("No data") if objection.code in UNKNOWN else _figure(facts)
    return Sentence(str(head) % facts, figure, str(body) % facts)


def _figure(facts: dict[str, int | str]) -> str:
    """Return the number that stands as large as those of the successes."""
    if "share" in facts:
        return f"{facts['share']}%"
    if "mean" in facts:
        return str(facts["mean"])
    for count, total in (("n", "of"), ("lay", "needed")):
        if count in facts and total in facts:
            return gettext("%(n)s of %(of)s") % {"n": facts[count], "of": facts[total]}
    return str(facts.get("n", facts.get("people", facts.get("lay", ""))))
