"""What may stand in the column ``parameters``, by the type of the question."""

import re
from collections.abc import Iterator, Mapping

from keliling.forms.problems import Problem

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "start": ("range",),
    "end": ("range",),
    "step": ("range",),
    "tick_interval": ("range",),
    "tick_labelset": ("range",),
    "placeholder": ("range",),
    "rows": ("text",),
    "max-pixels": ("image",),
    "quality": ("audio",),
    "capture-accuracy": ("geopoint",),
    "warning-accuracy": ("geopoint",),
    "allow-mock-accuracy": ("geopoint", "geotrace", "geoshape"),
    "incremental": ("geotrace", "geoshape"),
    "randomize": ("select_one", "select_multiple", "rank"),
    "seed": ("select_one", "select_multiple", "rank"),
}
"""Each parameter with the types that take it."""

_NUMBER = r"\d{1,9}(\.\d{1,9})?"
VALUES: Mapping[str, tuple[str, str]] = {
    "rows": (r"\d{1,3}", "a whole number"),
    "max-pixels": (r"\d{1,6}", "a whole number"),
    "quality": ("voice-only|low|normal|external", "voice-only, low, normal or external"),
    "capture-accuracy": (_NUMBER, "a number of metres"),
    "warning-accuracy": (_NUMBER, "a number of metres"),
    "allow-mock-accuracy": ("true|false", "true or false"),
    "incremental": ("true", "true"),
    "randomize": ("true|false", "true or false"),
    "seed": (rf"-?{_NUMBER}|\$\{{[^{{}}]+\}}", "a number or ${question}"),
}
"""The pattern of a parameter's value, and how an author is told what it may be."""

_LIKE: Mapping[str, str] = {
    "select_one_from_file": "select_one",
    "select_multiple_from_file": "select_multiple",
}
_OF_FILES = frozenset({"value", "label"})

_REFUSED: Mapping[str, str] = {
    "app": "a page in a browser cannot open another program",
    "reference-geometry": "geometry from elsewhere is not drawn",
}


def check_parameters(row: int, column: str, cell: str, kind: str) -> Iterator[Problem]:
    """Yield a problem for each parameter that the kind of question does not take."""
    like = _LIKE.get(kind, kind)
    taken = [name for name, kinds in PARAMETERS.items() if like in kinds]
    taken += sorted(_OF_FILES) if kind in _LIKE else []
    for part in cell.replace(",", " ").replace(";", " ").split():
        name, _, value = part.partition("=")
        name = name.strip().lower()
        if name in taken:
            pattern, words = VALUES.get(name, ("", ""))
            if pattern and not re.fullmatch(pattern, value.strip(), re.IGNORECASE):
                message = f"“{name}” is followed by = and {words}, not by “{value}”"
                yield Problem("survey", row, column, message)
            continue
        why = _REFUSED.get(name)
        if why is None:
            why = f"“{kind}” takes {', '.join(taken)}" if taken else f"“{kind}” takes none"
        yield Problem("survey", row, column, f"the parameter “{name}” is not supported: {why}")
