"""The development mailbox, and what to do when the telephone is lost."""

import json
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

SHOWN = 30


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the last messages that would have been sent; in a demonstration only."""
    if not (settings.DEMONSTRATION or settings.DEBUG):
        raise Http404
    folder = Path(settings.MAILBOX)
    files = sorted(folder.glob("*.json"), reverse=True)[:SHOWN] if folder.is_dir() else []
    letters = [json.loads(path.read_text()) for path in files]
    return render(request, "sign_in/mailbox.html", {"letters": letters})


@require_safe
def lost_phone(request: HttpRequest) -> HttpResponse:
    """Say how somebody without their telephone gets back in."""
    return render(request, "sign_in/lost_phone.html")
