"""Which figures are wanted: the list of a period is frozen when its cycle opens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from bot.plan.days import ONE_DAY
from bot.plan.due_dates import supplies
from bot.plan.measures import Catalogue, Measure
from bot.plan.periods import Period
from bot.plan.rhythms import Rhythm, rhythm_of
from bot.reminders.calendar import Calendar
from bot.reminders.records import NewExpected

LONG_PAST = 5
"""How many working days after its due date a figure is still asked for when the bot is new."""


class Received:
    """What has come in: published figures, and those handed in and not yet signed off."""

    def __init__(self, found: Iterable[tuple[str, Period]]) -> None:
        """Sort periods by measure."""
        self._periods: defaultdict[str, list[Period]] = defaultdict(list)
        for code, period in found:
            self._periods[code].append(period)

    def has(self, measure: str, wanted: Period) -> bool:
        """Say whether there is a figure for what was wanted."""
        return any(supplies(given, wanted) for given in self._periods.get(measure, ()))


def to_open(
    catalogue: Catalogue,
    calendar: Calendar,
    received: Received,
    *,
    newest_ends: Mapping[str, date],
    opened: frozenset[tuple[str, date, date]],
    today: date,
) -> Iterator[NewExpected]:
    """Yield the figures that are wanted from today on.

    A measure seen for the first time is asked for its newest period alone, and not for that where
    its date is long past: nobody is chased for what was before the bot came. Whatever joins a
    period whose list was frozen is marked as added.
    """
    for measure in catalogue.measures:
        newest = newest_ends.get(measure.code)
        for period in _periods(catalogue, measure, newest, today):
            if newest is None and _is_long_past(calendar, measure, period, today):
                continue
            opened_on = calendar.add(measure.code, period.end, 1)
            if opened_on > today:
                continue
            is_there = received.has(measure.code, period)
            yield NewExpected(
                measure=measure.code,
                period=period,
                due_on=calendar.due_on(measure.code, period),
                opened_on=opened_on,
                added=(period.kind.value, period.start, period.end) in opened,
                received_on=opened_on if is_there else None,
            )


@lru_cache(maxsize=64)
def _newest(rhythm: Rhythm, today: date) -> Period:
    """Return the newest period that is over; many measures share the few there are."""
    return rhythm.newest_ended(today)


def _is_long_past(calendar: Calendar, measure: Measure, period: Period, today: date) -> bool:
    due = calendar.due_on(measure.code, period)
    return today > calendar.add(measure.code, due, LONG_PAST)


def _periods(
    catalogue: Catalogue, measure: Measure, newest: date | None, today: date
) -> Iterable[Period]:
    rhythm = rhythm_of(catalogue, measure)
    last = _newest(rhythm, today)
    if newest == last.end:
        return ()
    plan = catalogue.plan
    listed = [last] if newest is None else rhythm.ending(newest + ONE_DAY, last.end)
    return (period for period in listed if plan.starts <= period.end <= plan.ends)
