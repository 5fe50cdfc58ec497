"""Working days in England: weekends, bank holidays, and the days a plan itself has off.

Source: the division "England and Wales" of GOV.UK's bank holidays, by the `holidays` library
(R62); substitute days and Easter included (R63). One-off holidays, closure days and school
holidays are data of the plan (R64).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.errors import PeriodError
from bot.plan.days import ONE_DAY

_SATURDAY = 5
_LONGEST_SEARCH = 400


class DaysOffFor(StrEnum):
    """Whom a day off is for: the words of `days_off.csv`."""

    EVERYONE = "everyone"
    SCHOOLS = "schools"


@dataclass(frozen=True, kw_only=True)
class DayOff:
    """Days on which nothing is due and nobody is asked; `first` and `last` are both included."""

    calendar: DaysOffFor
    first: date
    last: date
    what: str


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> dict[date, str]:
    """Return England's bank holidays that fall on a weekday, oldest first, with their names."""
    from holidays import country_holidays  # a tenth of a second that few commands need

    found = country_holidays("GB", subdiv="ENG", years=year)
    return {day: found[day] for day in sorted(found) if day.weekday() < _SATURDAY}


def published_until(today: date) -> date:
    """Return the last day whose bank holidays are published: later ones follow the rule only.

    GOV.UK lists about two years ahead (R62), and is only sure of this year and the next.
    """
    return date(today.year + 1, 12, 31)


@dataclass(frozen=True, kw_only=True)
class WorkingDays:
    """A calendar of working days. `closed` are weekdays off beside the bank holidays."""

    closed: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Say whether work is done on `day`."""
        if day.weekday() >= _SATURDAY or day in self.closed:
            return False
        return day not in bank_holidays(day.year)

    def on_or_after(self, day: date) -> date:
        """Return `day`, or the next working day where it is none."""
        return self._search(day, ONE_DAY)

    def on_or_before(self, day: date) -> date:
        """Return `day`, or the working day before where it is none."""
        return self._search(day, -ONE_DAY)

    def add(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`, or before it where `count` is negative.

        Day 1 is the next working day; nought gives `day` itself, moved on to a working day.
        """
        if count == 0:
            return self.on_or_after(day)
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day = self._search(day + step, step)
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many working days come after `start` up to `end`; negative where it is before.

        `add(start, between(start, end))` is `end`, where `end` is a working day.
        """
        if end < start:
            return -self.between(end - ONE_DAY, start - ONE_DAY)
        days = (date.fromordinal(one) for one in range(start.toordinal() + 1, end.toordinal() + 1))
        return sum(map(self.is_working, days))

    def _search(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_SEARCH):
            if self.is_working(day):
                return day
            day += step
        raise PeriodError(f"no working day within {_LONGEST_SEARCH} days of {day}")


def working_days(days_off: Iterable[DayOff], who: DaysOffFor) -> WorkingDays:
    """Return the calendar of those `who` works: days off for everyone count for schools too."""
    wanted = {DaysOffFor.EVERYONE, who}
    return WorkingDays(
        closed=frozenset(
            date.fromordinal(one)
            for off in days_off
            if off.calendar in wanted
            for one in range(off.first.toordinal(), off.last.toordinal() + 1)
        )
    )


def at_wall_time(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the aware instant at which clocks in `zone` show `clock` on `day` (R65).

    A time that the clocks jump over is taken as the same time after the jump; one that they show
    twice, as the first (P8).
    """
    return datetime.combine(day, clock, tzinfo=zone).replace(fold=0).astimezone(UTC)
