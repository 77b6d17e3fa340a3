"""Money is whole rupiah: an ``int``, never a float."""

from keliling.kernel.refusal import Refused

Rupiah = int


def per_cent(amount: Rupiah, share: int) -> Rupiah:
    """Return ``share`` per cent of ``amount``, rounded half up to the whole rupiah."""
    return (amount * share * 2 + 100) // 200


def spoken(amount: Rupiah) -> str:
    """Write an amount as it is printed in Indonesia: ``Rp100.000``."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")


def read_rupiah(typed: str) -> Rupiah:
    """Read ``Rp 100.000``, ``100000`` or ``100.000,00``; raises ``Refused("not_rupiah")``."""
    text = typed.strip().removeprefix("Rp").strip().removesuffix(",00")
    digits = text.replace(".", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
        raise Refused("not_rupiah")
    head, *groups = text.split(".")
    if groups and not (1 <= len(head) <= 3 and all(len(g) == 3 for g in groups)):
        raise Refused("not_rupiah")
    return int(digits)
