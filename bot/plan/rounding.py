"""Rounding, once and only where a value is shown (R15)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

# Values come as text of any length; 60 digits leave room to round them without overflow.
_ROOM = Context(prec=60)


def rounded(value: Decimal, places: int) -> Decimal:
    """Return `value` with `places` decimals, halves away from zero (2.5 becomes 3)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_ROOM)
