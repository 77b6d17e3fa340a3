"""Every function of the reference page, by examples that ODK's own engine agrees with.

Where the two do not agree, the reference page names the sentence that decides.
"""

from datetime import timedelta, timezone

import pytest

from keliling.forms import FormProblem, judge, read_markdown
from keliling.forms.compiler import PLACED
from keliling.forms.functions import PURE, REFUSED
from tests.rules.forms.paper import NOW, asked, form, text_of

LIST = [
    {"list_name": "l", "name": "x", "label::Indonesia (id)": "Eks"},
    {"list_name": "l", "name": "y", "label::Indonesia (id)": "Ye"},
]
QUESTIONS = [
    asked("integer", "a"),
    asked("text", "b"),
    asked("select_multiple l", "c"),
    asked("date", "d"),
    asked("text", "t"),
    asked("begin_repeat", "r"),
    asked("integer", "m"),
    asked("end_repeat", ""),
]
TOLD = {
    "g/a": "7",
    "g/c": "x y",
    "g/d": "2024-02-29",
    "g/t": "Hello",
    "g/r": "2",
    "g/r[1]/m": "4",
    "g/r[2]/m": "5",
}
ELSEWHERE = {"pulldata"}
"""What needs a data file: test_datafiles.py."""

EXAMPLES: dict[str, dict[str, str]] = {
    "string": {"string(1.50)": "1.5", "string(2 div 2)": "1", "string(true())": "true"},
    "concat": {"concat('a', 1, ${t})": "a1Hello", "concat(${b})": "", "concat(${m}, 'x')": "45x"},
    "join": {"join(', ', ${a}, ${t})": "7, Hello", "join('-', ${m})": "4-5"},
    "substr": {
        "substr(${t}, 1, 3)": "el",
        "substr(${t}, -2)": "lo",
        "substr(${t}, 1.9)": "ello",
        "substr(${t}, 3, 1)": "",
    },
    "substring-before": {
        "substring-before('a-b-c', '-')": "a",
        "substring-before('a', '-')": "",
        "substring-before('a', '')": "",
    },
    "substring-after": {
        "substring-after('a-b-c', '-')": "b-c",
        "substring-after('a', '-')": "",
        "substring-after('a', '')": "a",
    },
    "translate": {"translate('bar', 'abr', 'A')": "A"},
    "string-length": {"string-length(${t})": "5", "string-length('😀')": "1"},
    "normalize-space": {"normalize-space('  a  b ')": "a b"},
    "contains": {"contains(${t}, 'ell')": "true", "contains(${t}, 'x')": "false"},
    "starts-with": {"starts-with(${t}, 'He')": "true", "starts-with(${t}, 'e')": "false"},
    "ends-with": {"ends-with(${t}, 'lo')": "true", "ends-with(${t}, 'l')": "false"},
    "digest": {
        "digest('abc', 'MD5', 'hex')": "900150983cd24fb0d6963f7d28e17f72",
        "digest('abc', 'SHA-1')": "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
        "digest('abc', 'SHA-7')": "",
    },
    "now": {"now()": "2026-11-24T12:00:00.000+07:00", "now() > today()": "true"},
    "format-date-time": {
        "format-date-time(now(), '%Y-%n-%e %H:%M:%S.%3')": "2026-11-24 12:00:00.000",
        "format-date-time('2026-11-23T20:05:09.250Z', '%a %d %b %h.%M')": "Sel 24 Nov 3.05",
        "format-date-time(${d}, '%d %H')": "29 00",
        "format-date-time(0.5, '%Y %H')": "1970 12",
        "format-date-time('x', '%Y')": "",
    },
    "random": {"random() = random()": "false", "random() >= 0 and random() < 1": "true"},
    "uuid": {
        "string-length(uuid())": "36",
        "regex(uuid(), '^[0-9a-f-]{14}4.*$')": "true",
        "string-length(uuid(8))": "8",
        "uuid(-1)": "",
        "uuid() = uuid()": "false",
    },
    "once": {"once('x')": "x"},
    "distance": {
        "distance('0 0;0 1')": "111318.85",
        "distance('0 0 5 5;0 0 9 9')": "0",
        "distance('0 0')": "",
        "distance('x')": "",
    },
    "area": {
        "round(area('0 0;0 1;1 1;1 0;0 0') div 1000000)": "12391",
        "area('0 0;0 1;1 1;1 0')": "12391256135.81",
        "area('')": "0",
    },
    "true": {"true()": "true"},
    "false": {"false()": "false"},
    "boolean": {"boolean(${t})": "true", "boolean(${b})": "false", "boolean(0)": "false"},
    "boolean-from-string": {
        "boolean-from-string('1')": "true",
        "boolean-from-string('yes')": "false",
    },
    "not": {"not(${a} = 7)": "false", "not(false())": "true"},
    "checklist": {
        "checklist(1, 1, ${a}, ${b})": "true",
        "checklist(2, -1, ${a}, ${b})": "false",
        "checklist(-1, 0, true())": "false",
    },
    "weighted-checklist": {
        "weighted-checklist(2, 3, ${a}, 1, 1, 2)": "true",
        "weighted-checklist(4, -1, ${a}, 1, 1, 2)": "false",
    },
    "number": {
        "number(' 12 ')": "12",
        "number(${d})": "19782",
        "number(true())": "1",
        "number('x')": "",
        "number('1970-01-02T12:00:00Z')": "1.5",
    },
    "int": {"int(-1.7)": "-1", "int('2.9')": "2", "int('x')": ""},
    "sum": {
        "sum(${a})": "7",
        "sum(${m})": "9",
        "sum(/data/g/r[m > 9]/m)": "0",
        "if(count(${m}) > 0, sum(${m}), 0)": "9",
    },
    "max": {"max(${a}, 9, 3)": "9", "max(${a}, ${b})": "", "max(${m}, 3)": "5"},
    "min": {"min(${a}, 9)": "7", "min(${m}, 9)": "4"},
    "round": {
        "round(2.5)": "3",
        "round(-2.5)": "-2",
        "round(2.345, 2)": "2.35",
        "round(1250, -2)": "1300",
        "round('x')": "",
    },
    "pow": {"pow(2, 10)": "1024", "pow(-8, 0.5)": ""},
    "log": {"round(log(10), 4)": "2.3026", "log(0)": "-Infinity"},
    "log10": {"log10(1000)": "3"},
    "abs": {"abs(-4.5)": "4.5"},
    "sqrt": {"sqrt(9)": "3", "sqrt(-1)": ""},
    "exp": {"round(exp(1), 4)": "2.7183"},
    "exp10": {"exp10(2)": "100"},
    "sin": {"sin(0)": "0"},
    "cos": {"cos(0)": "1"},
    "tan": {"tan(0)": "0"},
    "asin": {"asin(0)": "0", "asin(2)": ""},
    "acos": {"acos(1)": "0"},
    "atan": {"atan(0)": "0"},
    "atan2": {"round(atan2(1, 2), 4)": "0.4636"},
    "pi": {"round(pi(), 4)": "3.1416"},
    "date": {
        "date('2024-1-5')": "2024-01-05",
        "date(${d} + 1)": "2024-03-01",
        "date(0)": "1970-01-01",
        "date('2024-02-29T23:00:00')": "2024-02-29",
        "date('nope')": "",
    },
    "decimal-date-time": {
        "decimal-date-time(${d})": "19782",
        "decimal-date-time('')": "",
    },
    "decimal-time": {"decimal-time('12:00')": "0.5", "decimal-time('x')": ""},
    "selected": {
        "selected(${c}, 'y')": "true",
        "selected(${c}, 'xy')": "false",
        "selected(${b}, '')": "true",
    },
    "selected-at": {
        "selected-at(${c}, 1)": "y",
        "selected-at(${c}, 2)": "",
        "selected-at(${c}, -1)": "",
    },
    "count-selected": {"count-selected(${c})": "2", "count-selected(${b})": "0"},
    "if": {"if(${a} > 1, 'many', 'few')": "many", "if(${b}, 'yes', 'no')": "no"},
    "coalesce": {"coalesce(${b}, ${t})": "Hello", "coalesce(${t}, ${b})": "Hello"},
    "regex": {"regex(${t}, '^[A-Z][a-z]+$')": "true", "regex(${t}, '^ell$')": "false"},
    "today": {"today()": "2026-11-24", "today() - ${d}": "999"},
    "format-date": {
        "format-date(${d}, '%Y/%m/%d %n %e %b %a %y')": "2024/02/29 2 29 Feb Kam 24",
        "format-date(${b}, '%Y')": "",
        "format-date(0, '%b %a')": "Jan Kam",
    },
    "current": {"current()/../a": "7"},
    "count": {
        "count(${b})": "1",
        "count(${r})": "2",
        "count(/data/g/r[m = 5])": "1",
        "count(instance('l')/root/item[name != 'x'])": "1",
    },
    "position": {
        "position(..)": "1",
        "position(${a})": "1",
        "position(/data/g/r[2])": "2",
        "position(/data/g/r[m > 3])": "1",
        "/data/g/r[position() = 2]/m": "5",
        "/data/g/r[2]/m": "5",
    },
    "last": {
        "/data/g/r[last()]/m": "5",
        "instance('l')/root/item[last()]/name": "y",
    },
    "indexed-repeat": {
        "indexed-repeat(${m}, ${r}, 2)": "5",
        "indexed-repeat(${m}, ${r}, 3)": "",
        "indexed-repeat(${m}, ${r}, ${b})": "",
    },
    "count-non-empty": {
        "count-non-empty(${b})": "0",
        "count-non-empty(${a})": "1",
        "count-non-empty(${m})": "2",
    },
    "jr:choice-name": {
        "jr:choice-name(selected-at(${c}, 1), '${c}')": "Ye",
        "jr:choice-name('nope', '${c}')": "",
    },
}

