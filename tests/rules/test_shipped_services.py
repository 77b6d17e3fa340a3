"""The services that ship with the project: readable, fillable, priced and printable."""

import io
import json
import random
import subprocess
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from shutil import which

import pikepdf
import pytest
import segno
import typst

from keliling.catalogue.acts.adopt import FOLDER, Shipped, shipped_services
from keliling.catalogue.rules import fee_for
from keliling.catalogue.rules.read import COMPONENTS
from keliling.catalogue.rules.sheet import Fee, Requirement, Words
from keliling.cli.story.answers import PLACEHOLDER, plausible_answers
from keliling.forms import Form, judge, read_markdown
from keliling.jobs.letters import compile_letter

TODAY = date(2026, 11, 24)
URL = "https://keliling.example/periksa/0f3a9c2b7d5e4f60a1b2c3d4e5f60718/"
HOSTILE = "#panic() *x* $y$ @z"
FOREIGN = "王小明 علي 😀 \u0000 Ñandú"
BAND = "CONTOH · TIDAK BERLAKU"
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


def letter_data(holder: str = "Contoh", facts: int = 4) -> dict[str, object]:
    """Return what a template gets, all of it made up."""
    day = {"id": "24 November 2026", "en": "24 November 2026"}
    return {
        "number": "IPTM/00012/JGK/2026",
        "office": {"name": "PTSP Contoh", "area": "Contoh, Jakarta Selatan"},
        "service": {"id": "Izin contoh", "en": "Sample permit"},
        "holder": holder,
        "issued_on": "2026-11-24",
        "issued_on_words": day,
        "valid_until": "",
        "valid_until_words": None,
        "decided_by_role": "signatory",
        "facts": [{"label": f"Label {n}", "value": holder} for n in range(facts)],
        "qr_svg": segno.make(URL, error="m").svg_inline(scale=4, border=2),
        "verify_url": URL,
        "watermark": BAND,
    }


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF; skips where the reader of PDFs is not installed."""
    reader = which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run(  # noqa: S603 - the reader found on the path, no words of others
        [reader, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


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
    for question in form.questions.values():
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
    paths = {row.path for row in sheet.requirements if row.path} | set(sheet.public_fields)
    assert paths <= set(form.questions)
    names = {path.rpartition("/")[2]: path for path in form.questions}
    for fee in sheet.fees:
        for name, value in fee.when:
            assert value in {choice.name for choice in form.question(names[name]).choices}
    shared = {"applicant/name", "applicant/nik", "applicant/phone", "documents/ktp"}
    assert shared <= set(form.questions)


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
        assert not judge(form, answers, attachments=[PLACEHOLDER], today=TODAY).errors


@each_service
def test_a_proxy_is_asked_for_the_mandate_and_the_applicant_is_not(shipped: Shipped) -> None:
    form = read_markdown(shipped.form)
    asked = {}
    for who in ("self", "proxy"):
        verdict = judge(form, {"applicant/filed_by": who}, attachments=[], today=TODAY)
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
    verdict = judge(form, {path: value}, attachments=[], today=TODAY)
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
    verdict = judge(form, {"grave/expired_on": expired}, attachments=[], today=TODAY)
    assert ("grave/late" in verdict.relevant) is told


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
    for bases in by_code.values():
        ordered = sorted(bases, key=lambda basis: basis.valid_from)
        for before, after in pairwise(ordered):
            assert before.valid_to is not None
            assert (after.valid_from - before.valid_to).days == 1


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


@each_service
def test_a_letter_is_tagged_and_a_name_prints_as_it_was_typed(shipped: Shipped) -> None:
    pdf = compile_letter(shipped.template, letter_data(HOSTILE))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.Lang == "id"
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == "Izin contoh IPTM/00012/JGK/2026"
        assert len(document.pages) == 1
    printed = text_of(pdf)
    assert printed.count(HOSTILE) == 5
    assert BAND in printed


def test_letters_that_the_fonts_lack_are_boxes_and_the_rest_is_printed() -> None:
    pdf = compile_letter(of_code("burial-new").template, letter_data(FOREIGN))
    assert "□□□ □□□ □ □ Ñandú" in text_of(pdf)


def test_fifteen_facts_still_stand_on_one_page_and_more_go_on_to_a_second() -> None:
    template = of_code("burial-new").template
    for facts, pages in ((15, 1), (40, 2)):
        pdf = compile_letter(template, letter_data(facts=facts))
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert len(document.pages) == pages


def test_a_letter_without_a_watermark_has_no_band() -> None:
    data = letter_data() | {"watermark": ""}
    assert "TIDAK BERLAKU" not in text_of(compile_letter(of_code("burial-new").template, data))


def test_a_letter_can_be_archived_with_the_fonts_that_come_with_typst(tmp_path: Path) -> None:
    (tmp_path / "letter.typ").write_text((FOLDER / "letter.typ").read_text())
    source = tmp_path / "permit.typ"
    source.write_text(of_code("burial-new").template)
    pdf = typst.compile(
        str(source),
        root=str(tmp_path),
        ignore_system_fonts=True,
        sys_inputs={"permit": json.dumps(letter_data())},
        pdf_standards=["a-2a", "ua-1"],
    )
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
        assert about["pdfuaid:part"] == "1"
