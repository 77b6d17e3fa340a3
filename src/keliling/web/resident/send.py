"""Read everything back, then send; or take it back."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import free_days, sheet_of
from keliling.catalogue.rules import due_at, fee_for
from keliling.deliver import acts
from keliling.deliver.queries import Application
from keliling.deliver.queries.files import open_to_answers
from keliling.deliver.rules import STEPS, Stage, Step
from keliling.kernel.refusal import Absent, Refused, Stale
from keliling.places.queries import office
from keliling.web.http import Request
from keliling.web.posted import attempt, known, see_other, version
from keliling.web.resident.opened import Opened, open_file, sheet_for
from keliling.web.resident.pages import asked_pages
from keliling.web.resident.summary import said_groups
from keliling.web.words.refusals import sentence


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: Request, application: UUID) -> HttpResponse:
    """Show the answers with a way to change each; the button sends them.

    Sending twice, or in two windows, leads to the same receipt.
    """
    receipt, refused = reverse("application", args=[application]), None
    if request.method == "POST":
        seen = version(known(request.POST, "version"))
        refused = attempt(
            lambda: acts.submit_application(
                application, seen_version=seen, by=request.actor, now=now()
            )
        )
        if refused is None:
            messages.success(request, _("We have your application."))
            return see_other(receipt)
    opened = open_file(request, application)
    if not open_to_answers(request.actor, opened.file):
        return see_other(receipt)
    if opened.moved:
        return see_other(receipt)
    return _page(request, opened, refused)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, application: UUID) -> HttpResponse:
    """Say what taking back means; then do it."""
    opened = open_file(request, application)
    file = opened.file
    if opened.helping:
        raise Absent
    if (Stage(file.stage), Step.WITHDRAW) not in STEPS and request.method != "POST":
        return see_other(reverse("application", args=[file.pk]))
    refused = None
    if request.method == "POST":
        seen = version(known(request.POST, "version"))
        refused = attempt(
            lambda: acts.withdraw_application(
                file.pk, seen_version=seen, by=request.actor, now=now()
            )
        )
        if refused is None:
            messages.success(request, _("Your application is taken back."))
            return see_other(reverse("my"))
    context = {
        "file": file,
        "name": sheet_of(file.service_version_id).name,
        "office": office(file.office),
        "errors": [("", sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, "resident/withdraw.html", context, status=status)


def _page(request: Request, opened: Opened, refused: Refused | None) -> HttpResponse:
    file, sheet = opened.file, sheet_for(request, opened)
    groups = said_groups(opened.form, sheet, file.pk)
    rules = sheet_of(file.service_version_id)
    rows = [row for group in groups for row in group.rows if row.error]
    mend = [(row.id, row.label, row.error) for row in rows]
    fee = fee_for(rules.fees, sheet.verdict.answers, (file.received_at or now()).date())
    context = {
        "file": file,
        "name": rules.name,
        "groups": groups,
        "errors": _errors(refused, mend),
        "mend": mend,
        "mend_on": rows[0].change if rows else "",
        "helping": opened.helping,
        "until": opened.until,
        "fee": fee,
        "sure_of_fee": rules.confirmed_locally,
        "answer_by": _answer_by(file),
        "office": office(file.office),
        "steps": len(asked_pages(opened.form, sheet.verdict)) + 1,
    }
    status = refused.status if refused else 200
    return render(request, "resident/summary.html", context, status=status)


def _errors(refused: Refused | None, mend: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    if refused is None:
        return []
    if isinstance(refused, Stale):
        return [("", _("The file was changed meanwhile. Read it back once more, then send it."))]
    if refused.reason == "incomplete" and mend:
        return [(name, f"{label}: {words}") for name, label, words in mend]
    return [("", sentence(refused))]


def _answer_by(file: Application) -> datetime:
    """Return the moment an answer is owed if the file is sent now."""
    place = office(file.office)
    term = sheet_of(file.service_version_id).term
    return due_at(term, now(), free=free_days(place.pk), zone=ZoneInfo(place.timezone))