OPERATORS = {
    "2 + 3 * 4": "14",
    "(2 + 3) * 4": "20",
    "7 - 2 - 1": "4",
    "1 - -1": "2",
    "-${a}": "-7",
    "7 div 2": "3.5",
    "1 div 0": "Infinity",
    "-1 div 0": "-Infinity",
    "0 div 0": "",
    "7 mod -3": "1",
    "-7 mod 3": "-1",
    "5.5 mod 2": "1.5",
    "0.1 + 0.2": "0.30000000000000004",
    "1 < 2 and 2 < 1 or true()": "true",
    "true() or false() and false()": "true",
    "${b} < 1": "false",
    "${b} >= 0": "false",
    "${b} + 1": "",
    "${b} = 0": "false",
    "${b} != 0": "true",
    "${a} = 7": "true",
    "${a} = '7.0'": "false",
    "'1' = 1": "true",
    "1 = true()": "true",
    "'false' = true()": "true",
    "'a' < 'b'": "false",
    "${d} < today()": "true",
    "${d} = '2024-02-29'": "true",
    "${d} + 1": "19783",
    "${d} >= date('2024-02-29')": "true",
    "'2024-02-10' < '2024-10-01'": "true",
    ".. = 1": "refused",
    "//a": "refused",
    "@a": "refused",
    "$a": "refused",
    "child::a": "refused",
    "${a} | ${b}": "refused",
    "*": "refused",
    "(1": "refused",
    "1)": "refused",
    "1 2": "refused",
    "'open": "refused",
    "${a}[1]": "7",
    "${a}[. = 8]": "",
    "a b": "refused",
    "count('x')": "refused",
    "selected-at(1)": "refused",
    "true(1)": "refused",
    "regex(${t}, ${b})": "refused",
    "jr:choice-name('x', '${a}')": "refused",
    "weighted-checklist(1, 2, 3, 4, 5)": "refused",
    "instance('l')/root/item/nope": "refused",
    "instance('l')/root/item/name/x": "refused",
    "instance('k')/root/item/name": "refused",
    "instance('l')/root/item[name = 'y']/name": "y",
    "last()": "refused",
    "position()": "refused",
    "indexed-repeat(${a}, ${r}, 1)": "refused",
    "indexed-repeat(${m}, ${g}, 1)": "refused",
    "${m}": "4",
    "${m} = 5": "true",
    "${m} > 5": "false",
    "/data/g/r[m = 9]/m": "",
    "boolean(/data/g/r[m = 5])": "true",
    "not(/data/g/r[m = 9])": "true",
    "/data/g/r": "refused",
}


