"""When somebody may be written to: never in quiet hours, nor on a day off (P8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.plan.days import ONE_DAY
from bot.reminders.calendar import Calendar
from bot.reminders.records import Wish
from bot.reminders.rules import Rules

FAR = 60
"""How many days ahead a decent hour is looked for: no closure lasts longer."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """The hours of everyone, and one person's own, which may widen them and never narrow."""

    calendar: Calendar
    rules: Rules
    wish: Wish | None = None

    def allow(self, now: datetime) -> bool:
        """Say whether a reminder may reach them at this instant."""
        local = self.calendar.local(now)
        return self._is_day(local.date()) and not self._is_quiet(local.time())

    def next(self, now: datetime) -> datetime:
        """Return the first instant from `now` on at which a reminder may reach them."""
        if self.allow(now):
            return now
        today = self.calendar.local(now).date()
        for ahead in range(FAR):
            day = today + ahead * ONE_DAY
            for clock in self._ends_of_quiet():
                instant = self.calendar.at(day, clock)
                if instant >= now and self.allow(instant):
                    return instant
        return now + timedelta(days=FAR)

    @property
    def ever(self) -> bool:
        """Whether there is any hour of the week at which they may be written to."""
        weekdays = self.wish.weekdays if self.wish else frozenset(range(5))
        decent = any(not self._is_quiet(time(hour, half)) for hour in range(24) for half in (0, 30))
        return decent and bool(weekdays & frozenset(range(5)))

    def _is_day(self, day: date) -> bool:
        if self.wish is not None and day.weekday() not in self.wish.weekdays:
            return False
        return self.calendar.council.is_working(day)

    def _is_quiet(self, clock: time) -> bool:
        spans = [(self.rules.quiet_from, self.rules.quiet_until)]
        if self.wish is not None:
            spans.append((self.wish.quiet_from, self.wish.quiet_until))
        return any(_within(clock, start, end) for start, end in spans)

    def _ends_of_quiet(self) -> list[time]:
        ends = {self.rules.quiet_until, self.rules.hour}
        if self.wish is not None:
            ends.add(self.wish.quiet_until)
        return sorted(ends)


def _within(clock: time, start: time, end: time) -> bool:
    """Say whether a time lies in [start, end), which may go past midnight."""
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end
