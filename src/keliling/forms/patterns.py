"""Regular expressions that mean the same in every ODK engine."""

import re
from dataclasses import dataclass

from keliling.forms.problems import ExpressionProblem


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was read once."""

    source: str
    compiled: re.Pattern[str]

    def fits(self, text: str) -> bool:
        """Return whether the whole text has the form."""
        return self.compiled.match(text) is not None


def read_pattern(source: str) -> Pattern:
    """Read a pattern; raises ``ExpressionProblem``."""
    if not (source.startswith("^") and source.endswith("$")):
        raise ExpressionProblem("a pattern begins with ^ and ends with $")
    try:
        return Pattern(source, re.compile(f"(?:{source[1:-1]})\\Z", re.ASCII))
    except re.error as error:
        raise ExpressionProblem(f"the pattern cannot be read: {error}") from None