def worked_out(expression: str, told: dict[str, str] = TOLD) -> str:
    source = form(*QUESTIONS, asked("calculate", "z", calculation=expression), choices=LIST)
    verdict = judge(source, told, now=NOW)
    return verdict.answers.get("g/z", "")


ALL = [(text, result) for examples in EXAMPLES.values() for text, result in examples.items()]


@pytest.mark.parametrize(("expression", "result"), ALL)
def test_each_function_comes_to_what_odk_says(expression: str, result: str) -> None:
    assert worked_out(expression) == result


def test_every_function_has_its_examples() -> None:
    assert set(EXAMPLES) | ELSEWHERE == {*PURE, *PLACED}


@pytest.mark.parametrize(("expression", "result"), OPERATORS.items())
def test_operators_bind_and_convert_as_in_xpath(expression: str, result: str) -> None:
    if result == "refused":
        with pytest.raises(FormProblem):
            worked_out(expression)
    else:
        assert worked_out(expression) == result


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_function_says_so_by_its_name(name: str) -> None:
    with pytest.raises(FormProblem, match=rf"{name}\(\)"):
        worked_out(f"{name}('a', 'b')" if name != "instance" else "instance('l')")


@pytest.mark.parametrize(
    "expression",
    ["(" * 60 + "1" + ")" * 60, "1" + " + 1" * 400, "'" + "a" * 20_000 + "'"],
    ids=["deep", "wide", "long"],
)
def test_a_monstrous_expression_is_refused(expression: str) -> None:
    rows = [asked("calculate", "z", calculation=expression)]
    with pytest.raises(FormProblem):
        read_markdown(text_of(rows))


