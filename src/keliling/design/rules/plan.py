"""When a plan may be published, and what it is made of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from keliling.kernel.refusal import Refused

TASKS = ("greeter", "form_helper", "escort")
"""Greet and hand out numbers; help with forms; fetch those who cannot walk (domain.md §5)."""
PLEDGE_KINDS = ("furniture", "power", "internet", "time", "knowledge", "mobilisation", "food")


class PlanState(StrEnum):
    """A plan is drafted together and then published; both sides stand by it."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Answer(StrEnum):
    """What becomes of an offer: nothing is agreed until the other side has said so."""

    OFFERED = "offered"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Hours:
    """A day and the hours of it, in the office's zone."""

    day: date
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class ReadinessItem:
    """One line of the list: worked out from the plan, or ticked by a side that answers for it."""

    code: str
    ticked_by: str
    """"" when worked out, else ``staff`` or ``lay``."""


READINESS = (
    ReadinessItem("date", ""),
    ReadinessItem("venue", ""),
    ReadinessItem("services", ""),
    ReadinessItem("shifts", ""),
    ReadinessItem("kit", "staff"),
    ReadinessItem("rain_plan", "staff"),
    ReadinessItem("announced", "lay"),
)
BY_HAND = {item.code: item.ticked_by for item in READINESS if item.ticked_by}


def check_hours(hours: Hours, today: date) -> None:
    """Raise ``Refused`` (``plan_in_the_past``, ``hours_order``)."""
    if hours.day < today:
        raise Refused("plan_in_the_past")
    if hours.starts >= hours.ends:
        raise Refused("hours_order")


def missing_for_publication(done: Collection[str]) -> list[str]:
    """Return the codes still open, in the order of the list."""
    return [item.code for item in READINESS if item.code not in done]
