"""Identifiers and codes from one source, so that a simulation can be replayed from its seed."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

# Crockford's base 32: no I, L, O, U, so that a code can be read out over the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 20
"""Twenty characters of five bits: 100 random bits, above the 80 a public code needs."""

_seeded: ContextVar[random.Random | None] = ContextVar("seeded", default=None)


@contextmanager
def seeded_ids(seed: int) -> Iterator[None]:
    """Draw every identifier inside the block from ``seed``; for the story and simulations."""
    token = _seeded.set(random.Random(seed))  # noqa: S311  replayable on purpose
    try:
        yield
    finally:
        _seeded.reset(token)


def new_id() -> UUID:
    """Return a random UUID (version 4)."""
    return UUID(int=_bits(128), version=4)


def new_token() -> str:
    """Return 128 random bits as 32 hexadecimal digits, for links that are their own key."""
    return f"{_bits(128):032x}"


def new_code(prefix: str = "KLG") -> str:
    """Return a tracking code such as ``KLG-7Q4M-92XD-0ABC-MK7T-33PQ``."""
    bits = _bits(5 * CODE_LENGTH)
    letters = "".join(ALPHABET[bits >> (5 * n) & 31] for n in range(CODE_LENGTH))
    groups = [letters[n : n + 4] for n in range(0, CODE_LENGTH, 4)]
    return "-".join([prefix, *groups])


def tidy_code(typed: str) -> str:
    """Read a code as people type it: small letters, spaces, O for zero, I or L for one."""
    letters = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())
    prefix, rest = letters[:3], letters[3:].translate(str.maketrans("OIL", "011"))
    return "-".join([prefix, *(rest[n : n + 4] for n in range(0, len(rest), 4))])


def _bits(count: int) -> int:
    seeded = _seeded.get()
    return seeded.getrandbits(count) if seeded else secrets.randbits(count)
