"""What an author has to mend in a workbook, in the reader's language.

The checker speaks English, because its words also come from pyxform. What it says most often
has a sentence here; for the rest a sentence says which kind of cell it is, and the checker's
own words stand beside it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from keliling.catalogue.rules import Lack, Need
from keliling.forms import Problem

SAID: Sequence[tuple[str, Promise]] = (
    (
        r"there is no question “(?P<name>.*)”",
        _("No question is called “%(name)s”. Correct the name in ${…}, or add the question."),
    ),
    (
        r"“(?P<name>[^”]*)” is not in this form",
        _("“%(name)s” is not in this form. Correct the name, or add the question."),
    ),
    (
        r"the type “(?P<name>.*)” is not supported yet",
        _("There is no type “%(name)s”. Choose one from the list of types."),
    ),
    (
        r"this column is not supported",
        _("This heading is not known. Correct its spelling, or take the column out."),
    ),
    (
        r"this is a formula: .*",
        _("This cell is a formula. Write what it comes to in its place."),
    ),
    (
        r"is this meant to be the sheet “(?P<name>[^”]*)”\?.*",
        _("Is this meant to be the sheet “%(name)s”? Rename it, or put “_” before its name."),
    ),
    (
        r"cells are merged here: .*",
        _("Cells are merged here. Take them apart and write the value into each."),
    ),
    (
        r"this cell cannot be read: type it again|this cell holds an error",
        _("This cell cannot be read. Type it again."),
    ),
    (
        r"there is no heading above this cell",
        _("There is no heading above this cell. Write one in row 1, or empty the cell."),
    ),
    (r"this sheet is there twice", _("This sheet is there twice. Take one of them out.")),
    (r"this cell has more than .*", _("There is too much text in this cell. Shorten it.")),
    (
        r"there is something below row .*|there are more than .* columns|"
        r"the workbook has more than .*",
        _("The sheet is too large. Delete the empty rows and columns around the form."),
    ),
    (r"this column is there twice", _("This heading is there twice. Take one of them out.")),
    (r"this sheet is not supported yet", _("This sheet is not used. Take it out.")),
    (
        r"“(?P<name>.*)” is not a sheet of a form",
        _("“%(name)s” is no sheet of a form: they are survey, choices and settings."),
    ),
    (
        r"there are no questions",
        _("There are no questions. Write them in a sheet that is called survey."),
    ),
    (
        r"there is no list of choices “(?P<name>.*)”",
        _("No list is called “%(name)s”. Write it in the sheet choices."),
    ),
    (
        r".*[Ll]ist name not in choices sheet: (?P<name>\S+).*",
        _("No list is called “%(name)s”. Write it in the sheet choices."),
    ),
    (
        r"the choices have no column “(?P<name>.*)”",
        _("The sheet choices has no column “%(name)s”. Correct the name, or add the column."),
    ),
    (
        r"the rules go in a circle: (?P<name>.*)",
        _("These rules wait for each other: %(name)s. Take one of them out."),
    ),
    (r"a note cannot be required", _("Nobody answers a note: leave “required” empty.")),
    (
        r"the form's id has to be “(?P<name>.*)”",
        _("This workbook is another service's. In settings, write “%(name)s” under form_id."),
    ),
    (
        r"(?P<name>[\w:.-]+)\(\) is not (a function of ODK XForms|supported).*",
        _("The function %(name)s() cannot be used. Choose another from the list of functions."),
    ),
    (
        r".*'name' value '(?P<name>[^']*)' is invalid.*unique.*",
        _("Two rows of a page are called “%(name)s”. Give each a name of its own."),
    ),
    (
        r".*'name' value is invalid.*",
        _("A name begins with a letter and has letters, digits and underscores. Correct it."),
    ),
    (r"Question or group with no name\.", _("This row has no name. Write one under name.")),
    (
        r"The survey element named '(?P<name>[^']*)' has no label or hint\.",
        _("The question “%(name)s” has no words. Write them under label."),
    ),
    (
        r"the data file “(?P<name>[^”]*)”: it is not there",
        _("The data file “%(name)s” is not here. Choose it together with the workbook."),
    ),
    (
        r"the data file “(?P<name>[^”]*)”: the file is not in UTF-8",
        _("The data file “%(name)s” has letters that cannot be read. Save it as “CSV UTF-8”."),
    ),
    (
        r"the data file “(?P<name>[^”]*)”: the file has no heading",
        _("The data file “%(name)s” is empty. Its first row names the columns."),
    ),
    (
        r"the data file “(?P<name>[^”]*)”: two columns have the same name",
        _("The data file “%(name)s” has two columns of the same name. Rename one."),
    ),
    (
        r"Unmatched '.*",
        _("A page is begun or ended once too often. Each begin_group needs its end_group."),
    ),
)
"""A pattern for the whole message, and what to do; the first that fits is said."""
DATA_FILE = re.compile(r"the data file “(?P<name>[^”]*)”: .*", re.DOTALL)
BROKEN_FILE = _("The data file “%(name)s” cannot be read. Correct it, then choose it again.")
CELLS: Mapping[str, Promise] = {
    "type": _("Correct the type of this question."),
    "name": _("Correct the name: letters, digits and underscores, beginning with a letter."),
    "label": _("Correct the words of this question."),
    "relevant": _("The condition cannot be read. Correct it."),
    "constraint": _("The rule for the answer cannot be read. Correct it."),
    "required": _("Write yes, or a condition that can be read."),
    "calculation": _("The calculation cannot be read. Correct it."),
    "choice_filter": _("The filter of the answers cannot be read. Correct it."),
    "parameters": _("Correct the parameters of this question."),
    "default": _("The answer it starts with cannot be read. Correct it."),
}
ANY_CELL = _("Correct this cell.")
WORKBOOK = _("This file cannot be opened. Save it once more as .xlsx and upload that.")
NEEDS: Mapping[Need, Promise] = {
    Need.DOCUMENT: _(
        "The question %(path)s is missing. The requirement “%(name)s” takes its document from it."
    ),
    Need.DOCUMENT_KIND: _(
        "The question %(path)s has to take a photograph or a file, as the requirement “%(name)s” "
        "needs one."
    ),
    Need.HOLDER: _("The question %(path)s is missing. The letter is made out to that name."),
    Need.PUBLIC: _(
        "The question %(path)s is missing. Whoever verifies a letter is shown its answer."
    ),
    Need.FEE: _("The question %(path)s is missing. A fee of this service depends on its answer."),
    Need.FEE_TWICE: _("Two questions are called %(path)s, and a fee depends on it. Rename one."),
    Need.ONCE: _(
        "The question %(path)s may be answered several times here, and the service needs it once."
    ),
    Need.FEE_ANSWER: _("The question %(path)s has to offer “%(answer)s”: a fee depends on it."),
}


@dataclass(frozen=True, slots=True)
class Mend:
    """One place to mend: what to do, and the checker's own words where ours are general."""

    sheet: str
    row: int
    column: str
    words: str
    checker: str = ""


def mends(problems: Sequence[Problem]) -> list[Mend]:
    """Say what has to be done about each problem."""
    return [_mend(problem) for problem in problems]


def lack_words(lack: Lack, language: str) -> str:
    """Say what a form has to have because its service needs it."""
    name = lack.name.in_(language) if lack.name else ""
    return str(NEEDS[lack.need]) % {"path": lack.path, "name": name, "answer": lack.answer}


def _mend(problem: Problem) -> Mend:
    where = (problem.sheet, problem.row, problem.column)
    for pattern, words in SAID:
        if found := re.fullmatch(pattern, problem.message, re.DOTALL):
            return Mend(*where, str(words) % found.groupdict())
    if found := DATA_FILE.fullmatch(problem.message):
        return Mend(*where, str(BROKEN_FILE) % found.groupdict(), problem.message)
    whole = problem.sheet == "workbook"
    words = WORKBOOK if whole else CELLS.get(problem.column.partition(":")[0], ANY_CELL)
    return Mend(*where, str(words), problem.message)
