"""The forms that both engines are given: ours, others', one a function, one a kind, and drawn."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import keliling
from keliling.forms import Form, FormProblem, read_markdown, read_workbook
from tests.odk.repeats import drawn_repeats
from tests.rules.forms.paper import asked, form, text_of
from tests.rules.forms.test_datafiles import CSV, GEOJSON, villages
from tests.rules.forms.test_functions import EXAMPLES, LIST, QUESTIONS
from tests.rules.forms.test_repeats import household
from tests.rules.forms.test_workbooks import BOOKS

SHIPPED = Path(keliling.__file__).parent / "catalogue" / "shipped"
DRAWN = 20
"""Forms of nested groups, conditions, limits and filters that are drawn at random."""

DIFFERENCES: Mapping[str, str] = {
    "string-length('😀')": "`string-length` of a character beyond U+FFFF",
    "boolean(${t})": "an empty answer as a condition, `not(${x})`",
    "if(${b}, 'yes', 'no')": "an empty answer as a condition, `not(${x})`",
    "boolean(${b})": "an empty answer as a condition, `not(${x})`",
    "checklist(1, 1, ${a}, ${b})": "`checklist` of a text",
    "checklist(2, -1, ${a}, ${b})": "`checklist` of a text",
    "round(-2.5)": "`round(-2.5)`",
    "number(${d})": "days since 1970 of a date",
    "number('1970-01-02T12:00:00Z')": "days since 1970 of a moment",
    "decimal-date-time(${d})": "days since 1970 of a date",
    "date(0)": "`date()` of a number",
    "date('2024-02-29T23:00:00')": "`date()` of a part of a day",
    "date('nope')": "`date()` of no date",
    "date(${d} + 1)": "`date()` of no date",
    "format-date(${d}, '%Y/%m/%d %n %e %b %a %y')": "`%b` and `%a`",
    "format-date(0, '%b %a')": "`%b` and `%a`",
    "format-date-time('2026-11-23T20:05:09.250Z', '%a %d %b %h.%M')": "`%b` and `%a`",
    "format-date-time(0.5, '%Y %H')": "`format-date-time` of a number",
    "uuid(-1)": "an id of less than one letter, `uuid(-1)`",
    "digest('abc', 'SHA-7')": "a hash that does not exist",
    "position(/data/g/r[m > 3])": "`position` of several nodes",
    "sum(${m})": "`sum` of no nodes",
    "sum(/data/g/r[m > 9]/m)": "`sum` of no nodes",
    "distance('0 0')": "`distance` of no line",
    "distance('x')": "`distance` of no line",
}
"""Expressions on which the engines differ, and the row of the reference page that says why."""
OF_THE_MOMENT = ("now()", "random()", "uuid()")
"""What is another at every asking cannot be compared."""

KINDS = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "geopoint",
    "geotrace",
    "geoshape",
    "barcode",
    "acknowledge",
    "select_one l",
    "select_multiple l",
    "rank l",
    "image",
    "file",
)

NO_FILTER = {"choice_filter": ""}
FILES: Mapping[str, Mapping[str, bytes]] = {
    "from files": {"desa.csv": CSV, "tempat.geojson": GEOJSON}
}
"""The data files beside a form, by its name."""


def corpus() -> Iterator[tuple[str, Form]]:
    """Yield every form with its name."""
    for file in sorted(SHIPPED.glob("*/*/form.md")):
        yield f"{file.parts[-3]}/{file.parts[-2]}", read_markdown(file.read_text("utf-8"))
    for book in BOOKS:
        try:
            yield book.name, read_workbook(book)
        except FormProblem:
            continue
    for name, examples in EXAMPLES.items():
        comparable = [one for one in examples if one not in DIFFERENCES and not _moves(one)]
        if comparable:
            yield name, working_out(comparable)
    for kind in KINDS:
        yield kind, of_kind(kind)
        yield f"{kind} in a repeat", in_a_repeat(kind)
    yield "beside the words", beside_the_words()
    yield "in an order of chance", in_an_order_of_chance()
    yield "a household", household()
    yield "from answers", from_answers()
    yield "from files", villages()
    for number in range(DRAWN):
        yield f"drawn {number}", drawn_form(random.Random(number))  # noqa: S311
        yield f"repeats {number}", drawn_repeats(random.Random(number))  # noqa: S311


def working_out(expressions: list[str]) -> Form:
    """Return a form that works out each expression."""
    rows = [asked("calculate", f"r{n}", calculation=one) for n, one in enumerate(expressions)]
    return form(*QUESTIONS, *rows, choices=LIST)


def _moves(expression: str) -> bool:
    return any(part in expression for part in OF_THE_MOMENT)


def of_kind(kind: str) -> Form:
    """Return a form in which a kind is required, optional, conditional and looked at."""
    return form(
        asked("select_one l", "go"),
        asked(kind, "must", required="yes"),
        asked(kind, "may", constraint="string-length(.) < 8", relevant="${go} = 'x'"),
        asked(kind, "never", relevant="${must} = '' and ${go} = 'y'"),
        asked("calculate", "seen", calculation="concat(${may}, '/', ${must})"),
        choices=LIST,
    )


def in_a_repeat(kind: str) -> Form:
    """Return a form that asks a kind in repeats within repeats, and looks across them."""
    rows = [
        asked("select_one l", "go"),
        asked("begin_repeat", "r"),
        asked(kind, "must", required="yes"),
        asked(kind, "may", relevant="${go} = 'x' and ${must} != ''"),
        asked("begin_repeat", "s"),
        asked(kind, "deep", constraint="string-length(.) < 8 or . = ${must}"),
        asked("calculate", "seen", calculation="concat(${deep}, '/', ${must}, position(..))"),
        asked("end_repeat", ""),
        asked("calculate", "all", calculation="join(' ', ${deep})"),
        asked("end_repeat", ""),
        asked("calculate", "some", calculation="count-non-empty(${may})"),
        asked("calculate", "last", calculation="/data/r[last()]/must"),
        asked("calculate", "same", calculation="/data/r/must = /data/r/s/deep"),
    ]
    return read_markdown(text_of(rows, LIST))


def from_answers() -> Form:
    """Return a form whose choices come from a repeat, or depend on one's own instance."""
    rows = [
        asked("begin_repeat", "r"),
        asked("text", "name"),
        asked("integer", "age", constraint=". < 9"),
        asked("select_one l", "pick", choice_filter="name != ${name}", required="yes"),
        asked("calculate", "told", calculation="jr:choice-name(${pick}, '${pick}')"),
        asked("end_repeat", ""),
        asked("select_one ${name}", "head", choice_filter="${age} > 1"),
        asked("calculate", "of", calculation="/data/r[name = current()/../head]/age"),
    ]
    return read_markdown(text_of(rows, LIST))


