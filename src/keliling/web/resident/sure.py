"""Ask once more before what cannot be undone."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from keliling.web.http import Request
from keliling.web.posted import known
from keliling.web.question import SURE, Question


def is_sure(posted: QueryDict) -> bool:
    """Tell whether the confirm page has been answered; raises ``BadRequest`` for other fields."""
    return SURE in known(posted, SURE)


def ask(request: Request, question: Question, back: str) -> HttpResponse:
    """Show the question; its button posts to the same address, ``back`` leaves all as it was."""
    return render(request, "resident/sure.html", {"question": question, "back": back, "sure": SURE})
