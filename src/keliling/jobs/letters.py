"""Print permits: Typst, from the service's own template, as PDF/UA."""

import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Literal
from uuid import UUID

import segno
import typst
from babel.dates import format_date
from django.conf import settings

from keliling.catalogue.acts.adopt import FOLDER
from keliling.catalogue.queries import sheet_of, template_of
from keliling.deliver.queries import permit_content
from keliling.deliver.queries.permits import Letter
from keliling.places.queries import area, office

STANDARD: Literal["ua-1"] = "ua-1"
WATERMARK = "CONTOH · TIDAK BERLAKU"
"""Until a certified signature stands on it, a letter printed here has no force."""


def letter_file(permit_id: UUID) -> Path:
    """Return where a permit's letter lies once it is printed."""
    return Path(settings.PERMITS) / f"{permit_id}.pdf"


def render(permit_id: UUID) -> Path:
    """Print a permit's letter; a second call leaves the first one as it is."""
    target = letter_file(permit_id)
    if target.exists():
        return target
    letter = permit_content(permit_id)
    pdf = compile_letter(template_of(letter.service_version), letter_data(letter))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_bytes(pdf)
    part.replace(target)
    return target


def compile_letter(template: str, data: dict[str, object]) -> bytes:
    """Return the PDF. The data are passed as data and never read as markup."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(FOLDER / "letter.typ", folder)
        source = Path(folder) / "permit.typ"
        source.write_text(template)
        pdf = typst.compile(
            str(source),
            root=folder,
            sys_inputs={"permit": json.dumps(data, ensure_ascii=False)},
            pdf_standards=STANDARD,
        )
    return bytes(pdf)


def letter_data(letter: Letter) -> dict[str, object]:
    """Return what a template gets."""
    where = office(letter.office)
    sheet = sheet_of(letter.service_version)
    url = f"{settings.PUBLIC_URL}/periksa/{letter.token}/"
    return {
        "number": letter.number,
        "office": {"name": where.name, "area": area(where.area_id).name},
        "service": {"id": sheet.name.id, "en": sheet.name.en},
        "holder": letter.holder,
        "issued_on": letter.issued_on.isoformat(),
        "issued_on_words": _words(letter.issued_on),
        "valid_until": letter.valid_until.isoformat() if letter.valid_until else "",
        "valid_until_words": _words(letter.valid_until) if letter.valid_until else None,
        "decided_by_role": "signatory",
        "facts": [{"label": label, "value": value} for label, value in letter.facts],
        "qr_svg": segno.make(url, error="m").svg_inline(scale=4, border=2),
        "verify_url": url,
        "watermark": WATERMARK,
    }


def _words(day: date) -> dict[str, str]:
    return {language: format_date(day, "d MMMM y", locale=language) for language in ("id", "en")}
