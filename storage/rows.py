"""Rows into the bot's own records, and back. No row leaves `storage/`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bot.plan.figures import Benchmark, Figure, FigureStatus, Revision
from bot.plan.measures import (
    Ambition,
    Frequency,
    Measure,
    Plan,
    Polarity,
    Term,
    Unit,
    Wording,
)
from bot.plan.periods import Period, PeriodKind
from bot.plan.targets import Target, Tolerance, ToleranceKind
from storage import tables

COMPARABLE, ASIDE, WITHDRAWN = "comparable", "aside", "withdrawn"

Row = Sequence[Any]

PERIOD = ("kind", "period_start", "period_end")
FIGURE = (
    *(tables.figure.c[name] for name in PERIOD),
    tables.figure.c.value,
    tables.figure.c.status,
    tables.figure.c.standing,
    tables.figure.c.source,
    tables.figure.c.source_date,
    tables.figure.c.numerator,
    tables.figure.c.denominator,
    tables.figure.c.source_url,
    tables.figure.c.note,
    tables.figure.c.revision,
)
REVISION = (
    tables.revision.c.value,
    tables.revision.c.status,
    tables.revision.c.seen_from,
    tables.revision.c.source,
    tables.revision.c.recorded_at,
)
BENCHMARK = (
    *(tables.benchmark.c[name] for name in PERIOD),
    tables.comparator.c.name,
    tables.benchmark.c.value,
    tables.benchmark.c.source,
    tables.benchmark.c.source_date,
)
TARGET = (
    *(tables.target.c[name] for name in PERIOD),
    tables.target.c.value,
    tables.target.c.tolerance,
    tables.target.c.tolerance_kind,
)

_STATUSES = {status.value: status for status in FigureStatus}


@lru_cache(maxsize=8192)
def period(kind: str, start: date, end: date) -> Period:
    """Return the period; most measures share the same few hundred, so they are kept."""
    return Period(kind=PeriodKind(kind), start=start, end=end)


def figure(code: str, row: Row) -> Figure:
    """Return a figure from the columns of `FIGURE`."""
    return Figure(
        measure=code,
        period=period(row[0], row[1], row[2]),
        value=row[3],
        status=_STATUSES[row[4]],
        comparable=row[5] == COMPARABLE,
        source=row[6],
        source_date=row[7],
        numerator=row[8],
        denominator=row[9],
        source_url=row[10],
        note=row[11],
        revision=row[12],
    )


def revision(code: str, span: Period, number: int, row: Row) -> Revision:
    """Return a revision from the columns of `REVISION`."""
    return Revision(
        measure=code,
        period=span,
        number=number,
        value=row[0],
        status=_STATUSES[row[1]],
        seen_from=row[2],
        source=row[3],
        recorded_at=row[4],
    )


def benchmark(code: str, row: Row) -> Benchmark:
    """Return a benchmark from the columns of `BENCHMARK`."""
    return Benchmark(
        measure=code,
        comparator=row[3],
        period=period(row[0], row[1], row[2]),
        value=row[4],
        source=row[5],
        source_date=row[6],
    )


def target(code: str, row: Row) -> Target:
    """Return a target from the columns of `TARGET`."""
    tolerance = None
    if row[4] is not None:
        tolerance = Tolerance(amount=row[4], kind=ToleranceKind(row[5]))
    return Target(
        measure=code, period=period(row[0], row[1], row[2]), value=row[3], tolerance=tolerance
    )


def plan(row: Any) -> Plan:
    """Return the plan from a whole row."""
    return Plan(
        title=row.title,
        partnership=row.partnership,
        area=row.area,
        starts=row.starts,
        ends=row.ends,
        timezone=row.timezone,
    )


def ambition(row: Any) -> Ambition:
    """Return an ambition from a whole row."""
    return Ambition(
        number=row.number,
        title=row.title,
        wording=Wording(row.wording),
        lead_organisation=row.lead_organisation,
        source_url=row.source_url,
    )


def measure(row: Any) -> Measure:
    """Return a measure from a whole row."""
    return Measure(
        code=row.code,
        ambition=row.ambition,
        name=row.name,
        definition=row.definition,
        unit=Unit(row.unit),
        decimals=row.decimals,
        polarity=Polarity(row.polarity),
        frequency=Frequency(row.frequency),
        owner_organisation=row.owner_organisation,
        owner_role=row.owner_role,
        aliases=tuple(json.loads(row.aliases)),
        standard=row.standard,
        source=row.source,
        source_url=row.source_url,
        withhold_below=row.withhold_below,
        basis=row.basis,
        complement_sensitive=bool(row.complement_sensitive),
        part_of=row.part_of,
        minimum_base=row.minimum_base,
    )


def term(row: Any) -> Term:
    """Return a term from a whole row."""
    return Term(
        term=row.term,
        aliases=tuple(json.loads(row.aliases)),
        meaning=row.meaning,
        source=row.source,
        source_url=row.source_url,
    )


def aliases(listed: Sequence[str]) -> str:
    """Return aliases as they are stored."""
    return json.dumps(list(listed), ensure_ascii=False)


def measure_columns(one: Measure) -> dict[str, Any]:
    """Return a measure as its columns, but for its place."""
    return {
        "code": one.code,
        "ambition": one.ambition,
        "name": one.name,
        "definition": one.definition,
        "unit": one.unit.value,
        "decimals": one.decimals,
        "polarity": one.polarity.value,
        "frequency": one.frequency.value,
        "owner_organisation": one.owner_organisation,
        "owner_role": one.owner_role,
        "aliases": aliases(one.aliases),
        "standard": one.standard,
        "source": one.source,
        "source_url": one.source_url,
        "withhold_below": one.withhold_below,
        "basis": one.basis,
        "complement_sensitive": one.complement_sensitive,
        "part_of": one.part_of,
        "minimum_base": one.minimum_base,
    }


def term_columns(one: Term) -> dict[str, Any]:
    """Return a term as its columns, but for its place."""
    return {
        "term": one.term,
        "aliases": aliases(one.aliases),
        "meaning": one.meaning,
        "source": one.source,
        "source_url": one.source_url,
    }


def period_columns(span: Period) -> dict[str, Any]:
    """Return a period as its three columns."""
    return {"kind": span.kind.value, "period_start": span.start, "period_end": span.end}


def mark_withdrawn(found: Sequence[Revision]) -> list[Revision]:
    """Return revisions of withdrawn figures, the last of each figure with the status withdrawn."""
    marked = []
    for one, after in zip(found, [*found[1:], None], strict=False):
        last = after is None or after.number == 1
        marked.append(replace(one, status=FigureStatus.WITHDRAWN) if last else one)
    return marked


def alike(wanted: Any, stored: Any) -> bool:
    """Say whether a column is as stored; '7.8' and '7.80' are not alike."""
    if isinstance(wanted, Decimal) and isinstance(stored, Decimal):
        return format(wanted, "f") == format(stored, "f")
    return bool(wanted == stored)
