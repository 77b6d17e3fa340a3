"""Tables of stage 4."""

from keliling.assess.models.finding import Finding, FindingSupport
from keliling.assess.models.rating import Motive, Rating, RatingPass

__all__ = ["Finding", "FindingSupport", "Motive", "Rating", "RatingPass"]
