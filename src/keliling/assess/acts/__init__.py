"""Acts of stage 4."""

from keliling.assess.acts.findings import Reply, answer_finding, back_finding, raise_finding
from keliling.assess.acts.rate import Scores, hand_out_rating, rate, tell_motives

__all__ = [
    "Reply",
    "Scores",
    "answer_finding",
    "back_finding",
    "hand_out_rating",
    "raise_finding",
    "rate",
    "tell_motives",
]
