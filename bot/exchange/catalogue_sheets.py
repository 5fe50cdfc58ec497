"""The plan, its ambitions, measures, terms and targets: small sheets, read whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from bot.exchange.bad_rows import Collector, quoted
from bot.exchange.codes import CodeChecks, KnownMeasures
from bot.exchange.columns import AMBITIONS, MEASURES, PLAN, PLAN_KEYS, TARGETS, TERMS, Sheet
from bot.exchange.row_checks import (
    Fault,
    Once,
    checks_of,
    period_of,
    value_of,
)
from bot.exchange.schemas import (
    AmbitionShape,
    AnyShape,
    MeasureShape,
    PlanShape,
    TargetShape,
    TermShape,
    faults,
    shapes,
)
from bot.exchange.sheets import Row, Source, column_of
from bot.plan.measures import Ambition, Measure, Plan, Term
from bot.plan.targets import Target, Tolerance

AnyRecord = TypeVar("AnyRecord")


def read_plan(source: Source, bad: Collector) -> Plan | None:
    """Return the plan, or None after reporting what is wrong."""
    place = source.place(PLAN)
    values = source.plan()
    for key in sorted(values.keys() - set(PLAN_KEYS)):
        bad.add(place, None, key, f"the unknown key {quoted(key)}", ", ".join(PLAN_KEYS))
    try:
        shape = PlanShape.model_validate({key: values.get(key, "") for key in PLAN_KEYS})
    except ValidationError as error:
        for key, found, accepted in faults(error):
            bad.add(place, None, key, quoted(found), accepted)
        return None
    if shape.ends < shape.starts:
        bad.add(place, None, "ends", quoted(str(shape.ends)), f"a day from {shape.starts} on")
        return None
    return Plan(**shape.model_dump())


def read_ambitions(source: Source, bad: Collector) -> tuple[Ambition, ...]:
    """Return the ambitions in the order of the sheet."""
    once = Once("number", "each number once")
    found = []
    for row, shape in shapes(source, AMBITIONS, AmbitionShape, bad):
        if checks_of(source, AMBITIONS, row, bad).attempt(once.check, shape.number, row):
            found.append(Ambition(**shape.model_dump()))
    return _required(found, source, AMBITIONS, bad)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The measures in the order of the sheet, and the codes of those that were reported.

    `spoilt` is None where the sheet could not be read at all.
    """

    measures: tuple[Measure, ...]
    spoilt: frozenset[str] | None


def read_measures(
    source: Source, ambitions: Iterable[Ambition], stored: Mapping[str, Measure], bad: Collector
) -> Listed:
    """Return the measures; `stored` are those of an earlier import."""
    numbers = {ambition.number for ambition in ambitions}
    once = Once("code", "each code once, whether in capitals or not")
    found: list[tuple[Row, Measure]] = []
    for row, shape in shapes(source, MEASURES, MeasureShape, bad):
        checks = checks_of(source, MEASURES, row, bad)
        fits = checks.attempt(_check_ambition, shape.ambition, numbers)
        if checks.attempt(once.check, shape.code.casefold(), row) and fits:
            found.append((row, Measure(**shape.model_dump())))
    listed = {measure.code: measure for _, measure in found}
    for row, measure in found:
        checks_of(source, MEASURES, row, bad).attempt(_check_whole, measure, listed)
    codes = CodeChecks((measure.code for _, measure in found), stored)
    for row, measure in found:
        checks_of(source, MEASURES, row, bad).attempt(codes.check, row, measure.code)
    measures = _required([measure for _, measure in found], source, MEASURES, bad)
    written = set(column_of(source, MEASURES, "code"))
    spoilt = frozenset(written - {measure.code for measure in measures}) if written else None
    return Listed(measures=measures, spoilt=spoilt)


def _check_whole(measure: Measure, listed: Mapping[str, Measure]) -> None:
    """Refuse a whole that is no other measure in the same unit: nothing would add up."""
    whole = listed.get(measure.part_of)
    if measure.part_of and (whole is None or whole is measure or whole.unit is not measure.unit):
        accepted = "the code of another measure of this sheet in the same unit, or nothing"
        raise Fault("part_of", quoted(measure.part_of), accepted)


def _check_ambition(number: int, numbers: set[int]) -> bool:
    if numbers and number not in numbers:
        listing = ", ".join(map(str, sorted(numbers)))
        raise Fault("ambition", quoted(str(number)), f"the number of an ambition: {listing}")
    return True


def read_terms(source: Source, bad: Collector) -> tuple[Term, ...]:
    """Return the terms in the order of the sheet."""
    once = Once("term", "each term once")
    return tuple(
        Term(**shape.model_dump())
        for row, shape in _optional(source, TERMS, TermShape, bad)
        if checks_of(source, TERMS, row, bad).attempt(once.check, shape.term.casefold(), row)
    )


def read_targets(source: Source, known: KnownMeasures, bad: Collector) -> tuple[Target, ...]:
    """Return the targets in the order of the sheet."""
    once = Once("period_start", "one target a measure and period")
    targets = []

    for row, shape in _optional(
        source, TARGETS, TargetShape, bad, also=known.reporting(source, TARGETS, bad)
    ):
        checks = checks_of(source, TARGETS, row, bad)
        measure = checks.attempt(known.of_row, row)
        period = checks.attempt(period_of, shape, shape.period_type)
        tolerance = checks.attempt(_tolerance, shape)
        if measure is None or period is None:
            continue
        value = checks.attempt(value_of, shape.value.strip(), measure.unit)
        if value is not None and checks.attempt(once.check, (measure.code, period), row):
            targets.append(
                Target(measure=measure.code, period=period, value=value, tolerance=tolerance)
            )
    return tuple(targets)


def _tolerance(shape: TargetShape) -> Tolerance | None:
    if shape.tolerance is None and shape.tolerance_kind is None:
        return None
    if shape.tolerance is None:
        raise Fault("tolerance", "nothing", "a number of 0 or more, or no tolerance_kind either")
    if shape.tolerance_kind is None:
        accepted = "absolute or relative, as there is a tolerance"
        raise Fault("tolerance_kind", "nothing", accepted)
    if shape.tolerance < 0:
        raise Fault("tolerance", quoted(str(shape.tolerance)), "a number of 0 or more")
    return Tolerance(amount=shape.tolerance, kind=shape.tolerance_kind)


def _optional(
    source: Source,
    sheet: Sheet,
    shape: type[AnyShape],
    bad: Collector,
    *,
    also: Callable[[Row], None] | None = None,
) -> Iterator[tuple[Row, AnyShape]]:
    return shapes(source, sheet, shape, bad, also=also) if source.has(sheet.name) else iter(())


def _required(
    found: list[AnyRecord], source: Source, sheet: Sheet, bad: Collector
) -> tuple[AnyRecord, ...]:
    if not found and not len(bad):
        bad.add(source.place(sheet.name), None, None, "no rows", "at least one row")
    return tuple(found)
