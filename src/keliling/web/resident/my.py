"""One's own page: files, home, groups, shifts, mandates."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keliling.catalogue.queries import service_names
from keliling.catalogue.rules import Words
from keliling.commission.queries import proposal_cards
from keliling.deliver.queries import mandates_given, mandates_held, my_applications
from keliling.design.queries import my_shifts
from keliling.kernel.identifiers import mask
from keliling.kernel.refusal import Refused
from keliling.people import acts
from keliling.people.queries import groups_of, home_of, nik_of, person_by_id
from keliling.places.queries import area_names, search_areas
from keliling.web.http import Request
from keliling.web.posted import attempt, known, see_other
from keliling.web.words.codes import GROUP_KINDS, STAGES, TASKS, word
from keliling.web.words.refusals import sentence

VILLAGE = 4


@login_required
@require_safe
def my(request: Request) -> HttpResponse:
    """Show what is waiting for the reader, and everything that is theirs."""
    by, today = request.actor, localdate()
    files = my_applications(by)
    names = service_names({file.office for file in files})
    home = home_of(by.person)
    context = {
        "person": person_by_id(by.who),
        "home": home,
        "home_name": area_names({home.village})[home.village] if home else "",
        "files": [
            (file, _service(names, file.office, file.service, request), word(STAGES, file.stage))
            for file in files
        ],
        "groups": groups_of(by.person),
        "shifts": [(row, word(TASKS, row.task)) for row in my_shifts(by)],
        "given": mandates_given(by),
        "held": mandates_held(by, today=today),
        "proposals": proposal_cards(author=by.person, limit=10),
        "nik": mask(nik_of(by) or "") if nik_of(by) else "",
    }
    return render(request, "resident/my.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def residency(request: Request) -> HttpResponse:
    """Say where one lives: find the village, then the RW and the RT."""
    posted = known(request.POST, "village", "rw", "rt")
    refused = None
    if request.method == "POST":
        village, rw, rt = (posted.get(name, "").strip() for name in ("village", "rw", "rt"))
        refused = attempt(
            lambda: acts.claim_residency(village, rw, rt, by=request.actor, now=now())
        )
        if refused is None:
            messages.success(request, _("Noted. The head of your RW can confirm it now."))
            return see_other(reverse("my"))
    search = request.GET.get("cari", "")[:80]
    chosen = request.POST.get("village") or request.GET.get("desa", "")[:13]
    context = {
        "search": search,
        "found": search_areas(search, level=VILLAGE, limit=10) if search else [],
        "chosen": chosen,
        "chosen_name": area_names({chosen})[chosen] if chosen else "",
        "typed": posted,
        "errors": [("rw", sentence(refused))] if refused else [],
    }
    return render(request, "resident/residency.html", context, status=_status(refused))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: Request) -> HttpResponse:
    """Register a group, and see one's own."""
    posted = known(request.POST, "name", "kind")
    refused = None
    if request.method == "POST":
        name, kind = posted.get("name", ""), posted.get("kind", "")
        refused = attempt(lambda: acts.found_group(name, kind, by=request.actor, now=now()))
        if refused is None:
            messages.success(request, _("The group is registered; you speak for it."))
            return see_other(reverse("groups"))
    context = {
        "groups": [(row, word(GROUP_KINDS, row.kind)) for row in groups_of(request.actor.person)],
        "kinds": list(GROUP_KINDS.items()),
        "typed": posted,
        "errors": [("name", sentence(refused))] if refused else [],
    }
    return render(request, "resident/groups.html", context, status=_status(refused))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nik(request: Request) -> HttpResponse:
    """Keep one's NIK, encrypted; it is shown masked from then on."""
    posted = known(request.POST, "nik")
    refused = None
    if request.method == "POST":
        typed, me = posted.get("nik", "")[:40], request.actor.who
        refused = attempt(lambda: acts.record_nik(me, typed, by=request.actor, now=now()))
        if refused is None:
            messages.success(request, _("Your NIK is kept, encrypted."))
            return see_other(reverse("my"))
    kept = nik_of(request.actor)
    context = {
        "kept": mask(kept) if kept else "",
        "errors": [("nik", sentence(refused))] if refused else [],
        "typed": posted,
    }
    return render(request, "resident/nik.html", context, status=_status(refused))


def _service(
    names: dict[tuple[UUID, str], Words], office: UUID, code: str, request: Request
) -> str:
    found = names.get((office, code))
    return found.in_(request.LANGUAGE_CODE) if found else code


def _status(refused: Refused | None) -> int:
    return refused.status if refused else 200
