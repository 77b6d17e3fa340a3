"""Read everything back, then send; or take it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import form_of, sheet_of
from keliling.deliver import acts
from keliling.deliver.queries import Application, application_seen_by, document_names
from keliling.deliver.queries.answers import read_answers
from keliling.deliver.queries.files import open_to_answers
from keliling.forms import judge
from keliling.kernel.refusal import Absent, Refused
from keliling.web.http import Request
from keliling.web.posted import attempt, known, see_other, version
from keliling.web.resident.fields import field_id, fields_of
from keliling.web.words.refusals import sentence


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: Request, application: UUID) -> HttpResponse:
    """Show the answers with a way to change each; the button sends them."""
    file = application_seen_by(request.actor, application, today=localdate())
    receipt = reverse("application", args=[file.pk])
    if not open_to_answers(request.actor, file):
        return see_other(receipt)
    if request.method != "POST":
        return _page(request, file, None)
    seen = version(known(request.POST, "version"))
    try:
        acts.submit_application(file.pk, seen_version=seen, by=request.actor, now=now())
    except Absent:
        raise
    except Refused as refused:
        file = application_seen_by(request.actor, application, today=localdate())
        if not open_to_answers(request.actor, file):
            return see_other(receipt)
        return _page(request, file, refused)
    return see_other(receipt)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, application: UUID) -> HttpResponse:
    """Say what taking back means; then do it."""
    file = application_seen_by(request.actor, application, today=localdate())
    if file.applicant_id != request.actor.person:
        raise Absent
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
        "sheet": sheet_of(file.service_version_id),
        "errors": [("", sentence(refused))] if refused else [],
    }
    status = refused.status if refused else 200
    return render(request, "resident/withdraw.html", context, status=status)


def _page(request: Request, file: Application, refused: Refused | None) -> HttpResponse:
    form, answers = form_of(file.service_version_id), read_answers(file)
    verdict = judge(form, answers, attachments=document_names(file), today=localdate())
    helping = file.helper_id == request.actor.person
    groups = [
        (
            group,
            fields_of(
                group,
                verdict,
                answers,
                language=request.LANGUAGE_CODE,
                hide_nik=helping,
                show_errors=True,
            ),
        )
        for group in form.groups
        if group.path in verdict.relevant
    ]
    errors = [
        (field_id(error.path), error.message.in_(request.LANGUAGE_CODE)) for error in verdict.errors
    ]
    if refused and refused.reason != "incomplete":
        errors.insert(0, ("", sentence(refused)))
    context = {
        "file": file,
        "sheet": sheet_of(file.service_version_id),
        "groups": groups,
        "errors": errors if refused else [],
        "sound": verdict.sound,
        "helping": helping,
    }
    status = refused.status if refused else 200
    return render(request, "resident/summary.html", context, status=status)
