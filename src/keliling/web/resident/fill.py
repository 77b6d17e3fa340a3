"""Answer an application, one group of questions a page; everything typed is kept."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from keliling.catalogue.queries import form_of, sheet_of
from keliling.deliver import acts
from keliling.deliver.queries import Application, application_seen_by, document_names
from keliling.deliver.queries.answers import read_answers
from keliling.deliver.queries.files import open_to_answers
from keliling.forms import Form, Group, Judgement, Kind, judge
from keliling.kernel.refusal import Absent, Refused, Stale
from keliling.web.http import Request
from keliling.web.posted import see_other, version
from keliling.web.resident.fields import field_id, fields_of, read_page
from keliling.web.words.refusals import sentence


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: Request, application: UUID, group: str) -> HttpResponse:
    """Show one page of the form, or keep its answers and go on to the next."""
    file = application_seen_by(request.actor, application, today=localdate())
    if not open_to_answers(request.actor, file):
        return see_other(reverse("application", args=[file.pk]))
    form = form_of(file.service_version_id)
    page = _page_of(form, group)
    if request.method != "POST":
        return _show(request, file, page, {}, checked=False)
    return _keep(request, file, page)


def _keep(request: Request, file: Application, page: Group) -> HttpResponse:
    helping = file.helper_id == request.actor.person
    read = read_page(request.POST, page.questions, read_answers(file), hide_nik=helping)
    problems = _attach(request, file.pk, page, read, version(request.POST))
    if problems is None:
        return _show(request, file, page, {"": sentence(Stale(seen=0))}, checked=True, typed=read)
    seen, errors = problems
    try:
        file, verdict = acts.save_answers(
            file.pk, read, group=page.path, seen_version=seen, by=request.actor, now=now()
        )
    except Absent:
        raise
    except Refused as refused:
        return _show(request, file, page, {"": sentence(refused)}, checked=True, typed=read)
    if "later" in request.POST:
        return see_other(reverse("my"))
    if verdict.errors or errors:
        return _show(request, file, page, errors, checked=True)
    return see_other(_next(form_of(file.service_version_id), page, verdict, file.pk))


def _attach(
    request: Request, application: UUID, page: Group, read: dict[str, str], seen: int
) -> tuple[int, dict[str, str]] | None:
    """Take the page's documents in; returns the version after them, or ``None`` when stale."""
    errors: dict[str, str] = {}
    for question in page.questions:
        upload = request.FILES.get(field_id(question.path))
        if upload is None or question.kind not in {Kind.IMAGE, Kind.FILE}:
            continue
        try:
            document = acts.attach_document(
                application,
                question.path,
                upload.read(),
                seen_version=seen,
                by=request.actor,
                now=now(),
            )
        except Stale:
            return None
        except Absent:
            raise
        except Refused as refused:
            errors[field_id(question.path)] = sentence(refused)
        else:
            read[question.path], seen = document.name, seen + 1
    return seen, errors


def _show(
    request: Request,
    file: Application,
    page: Group,
    extra: dict[str, str],
    *,
    checked: bool,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    form, language = form_of(file.service_version_id), request.LANGUAGE_CODE
    answers = read_answers(file) | (typed or {})
    names = document_names(file)
    verdict = judge(form, answers, attachments=names, today=localdate(), only=page.path)
    fields = fields_of(
        page,
        verdict,
        answers,
        language=language,
        hide_nik=file.helper_id == request.actor.person,
        show_errors=checked,
    )
    asked = [group.path for group in _asked(form, verdict)]
    errors = [(field.id, field.error) for field in fields if field.error]
    errors = list(extra.items()) + [pair for pair in errors if pair[0] not in extra]
    context = {
        "file": file,
        "sheet": sheet_of(file.service_version_id),
        "group": page,
        "fields": fields,
        "extra": extra,
        "errors": errors,
        "step": asked.index(page.path) + 1 if page.path in asked else 1,
        "steps": len(asked) + 1,
        "back": _before(form, page, verdict, file.pk),
        "helping": file.helper_id == request.actor.person,
    }
    status = 422 if errors else 200
    return render(request, "resident/fill.html", context, status=status)


def _page_of(form: Form, path: str) -> Group:
    for group in form.groups:
        if group.path == path:
            return group
    raise Absent


def _asked(form: Form, verdict: Judgement) -> list[Group]:
    return [group for group in form.groups if group.path in verdict.relevant]


def _next(form: Form, page: Group, verdict: Judgement, application: UUID) -> str:
    later = form.groups[form.groups.index(page) + 1 :]
    for group in later:
        if group.path in verdict.relevant:
            return reverse("fill", args=[application, group.path])
    return reverse("summary", args=[application])


def _before(form: Form, page: Group, verdict: Judgement, application: UUID) -> str:
    earlier = form.groups[: form.groups.index(page)]
    for group in reversed(earlier):
        if group.path in verdict.relevant:
            return reverse("fill", args=[application, group.path])
    return reverse("my")
