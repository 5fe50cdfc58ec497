"""The history in the revisions sheet: which figure it belongs to, and whether it fits.

The last version is the value in the figures sheet. Where that lacks the period, the figure was
withdrawn at source, and its history is kept without ever being shown as current.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from bot.errors import PeriodError
from bot.exchange.bad_rows import Collector, quoted
from bot.exchange.codes import KnownMeasures
from bot.exchange.columns import FIGURES, REVISIONS
from bot.exchange.row_checks import (
    checks_of,
    period_of,
    shared_period,
    value_or_blank,
    whole_where_counted,
)
from bot.exchange.schemas import RevisionShape, shapes
from bot.exchange.sheets import Source
from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.periods import Period, PeriodKind

# From the narrowest meaning of two dates to the widest; a range is whatever is left.
_INFERRED = (
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.SCHOOL_YEAR,
    PeriodKind.THREE_YEARS,
    PeriodKind.HALF_YEAR,
    PeriodKind.QUARTER,
    PeriodKind.THREE_MONTH_AVERAGE,
    PeriodKind.TERM,
    PeriodKind.SNAPSHOT,
    PeriodKind.MONTH,
    PeriodKind.ROLLING_YEAR,
    PeriodKind.STATED,
    PeriodKind.YEAR_TO_DATE,
    PeriodKind.RANGE,
)
_LOOSE = frozenset({PeriodKind.TERM, PeriodKind.STATED, PeriodKind.YEAR_TO_DATE, PeriodKind.MONTH})


class Version(NamedTuple):
    """One row of the revisions sheet."""

    row: int
    number: int
    value: Decimal | None
    seen_from: str
    source: str


class Dates(NamedTuple):
    """What a row says of its period where it leaves the kind out."""

    measure: str
    start: date
    end: date


Histories = Mapping[tuple[str, Period], tuple[Version, ...]]


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """Every history, under the figure it belongs to or as that of a withdrawn one."""

    current: Histories
    withdrawn: Histories


class Versions:
    """Collects the revisions sheet, then the figures it speaks of."""

    def __init__(self) -> None:
        self._rows: dict[Dates, dict[PeriodKind | None, list[Version]]] = {}
        self._values: dict[tuple[str, Period], tuple[bool, Decimal | None]] = {}
        self._kinds: dict[str, set[PeriodKind]] = {}

    def read(self, source: Source, known: KnownMeasures, bad: Collector) -> None:
        """Collect the rows of the sheet; those that do not fit are reported."""
        if not source.has(REVISIONS.name):
            return
        texts: dict[str, str] = {}  # sources repeat; each is held once

        for row, shape in shapes(
            source, REVISIONS, RevisionShape, bad, also=known.reporting(source, REVISIONS, bad)
        ):
            checks = checks_of(source, REVISIONS, row, bad)
            measure = checks.attempt(known.of_row, row)
            kind = shape.period_type
            period = checks.attempt(period_of, shape, kind or PeriodKind.RANGE)
            if measure is None or period is None:
                continue
            before = len(bad)
            value = checks.attempt(value_or_blank, shape.value.strip(), measure.unit)
            checks.attempt(whole_where_counted, value, measure.unit)
            if len(bad) == before:
                version = Version(
                    row=row.number,
                    number=shape.version,
                    value=value,
                    seen_from=texts.setdefault(shape.seen_from, shape.seen_from),
                    source=texts.setdefault(shape.source, shape.source),
                )
                dates = Dates(measure.code, period.start, period.end)
                self._rows.setdefault(dates, {}).setdefault(kind, []).append(version)

    def meet(self, figure: Figure) -> None:
        """Note a figure of the figures sheet; of two of one period the comparable one counts."""
        period = figure.period
        self._kinds.setdefault(figure.measure, set()).add(period.kind)
        if Dates(figure.measure, period.start, period.end) not in self._rows:
            return
        key = (figure.measure, period)
        if figure.comparable or key not in self._values:
            self._values[key] = (figure.comparable, figure.value)

    def sort(self, source: Source, bad: Collector) -> Sorted:
        """Return every history under its figure; those that do not fit are reported."""
        current: dict[tuple[str, Period], tuple[Version, ...]] = {}
        withdrawn: dict[tuple[str, Period], tuple[Version, ...]] = {}
        for dates, kind, versions in self._by_kind():
            key = (dates.measure, shared_period(kind, dates.start, dates.end))
            ordered = tuple(sorted(versions, key=lambda version: version.number))
            self._check(ordered, key, source, bad)
            (current if key in self._values else withdrawn)[key] = ordered
        return Sorted(current=current, withdrawn=withdrawn)

    def _by_kind(self) -> Iterator[tuple[Dates, PeriodKind, list[Version]]]:
        """Yield the groups of rows, those without a kind under the kind they must be."""
        for dates, by_kind in self._rows.items():
            given = {kind: versions for kind, versions in by_kind.items() if kind is not None}
            unsaid = by_kind.get(None)
            if unsaid:
                kind = next(iter(given)) if len(given) == 1 else self._infer(dates)
                given[kind] = given.get(kind, []) + unsaid
            for kind, versions in given.items():
                yield dates, kind, versions

    def _infer(self, dates: Dates) -> PeriodKind:
        """Return the kind that the dates can be, one that the measure uses if possible."""
        used = self._kinds.get(dates.measure, set())
        fitting = [kind for kind in _INFERRED if _fits(kind, dates)]
        ours = [kind for kind in fitting if kind in used]
        shown = [
            kind
            for kind in ours
            if (dates.measure, shared_period(kind, dates.start, dates.end)) in self._values
        ]
        strict = [kind for kind in fitting if kind not in _LOOSE]
        return (shown or ours or strict)[0]

    def _check(
        self,
        versions: tuple[Version, ...],
        key: tuple[str, Period],
        source: Source,
        bad: Collector,
    ) -> None:
        place = source.place(REVISIONS.name)
        for expected, version in enumerate(versions, start=1):
            if version.number != expected:
                accepted = f"version {expected}; versions of a figure count from 1 without gaps"
                bad.add(place, version.row, "version", quoted(str(version.number)), accepted)
                return
        if key not in self._values:
            return
        value, last = self._values[key][1], versions[-1]
        if value != last.value:
            shown = "nothing" if value is None else str(value)
            accepted = f"{shown}, as {source.place(FIGURES.name)} says, or a further version"
            bad.add(
                place,
                last.row,
                "value",
                quoted("" if last.value is None else str(last.value)),
                accepted,
            )


def revisions_of(
    key: tuple[str, Period],
    versions: Iterable[Version],
    status: FigureStatus,
    now: datetime,
) -> tuple[Revision, ...]:
    """Return versions as revisions; the last has the figure's `status`.

    What status the earlier ones had, the file does not say: the first counts as final, those
    after it as revised.
    """
    ordered = tuple(versions)
    return tuple(
        Revision(
            measure=key[0],
            period=key[1],
            number=version.number,
            value=version.value,
            status=status if version is ordered[-1] else _earlier(version),
            seen_from=version.seen_from,
            source=version.source,
            recorded_at=now,
        )
        for version in ordered
    )


def _earlier(version: Version) -> FigureStatus:
    if version.value is None:
        return FigureStatus.NOT_AVAILABLE
    return FigureStatus.FINAL if version.number == 1 else FigureStatus.REVISED


def _fits(kind: PeriodKind, dates: Dates) -> bool:
    try:
        shared_period(kind, dates.start, dates.end)
    except PeriodError:
        return False
    return True
