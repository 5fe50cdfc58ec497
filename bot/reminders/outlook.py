"""What is wanted, as far as it is stored, and as it follows from the calendar where it is not yet.

A database that no running bot has planned in (a demo, a terminal) has no lists yet; people who ask
get the same dates all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.plan.days import ONE_DAY
from bot.plan.measures import Measure
from bot.plan.periods import Period
from bot.plan.rhythms import rhythm_of
from bot.reminders.cycles import Received, to_open
from bot.reminders.errand import Errand
from bot.reminders.owing import WAITING, handed_in
from bot.reminders.planning import LOOK_BACK
from bot.reminders.records import Expected, Wanted

NOT_STORED = 0


@dataclass(frozen=True, kw_only=True)
class Coming:
    """The next figure that will be wanted of a measure."""

    measure: Measure
    period: Period
    due_on: date


class Outlook:
    """Everything wanted, seen from one moment."""

    def __init__(self, errand: Errand) -> None:
        """Look nothing up yet."""
        self._errand = errand

    @cached_property
    def all(self) -> tuple[Expected, ...]:
        """What is wanted of periods that ended within the look-back, the soonest due first."""
        errand = self._errand
        rows = errand.rooms.reminders
        first = errand.today - LOOK_BACK
        stored = [self._as_now(one) for one in rows.of_periods(first, errand.today)]
        known = {(one.measure, one.period) for one in stored}
        new = to_open(
            errand.catalogue,
            errand.calendar,
            self._received,
            newest_ends=rows.newest_ends(),
            opened=rows.opened(),
            today=errand.today,
        )
        made = (
            Expected(
                id=NOT_STORED,
                measure=one.measure,
                period=one.period,
                due_on=one.due_on,
                first_due_on=one.due_on,
                opened_on=one.opened_on,
                added=one.added,
                state=Wanted.MISSING if one.received_on is None else Wanted.RECEIVED,
                received_on=one.received_on,
            )
            for one in new
            if (one.measure, one.period) not in known
        )
        return tuple(sorted([*stored, *made], key=lambda one: (one.due_on, one.measure)))

    def of(self, measures: Sequence[Measure]) -> dict[str, list[Expected]]:
        """Return by code what is wanted of some measures, the soonest due first."""
        found: defaultdict[str, list[Expected]] = defaultdict(list)
        codes = {one.code for one in measures}
        for one in self.all:
            if one.measure in codes:
                found[one.measure].append(one)
        return found

    def ending(self, first: date, last: date) -> list[Expected]:
        """Return what is wanted of periods that end in [first, last]."""
        return [one for one in self.all if first <= one.period.end <= last]

    def coming(self, measure: Measure) -> Coming | None:
        """Return the next figure of a period that has not ended, None after the plan's end."""
        return next(self.to_come(measure, self._errand.catalogue.plan.ends), None)

    def to_come(self, measure: Measure, until: date) -> Iterator[Coming]:
        """Yield the figures that will be wanted of periods that end up to `until`."""
        errand = self._errand
        last = min(until, errand.catalogue.plan.ends)
        for period in rhythm_of(errand.catalogue, measure).ending(errand.today, last):
            due = errand.calendar.due_on(measure.code, period)
            yield Coming(measure=measure, period=period, due_on=due)

    def still_to_come(self, measures: Sequence[Measure], until: date) -> list[Expected]:
        """Return what will be wanted of periods that have not ended, up to `until`, soonest first.

        Nothing of it is stored yet.
        """
        found = [
            Expected(
                id=NOT_STORED,
                measure=one.code,
                period=coming.period,
                due_on=coming.due_on,
                first_due_on=coming.due_on,
                opened_on=coming.period.end + ONE_DAY,
            )
            for one in measures
            for coming in self.to_come(one, until)
        ]
        return sorted(found, key=lambda one: (one.due_on, one.measure))

    def _as_now(self, one: Expected) -> Expected:
        """Return what is stored as it is now, where a figure came in since it was looked at."""
        if one.is_missing and self._received.has(one.measure, one.period):
            return replace(one, state=Wanted.RECEIVED, received_on=self._errand.today)
        return one

    @cached_property
    def _received(self) -> Received:
        rooms = self._errand.rooms
        held = rooms.reminders.held_since(self._errand.today - LOOK_BACK)
        return Received([*held, *handed_in(rooms.submissions.waiting(limit=WAITING))])
