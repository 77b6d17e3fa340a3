"""The services that ship with the project: readable, fillable and priced."""

import random
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from typing import Any, cast

import pytest

from keliling.catalogue.acts.adopt import FOLDER, Shipped, shipped_services
from keliling.catalogue.rules import SheetProblem, fee_for, read_sheet
from keliling.catalogue.rules.read import COMPONENTS
from keliling.catalogue.rules.sheet import Basis, Fee, Requirement, Sheet, Words
from keliling.cli.story.answers import PLACEHOLDER, plausible_answers
from keliling.forms import Form, Kind, judge, read_markdown

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
CODES = {
    "boarding-house",
    "burial-new",
    "burial-renewal",
    "burial-stacked",
    "health-practice",
    "iumk",
    "land-history",
    "nib-assistance",
    "small-billboard",
}
SHIPPED = shipped_services()
NAMES = [f"{row.sheet.code}/{row.sheet.basis.valid_from}" for row in SHIPPED]
each_service = pytest.mark.parametrize("shipped", SHIPPED, ids=NAMES)


def of_code(code: str, on: date = TODAY) -> Shipped:
    """Return the version of a service in force on a day."""
    return next(row for row in SHIPPED if row.sheet.code == code and row.sheet.basis.holds_on(on))


def plausible(form: Form, seed: int) -> dict[str, str]:
    """Return answers as somebody might give them; the seed decides which."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    return plausible_answers(form, known={"name": "Contoh"}, today=TODAY, rng=rng)


def astray(sheet: Sheet, form: Form) -> set[str]:
    """Return the paths a sheet names and its form does not ask for."""
    named = {row.path for row in sheet.requirements if row.path} | set(sheet.public_fields)
    return named - set(form.questions)


def days_amiss(bases: Iterable[Basis]) -> list[tuple[date, int | None]]:
    """Return where a version does not begin on the day after the one before has ended."""
    ordered = sorted(bases, key=lambda basis: basis.valid_from)
    found = []
    for before, after in pairwise(ordered):
        days = (after.valid_from - before.valid_to).days if before.valid_to else None
        if days != 1:
            found.append((after.valid_from, days))
    return found


def slow_fee(raw: str, answers: dict[str, str], day: date) -> int | None:
    """Read the sheet once more, without its reader: the first row that holds and matches."""
    for row in cast("list[dict[str, Any]]", tomllib.loads(raw)["fee"]):
        in_force = row["valid_from"] <= day <= row.get("valid_to", date.max)
        if in_force and row["when"].items() <= answers.items():
            return int(row["amount"])
    return None


def test_what_ships_is_what_the_catalogue_promises() -> None:
    assert {row.sheet.code for row in SHIPPED} == CODES
    assert sum(row.sheet.code == "health-practice" for row in SHIPPED) == 2


@each_service
def test_a_sheet_has_fourteen_components_in_both_languages(shipped: Shipped) -> None:
    sheet = shipped.sheet
    assert [key for key, _ in sheet.standard] == list(COMPONENTS)
    assert sheet.requirements
    assert sheet.fees
    assert sheet.term.amount > 0
    words: list[Words] = [sheet.name, sheet.summary, sheet.who, *sheet.steps]
    words += [text for _, text in sheet.standard]
    words += [text for row in sheet.requirements for text in (row.name, row.hint)]
    untranslated = {"NPWP", "NIK", "STR"}
    assert [w.id for w in words if w.id == w.en and w.id not in untranslated] == []


@each_service
def test_every_rule_says_where_it_was_read_and_owns_up_that_it_was_second_hand(
    shipped: Shipped,
) -> None:
    sheet = shipped.sheet
    bases = [sheet.basis, sheet.term.basis]
    rules: list[Requirement | Fee] = [*sheet.requirements, *sheet.fees]
    bases += [row.basis for row in rules]
    bases += [basis for _, basis in sheet.legal_basis]
    assert not sheet.confirmed_locally
    assert {basis.verified_on for basis in bases} == {TODAY}
    assert all("://" not in basis.source for basis in bases)
    assert all(sheet.basis.valid_from <= basis.valid_from for basis in bases)
    said = [row.basis.law for row in rules]
    said += [sheet.term.basis.law, *(title for title, _ in sheet.legal_basis)]
    assert [law for law in said if "verify locally" not in law] == []


@each_service
def test_the_folder_is_named_as_the_sheet_and_the_form_inside(shipped: Shipped) -> None:
    sheet, form = shipped.sheet, read_markdown(shipped.form)
    assert (form.id, form.version) == (sheet.code, sheet.basis.valid_from.isoformat())
    assert (FOLDER / sheet.code / form.version / "service.toml").read_text() == shipped.raw
    assert set(form.languages) == {"id", "en"}


@each_service
def test_a_form_speaks_both_languages_and_says_where_to_look(shipped: Shipped) -> None:
    form = read_markdown(shipped.form)
    asked = [q for q in form.questions.values() if q.kind is not Kind.CALCULATE]
    for question in asked:
        assert question.label.in_("id")
        assert "en" in question.label.words
        if question.kind != "note":
            assert {"id", "en"} <= set(question.hint.words), question.path
    for node in form.nodes:
        if node.constraint is not None:
            assert {"id", "en"} <= set(node.constraint_message.words), node.path


@each_service
def test_a_sheet_points_only_at_questions_that_its_form_asks(shipped: Shipped) -> None:
    form, sheet = read_markdown(shipped.form), shipped.sheet
    assert not astray(sheet, form)
    names = {path.rpartition("/")[2]: path for path in form.questions}
    for fee in sheet.fees:
        for name, value in fee.when:
            assert value in {choice.name for choice in form.question(names[name]).choices}
    shared = {"applicant/name", "applicant/nik", "applicant/phone", "documents/ktp"}
    assert shared <= set(form.questions)


def test_a_sheet_that_points_at_nothing_is_found() -> None:
    shipped = of_code("burial-renewal")
    raw = shipped.raw.replace('"documents/tpu_letter"', '"documents/letter"')
    sheet = read_sheet(tomllib.loads(raw))
    assert astray(sheet, read_markdown(shipped.form)) == {"documents/letter"}


@pytest.mark.parametrize(
    "line", ["evaluation.en", "procedure.id", "product", "number_code", "amount"]
)
def test_a_sheet_without_one_of_its_keys_is_refused_by_name(line: str) -> None:
    kept = [row for row in of_code("land-history").raw.splitlines() if not row.startswith(line)]
    with pytest.raises(SheetProblem, match=line.partition(".")[0]):
        read_sheet(tomllib.loads("\n".join(kept)))


@each_service
def test_nothing_personal_is_public(shipped: Shipped) -> None:
    for path in shipped.sheet.public_fields:
        assert not path.startswith(("applicant/", "deceased/", "documents/"))
        assert "name" not in path.rpartition("/")[2]


@each_service
def test_a_plausible_file_is_sound(shipped: Shipped) -> None:
    form = read_markdown(shipped.form)
    for seed in range(20):
        answers = plausible(form, seed)
        assert not judge(form, answers, attachments=[PLACEHOLDER], now=NOW).errors


@each_service
def test_a_proxy_is_asked_for_the_mandate_and_the_applicant_is_not(shipped: Shipped) -> None:
    form = read_markdown(shipped.form)
    asked = {}
    for who in ("self", "proxy"):
        verdict = judge(form, {"applicant/filed_by": who}, attachments=[], now=NOW)
        asked[who] = {error.path for error in verdict.errors}
    proxy_only = {"documents/mandate", "documents/proxy_ktp"}
    assert asked["proxy"] - asked["self"] == proxy_only
    assert {row.path for row in shipped.sheet.requirements if row.when == "proxy"} == proxy_only


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("applicant/nik", "317409010190123"),
        ("applicant/phone", "1500164"),
        ("deceased/died_on", "2026-11-25"),
    ],
)
def test_a_wrong_answer_is_told_how_to_mend_it(path: str, value: str) -> None:
    form = read_markdown(of_code("burial-new").form)
    verdict = judge(form, {path: value}, attachments=[], now=NOW)
    (error,) = [error for error in verdict.errors if error.path == path]
    assert error.reason == "constraint"
    assert error.message.in_("id") != error.message.in_("en") != ""


@pytest.mark.parametrize(
    ("expired", "told"), [("2023-11-23", True), ("2023-11-24", False), ("2027-01-01", False)]
)
def test_who_renews_after_three_years_is_told_to_ask_the_cemetery(
    expired: str, *, told: bool
) -> None:
    form = read_markdown(of_code("burial-renewal").form)
    verdict = judge(form, {"grave/expired_on": expired}, attachments=[], now=NOW)
    assert ("grave/late" in verdict.relevant) is told


@pytest.mark.parametrize(
    ("borders", "sound"), [("stakes wall", True), ("none", True), ("none wall", False)]
)
def test_a_border_is_either_marked_or_not(borders: str, *, sound: bool) -> None:
    form = read_markdown(of_code("land-history").form)
    verdict = judge(form, {"land/borders": borders}, attachments=[], now=NOW)
    assert ("land/borders" not in {error.path for error in verdict.errors}) is sound


@pytest.mark.parametrize(
    ("place", "area", "told"),
    [("home", "30", False), ("home", "30.5", True), ("apart", "99", False), ("home", "", False)],
)
def test_who_uses_much_of_a_home_is_told_to_ask(place: str, area: str, *, told: bool) -> None:
    form = read_markdown(of_code("iumk", date(2019, 6, 3)).form)
    given = {"business/place": place, "business/area": area}
    verdict = judge(form, given, attachments=[], now=NOW)
    assert ("business/too_large" in verdict.relevant) is told


@pytest.mark.parametrize(
    ("code", "answers", "filed", "amount"),
    [
        ("burial-new", {"block_class": "aa1"}, "2019-06-03", 100_000),
        ("burial-new", {"block_class": "aa2"}, "2019-06-03", 80_000),
        ("burial-new", {"block_class": "a1"}, "2019-06-03", 60_000),
        ("burial-new", {"block_class": "a2"}, "2019-06-03", 40_000),
        ("burial-new", {"block_class": "a3"}, "2019-06-03", 0),
        ("burial-stacked", {"block_class": "aa1"}, "2019-06-03", 25_000),
        ("burial-stacked", {"block_class": "a2"}, "2019-06-03", 10_000),
        (
            "burial-renewal",
            {"block_class": "aa1", "renewal_number": "first"},
            "2019-06-03",
            50_000,
        ),
        (
            "burial-renewal",
            {"block_class": "aa1", "renewal_number": "later"},
            "2019-06-03",
            100_000,
        ),
        ("burial-new", {"block_class": "aa1"}, "2023-12-31", 100_000),
        ("burial-new", {"block_class": "aa1"}, "2024-01-01", 0),
        ("burial-new", {"block_class": "aa1"}, "2024-02-01", 0),
        (
            "burial-renewal",
            {"block_class": "aa1", "renewal_number": "later"},
            "2024-02-01",
            0,
        ),
        ("land-history", {}, "2026-11-24", 0),
    ],
)
def test_the_fee_is_that_of_the_day_of_filing(
    code: str, answers: dict[str, str], filed: str, amount: int
) -> None:
    day = date.fromisoformat(filed)
    by_path = {f"grave/{name}": value for name, value in answers.items()}
    fee = fee_for(of_code(code, day).sheet.fees, by_path, day)
    assert fee is not None
    assert fee.amount == amount


@each_service
def test_the_fee_is_the_one_a_slow_reader_finds(shipped: Shipped) -> None:
    form, sheet = read_markdown(shipped.form), shipped.sheet
    names = sorted({name for fee in sheet.fees for name, _ in fee.when})
    asked = {path.rpartition("/")[2]: question for path, question in form.questions.items()}
    options = [[choice.name for choice in asked[name].choices] for name in names]
    first = sheet.basis.valid_from
    days = {first, date(2023, 12, 31), date(2024, 1, 1), TODAY, first - timedelta(1)}
    for day, values in product(days, product(*options)):
        answers = dict(zip(names, values, strict=True))
        fee = fee_for(sheet.fees, answers, day)
        assert (fee and fee.amount) == slow_fee(shipped.raw, answers, day)


@each_service
def test_there_is_one_fee_for_every_answer_on_every_day(shipped: Shipped) -> None:
    form, sheet = read_markdown(shipped.form), shipped.sheet
    last = min(sheet.basis.valid_to or TODAY, TODAY)
    for seed in range(20):
        answers = plausible(form, seed)
        for day in (sheet.basis.valid_from, last):
            matching = [fee_for([fee], answers, day) for fee in sheet.fees]
            assert sum(fee is not None for fee in matching) == 1


def test_versions_of_a_service_neither_overlap_nor_leave_a_day_out() -> None:
    by_code = defaultdict(list)
    for row in SHIPPED:
        by_code[row.sheet.code].append(row.sheet.basis)
    assert {code: days_amiss(bases) for code, bases in by_code.items() if days_amiss(bases)} == {}


def test_an_overlap_and_a_gap_between_versions_are_found() -> None:
    old, new = (of_code("health-practice", day).sheet.basis for day in (date(2020, 1, 1), TODAY))
    for last, days in ((date(2024, 1, 15), 0), (date(2024, 1, 13), 2), (None, None)):
        assert days_amiss([new, replace(old, valid_to=last)]) == [(new.valid_from, days)]


def test_the_nib_takes_over_on_the_day_after_the_old_licence_ends() -> None:
    old = of_code("iumk", date(2021, 8, 3)).sheet.basis
    assert old.valid_to is not None
    assert (of_code("nib-assistance").sheet.basis.valid_from - old.valid_to).days == 1


def test_the_recommendation_was_asked_for_until_january_2024() -> None:
    codes = [
        {row.code for row in of_code("health-practice", day).sheet.requirements}
        for day in (date(2024, 1, 14), date(2024, 1, 15))
    ]
    assert ["recommendation" in found for found in codes] == [True, False]
