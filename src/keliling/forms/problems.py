"""What can be wrong with a form, and what can be wrong with an instance."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an author has to mend.

    ``row`` counts as a spreadsheet does: the heading is row 1. It is 0 when the whole
    sheet is meant, and for a form that came as an XForm, whose ``sheet`` is ``xform``.
    """

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.sheet}{row}{column}: {self.message}"


class FormProblem(Exception):
    """The form cannot be used; ``problems`` names every place that has to change."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class InstanceProblem(Exception):
    """The XML is not an instance of this form that may be read."""


class ExpressionProblem(Exception):
    """An expression is misspelt or asks for something that is not supported."""
