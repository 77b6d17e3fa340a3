"""Which columns change nothing for which types: such a cell is refused, not ignored."""

from collections.abc import Iterator, Mapping

from keliling.forms.parameters import check_parameters
from keliling.forms.problems import Problem

_CHOOSING = ("select_one", "select_multiple", "rank")
_PLACES = ("geopoint", "geotrace", "geoshape")
ONLY_FOR: Mapping[str, tuple[str, ...]] = {
    "rows": ("text",),
    "body::accuracyThreshold": _PLACES,
    "choice_filter": (*_CHOOSING, "select_one_from_file", "select_multiple_from_file"),
}
"""Columns that have an effect on some types alone."""
_ASKED_ALONE = {
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "constraint",
    "constraint_message",
    "autoplay",
}
_UNSEEN = frozenset(_ASKED_ALONE | {"image", "big-image", "audio", "video"})
NOT_FOR: Mapping[str, frozenset[str]] = {
    "begin_group": frozenset(
        _ASKED_ALONE | {"calculation", "default", "trigger", "parameters", "read_only"}
    ),
    **dict.fromkeys(("calculate", "hidden", "start", "end", "today"), _UNSEEN),
    **dict.fromkeys(("deviceid", "username", "phonenumber", "email"), _UNSEEN),
}
"""Columns that have no effect on a type."""
ENDING = frozenset({"type", "name", "label"})
"""What may stand in the row that ends a group, for who reads the sheet."""


def check_effect(number: int, column: str, name: str, cell: str, kind: str) -> Iterator[Problem]:
    """Yield a problem where a cell changes nothing for the type of its row."""
    if name == "parameters":
        yield from check_parameters(number, column, cell, kind)
    kinds = ONLY_FOR.get(name)
    if kinds is not None and kind not in kinds:
        message = f"it has no effect on “{kind}”, only on {', '.join(kinds)}"
        yield Problem("survey", number, column, message)
    elif name in NOT_FOR.get(kind, ()) or (kind == "end_group" and name not in ENDING):
        yield Problem("survey", number, column, f"it has no effect on “{kind}”")
