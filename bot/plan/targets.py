"""Targets: what a measure aims at in a period, and how far off is still close."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.plan.periods import Period


class ToleranceKind(StrEnum):
    """Whether a tolerance is in the measure's unit or a share of the target in percent."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"


@dataclass(frozen=True, kw_only=True)
class Tolerance:
    """How far off is still close; never negative."""

    amount: Decimal
    kind: ToleranceKind


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a measure aims at in one period; `value` in the measure's unit."""

    measure: str
    period: Period
    value: Decimal
    tolerance: Tolerance | None
