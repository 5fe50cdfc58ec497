"""The plan's calendar: rules of due dates, days off and board packs; small sheets, read whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.exchange.bad_rows import Collector, quoted
from bot.exchange.codes import KnownMeasures
from bot.exchange.columns import DAYS_OFF, DUE_DATES, PACKS
from bot.exchange.row_checks import Fault, Once, checks_of
from bot.exchange.schemas import DayOffShape, DueDateShape, PackShape, shapes
from bot.exchange.sheets import Source
from bot.plan.due_dates import LAG, DueRule, Pack
from bot.plan.working_days import DayOff, DaysOffFor

LONGEST_OFF = timedelta(days=62)


@dataclass(frozen=True, kw_only=True)
class CalendarSheets:
    """What the three sheets say; each is empty where the file is not there."""

    rules: tuple[DueRule, ...] = ()
    days_off: tuple[DayOff, ...] = ()
    packs: tuple[Pack, ...] = ()


def read_calendar(source: Source, known: KnownMeasures, bad: Collector) -> CalendarSheets:
    """Return the plan's calendar after checking every row."""
    return CalendarSheets(
        rules=_rules(source, known, bad),
        days_off=_days_off(source, bad),
        packs=_packs(source, bad),
    )


def _rules(source: Source, known: KnownMeasures, bad: Collector) -> tuple[DueRule, ...]:
    if not source.has(DUE_DATES.name):
        return ()
    once = Once("measure", "one rule a measure")
    found = []
    also = known.reporting(source, DUE_DATES, bad)
    for row, shape in shapes(source, DUE_DATES, DueDateShape, bad, also=also):
        checks = checks_of(source, DUE_DATES, row, bad)
        measure = checks.attempt(known.of_row, row)
        fits = checks.attempt(_one_way, shape)
        if measure is None or not fits or not checks.attempt(once.check, measure.code, row):
            continue
        found.append(
            DueRule(
                measure=measure.code,
                lag=shape.lag_days or LAG,
                fixed=shape.fixed_dates,
                calendar=shape.calendar or DaysOffFor.EVERYONE,
                why=shape.why,
            )
        )
    return tuple(found)


def _one_way(shape: DueDateShape) -> bool:
    if shape.lag_days is not None and shape.fixed_dates:
        raise Fault("lag_days", quoted(str(shape.lag_days)), "lag_days or fixed_dates, not both")
    return True


def _days_off(source: Source, bad: Collector) -> tuple[DayOff, ...]:
    if not source.has(DAYS_OFF.name):
        return ()
    once = Once("first_day", "one row for each first day and calendar")
    found = []
    for row, shape in shapes(source, DAYS_OFF, DayOffShape, bad):
        checks = checks_of(source, DAYS_OFF, row, bad)
        fits = checks.attempt(_in_order, shape)
        if fits and checks.attempt(once.check, (shape.calendar, shape.first_day), row):
            found.append(
                DayOff(
                    calendar=shape.calendar,
                    first=shape.first_day,
                    last=shape.last_day,
                    what=shape.what,
                )
            )
    return tuple(found)


def _in_order(shape: DayOffShape) -> bool:
    if not shape.first_day <= shape.last_day <= shape.first_day + LONGEST_OFF:
        last = shape.first_day + LONGEST_OFF
        raise Fault(
            "last_day", quoted(str(shape.last_day)), f"a day from {shape.first_day} to {last}"
        )
    return True


def _packs(source: Source, bad: Collector) -> tuple[Pack, ...]:
    if not source.has(PACKS.name):
        return ()
    once = Once("freezes_on", "each pack once")
    found = []
    for row, shape in shapes(source, PACKS, PackShape, bad):
        checks = checks_of(source, PACKS, row, bad)
        fits = checks.attempt(_meets_after, shape)
        if fits and checks.attempt(once.check, (shape.name, shape.freezes_on), row):
            found.append(Pack(**shape.model_dump()))
    return tuple(found)


def _meets_after(shape: PackShape) -> bool:
    if shape.meets_on is not None and shape.meets_on < shape.freezes_on:
        accepted = f"a day from {shape.freezes_on} on, or nothing"
        raise Fault("meets_on", quoted(str(shape.meets_on)), accepted)
    return True
