"""Figures, their revisions, and the same measure elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.plan.periods import Period


class FigureStatus(StrEnum):
    """How firm a figure is; the values are the words of the plan files.

    `TOO_FEW` is never stored: it is a share of so few that only its counts are shown (R17).
    """

    FINAL = "final"
    REVISED = "revised"
    PROVISIONAL = "provisional"
    LOCAL = "local"
    STATED = "stated"
    NOT_AVAILABLE = "not_available"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"
    TOO_FEW = "too_few"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A measure's value for one period, in its newest revision.

    `value` is in the measure's unit, exactly as stored (its decimals kept); None where `status`
    is not_available, withheld or withdrawn. A figure that is not `comparable` is shown with its
    note, never as the newest, never in a trend or a comparison. `revision` counts from 1.
    """

    measure: str
    period: Period
    value: Decimal | None
    status: FigureStatus
    comparable: bool
    source: str
    source_date: date | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source_url: str = ""
    note: str = ""
    revision: int = 1


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One value a figure has had. `seen_from` is text, since some are only known as 'on or before'.

    `recorded_at` is an aware UTC instant: when this database learnt of it.
    """

    measure: str
    period: Period
    number: int
    value: Decimal | None
    status: FigureStatus
    seen_from: str
    source: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class SignedOff:
    """Whose sign-off published a figure: the role ("approver"), never a name; `at` is UTC."""

    role: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """The same measure elsewhere; `value` in the measure's unit."""

    measure: str
    comparator: str
    period: Period
    value: Decimal
    source: str
    source_date: date | None
