"""Somebody at a screen: goes to a page, fills it in, presses a button, and looks."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from keliling.catalogue.queries import form_of, version_in_force
from keliling.cli.story.answers import PLACEHOLDER, sample_photograph
from keliling.forms import Kind
from tests.cast import PASSWORD

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_PAGE = bool(os.environ.get("KELILING_FULL"))
ROUNDS = 6
"""A page asks again where an answer brings up another question."""


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide it is, and the language its owner reads."""

    width: int
    language: str

    @property
    def locale(self) -> str:
        """What the browser says it prefers."""
        return {"id": "id-ID", "en": "en-GB"}[self.language]


@dataclass
class Walker:
    """One person's browser; every page that opens is looked at."""

    page: Page
    screen: Screen
    scripts: bool = True
    judged: set[str] = field(default_factory=set)
    """Pages that axe has judged; where counts are small, each is judged once."""
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("response", self._receive)

    def sign_in(self, name: str) -> None:
        """Enter with the password, and prove the address with the code that comes to it."""
        address = f"{name}@contoh.example"
        self.go("/akun/masuk/")
        self.write({"login": address, "password": PASSWORD})
        self.press("main form .btn >> nth=0")
        mailbox = self.page.request.get("/akun/kotak-surat/").text()
        code = re.search(rf"{address}</strong>.*?\b(\d{{6}})\b", mailbox, re.DOTALL)
        assert code, self.words()
        self.write({"code": code[1]})
        self.press("main form .btn >> nth=0")
        assert "/akun/" not in self.path, self.words()

    def go(self, path: str) -> None:
        """Open an address and look."""
        self.page.goto(path)
        self.look()

    def press(self, what: str) -> None:
        """Press a button or a link, wait for the page it leads to, and look."""
        with self.page.expect_event("load"):
            self.page.locator(what).click()
        self.look()

    def sure(self, what: str) -> None:
        """Press a button, read what it would do, and say yes."""
        self.press(what)
        yes = "main form:has([name=sure]) .btn >> nth=0"
        assert self.page.locator("main dl").is_visible(), self.words()
        self.press(yes)

    def mistaken(self, what: str) -> None:
        """Press a button too early: the page comes back, says what is wrong, and is looked at."""
        with self.page.expect_event("load"):
            self.page.locator(what).click()
        assert any("422" in problem for problem in self.problems), self.words()
        self.problems.clear()
        assert self.page.locator("main .err").count() > 0, self.words()
        self.look()

    def write(self, values: Mapping[str, object]) -> None:
        """Fill in fields by their names."""
        for name, value in values.items():
            self.page.locator(f"[name='{name}']").fill(str(value))

    def choose(self, *ids: str) -> None:
        """Tick boxes and cards by their ids."""
        for one in ids:
            self.page.locator(f"[id='{one}']").check()

    def day(self, name: str, day: date) -> None:
        """Write a date into its three fields."""
        self.write({f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year})

    def words(self) -> str:
        """Return what the page says."""
        return self.page.locator("main").inner_text()

    @property
    def path(self) -> str:
        """Where one is."""
        return "/" + self.page.url.split("/", 3)[3]

    def look(self) -> None:
        """Judge the page as it stands: its language, its width, and what axe finds."""
        where = f"{self.path} at {self.screen.width}"
        assert self.problems == [], where
        assert self.page.locator("html").get_attribute("lang") == self.screen.language, where
        assert self.page.locator("main h1").count() >= 1, where
        if not self.scripts:
            return
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.screen.width, f"{where} is {wide} wide"
        if self._is_new():
            assert self._violations() == [], where

    def _is_new(self) -> bool:
        """Tell one page from another by its address without ids, and by what it shows."""
        shape = ["h1", "form", ".err", ".tag", "table", ".empty"]
        counts = [min(self.page.locator(f"main {part}").count(), 2) for part in shape]
        key = f"{re.sub(r'[0-9a-f-]{20,}', '', self.path)} {counts}"
        new = EVERY_PAGE or key not in self.judged
        self.judged.add(key)
        return new

    def _violations(self) -> list[str]:
        self.page.evaluate(AXE.read_text() + ";0")
        found = self.page.evaluate("tags => axe.run({runOnly: tags})", RULES)
        return [_told(violation) for violation in found["violations"]]

    def answer_form(self, office: Any, service: str, answers: Mapping[str, str]) -> None:
        """Answer an application page by page until it can be read back."""
        form = form_of(version_in_force(office.pk, service, date.today()).version)  # noqa: DTZ011
        before, rounds = "", 0
        while "/isi/" in self.path:
            rounds = rounds + 1 if self.path.split("?")[0] == before else 0
            assert rounds < ROUNDS, self.words()
            before = self.path.split("?")[0]
            for path, value in answers.items():
                self.answer(path.replace("/", "-"), form.question(path).kind, value)
            self.press("main form .acts .btn:not(.second):not([name=stay])")

    def answer(self, name: str, kind: Kind, value: str) -> None:
        """Answer one question by the name of its field, if it is on the page."""
        if kind is Kind.DATE and self.page.locator(f"[name='{name}_day']").count():
            self.day(name, date.fromisoformat(value))
        here = self.page.locator(f"[id='{name}']")
        card = self.page.locator(f"[id='{name}-{value}']")
        if card.count():
            card.check()
        elif kind is Kind.DATE or not here.count():
            return
        elif kind in {Kind.IMAGE, Kind.FILE}:
            picture = {"name": PLACEHOLDER, "mimeType": "image/jpeg"}
            here.set_input_files({**picture, "buffer": sample_photograph(name)})
        elif self.page.locator(f"select[id='{name}']").count():
            here.select_option(value)
        else:
            here.fill(value)

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.problems.append(message.text)

    def _receive(self, response: Any) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} {response.url}")


def _told(violation: Mapping[str, Any]) -> str:
    places = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
    return f"{violation['id']}: {violation['help']} ({places})"
