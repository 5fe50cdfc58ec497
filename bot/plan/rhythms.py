"""Which periods a measure's figures are wanted for: by frequency, or by the spans held.

A measure that a plan marks as monthly may be an average of three months: then what is wanted is
that average, not the figure of one month. Where every figure held ends in the same month (December
to February, say), it is wanted once a year; else every time the frequency says, for the three
months that end there. The measure's own figures tell which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.plan.days import MONTHS, ONE_DAY, add_months, month_end
from bot.plan.due_dates import newest_ended, period_around, periods_ending
from bot.plan.measures import Catalogue, Frequency, Measure
from bot.plan.periods import Period, PeriodKind

ANY_MONTH = 0
SPAN = 3
"""How many months an average covers."""
TELLING = 2
"""How few figures do not tell yet that a span comes once a year."""


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """The periods of one measure, one after another.

    `ends_in` is the month in which three-month averages end, `ANY_MONTH` where they end in any, and
    None for a measure of whole periods.
    """

    frequency: Frequency
    year: PeriodKind | None
    ends_in: int | None = None

    def around(self, day: date) -> Period:
        """Return the period that is over on `day` or next after it."""
        if self.ends_in is None:
            return period_around(self.frequency, self.year, day)
        if self.ends_in == ANY_MONTH:
            return _span(period_around(self.frequency, self.year, day).end)
        end = month_end(date(day.year, self.ends_in, 1))
        return _span(end if end >= day else month_end(date(day.year + 1, self.ends_in, 1)))

    def newest_ended(self, day: date) -> Period:
        """Return the newest period that was over before `day`."""
        if self.ends_in is None:
            return newest_ended(self.frequency, self.year, day)
        if self.ends_in == ANY_MONTH:
            return _span(newest_ended(self.frequency, self.year, day).end)
        return _span(month_end(add_months(self.around(day).end.replace(day=1), -12)))

    def ending(self, first: date, last: date) -> Iterator[Period]:
        """Yield the periods that end on `first`, on `last` or between, oldest first."""
        if self.ends_in is None or self.ends_in == ANY_MONTH:
            for period in periods_ending(self.frequency, self.year, first, last):
                yield period if self.ends_in is None else _span(period.end)
            return
        period = self.around(first)
        while period.end <= last:
            yield period
            period = self.around(period.end + ONE_DAY)

    def has(self, period: Period) -> bool:
        """Say whether a period is one of these."""
        return self.around(period.end) == period

    @property
    def months(self) -> str:
        """The months of a span that comes once a year: 'December to February'; else nothing."""
        if not self.ends_in:
            return ""
        return f"{MONTHS[(self.ends_in - SPAN) % 12]} to {MONTHS[self.ends_in - 1]}"


def rhythm_of(catalogue: Catalogue, measure: Measure) -> Rhythm:
    """Return the periods that a measure's figures are wanted for."""
    code = measure.code
    return _rhythm(measure.frequency, catalogue.year_kinds.get(code), catalogue.averages.get(code))


@lru_cache(maxsize=64)
def _rhythm(frequency: Frequency, year: PeriodKind | None, ends_in: int | None) -> Rhythm:
    """Thousands of measures share the few there are."""
    return Rhythm(frequency=frequency, year=year, ends_in=ends_in)


def average_ends_in(periods: Iterable[Period]) -> int | None:
    """Return the month in which a series of three-month averages ends, `ANY_MONTH` for several.

    None for any other series. `periods` are those of the figures held.
    """
    found = list(periods)
    if not found or any(one.kind is not PeriodKind.THREE_MONTH_AVERAGE for one in found):
        return None
    months = {one.end.month for one in found}
    return months.pop() if len(months) == 1 and len(found) >= TELLING else ANY_MONTH


def _span(end: date) -> Period:
    start = add_months(end.replace(day=1), 1 - SPAN)
    return Period(kind=PeriodKind.THREE_MONTH_AVERAGE, start=start, end=end)
