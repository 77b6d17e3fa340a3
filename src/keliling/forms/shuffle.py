"""Choices in an order of chance: the same seed, the same order, here and in Collect.

ODK XForms has ``randomize(nodeset, seed)`` do an inside-out Fisher-Yates shuffle by a
Park-Miller generator. As in JavaRosa, a number is cut to a whole one of 64 bits, and a text
that is no number counts as the first 64 bits of its SHA-256.
"""

from collections.abc import Sequence
from hashlib import sha256
from math import inf, isnan
from typing import TypeVar

from keliling.forms.model import Value
from keliling.forms.values import number, string

Item = TypeVar("Item")
MODULUS, MULTIPLIER = 2**31 - 1, 16807
LEAST, MOST = -(2**63), 2**63 - 1


def shuffled(items: Sequence[Item], seed: Value) -> list[Item]:
    """Return the items in the order that a seed comes to."""
    state = _begin(_whole(seed))
    order: list[Item] = []
    for count, item in enumerate(items, 1):
        state = state * MULTIPLIER % MODULUS
        place = int((state - 1) / (MODULUS - 1) * count)
        order.append(item)
        order[-1], order[place] = order[place], item
    return order


def _whole(seed: Value) -> int:
    amount = number(seed)
    if isnan(amount):
        text = "" if isinstance(seed, float) else string(seed)
        return int.from_bytes(sha256(text.encode()).digest()[:8], signed=True) if text else 0
    if abs(amount) == inf:
        return MOST if amount > 0 else LEAST
    return max(LEAST, min(MOST, int(amount)))


def _begin(seed: int) -> int:
    # the remainder takes the sign of the seed, as in Java
    rest = abs(seed) % MODULUS * (1 if seed > 0 else -1)
    return rest if rest > 0 else rest + MODULUS - 1
