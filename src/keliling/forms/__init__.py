"""Forms: one engine for relevance, constraints and calculations.

A form is authored as an XLSForm and kept as an XForm. ``read_markdown`` and
``read_workbook`` author, ``read_xform`` reads again what was kept, ``judge`` decides.
"""

from keliling.forms.convert import read_bytes, read_markdown, read_workbook
from keliling.forms.course import begin, carry_on, finish
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
    Text,
)
from keliling.forms.problems import FormProblem, InstanceProblem, Problem
from keliling.forms.xform import read_xform

__all__ = [
    "MEDIA",
    "UNSEEN",
    "AnswerError",
    "Answers",
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
    "Text",
    "begin",
    "carry_on",
    "finish",
    "from_instance",
    "judge",
    "leaves",
    "read_bytes",
    "read_heading",
    "read_markdown",
    "read_workbook",
    "read_xform",
    "to_instance",
]
