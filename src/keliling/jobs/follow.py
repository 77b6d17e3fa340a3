"""From a fact to its errands: the handlers that `config/errands.py` names.

A handler may run twice, and finds its work done the second time.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from keliling.assess.acts import hand_out_rating
from keliling.deliver.acts import announce_form
from keliling.deliver.queries import drafts_under_others
from keliling.jobs import letters, notices
from keliling.kernel.actor import SYSTEM
from keliling.record.queries import Errand

Handler = Callable[[Errand], None]


def render_permit(errand: Errand) -> None:
    """Print the letter of a permit that was just issued."""
    letters.render(UUID(str(errand.fact.data["permit"])))


def hand_out(errand: Errand) -> None:
    """Give the person served the right to rate."""
    hand_out_rating(UUID(errand.fact.about_id), by=SYSTEM, now=errand.fact.at)


def tell_applicant(errand: Errand) -> None:
    """Write to the applicant what happened to the file."""
    notices.about_application(UUID(errand.fact.about_id), errand.fact.kind)


def tell_author(errand: Errand) -> None:
    """Write to the author of a proposal what the office answered."""
    notices.about_proposal(UUID(errand.fact.about_id), errand.fact.kind)


def announce(errand: Errand) -> None:
    """Let everybody with a draft hear that its form changes, each by a fact of their own."""
    data, office = errand.fact.data, errand.fact.office
    version, day = UUID(str(data["version"])), date.fromisoformat(str(data["valid_from"]))
    if office is None:
        return
    for draft in drafts_under_others(office, str(data["code"]), version):
        announce_form(draft, version, day, by=SYSTEM, now=errand.fact.at)


def tell_of_form(errand: Errand) -> None:
    """Write to the owner of a draft that its form changes."""
    day = date.fromisoformat(str(errand.fact.data["valid_from"]))
    notices.about_form(UUID(errand.fact.about_id), day)


HANDLERS: dict[str, Handler] = {
    "render_permit": render_permit,
    "hand_out_rating": hand_out,
    "announce_form": announce,
    "tell_of_form": tell_of_form,
    "tell_applicant": tell_applicant,
    "tell_author": tell_author,
}
