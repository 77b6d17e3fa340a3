"""What somebody of the cast would answer to a service's form."""

import random
from datetime import date

from keliling.catalogue.queries import form_of, version_in_force
from keliling.cli.story.answers import plausible_answers
from tests.cast import World


def answers_of(town: World, service: str, person: str) -> dict[str, str]:
    """Return complete answers by path, the same for the same person each time."""
    today = date.today()  # noqa: DTZ011
    form = form_of(version_in_force(town.office.pk, service, today).version)
    rng = random.Random(person)  # noqa: S311
    known = {"name": town.people[person].name}
    return plausible_answers(form, known=known, today=today, rng=rng)
