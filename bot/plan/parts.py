"""Whether a printed share and the counts printed behind it agree (R17, R18)."""

from __future__ import annotations

from decimal import Decimal


def share_of(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Return a share in percent, unrounded; the denominator is above zero."""
    return numerator * 100 / denominator


def agree(share: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """Say whether counts make a printed share, as far as rounding can tell.

    They may be off by one in the last decimal that the share was written with, since it may have
    been rounded, or cut, or worked out from counts that were rounded themselves.
    """
    exponent = share.as_tuple().exponent
    unit = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
    return abs(share - share_of(numerator, denominator)) <= unit
