"""The letters of the shipped services: tagged, archivable, and data never read as markup."""

import io
import json
import re
import subprocess
from pathlib import Path
from shutil import which
from typing import Literal

import pikepdf
import pytest
import segno
import typst

from keliling.catalogue.acts.adopt import FOLDER, Shipped, shipped_services
from keliling.jobs.letters import compile_letter

URL = "https://keliling.example/periksa/0f3a9c2b7d5e4f60a1b2c3d4e5f60718/"
HOSTILE = "#panic() *x* $y$ @z"
FOREIGN = "王小明 علي 😀 \u0000 Ñandú"
BAND = "CONTOH · TIDAK BERLAKU"
SIDES = re.compile(r'<word xMin="([0-9.]+)" yMin="[0-9.]+" xMax="([0-9.]+)"')
WIDTH, MARGIN = 595.3, 62.4
"""A4 and its margin of 22 mm, in points."""
SHIPPED = shipped_services()
NAMES = [f"{row.sheet.code}/{row.sheet.basis.valid_from}" for row in SHIPPED]
each_service = pytest.mark.parametrize("shipped", SHIPPED, ids=NAMES)
BURIAL = next(row.template for row in SHIPPED if row.sheet.code == "burial-new")


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


def read_pdf(pdf: bytes, way: str = "-layout") -> str:
    """Return the words of a PDF; skips where the reader of PDFs is not installed."""
    reader = which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run(  # noqa: S603 - the reader found on the path, no words of others
        [reader, way, "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


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
    printed = read_pdf(pdf)
    assert printed.count(HOSTILE) == 5
    assert BAND in printed


def test_letters_that_the_fonts_lack_are_boxes_and_the_rest_is_printed() -> None:
    pdf = compile_letter(BURIAL, letter_data(FOREIGN))
    assert "□□□ □□□ □ □ Ñandú" in read_pdf(pdf)


def test_fifteen_facts_still_stand_on_one_page_and_more_go_on_to_a_second() -> None:
    for facts, pages in ((15, 1), (60, 2)):
        pdf = compile_letter(BURIAL, letter_data(facts=facts))
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert len(document.pages) == pages


def test_a_name_of_120_letters_leaves_room_for_fifteen_facts_and_the_code() -> None:
    name = ("Siti Nurhaliza Kusumawardhani " * 4)[:120]
    data = letter_data(facts=15) | {"holder": name}
    pdf = compile_letter(BURIAL, data)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1


@pytest.mark.parametrize("name", ["Sutarni", "W" * 120, "Siti " * 24])
def test_no_word_leaves_the_margins(name: str) -> None:
    office = {"name": name, "area": name}
    data = letter_data(name) | {"office": office, "facts": [{"label": name, "value": name}]}
    sides = SIDES.findall(read_pdf(compile_letter(BURIAL, data | {"watermark": ""}), "-bbox"))
    assert len(sides) > 40
    assert min(float(left) for left, _ in sides) >= MARGIN - 0.5
    assert max(float(right) for _, right in sides) <= WIDTH - MARGIN + 0.5


def test_a_letter_without_a_watermark_has_no_band() -> None:
    data = letter_data() | {"watermark": ""}
    assert "TIDAK BERLAKU" not in read_pdf(compile_letter(BURIAL, data))


@pytest.mark.parametrize(
    ("standard", "part", "conformance"),
    [("a-2a", "2", "A"), ("a-2b", "2", "B"), ("a-3a", "3", "A"), ("a-3b", "3", "B")],
)
def test_a_letter_can_be_archived_with_the_fonts_that_come_with_typst(
    tmp_path: Path, standard: Literal["a-2a", "a-2b", "a-3a", "a-3b"], part: str, conformance: str
) -> None:
    (tmp_path / "letter.typ").write_text((FOLDER / "letter.typ").read_text())
    source = tmp_path / "permit.typ"
    source.write_text(BURIAL)
    pdf = typst.compile(
        str(source),
        root=str(tmp_path),
        ignore_system_fonts=True,
        sys_inputs={"permit": json.dumps(letter_data())},
        pdf_standards=[standard, "ua-1"],
    )
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == (part, conformance)
        assert about["pdfuaid:part"] == "1"
