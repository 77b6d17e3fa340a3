"""Forms of nested repeats that are drawn at random, for both engines."""

import random
from dataclasses import dataclass, field

from keliling.forms import Form, read_markdown
from tests.rules.forms.paper import asked, text_of

CHOICES = [{"list_name": "l", "name": "x"}, {"list_name": "l", "name": "y"}]


@dataclass
class _Pen:
    """Writes rows; knows which numbers and repeats stand before."""

    rng: random.Random
    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Each number with the repeats around it."""
    repeats: dict[str, tuple[str, ...]] = field(default_factory=dict)
    total: int = 0

    def name(self, letter: str) -> str:
        self.total += 1
        return f"{letter}{self.total}"

    def inside(self, around: tuple[str, ...]) -> list[str]:
        return [name for name, where in self.numbers.items() if around[: len(where)] == where]


def drawn_repeats(rng: random.Random) -> Form:
    """Draw a form: repeats within repeats, some counted, that look at each other."""
    pen = _Pen(rng)
    _number(pen, ())
    for _ in range(rng.randint(1, 3)):
        _repeat(pen, ())
        _worked_out(pen, ())
    for _ in range(rng.randint(1, 4)):
        _worked_out(pen, ())
    return read_markdown(text_of(pen.rows, CHOICES))


def _repeat(pen: _Pen, around: tuple[str, ...]) -> None:
    rng, name = pen.rng, pen.name("r")
    cells = {}
    known = pen.inside(around)
    if known and rng.random() < 0.3:
        cells["repeat_count"] = rng.choice(
            [f"${{{rng.choice(known)}}}", f"if(${{{rng.choice(known)}}} > 2, 2, 1)", "2"]
        )
    if known and rng.random() < 0.25:
        cells["relevant"] = f"${{{rng.choice(known)}}} {rng.choice(['<', '>', '!='])} 3"
    pen.rows.append(asked("begin_repeat", name, **cells))
    pen.repeats[name] = around
    within = (*around, name)
    for _ in range(rng.randint(1, 3)):
        _number(pen, within)
    if rng.random() < 0.4:
        pen.rows.append(asked("begin_group", pen.name("g"), relevant=_test(pen, within)))
        _number(pen, within)
        pen.rows.append(asked("end_group", ""))
    if len(within) < 3 and rng.random() < 0.5:
        _repeat(pen, within)
    for _ in range(rng.randint(1, 3)):
        _worked_out(pen, within)
    pen.rows.append(asked("end_repeat", ""))


def _number(pen: _Pen, around: tuple[str, ...]) -> None:
    rng, name = pen.rng, pen.name("q")
    cells = {}
    if pen.inside(around) and rng.random() < 0.3:
        cells["relevant"] = _test(pen, around)
    if rng.random() < 0.3:
        cells["constraint"] = f". {rng.choice(['<', '>=', '!='])} {rng.randint(0, 5)}"
    if rng.random() < 0.3:
        cells["required"] = "yes" if rng.random() < 0.5 else _test(pen, around) or "yes"
    pen.rows.append(asked("integer", name, **cells))
    pen.numbers[name] = around


def _test(pen: _Pen, around: tuple[str, ...]) -> str:
    known = pen.inside(around)
    if not known:
        return ""
    name = pen.rng.choice(known)
    return f"${{{name}}} {pen.rng.choice(['=', '!=', '<', '>'])} {pen.rng.randint(0, 5)}"


def _worked_out(pen: _Pen, around: tuple[str, ...]) -> None:
    name, formula = pen.name("c"), _formula(pen, around)
    pen.rows.append(asked("calculate", name, calculation=formula))


def _formula(pen: _Pen, around: tuple[str, ...]) -> str:
    rng = pen.rng
    if around and rng.random() < 0.4:
        return _of_instance(pen, around)
    deeper = [name for name, where in pen.numbers.items() if len(where) > len(around)]
    deeper = [name for name in deeper if pen.numbers[name][: len(around)] == around]
    if not deeper:
        return _simple(pen, around)
    far = rng.choice(deeper)
    repeat = pen.numbers[far][len(around)]
    return rng.choice(
        [
            f"if(count(${{{far}}}) > 0, sum(${{{far}}}), 0)",
            f"max(${{{far}}})",
            f"min(${{{far}}})",
            f"count(${{{repeat}}})",
            f"join(' ', ${{{far}}})",
            f"concat('s', ${{{far}}})",
            f"count-non-empty(${{{far}}})",
            f"${{{far}}} + 1",
            f"${{{far}}} = {rng.randint(0, 5)}",
            f"${{{far}}} != {rng.randint(0, 5)}",
            f"${{{far}}} < {rng.randint(0, 5)}",
            *([] if around else [f"{_path(pen, far, '[position() = 2]')}"]),
            *([] if around else [f"{_path(pen, far, '[last()]')}"]),
            *([] if around else [f"count({_path(pen, far, '[1]')}[. > 2])"]),
        ]
    )


def _path(pen: _Pen, name: str, rule: str) -> str:
    first, *rest = pen.numbers[name]
    parts = [f"{first}{rule}", *rest, *_groups(pen, name), name]
    return "/data/" + "/".join(parts)


def _groups(pen: _Pen, name: str) -> list[str]:
    found: list[str] = []
    for row in pen.rows:
        if row["type"] == "begin_group":
            found.append(row["name"])
        elif row["type"] == "end_group":
            found.pop()
        elif row["name"] == name:
            return list(found)
    return []


def _simple(pen: _Pen, around: tuple[str, ...]) -> str:
    known = pen.inside(around)
    if not known:
        return "1"
    one, other = pen.rng.choice(known), pen.rng.choice(known)
    return pen.rng.choice(
        [
            f"${{{one}}} + ${{{other}}}",
            f"concat(${{{one}}}, '/', ${{{other}}})",
            f"if(${{{one}}} > 2, ${{{other}}}, 'no')",
        ]
    )


def _of_instance(pen: _Pen, around: tuple[str, ...]) -> str:
    repeat = around[-1]
    mine = [name for name, where in pen.numbers.items() if where == around]
    alone = len(around) == 1
    name = pen.rng.choice(mine)
    return pen.rng.choice(
        [
            "position(..)",
            f"count(${{{repeat}}})" if alone else "position(..)",
            *([f"indexed-repeat(${{{name}}}, ${{{repeat}}}, position(..) - 1)"] if alone else []),
            *([f"indexed-repeat(${{{name}}}, ${{{repeat}}}, 1)"] if alone else []),
            *([f"sum(../../{repeat}/{name})"] if alone and not _groups(pen, name) else []),
            _simple(pen, around),
        ]
    )
