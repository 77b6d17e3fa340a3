"""The pages of a form in order: which are asked, which comes before, which after."""

from uuid import UUID

from django.urls import reverse

from keliling.forms import Form, Group, Judgement
from keliling.kernel.refusal import Absent
from keliling.web.resident.fields import asked

ROOT = "-"
"""How an address names the page of questions that stand in no group; no group is called so."""


def page_of(form: Form, name: str) -> Group:
    """Return the group that an address names; raises ``Absent``."""
    path = "" if name == ROOT else name
    for group in form.groups:
        if group.path == path:
            return group
    raise Absent


def asked_pages(form: Form, verdict: Judgement) -> list[Group]:
    """Return the groups that ask something now."""
    return [group for group in form.groups if asked(group, verdict)]


def address(application: UUID, group: Group, anchor: str = "") -> str:
    """Return where a page is filled in, at one of its fields if one is named."""
    place = reverse("fill", args=[application, group.path or ROOT])
    return f"{place}#{anchor}" if anchor else place


def page_with(form: Form, path: str) -> Group | None:
    """Return the group a question stands in; ``None`` for an unknown question."""
    for group in form.groups:
        if any(question.path == path for question in group.questions):
            return group
    return None


def after(form: Form, page: Group, verdict: Judgement, application: UUID) -> str:
    """Return the address of the next page, or of the summary."""
    later = form.groups[form.groups.index(page) + 1 :]
    for group in later:
        if asked(group, verdict):
            return address(application, group)
    return reverse("summary", args=[application])


def before(form: Form, page: Group, verdict: Judgement, application: UUID) -> str:
    """Return the address of the page before, or of the file itself."""
    for group in reversed(form.groups[: form.groups.index(page)]):
        if asked(group, verdict):
            return address(application, group)
    return reverse("application", args=[application])
