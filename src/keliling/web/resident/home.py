"""About oneself: where one lives, the groups one speaks for, the NIK."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime as now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keliling.kernel.identifiers import mask, read_rw
from keliling.kernel.refusal import Refused
from keliling.people import acts
from keliling.people.queries import groups_in_rw, groups_joined, groups_of, home_of, nik_of
from keliling.places.queries import VILLAGE, area_names, area_path, search_areas
from keliling.web.http import Request
from keliling.web.posted import Misfit, attempt, ident, known, see_other
from keliling.web.words.codes import GROUP_KINDS, word
from keliling.web.words.refusals import sentence

MOST_FOUND = 10
LONGEST_CODE = 13
LONGEST_SEARCH = 99


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def residency(request: Request) -> HttpResponse:
    """Say where one lives: find the village, then the RW and the RT."""
    posted, refused = known(request.POST, "village", "rw", "rt"), None
    if request.method == "POST":
        refused = attempt(lambda: _claim(request, posted))
        if refused is None:
            messages.success(request, _("Noted. The head of your RW can confirm it now."))
            return see_other(reverse("my"))
    search = request.GET.get("cari", "").strip()[:LONGEST_SEARCH]
    chosen = (request.POST.get("village") or request.GET.get("desa", ""))[:LONGEST_CODE]
    path = area_path(chosen) if chosen else []
    at_village = bool(path) and path[0].level == VILLAGE
    field = (refused.field if isinstance(refused, Misfit) else "rw") if at_village else "cari"
    errors = [(field, sentence(refused))] if refused else []
    context = {
        "search": search,
        "found": search_areas(search, level=VILLAGE, limit=MOST_FOUND) if search else [],
        "chosen": path if at_village else [],
        "home": home_of(request.actor.person),
        "typed": posted,
        "errors": errors,
        "wrong": dict(errors),
    }
    return render(request, "resident/residency.html", context, status=_status(refused))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: Request) -> HttpResponse:
    """See one's own groups, register one, or join one of one's RW."""
    posted, refused = known(request.POST, "name", "kind", "group"), None
    if request.method == "POST":
        refused = attempt(lambda: _found_or_join(request, posted))
        if refused is None:
            return see_other(reverse("groups"))
    home, mine = home_of(request.actor.person), groups_of(request.actor.person)
    around = groups_in_rw(home.village, home.rw) if home else []
    joined = {row.pk for row in groups_joined(request.actor.person)}
    errors = [(_group_field(refused), sentence(refused))] if refused else []
    context = {
        "home": home,
        "place": area_names({home.village})[home.village] if home else "",
        "groups": [(row, word(GROUP_KINDS, row.kind)) for row in mine],
        "others": [
            (row, word(GROUP_KINDS, row.kind), row.pk in joined)
            for row in around
            if row not in mine
        ],
        "kinds": list(GROUP_KINDS.items()),
        "name": posted.get("name", ""),
        "kind": [posted.get("kind", "")],
        "errors": errors,
        "wrong": dict(errors),
    }
    return render(request, "resident/groups.html", context, status=_status(refused))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nik(request: Request) -> HttpResponse:
    """Keep one's NIK, encrypted; it is shown masked from then on."""
    posted, refused = known(request.POST, "nik"), None
    if request.method == "POST":
        typed, me = posted.get("nik", "")[:40], request.actor.who
        refused = attempt(lambda: acts.record_nik(me, typed, by=request.actor, now=now()))
        if refused is None:
            messages.success(request, _("Your NIK is kept, encrypted."))
            return see_other(reverse("my"))
    kept = nik_of(request.actor)
    context = {
        "kept": mask(kept) if kept else "",
        "error": sentence(refused) if refused else "",
        "errors": [("nik", sentence(refused))] if refused else [],
        "typed": posted.get("nik", "")[:40],
    }
    return render(request, "resident/nik.html", context, status=_status(refused))


def _claim(request: Request, posted: QueryDict) -> None:
    village, rw, rt = (posted.get(name, "").strip() for name in ("village", "rw", "rt"))
    if not village:
        raise Refused("village_needed")
    _check_numbers(posted)
    acts.claim_residency(village, rw, rt, by=request.actor, now=now())


def _check_numbers(posted: QueryDict) -> None:
    """Raise ``Misfit`` for the number that is none: the act does not say which of the two."""
    for name in ("rw", "rt"):
        typed = posted.get(name, "").strip()
        try:
            if typed or name == "rw":
                read_rw(typed)
        except Refused as refused:
            raise Misfit(name, refused) from refused


def _found_or_join(request: Request, posted: QueryDict) -> None:
    if "group" in posted:
        acts.join_group(ident(posted, "group"), by=request.actor, now=now())
        messages.success(request, _("You are in the group now."))
        return
    name, kind = posted.get("name", ""), posted.get("kind", "")
    acts.found_group(name, kind, by=request.actor, now=now())
    messages.success(request, _("The group is registered; you speak for it."))


def _group_field(refused: Refused) -> str:
    return {"group_kind": "kind", "name_missing": "name", "group_name_taken": "name"}.get(
        refused.reason, ""
    )


def _status(refused: Refused | None) -> int:
    return refused.status if refused else 200
