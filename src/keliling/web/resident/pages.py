"""The pages of a form in order: which are asked, which comes before, which after.

A page is addressed by the path of its group, with the numbers of the members it stands in.
A long group is cut into parts, so that a page stays short enough to be read and sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from keliling.forms import UNSEEN, Form, Group, Judgement, Question
from keliling.kernel.refusal import Absent

ROOT = "-"
"""How an address names the page of questions that stand in no group; no group is called so."""
CHECK = "periksa"
"""In the address of a page that is opened to be mended: its errors are shown at once."""
PART = "bagian"
"""In the address of a part of a long group, but for the first."""
MOST_WHOLE, MOST_IN_PART = 30, 20
"""A group of more questions than the first is cut into parts of at most the second."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is filled in at one address: a group of questions, or a part of it."""

    group: Group
    path: str
    whole: tuple[Question, ...]
    """Every question of the group; a save says of all of them what is kept."""
    questions: tuple[Question, ...]
    part: int = 1
    parts: int = 1

    @property
    def name(self) -> str:
        """How an address names it."""
        return self.path or ROOT


def pages_of(form: Form) -> list[Page]:
    """Return every page that the form can have, in order."""
    return [page for group in form.groups for page in _cut(group)]


def page_of(form: Form, name: str, part: str = "") -> Page:
    """Return the page that an address names; raises ``Absent``."""
    path = "" if name == ROOT else name
    for page in pages_of(form):
        if page.path == path and str(page.part) == (part or "1"):
            return page
    raise Absent


def page_with(form: Form, path: str) -> Page | None:
    """Return the page a question stands on; ``None`` for an unknown question."""
    for page in pages_of(form):
        if any(question.path == path for question in page.questions):
            return page
    return None


def asked(questions: Sequence[Question], verdict: Judgement) -> list[Question]:
    """Return those questions and notes that are on their page now."""
    return [q for q in questions if q.path in verdict.relevant and _is_shown(q)]


def asked_pages(form: Form, verdict: Judgement) -> list[Page]:
    """Return the pages that ask something now."""
    return [page for page in pages_of(form) if asked(page.questions, verdict)]


def asked_groups(form: Form, verdict: Judgement) -> list[Group]:
    """Return the groups that ask something now, a long one once."""
    return list({page.path: page.group for page in asked_pages(form, verdict)}.values())


def title(page: Page, language: str, verdict: Judgement) -> str:
    """Return the words of the page's heading."""
    words = page.group.label.in_(language, verdict.answers)
    if page.parts == 1:
        return words
    return _("%(page)s, part %(n)s of %(all)s") % {
        "page": words,
        "n": page.part,
        "all": page.parts,
    }


def address(application: UUID, page: Page, anchor: str = "", *, check: bool = False) -> str:
    """Return where a page is filled in, at one of its fields if one is named."""
    place = reverse("fill", args=[application, page.name])
    query = [f"{PART}={page.part}"] * (page.part > 1) + [f"{CHECK}=1"] * check
    place += "?" + "&".join(query) if query else ""
    return f"{place}#{anchor}" if anchor else place


def after(form: Form, page: Page, verdict: Judgement, application: UUID) -> str:
    """Return the address of the next page, or of the summary."""
    pages = pages_of(form)
    for later in pages[pages.index(page) + 1 :]:
        if asked(later.questions, verdict):
            return address(application, later)
    return reverse("summary", args=[application])


def before(form: Form, page: Page, verdict: Judgement, application: UUID) -> str:
    """Return the address of the page before, or of the file itself."""
    pages = pages_of(form)
    for earlier in reversed(pages[: pages.index(page)]):
        if asked(earlier.questions, verdict):
            return address(application, earlier)
    return reverse("application", args=[application])


def _is_shown(question: Question) -> bool:
    return question.kind not in UNSEEN and not question.calculated


def _cut(group: Group) -> list[Page]:
    """Cut by what can be shown, not by what is: an address keeps its questions."""
    questions = group.questions
    count = sum(map(_is_shown, questions))
    parts = ceil(count / MOST_IN_PART) if count > MOST_WHOLE else 1
    size = ceil(count / parts) or 1
    rows: list[list[Question]] = [[] for _part in range(parts)]
    shown = 0
    for question in questions:
        rows[min(shown // size, parts - 1)].append(question)
        shown += _is_shown(question)
    return [
        Page(group, group.path, questions, tuple(row), number, parts)
        for number, row in enumerate(rows, start=1)
    ]
