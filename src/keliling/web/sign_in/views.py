"""One's account, the development mailbox, and what to do when the telephone is lost."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.views.decorators.http import require_http_methods, require_safe

from keliling.kernel.refusal import Refused
from keliling.people import acts
from keliling.people.queries import person_by_id
from keliling.web.http import Request
from keliling.web.words.refusals import sentence

SHOWN = 30
UNPROCESSABLE = 422
View = Callable[..., HttpResponse]


def honest(view: View) -> View:
    """Let a form that is shown again say so in its status: the library answers 200."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == HttpResponse.status_code:
            response.status_code = UNPROCESSABLE
        return response

    return answer


@login_required
@require_safe
def account(request: Request) -> HttpResponse:
    """Show how one is reached and how one signs in."""
    return render(request, "account/account.html", {"person": person_by_id(request.actor.who)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: Request) -> HttpResponse:
    """Change one's name as offices see it."""
    person = person_by_id(request.actor.who)
    if request.method != "POST":
        return render(request, "account/name.html", {"typed": person.name, "errors": []})
    typed = request.POST.get("name", "")
    try:
        acts.take_name(typed, by=request.actor, now=now())
    except Refused as refused:
        words = sentence(refused)
        context = {"typed": typed, "errors": [("name", words)], "error": words}
        return render(request, "account/name.html", context, status=refused.status)
    return HttpResponseRedirect(reverse("account_home"), status=303)


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the last messages that would have been sent; in a demonstration only."""
    if not (settings.DEMONSTRATION or settings.DEBUG):
        raise Http404
    folder = Path(settings.MAILBOX)
    files = sorted(folder.glob("*.json"), reverse=True)[:SHOWN] if folder.is_dir() else []
    letters = [json.loads(path.read_text()) for path in files]
    for letter in letters:
        letter["at"] = datetime.fromisoformat(letter["at"])
    return render(request, "sign_in/mailbox.html", {"letters": letters})


@require_safe
def lost_phone(request: HttpRequest) -> HttpResponse:
    """Say how somebody without their telephone gets back in."""
    return render(request, "sign_in/lost_phone.html")