def beside_the_words() -> Form:
    """Return a form with media, guidance, parameters, and a name for its instances."""
    ticks = [{"list_name": "ticks", "name": "0"}, {"list_name": "ticks", "name": "10"}]
    media = {"image::Indonesia (id)": "a.png", "big-image::English (en)": "b.png"}
    rows = [
        asked("text", "who", rows="3", required="yes", **media),
        asked("image", "face", parameters="max-pixels=640"),
        asked("audio", "voice", parameters="quality=low"),
        asked("geopoint", "here", parameters="capture-accuracy=5 allow-mock-accuracy=true"),
        asked("geotrace", "way", parameters="incremental=true"),
        asked("range", "amount", parameters="start=0 end=10 step=5 tick_labelset=ticks"),
        asked(
            "integer", "age", **{"guidance_hint::English (en)": "of ${who}", "autoplay": "audio"}
        ),
    ]
    naming = "concat(${who}, ' ', ${age}, ' ', ${amount})"
    settings = {"instance_name": naming, "style": "pages", "auto_send": "no", "name": "visit"}
    return read_markdown(text_of(rows, ticks, settings=settings))


def in_an_order_of_chance() -> Form:
    """Return a form whose choices are shuffled by a seed of each kind."""
    names = "ABCDEFGHIJ"
    choices = [{"list_name": "l", "name": name, "odd": str(n % 2)} for n, name in enumerate(names)]
    seeds = ("42", "0", "1.9", "123456789", "${number}", "${words}")
    rows = [asked("decimal", "number"), asked("text", "words")]
    for n, seed in enumerate(seeds):
        cells = {"parameters": f"randomize=true seed={seed}", "choice_filter": "odd = 1"}
        rows.append(asked("select_multiple l", f"q{n}", **cells if n % 2 else cells | NO_FILTER))
    return form(*rows, choices=choices)


def drawn_form(rng: random.Random) -> Form:
    """Draw a form: each rule looks at questions that stand before it."""
    rows: list[dict[str, str]] = []
    numbers: list[str] = []
    depth = 0
    for n in range(rng.randint(8, 25)):
        if numbers and rng.random() < 0.2 and depth < 4:
            rows.append(asked("begin_group", f"g{n}", relevant=_condition(numbers, rng)))
            depth += 1
        rows.append(_drawn_row(f"q{n}", numbers, rng))
        numbers.append(f"q{n}")
        if depth and rng.random() < 0.25:
            rows.append(asked("end_group", ""))
            depth -= 1
    rows += [asked("end_group", "")] * depth
    return read_markdown(text_of(rows, LIST))


def _drawn_row(name: str, before: list[str], rng: random.Random) -> dict[str, str]:
    cells = {}
    if before and rng.random() < 0.5:
        cells["relevant"] = _condition(before, rng)
    if before and rng.random() < 0.3:
        return asked("calculate", name, calculation=_amount(before, rng), **cells)
    if rng.random() < 0.4:
        cells["required"] = "yes" if not before or rng.random() < 0.5 else _condition(before, rng)
    if rng.random() < 0.4:
        cells["constraint"] = f". {rng.choice(['<', '>=', '!='])} {rng.randint(0, 9)}"
    return asked("integer", name, **cells)


def _amount(before: list[str], rng: random.Random) -> str:
    first, second = (f"${{{rng.choice(before)}}}" for _ in range(2))
    return rng.choice(
        [
            f"{first} + 1",
            f"{first} * {second}",
            f"if({first} > {second}, 1, 0)",
            f"coalesce({first}, {second})",
            f"round({first} div 3, 1)",
            f"max({first}, {second})",
        ]
    )


def _condition(before: list[str], rng: random.Random) -> str:
    name = f"${{{rng.choice(before)}}}"
    simple = f"{name} {rng.choice(['=', '!=', '<', '>'])} {rng.randint(0, 9)}"
    if rng.random() < 0.3:
        return f"({simple}) {rng.choice(['and', 'or'])} not({_condition(before, rng)})"
    return simple
