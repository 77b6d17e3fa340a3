"""Proposals are public: what is asked, by how many, and what the office answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from keliling.commission.models import Proposal, Support
from keliling.commission.rules import ProposalState
from keliling.kernel.refusal import Absent
from keliling.places.queries import area_names


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal in a list."""

    id: UUID
    office: UUID
    village: str
    village_name: str
    rw: str
    state: str
    supporters: int
    people: int
    services: tuple[str, ...]
    proposed_at: datetime
    from_finding: bool


def proposal_cards(
    *,
    office: UUID | None = None,
    author: UUID | None = None,
    state: ProposalState | None = None,
    before: datetime | None = None,
    limit: int = 20,
) -> list[ProposalCard]:
    """Return a page of proposals, newest first, older than ``before``; three queries."""
    rows = Proposal.objects.annotate(supporters=Count("supports")).prefetch_related("needs")
    for name, value in (("office", office), ("author", author), ("state", state)):
        if value is not None:
            rows = rows.filter(**{name: value})
    if before is not None:
        rows = rows.filter(proposed_at__lt=before)
    page = list(rows.order_by("-proposed_at", "-pk")[:limit])
    names = area_names({row.village for row in page})
    return [
        ProposalCard(
            id=row.pk,
            office=row.office,
            village=row.village,
            village_name=names[row.village],
            rw=row.rw,
            state=row.state,
            supporters=row.supporters,
            people=sum(need.people for need in row.needs.all()),
            services=tuple(need.service for need in row.needs.all()),
            proposed_at=row.proposed_at,
            from_finding=row.finding is not None,
        )
        for row in page
    ]


def proposal_by_id(proposal: UUID) -> Proposal:
    """Return a proposal with its needs and contributions; raises ``Absent``."""
    rows = Proposal.objects.select_related("author", "visit")
    rows = rows.prefetch_related("needs", "contributions")
    found = rows.annotate(supporters=Count("supports")).filter(pk=proposal).first()
    if found is None:
        raise Absent
    return found


def proposal_counts(office: UUID | None = None) -> dict[ProposalState, int]:
    """Count the proposals in each state, of one office or of all."""
    rows = Proposal.objects.all() if office is None else Proposal.objects.filter(office=office)
    counted = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return {state: counted.get(state.value, 0) for state in ProposalState}


def proposals_of_findings(findings: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the proposal that each finding opened, in one query."""
    rows = Proposal.objects.filter(finding__in=list(findings))
    return {finding: pk for finding, pk in rows.values_list("finding", "pk") if finding}


def has_backed(person: UUID | None, proposal: UUID) -> bool:
    """Tell whether a person signed."""
    return Support.objects.filter(person=person, proposal=proposal).exists()


def supporters_of(proposal: UUID, limit: int = 200) -> list[tuple[str, datetime]]:
    """Return the public signatures, first to last: a signature is given with one's name."""
    rows = Support.objects.filter(~Q(person__name=""), proposal=proposal)
    return list(rows.order_by("backed_at").values_list("person__name", "backed_at")[:limit])
