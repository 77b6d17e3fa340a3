"""Follow a file by its code, verify a permit by its number or its QR."""

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.timezone import localtime as now
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import service_names, sheet_of
from keliling.deliver.queries import (
    Progress,
    PublicPermit,
    follow_code,
    verify_number,
    verify_token,
)
from keliling.kernel.actor import Role
from keliling.kernel.refusal import Absent, Refused
from keliling.places.queries import office
from keliling.web.http import Request
from keliling.web.public.asked import search_text
from keliling.web.public.cards import named
from keliling.web.words.codes import ROLES, STAGES, word
from keliling.web.words.refusals import sentence

TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)


@require_safe
def track(request: Request) -> HttpResponse:
    """Say where a file is, who holds it and until when; no name, no answer."""
    try:
        code = search_text(request, "kode")
        progress = follow_code(code) if code else None
    except Refused as refused:
        context = {
            "refused": refused,
            "errors": [("kode", sentence(refused))],
            "code": request.GET.get("kode", "")[:30],
        }
        return render(request, "public/track.html", context, status=refused.status)
    if progress is None:
        return render(request, "public/track.html", {"code": ""})
    return render(
        request,
        "public/track.html",
        {
            "code": progress.code,
            "progress": progress,
            "service": sheet_of(progress.service_version).name.in_(request.LANGUAGE_CODE),
            "stage": word(STAGES, progress.stage.value),
            "holder": word(ROLES, progress.holder.value) if progress.holder else "",
            "office": office(progress.office),
            "late": _late(progress),
        },
    )


@require_safe
def verify(request: Request) -> HttpResponse:
    """Ask for a number, or say whether the permit of one is in force."""
    try:
        number = search_text(request, "nomor")
        permit = verify_number(number, today=localdate()) if number else None
    except Refused as refused:
        return _unknown(request, refused, request.GET.get("nomor", ""))
    return _verdict(request, permit) if permit else render(request, "public/verify.html")


@require_safe
def verify_by_token(request: Request, token: str) -> HttpResponse:
    """Say whether the permit whose QR was read is in force."""
    try:
        if not TOKEN.fullmatch(token):
            raise Absent("permit_unknown")
        permit = verify_token(token, today=localdate())
    except Refused as refused:
        return _unknown(request, refused, "")
    return _verdict(request, permit)


def _late(progress: Progress) -> bool:
    """Tell whether the office has let its day pass; the applicant's time is not the office's."""
    waits_for_office = progress.holder not in {None, Role.RESIDENT}
    return waits_for_office and progress.due_at is not None and progress.due_at < now()


def _verdict(request: Request, permit: PublicPermit) -> HttpResponse:
    names = service_names({permit.office})
    return render(
        request,
        "public/verify.html",
        {
            "permit": permit,
            "service": named(names, permit.office, permit.service, request.LANGUAGE_CODE),
            "office": office(permit.office),
            "checked_at": now(),
        },
    )


def _unknown(request: Request, refused: Refused, typed: str) -> HttpResponse:
    """Show that the number is in no list of ours; a mistyped one is the likeliest reason."""
    context = {"refused": refused, "typed": typed[:60], "checked_at": now()}
    return render(request, "public/verify.html", context, status=refused.status)
