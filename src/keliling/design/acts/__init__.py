"""Acts of stage 2."""

from keliling.design.acts.plan import draft_plan, publish_plan, tick_readiness
from keliling.design.acts.pledges import Promise, answer_pledge, pledge
from keliling.design.acts.shifts import countersign_shift, leave_shift, open_shift, take_shift
from keliling.design.acts.venues import VenueOffer, answer_venue, offer_venue

__all__ = [
    "Promise",
    "VenueOffer",
    "answer_pledge",
    "answer_venue",
    "countersign_shift",
    "draft_plan",
    "leave_shift",
    "offer_venue",
    "open_shift",
    "pledge",
    "publish_plan",
    "take_shift",
    "tick_readiness",
]
