"""From a form to an act: read it, ask once more where it cannot be undone, carry it out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from keliling.kernel.refusal import Absent, Refused
from keliling.web.http import Request
from keliling.web.posted import ALWAYS, see_other
from keliling.web.question import SURE, Question

CHANGE = "change"
STEPS = (SURE, CHANGE)
"""Fields of the confirm page, beside those of the form that it repeats."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act ready to be carried out; ``act`` returns the address to go to afterwards."""

    act: Callable[[], str]
    done: str
    question: Question | None = None


def carry_out(
    request: Request,
    read: Callable[[QueryDict], Deed],
    page: Callable[[Refused | None], HttpResponse],
) -> HttpResponse:
    """Take a form through its steps; a refusal shows ``page`` with what was typed."""
    if CHANGE in request.POST:
        return page(None)
    try:
        deed = read(request.POST)
        if deed.question is not None and SURE not in request.POST:
            return _ask(request, deed.question)
        address = deed.act()
    except Absent:
        raise
    except Refused as refused:
        return page(refused)
    if deed.done:
        messages.success(request, deed.done)
    return see_other(address)


def _ask(request: Request, question: Question) -> HttpResponse:
    repeated = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ALWAYS
    ]
    context = {"question": question, "repeated": repeated, "sure": SURE, "change": CHANGE}
    return render(request, "office/confirm.html", context)
