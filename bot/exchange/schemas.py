"""The untrusted shape of a row of each sheet. What rows say about each other is checked later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationError

from bot.exchange import cells
from bot.exchange.bad_rows import Collector, quoted
from bot.exchange.cells import (
    Address,
    Aliases,
    Code,
    CodeOrBlank,
    Day,
    DayOrBlank,
    Name,
    NameOrBlank,
    NumberOrBlank,
    Prose,
    ProseOrBlank,
    Sentence,
    SentenceOrBlank,
    TimeZone,
    YesOrNo,
    YesOrNothing,
)
from bot.exchange.columns import Sheet
from bot.exchange.sheets import Row, Source, rows
from bot.plan.due_dates import LONGEST_LAG, YearDay
from bot.plan.figures import FigureStatus
from bot.plan.measures import Frequency, Polarity, Unit, Wording
from bot.plan.periods import PeriodKind
from bot.plan.sign_off import Approvers
from bot.plan.targets import ToleranceKind
from bot.plan.working_days import DaysOffFor

# The bot itself withholds small counts. A figure is withdrawn by leaving it out of the figures
# sheet and keeping its history in revisions. What is too few is worked out.
_NOT_IN_FILES = frozenset({FigureStatus.WITHHELD, FigureStatus.WITHDRAWN, FigureStatus.TOO_FEW})


class Shape(BaseModel):
    """A row whose cells are each as they should be."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PlanShape(Shape):
    """What plan.toml says."""

    title: Name
    partnership: Name
    area: Name
    starts: Day
    ends: Day
    timezone: TimeZone


class AmbitionShape(Shape):
    """A row of ambitions."""

    number: Annotated[int, PlainValidator(cells.whole(1, 999))]
    title: Sentence
    wording: Annotated[Wording, PlainValidator(cells.one_of(Wording))]
    lead_organisation: SentenceOrBlank
    source_url: Address


class MeasureShape(Shape):
    """A row of measures."""

    code: Code
    ambition: Annotated[int, PlainValidator(cells.whole(1, 999))]
    name: Name
    definition: Prose
    unit: Annotated[Unit, PlainValidator(cells.one_of(Unit))]
    decimals: Annotated[int, PlainValidator(cells.whole(0, 6))]
    polarity: Annotated[Polarity, PlainValidator(cells.one_of(Polarity))]
    frequency: Annotated[Frequency, PlainValidator(cells.one_of(Frequency))]
    owner_organisation: NameOrBlank
    owner_role: NameOrBlank
    aliases: Aliases
    standard: SentenceOrBlank
    source: SentenceOrBlank
    source_url: Address
    withhold_below: Annotated[int | None, PlainValidator(cells.whole_or_blank(1, 1_000_000))]
    basis: NameOrBlank
    complement_sensitive: YesOrNothing
    part_of: CodeOrBlank
    minimum_base: Annotated[int | None, PlainValidator(cells.whole_or_blank(1, 1_000_000))]


class TermShape(Shape):
    """A row of terms."""

    term: Name
    aliases: Aliases
    meaning: Prose
    source: SentenceOrBlank
    source_url: Address


class FigureShape(Shape):
    """A row of figures. `value` is text still: how it may be written depends on the unit."""

    measure: Code
    period_type: Annotated[PeriodKind, PlainValidator(cells.one_of(PeriodKind))]
    period_start: Day
    period_end: Day
    value: str
    status: Annotated[FigureStatus, PlainValidator(cells.one_of(FigureStatus, but=_NOT_IN_FILES))]
    numerator: NumberOrBlank
    denominator: NumberOrBlank
    comparable: YesOrNo
    source: Sentence
    source_date: DayOrBlank
    source_url: Address
    note: ProseOrBlank


class BenchmarkShape(Shape):
    """A row of benchmarks."""

    measure: Code
    comparator: Name
    period_type: Annotated[PeriodKind, PlainValidator(cells.one_of(PeriodKind))]
    period_start: Day
    period_end: Day
    value: str
    source: Sentence
    source_date: DayOrBlank


class RevisionShape(Shape):
    """A row of revisions; the kind of period may be blank where figures.csv lacks the period."""

    measure: Code
    period_type: Annotated[PeriodKind | None, PlainValidator(cells.one_of_or_blank(PeriodKind))]
    period_start: Day
    period_end: Day
    version: Annotated[int, PlainValidator(cells.whole(1, 9_999))]
    value: str
    seen_from: Name
    source: Sentence


class TargetShape(Shape):
    """A row of targets."""

    measure: Code
    period_type: Annotated[PeriodKind, PlainValidator(cells.one_of(PeriodKind))]
    period_start: Day
    period_end: Day
    value: str
    tolerance: NumberOrBlank
    tolerance_kind: Annotated[
        ToleranceKind | None, PlainValidator(cells.one_of_or_blank(ToleranceKind))
    ]


class DueDateShape(Shape):
    """A row of due_dates: working days after the period, or fixed days of the year."""

    measure: Code
    lag_days: Annotated[int | None, PlainValidator(cells.whole_or_blank(1, LONGEST_LAG))]
    fixed_dates: Annotated[tuple[YearDay, ...], PlainValidator(cells.year_days)]
    calendar: Annotated[DaysOffFor | None, PlainValidator(cells.one_of_or_blank(DaysOffFor))]
    why: SentenceOrBlank


class DayOffShape(Shape):
    """A row of days_off."""

    calendar: Annotated[DaysOffFor, PlainValidator(cells.one_of(DaysOffFor))]
    first_day: Day
    last_day: Day
    what: Name


class PolicyShape(Shape):
    """A row of policies: who signs a measure's figures off."""

    measure: Code
    approvers: Annotated[Approvers, PlainValidator(cells.one_of(Approvers))]
    own: YesOrNo


class PackShape(Shape):
    """A row of packs."""

    name: Name
    freezes_on: Day
    meets_on: DayOrBlank


AnyShape = TypeVar("AnyShape", bound=Shape)


def shapes(
    source: Source,
    sheet: Sheet,
    shape: type[AnyShape],
    bad: Collector,
    *,
    also: Callable[[Row], None] | None = None,
) -> Iterator[tuple[Row, AnyShape]]:
    """Yield the rows whose cells fit; the others are reported cell by cell.

    `also` checks what else can be checked of a row with a measure whose other cells do not fit.
    """
    place = source.place(sheet.name)
    for row in rows(source, sheet, bad):
        try:
            fitting = shape.model_validate(row.cells)
        except ValidationError as error:
            columns = set()
            for cell, found, accepted in faults(error):
                columns.add(cell)
                bad.add(place, row.number, cell, quoted(found), accepted)
            if also is not None and "measure" not in columns:
                also(row)
        else:
            yield row, fitting


def faults(error: ValidationError) -> Iterator[tuple[str, str, str]]:
    """Yield column, what was found and what is accepted for each cell that does not fit."""
    for fault in error.errors(include_url=False):
        yield str(fault["loc"][0]), str(fault["input"]), fault["msg"]
