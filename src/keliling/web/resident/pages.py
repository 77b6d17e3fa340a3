"""The pages of a form in order: which are asked, which comes before, which after.

A page is addressed by the path of its group, with the numbers of the members it stands in:
``household/member[2]/work``. A repeat is a page of its own, ``household/member``, that lists
its members; what a member is asked stands in a row of pages that leads back to that list. A
long group is cut into parts, so that a page stays short enough to be read and sent.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _

from keliling.forms import (
    UNSEEN,
    Form,
    Judgement,
    Question,
    Repeat,
    Text,
    generic,
    here_of,
    judge,
    number_of,
    one_more,
)
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
    """What is filled in at one address: a group of questions, a part of it, or a list."""

    path: str
    label: Text
    whole: tuple[Question, ...] = ()
    """Every question of the group; a save says of all of them what is kept."""
    questions: tuple[Question, ...] = ()
    part: int = 1
    parts: int = 1
    repeat: Repeat | None = None
    """What a list lists; its page has no questions."""

    @property
    def name(self) -> str:
        """How an address names it."""
        return self.path or ROOT

    @property
    def around(self) -> str:
        """The member that it is about, by its path; empty outside all repeats."""
        return (here_of(self.path) or ("",))[-1]


def pages_in(form: Form, member: str = "") -> list[Page]:
    """Return the pages of the form outside its repeats, or those of one member, in order."""
    inside = generic(member)
    groups = {group.path: group for group in form.groups}
    found = _cut(form, inside, member) if inside in groups else []
    for node in form.nodes:
        if node.question is not None or node.within != inside:
            continue
        path = member + node.tail if member else node.path
        if node.repeat is not None:
            found.append(Page(path, node.repeat.label, repeat=node.repeat))
        elif node.path in groups:
            found += _cut(form, node.path, path)
    return found


def page_of(form: Form, name: str, part: str = "") -> Page:
    """Return the page that an address names; raises ``Absent``.

    Whether the members that it names are there is for the answers to say.
    """
    path = "" if name == ROOT else name
    around = (here_of(path) or ("",))[-1]
    if around and generic(around) not in form.repeats:
        raise Absent
    for page in pages_in(form, around):
        if page.path == path and str(page.part) == (part or "1"):
            return page
    raise Absent


def page_with(form: Form, path: str) -> Page | None:
    """Return the page a question stands on, a member's the first; ``None`` if there is none."""
    question = form.questions.get(generic(path))
    if question is None:
        return None
    around = (here_of(path) or ("",))[-1]
    within = form.node(path).within
    if within != generic(around):
        lists = (page for page in pages_in(form) if page.repeat)
        return next((page for page in lists if generic(path).startswith(f"{page.path}/")), None)
    for page in pages_in(form, around):
        if any(question.path == path for question in page.questions):
            return page
    return None


def every_page(form: Form, verdict: Judgement, member: str = "") -> Iterator[Page]:
    """Yield the pages that ask something now, those of members behind their list."""
    for page in asked_pages(form, verdict, member):
        yield page
        if page.repeat is not None:
            for one in members(page, verdict):
                yield from every_page(form, verdict, one)


def asked(questions: Sequence[Question], verdict: Judgement) -> list[Question]:
    """Return those questions and notes that are on their page now."""
    return [q for q in questions if q.path in verdict.relevant and _is_shown(q)]


def asked_pages(form: Form, verdict: Judgement, member: str = "") -> list[Page]:
    """Return the pages outside repeats, or of one member, that ask something now."""
    return [page for page in pages_in(form, member) if is_asked(form, page, verdict)]


def is_asked(form: Form, page: Page, verdict: Judgement) -> bool:
    """Tell whether a page has something to do now."""
    if page.repeat is None:
        return bool(asked(page.questions, verdict))
    above = page.path.rpartition("/")[0]
    if above and above not in verdict.relevant:
        return False
    return bool(members(page, verdict)) or can_add(form, page, verdict)


def members(page: Page, verdict: Judgement) -> list[str]:
    """Return the paths of a list's members that count now."""
    count = verdict.counts.get(page.path, 0)
    every = (f"{page.path}[{number}]" for number in range(1, count + 1))
    return [path for path in every if path in verdict.relevant]


def is_open(page: Page) -> bool:
    """Tell whether people themselves say how many a list has, not the form."""
    return page.repeat is not None and page.repeat.count is None and not page.repeat.fixed


def can_add(form: Form, page: Page, verdict: Judgement) -> bool:
    """Tell whether people may add to a list, and what they add would count."""
    if not is_open(page):
        return False
    if form.node(page.path).relevant is None or members(page, verdict):
        return True
    more = one_more(form, verdict.answers, page.path)
    first = f"{page.path}[{verdict.counts.get(page.path, 0) + 1}]"
    return first in judge(form, more, now=now()).relevant


def title(page: Page, language: str, verdict: Judgement) -> str:
    """Return the words of the page's heading; a member's has its number."""
    words = page.label.in_(language, verdict.answers, at=page.path)
    if page.path.endswith("]"):
        words = f"{words} {number_of(page.path)}"
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
    """Return the address of the next page, of a member's list, or of the summary."""
    pages = pages_in(form, page.around)
    for later in pages[pages.index(page) + 1 :]:
        if is_asked(form, later, verdict):
            return address(application, later)
    if list_ := list_around(form, page):
        return address(application, list_)
    return reverse("summary", args=[application])


def before(form: Form, page: Page, verdict: Judgement, application: UUID) -> str:
    """Return the address of the page before, of a member's list, or of the file itself."""
    pages = pages_in(form, page.around)
    for earlier in reversed(pages[: pages.index(page)]):
        if is_asked(form, earlier, verdict):
            return address(application, earlier)
    if list_ := list_around(form, page):
        return address(application, list_)
    return reverse("application", args=[application])


def list_around(form: Form, page: Page) -> Page | None:
    """Return the list in which a page's member stands."""
    return page_of(form, page.around[: page.around.rindex("[")]) if page.around else None


def first_of(form: Form, member: str, verdict: Judgement) -> Page | None:
    """Return the first page of a member, if it is asked anything."""
    return next(iter(asked_pages(form, verdict, member)), None)


def _is_shown(question: Question) -> bool:
    return question.kind not in UNSEEN and not question.calculated


def _cut(form: Form, group: str, path: str) -> list[Page]:
    """Cut by what can be shown, not by what is: an address keeps its questions."""
    found = form.group(group)
    questions = found.questions
    if path != group:
        questions = tuple(replace(q, path=path + q.path[len(group) :]) for q in questions)
    count = sum(map(_is_shown, questions))
    parts = ceil(count / MOST_IN_PART) if count > MOST_WHOLE else 1
    size = ceil(count / parts) or 1
    rows: list[list[Question]] = [[] for _part in range(parts)]
    shown = 0
    for question in questions:
        rows[min(shown // size, parts - 1)].append(question)
        shown += _is_shown(question)
    return [
        Page(path, found.label, questions, tuple(row), number, parts)
        for number, row in enumerate(rows, start=1)
    ]
