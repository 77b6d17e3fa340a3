"""A visit that is running now, for the cast's clock and for the real one that pages read."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.timezone import now as moment

from keliling.deliver import acts as deliver
from tests import cast
from tests.cast import TODAY, World


def soon() -> date:
    """Return a day that is still to come, for the cast and for the real clock."""
    return max(TODAY, localdate()) + timedelta(days=7)


def running(world: World) -> Any:
    """Return a visit whose plan is published: numbers are drawn, files are helped with."""
    return cast.publish_visit(world, day=soon())


def mandate(
    world: World, service: str = "land-history", by: str = "applicant", days: int = 20
) -> UUID:
    """Let the volunteer of a running visit help somebody, today by the pages' clock."""
    powers = deliver.Powers(service, world.volunteer.pk, localdate() + timedelta(days=days))
    given = deliver.give_mandate(world.visit.pk, powers, by=world.actor(by), now=moment())
    return given.pk
