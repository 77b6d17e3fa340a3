"""What becomes of a finding: the anti-tokenism rule is that every one is answered."""

from enum import StrEnum


class Disposition(StrEnum):
    """Adopted as said, adapted, or rejected with a reason its author reads."""

    ADOPTED = "adopted"
    ADAPTED = "adapted"
    REJECTED = "rejected"


TOPICS = ("forms", "requirements", "time", "venue", "queue", "helpers", "officers", "other")
MOST_WORDS = 2_000
