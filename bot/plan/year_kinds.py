"""Which kind of year people mean when they name a year of a measure.

"2023/24" is April to March for one measure and September to August for another; "last year" is a
calendar year where figures are published so. The measure's own figures say which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.plan.periods import Period, PeriodKind

_BY_KIND = {
    PeriodKind.FINANCIAL_YEAR: PeriodKind.FINANCIAL_YEAR,
    PeriodKind.SCHOOL_YEAR: PeriodKind.SCHOOL_YEAR,
    PeriodKind.CALENDAR_YEAR: PeriodKind.CALENDAR_YEAR,
    PeriodKind.HALF_YEAR: PeriodKind.FINANCIAL_YEAR,
    PeriodKind.QUARTER: PeriodKind.FINANCIAL_YEAR,
    PeriodKind.TERM: PeriodKind.SCHOOL_YEAR,
}
_BY_FIRST_MONTH = {
    1: PeriodKind.CALENDAR_YEAR,
    4: PeriodKind.FINANCIAL_YEAR,
    9: PeriodKind.SCHOOL_YEAR,
}
_SPANS = {PeriodKind.THREE_YEARS, PeriodKind.YEAR_TO_DATE}
YEAR_KINDS = (PeriodKind.FINANCIAL_YEAR, PeriodKind.SCHOOL_YEAR, PeriodKind.CALENDAR_YEAR)


def year_kind(periods: Iterable[Period]) -> PeriodKind | None:
    """Return financial, school or calendar year: what most of the figures fit, or None.

    Snapshots taken each January belong to calendar years; other snapshots and single months say
    nothing, so that a measure which has only those gets None (read as financial years, R2).
    """
    counts = Counter(filter(None, (_kind_of(period) for period in periods)))
    return counts.most_common(1)[0][0] if counts else None


def _kind_of(period: Period) -> PeriodKind | None:
    if period.kind in _SPANS:
        return _BY_FIRST_MONTH.get(period.start.month)
    if period.kind is PeriodKind.SNAPSHOT and period.start.month == 1:
        return PeriodKind.CALENDAR_YEAR
    return _BY_KIND.get(period.kind)
