"""How far somebody is, and of which member a page speaks."""

from keliling.forms import Form, Judgement, here_of, number_of
from keliling.web.resident.fields import Sheet
from keliling.web.resident.pages import Page, asked_pages


def step_of(form: Form, page: Page, verdict: Judgement) -> tuple[int, int]:
    """Return which page it is of how many; a member's pages are at the step of their list."""
    pages = asked_pages(form, verdict)
    outer = here_of(page.path)[0] if page.around else ""
    list_ = outer[: outer.rindex("[")] if outer else ""
    for step, one in enumerate(pages, start=1):
        if (one.path == list_ and one.repeat) if list_ else one == page:
            return step, len(pages) + 1
    return 1, len(pages) + 1


def within(form: Form, page: Page, sheet: Sheet) -> str:
    """Return the member that a page is about, for the line above its heading."""
    names = []
    for member in here_of(page.path):
        if member == page.path:
            continue
        label = form.repeats[form.node(member).path].label
        words = label.in_(sheet.language, sheet.verdict.answers, at=member)
        names.append(f"{words} {number_of(member)}")
    return " · ".join(names)
