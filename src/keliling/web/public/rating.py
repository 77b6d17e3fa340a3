"""Rate a service received: nine elements, time saved, words. No name, no sign-in."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.assess import acts
from keliling.assess.queries import open_pass
from keliling.assess.rules import ELEMENTS
from keliling.catalogue.queries import service_names
from keliling.kernel.refusal import Absent, Refused
from keliling.web.http import Request
from keliling.web.posted import known, see_other
from keliling.web.public.cards import named
from keliling.web.public.questions import QUESTIONS, SAVED_MINUTES, SAVED_WORDS
from keliling.web.words.refusals import sentence

TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)
FIELDS = (*ELEMENTS, "saved", "words")


@dataclass(frozen=True, slots=True)
class Question:
    """One element as it is asked, its four options, and what was chosen so far."""

    element: str
    text: Promise
    options: tuple[tuple[str, Promise], ...]
    chosen: str


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: Request, token: str) -> HttpResponse:
    """Show the nine questions; take the answers once."""
    if not TOKEN.fullmatch(token):
        raise Absent("rating_unknown")
    if request.method != "POST":
        return _form(request, token, QueryDict(), None)
    try:
        rating = acts.rate(token, parse(request.POST), now=now())
    except Absent:
        raise
    except Refused as refused:
        return _form(request, token, request.POST, refused)
    messages.success(
        request, _("Thank you. Your answers count, and nobody can tell they are yours.")
    )
    where = reverse("result", args=[rating.visit_id]) if rating.visit_id else reverse("home")
    return see_other(where)


def parse(posted: QueryDict) -> acts.Scores:
    """Read the form; raises ``BadRequest`` for a field it has not, ``Refused`` for a bad value."""
    known(posted, *FIELDS)
    elements = {element: _score(posted.get(element, "")) for element in ELEMENTS}
    saved = posted.get("saved", "")
    if saved and saved not in SAVED_MINUTES:
        raise Refused("saved_minutes")
    return acts.Scores(elements, int(saved) if saved else None, posted.get("words", ""))


def _score(typed: str) -> int | None:
    if not typed:
        return None
    if typed not in {"1", "2", "3", "4"}:
        raise Refused("rating_scale")
    return int(typed)


def _form(request: Request, token: str, typed: QueryDict, refused: Refused | None) -> HttpResponse:
    file = open_pass(token).application
    names = service_names({file.office})
    questions = [
        Question(
            element,
            QUESTIONS[element][0],
            tuple((str(n), label) for n, label in enumerate(QUESTIONS[element][1], start=1)),
            typed.get(element, ""),
        )
        for element in ELEMENTS
    ]
    return render(
        request,
        "public/rate.html",
        {
            "service": named(names, file.office, file.service, request.LANGUAGE_CODE),
            "questions": questions,
            "saved": [(value, SAVED_WORDS[value]) for value in SAVED_MINUTES],
            "chosen": typed.get("saved", ""),
            "words": typed.get("words", "")[:4_000],
            "errors": [("u1_1", sentence(refused))] if refused else [],
        },
        status=refused.status if refused else 200,
    )
