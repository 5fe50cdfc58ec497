"""The plan's calendar: whose working days count for which measure, and wall time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.plan.due_dates import DueRule, due_on
from bot.plan.measures import Catalogue
from bot.plan.periods import Period
from bot.plan.working_days import DayOff, DaysOffFor, WorkingDays, at_wall_time, working_days
from bot.reminders.rules import Rules
from bot.reminders.store import ReminderStore


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Working days, the measures' own rules, and the zone that clocks on the wall show."""

    zone: ZoneInfo
    lag: int
    days_off: tuple[DayOff, ...] = ()
    rules: Mapping[str, DueRule] = field(default_factory=dict)

    @cached_property
    def council(self) -> WorkingDays:
        """The working days of everyone but school staff."""
        return working_days(self.days_off, DaysOffFor.EVERYONE)

    @cached_property
    def schools(self) -> WorkingDays:
        """The working days of school staff."""
        return working_days(self.days_off, DaysOffFor.SCHOOLS)

    @cached_property
    def _due(self) -> dict[tuple[Period, DueRule], date]:
        return {}

    @cached_property
    def _usual(self) -> DueRule:
        return DueRule(measure="", lag=self.lag)

    def rule(self, measure: str) -> DueRule:
        """Return the measure's own rule, or the usual one."""
        return self.rules.get(measure) or self._usual

    def is_schools(self, measure: str) -> bool:
        """Say whether school staff hand a measure in."""
        rule = self.rules.get(measure)
        return rule is not None and rule.calendar is DaysOffFor.SCHOOLS

    def days_for(self, measure: str) -> WorkingDays:
        """Return the working days of those who hand in a measure."""
        return self.schools if self.is_schools(measure) else self.council

    def due_on(self, measure: str, period: Period) -> date:
        """Return the working day on which a figure is due."""
        rule = self.rule(measure)
        known = self._due.get((period, rule))
        if known is None:
            known = self._due[period, rule] = due_on(period, rule, self.days_for(measure))
        return known

    @cached_property
    def _moved(self) -> dict[tuple[bool, date, int], date]:
        return {}

    def add(self, measure: str, day: date, count: int) -> date:
        """Return the `count`-th working day after (or before) `day` for a measure's owners.

        Thousands of figures share a few due dates, so each is counted once.
        """
        key = (self.is_schools(measure), day, count)
        known = self._moved.get(key)
        if known is None:
            known = self._moved[key] = self.days_for(measure).add(day, count)
        return known

    def at(self, day: date, clock: time) -> datetime:
        """Return the instant at which clocks show `clock` on `day`."""
        return at_wall_time(day, clock, self.zone)

    @cached_property
    def _mornings(self) -> dict[tuple[date, time], datetime]:
        return {}

    def morning(self, day: date, clock: time) -> datetime:
        """Return the instant of `clock` on `day`, or on the next working day."""
        known = self._mornings.get((day, clock))
        if known is None:
            known = self._mornings[day, clock] = self.at(self.council.on_or_after(day), clock)
        return known

    def local(self, now: datetime) -> datetime:
        """Return an instant as clocks on the wall show it."""
        return now.astimezone(self.zone)


def calendar_of(catalogue: Catalogue, store: ReminderStore, rules: Rules) -> Calendar:
    """Return the plan's calendar as it is stored."""
    return made_calendar(catalogue, store.days_off(), store.rules(), rules)


def made_calendar(
    catalogue: Catalogue, days_off: Iterable[DayOff], own: Iterable[DueRule], rules: Rules
) -> Calendar:
    """Return a calendar of these days off and rules."""
    return Calendar(
        zone=ZoneInfo(catalogue.plan.timezone),
        lag=rules.lag,
        days_off=tuple(days_off),
        rules={rule.measure: rule for rule in own},
    )
