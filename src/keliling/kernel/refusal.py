"""One way to say no.

Every reason has one sentence per language in ``web/words/refusals.py``; a house test
holds the two together. Nothing has been changed when one of these is raised.
"""


class Refused(Exception):
    """The act may not be done as asked; ``reason`` names the rule, ``facts`` fill its sentence."""

    status = 422

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.reason} {self.facts}" if self.facts else self.reason


class Conflict(Refused):
    """Somebody or something was there first: a second vote, the last place, a closed file."""

    status = 409


class Stale(Conflict):
    """The object changed since the reader saw it."""

    def __init__(self, *, seen: int, current: int | None = None) -> None:
        super().__init__("stale", seen=seen, current=current)


class Absent(Refused):
    """The object does not exist, or not for this actor: nobody learns which."""

    status = 404

    def __init__(self, reason: str = "absent", **facts: object) -> None:
        super().__init__(reason, **facts)