def test_a_relative_path_means_the_neighbour() -> None:
    assert worked_out("../a + 1") == "8"
    assert worked_out("./../a") == "7"


def test_numbers_are_never_written_with_an_exponent() -> None:
    assert worked_out("100000000000000000000 * 10") == "1000000000000000000000"
    assert worked_out("0.0000001") == "0.0000001"


def test_chance_comes_from_the_seed_and_is_taken_once_where_that_is_asked() -> None:
    source = form(
        asked("calculate", "r", calculation="random()"),
        asked("calculate", "o", calculation="once(random())"),
    )
    first, again = (judge(source, {}, now=NOW, seed=1).answers for _ in range(2))
    other = judge(source, {}, now=NOW, seed=2).answers
    assert first == again
    assert first["g/r"] != other["g/r"]
    assert first["g/r"] != first["g/o"]
    kept = judge(source, {"g/o": first["g/o"]}, now=NOW, seed=2).answers
    assert kept["g/o"] == first["g/o"]


def test_a_moment_is_told_in_the_zone_of_judging() -> None:
    source = form(asked("calculate", "r", calculation="format-date-time(now(), '%d %H')"))
    east = NOW.astimezone(timezone(timedelta(hours=9)))
    assert judge(source, {}, now=NOW).answers["g/r"] == "24 12"
    assert judge(source, {}, now=east).answers["g/r"] == "24 14"
