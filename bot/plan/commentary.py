"""What an owner said of a figure, with the version it was written for (behaviour 14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.plan.periods import Period


@dataclass(frozen=True, kw_only=True)
class Commentary:
    """An owner's words: what changed, why, what happens next; each may be empty.

    `value` is what the figure was when they were written, None where there was none. `forecast` is
    the owner's own for the next period, in the measure's unit; it is never mixed with figures.
    `role` is who wrote, never a name; `at` an aware UTC instant.
    """

    measure: str
    period: Period
    value: Decimal | None
    changed: str = ""
    why: str = ""
    next: str = ""
    forecast: Decimal | None = None
    role: str
    at: datetime
