"""Everything that is said has a sentence in both languages."""

import ast
import re

from babel.messages.pofile import read_po

from keliling.web.words.facts import FACTS
from keliling.web.words.refusals import SENTENCES
from tests.house.source import ROOT, SRC, calls, literals, python_files

LOCALES = SRC / "web" / "locale"
TRANSLATE = re.compile(r"""\{%\s*translate\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
INLINE = re.compile(r"""\b_\(("(?:[^"\\]|\\.)*")\)""")
BLOCK = re.compile(
    r"\{%\s*blocktranslate(?P<head>[^%]*)%\}(?P<body>.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL
)
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def indonesian() -> dict[str, str]:
    """Every entry of every room, by its English text."""
    found: dict[str, str] = {}
    for path in sorted(LOCALES.glob("*/id/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="id", abort_invalid=True):
                key = message.id[0] if isinstance(message.id, tuple) else message.id
                text = message.string[0] if isinstance(message.string, tuple) else message.string
                if key and not message.fuzzy:
                    found[str(key)] = str(text)
    return found


def said_in_templates() -> set[str]:
    """Every English text in a template."""
    found: set[str] = set()
    for path in (SRC / "web" / "templates").rglob("*.html"):
        text = path.read_text()
        quoted = TRANSLATE.findall(text) + INLINE.findall(text)
        found |= {ast.literal_eval(word) for word in quoted}
        for match in BLOCK.finditer(text):
            body = re.split(r"\{%\s*plural\s*%\}", match["body"])[0]
            if "trimmed" in match["head"].split():
                body = re.sub(r"\s*\n\s*", " ", body.strip())
            found.add(re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", body.replace("%", "%%")))
    return found


def said_in_code() -> set[str]:
    """Every English text handed to gettext in the package."""
    found: set[str] = set()
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
                found |= set(literals(node.args[0])) if node.args else set()
    return found


def test_every_refusal_has_a_sentence_and_no_sentence_is_left_over() -> None:
    raised = {"stale", "absent"}
    for name in ("Refused", "Conflict", "Absent"):
        for _, node in calls(name):
            raised |= set(literals(node.args[0])) if node.args else set()
    raised |= {
        text
        for path, node in calls("_exactly")
        for text in literals(node.args[2])
        if path.name == "identifiers.py"
    }
    assert raised - set(SENTENCES) == set()
    assert set(SENTENCES) - raised == set()


def test_every_kind_of_fact_has_a_sentence() -> None:
    noted = {text for _, node in calls("note") for text in literals(node.args[0])}
    assert len(noted) > 30
    assert noted - set(FACTS) == set()
    assert set(FACTS) - noted == set()


def test_everything_said_is_said_in_indonesian() -> None:
    known = indonesian()
    said = said_in_templates() | said_in_code()
    assert len(said) > 200
    missing = sorted(text for text in said if not known.get(text))
    assert missing == []


def test_an_indonesian_text_keeps_the_names_to_fill_in() -> None:
    names = re.compile(r"%\((\w+)\)s")
    wrong = [
        english
        for english, text in indonesian().items()
        if text and not set(names.findall(text)) <= set(names.findall(english))
    ]
    assert wrong == []


def test_the_words_of_the_reference_are_those_of_the_tree() -> None:
    words = (ROOT / "docs" / "reference" / "words.md").read_text()
    for table in ("proposal", "visit", "application", "permit", "mandate", "finding"):
        assert f"| {table} |" in words
