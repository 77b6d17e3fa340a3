"""One's own page: what waits for the reader first, then everything that is theirs."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from keliling.catalogue.queries import service_names
from keliling.commission.queries import VisitCard, proposal_cards, visits_by_ids
from keliling.deliver.queries import (
    Application,
    Mandate,
    mandates_given,
    mandates_held,
    my_applications,
)
from keliling.deliver.rules import Stage
from keliling.design.queries import ShiftRow, my_shifts
from keliling.kernel.identifiers import mask
from keliling.people.queries import groups_of, home_of, nik_of, person_by_id
from keliling.places.queries import area_names
from keliling.web.http import Request
from keliling.web.words.codes import PROPOSAL_STATES, STAGES, TASKS, VISIT_STATES, word

MINE = {Stage.DRAFT.value, Stage.SENT_BACK.value}
"""Stages in which the applicant holds the file."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in the reader's list."""

    file: Application
    name: str
    stage: str
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """A shift with the visit it belongs to."""

    shift: ShiftRow
    task: str
    visit: VisitCard
    state: str


@login_required
@require_safe
def my(request: Request) -> HttpResponse:
    """Show what is waiting for the reader, and everything that is theirs."""
    by, today = request.actor, localdate()
    files, given = my_applications(by), mandates_given(by)
    names = service_names({row.office for row in files} | {row.office for row in given})
    home, number = home_of(by.person), nik_of(by)

    def called(office: UUID, code: str) -> str:
        found = names.get((office, code))
        return found.in_(request.LANGUAGE_CODE) if found else code

    lines = [
        FileLine(file, called(file.office, file.service), word(STAGES, file.stage), mine)
        for file in files
        for mine in [file.stage in MINE]
    ]
    context = {
        "person": person_by_id(by.who),
        "home": home,
        "home_name": area_names({home.village})[home.village] if home else "",
        "waiting": [line for line in lines if line.waits_for_me],
        "files": [line for line in lines if not line.waits_for_me],
        "groups": groups_of(by.person),
        "shifts": shift_lines(request),
        "given": [
            (
                row,
                called(row.office, row.service),
                _standing(row, today),
            )
            for row in given
        ],
        "held": mandates_held(by, today=today),
        "proposals": [
            (row, word(PROPOSAL_STATES, row.state))
            for row in proposal_cards(author=by.person, limit=10)
        ],
        "nik": mask(number) if number else "",
    }
    return render(request, "resident/my.html", context)


def shift_lines(request: Request) -> list[ShiftLine]:
    """Return the reader's shifts with their visits, in a constant number of queries."""
    shifts = my_shifts(request.actor)
    visits = visits_by_ids(row.visit for row in shifts)
    return [
        ShiftLine(
            row,
            word(TASKS, row.task),
            visits[row.visit],
            word(VISIT_STATES, visits[row.visit].state),
        )
        for row in shifts
    ]


def _standing(mandate: Mandate, today: date) -> str:
    """Return whether a mandate holds (``live``), was taken back, or ended by itself."""
    if mandate.expires_on >= today:
        return "live" if mandate.revoked_at is None else "taken_back"
    taken = mandate.revoked_at is not None and localdate(mandate.revoked_at) <= mandate.expires_on
    return "taken_back" if taken else "ended"
