"""The reference page lists what the code does, no more and no less."""

import re
from pathlib import Path

import pytest

from keliling.forms.compiler import PLACED
from keliling.forms.functions import PURE, REFUSED
from keliling.forms.sheets import CHOICE_COLUMNS, SETTINGS, SURVEY_COLUMNS, TYPES

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "forms.md"
LISTS = {
    "Types of questions": set(TYPES.values()),
    "Columns of the survey sheet": set(SURVEY_COLUMNS.values()),
    "Columns of the choices sheet": set(CHOICE_COLUMNS.values()),
    "Settings": set(SETTINGS.values()),
    "Functions": {*PURE, *PLACED},
    "Functions that are refused": set(REFUSED),
}


@pytest.mark.parametrize(("heading", "known"), LISTS.items(), ids=LISTS.keys())
def test_the_page_lists_what_the_code_knows(heading: str, known: set[str]) -> None:
    section = PAGE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == known
