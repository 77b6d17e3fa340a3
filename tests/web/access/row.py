"""One line of the access table: who gets what from an address."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """The status each member of the cast gets; ``kwargs`` name attributes of the world."""

    name: str
    kwargs: dict[str, str] = field(default_factory=dict)
    visitor: int = 200
    stranger: int = 200
    applicant: int = 200
    volunteer: int = 200
    rw_head: int = 200
    front_officer: int = 200
    signatory: int = 200
    coordinator: int = 200
    administrator: int = 200
    method: str = "GET"
