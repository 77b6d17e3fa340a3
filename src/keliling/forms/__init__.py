"""Forms: one engine for relevance, constraints and calculations.

A form is authored as an XLSForm and kept as an XForm. ``read_markdown`` and
``read_workbook`` author, ``read_xform`` reads again what was kept, ``judge`` decides.
"""

from keliling.forms.change import Change, Sense, What, changed_files
from keliling.forms.compare import changes
from keliling.forms.convert import (
    LARGEST,
    SUFFIXES,
    book_of,
    read_book,
    read_bytes,
    read_markdown,
    read_workbook,
)
from keliling.forms.course import begin, carry_on, finish, one_more
from keliling.forms.export import numbered, to_xlsx
from keliling.forms.heading import Heading, leaves, read_heading
from keliling.forms.instance import from_instance, to_instance
from keliling.forms.judge import AnswerError, Judgement, judge
from keliling.forms.model import (
    MEDIA,
    UNSEEN,
    Answers,
    Choice,
    Expression,
    Form,
    Group,
    Kind,
    Question,
    Repeat,
    Text,
)
from keliling.forms.paths import counts_of, generic, here_of, is_inside, number_of, one_less
from keliling.forms.problems import FormProblem, InstanceProblem, Problem
from keliling.forms.sheets import Book
from keliling.forms.xform import read_xform

__all__ = [
    "LARGEST",
    "MEDIA",
    "SUFFIXES",
    "UNSEEN",
    "AnswerError",
    "Answers",
    "Book",
    "Change",
    "Choice",
    "Expression",
    "Form",
    "FormProblem",
    "Group",
    "Heading",
    "InstanceProblem",
    "Judgement",
    "Kind",
    "Problem",
    "Question",
    "Repeat",
    "Sense",
    "Text",
    "What",
    "begin",
    "book_of",
    "carry_on",
    "changed_files",
    "changes",
    "counts_of",
    "finish",
    "from_instance",
    "generic",
    "here_of",
    "is_inside",
    "judge",
    "leaves",
    "number_of",
    "numbered",
    "one_less",
    "one_more",
    "read_book",
    "read_bytes",
    "read_heading",
    "read_markdown",
    "read_workbook",
    "read_xform",
    "to_instance",
    "to_xlsx",
]
