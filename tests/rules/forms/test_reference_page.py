"""The reference page lists what the code does, no more and no less."""

import re
from pathlib import Path

import pytest

from keliling.forms import convert, instance, safe_xml, xform, xlsx, xpath
from keliling.forms.bounds import (
    DEEPEST,
    LONGEST_CELL,
    LONGEST_NAME,
    LONGEST_PATH,
    MOST_CELLS,
    MOST_NODES,
    MOST_PATTERNS,
    MOST_ROWS,
    MOST_RULES,
    MOST_TEXT,
)
from keliling.forms.compiler import PLACED
from keliling.forms.functions import PURE, REFUSED
from keliling.forms.parameters import PARAMETERS
from keliling.forms.refused import (
    REFUSED_COLUMNS,
    REFUSED_SETTINGS,
    REFUSED_SHEETS,
    REFUSED_TYPES,
)
from keliling.forms.sheets import CHOICE_COLUMNS, SETTINGS, SURVEY_COLUMNS, TYPES

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "forms.md"
LISTS = {
    "Types of questions": set(TYPES.values()),
    "Columns of the survey sheet": set(SURVEY_COLUMNS.values()),
    "Columns of the choices sheet": set(CHOICE_COLUMNS.values()),
    "Settings": set(SETTINGS.values()),
    "Parameters": set(PARAMETERS),
    "Functions": {*PURE, *PLACED},
    "Functions that are refused": set(REFUSED),
}


@pytest.mark.parametrize(("heading", "known"), LISTS.items(), ids=LISTS.keys())
def test_the_page_lists_what_the_code_knows(heading: str, known: set[str]) -> None:
    section = PAGE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == known


def test_the_page_gives_the_reason_for_each_refusal() -> None:
    section = PAGE.read_text("utf-8").split("is refused\n")[1].split("\n## ")[0]
    tables = {
        "type": REFUSED_TYPES,
        "survey": REFUSED_COLUMNS,
        "settings": REFUSED_SETTINGS,
        "sheet": REFUSED_SHEETS,
    }
    listed = re.findall(r"^\| `([^`]+)` \| (\w+) \| (.+) \|$", section, re.MULTILINE)
    known = [(name, where, why) for where, table in tables.items() for name, why in table.items()]
    assert listed == known


def test_the_page_tells_the_bounds() -> None:
    section = PAGE.read_text("utf-8").split("\n## Bounds\n")[1].split("\n## ")[0]
    told = set(
        re.findall(r"[\d,]+(?: MB)?", " ".join(re.findall(r"\| ([\d,a-zMB ]+) \|$", section, re.M)))
    )
    bounds = {MOST_CELLS, MOST_TEXT, LONGEST_CELL, LONGEST_NAME, *MOST_ROWS.values(), DEEPEST}
    bounds |= {MOST_NODES, MOST_RULES, MOST_PATTERNS, LONGEST_PATH}
    bounds |= {safe_xml.MOST_TAGS, xform.MOST_OFFERED, instance.MOST_TAGS, xpath.LONGEST}
    bytes_ = {convert.LARGEST, xlsx.LARGEST, xform.LARGEST, instance.LARGEST}
    known = {f"{bound:,}" for bound in bounds | {xpath.DEEPEST}}
    known |= {f"{bound // 1_000_000} MB" for bound in bytes_}
    assert told == known - {str(MOST_ROWS["settings"])}


def test_the_page_gives_each_parameter_its_types() -> None:
    section = PAGE.read_text("utf-8").split("\n## Parameters\n")[1].split("\n## ")[0]
    listed = dict(re.findall(r"^\| `([^`]+)` \| ([\w, ]+) \|", section, re.MULTILINE))
    assert listed == {name: ", ".join(kinds) for name, kinds in PARAMETERS.items()}
