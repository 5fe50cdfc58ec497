"""The starter plan put into a database row by row, for tests of the rooms that read it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby

from bot.plan.figures import Benchmark, Figure, FigureStatus, Revision
from bot.plan.periods import Period, PeriodKind
from bot.stores import Stores
from tests import starter

IMPORTED_AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def load(stores: Stores) -> None:
    catalogue = starter.catalogue()
    exchange = stores.exchange
    exchange.put_plan(catalogue.plan, None)
    exchange.put_ambitions(catalogue.ambitions)
    exchange.put_measures(catalogue.measures)
    exchange.put_terms(catalogue.terms)
    versions = _versions()
    exchange.put_figures([(one, versions.pop(_key(one), ())) for one in figures()], IMPORTED_AT)
    exchange.put_withdrawn([one for listed in versions.values() for one in listed], IMPORTED_AT)
    exchange.put_benchmarks(benchmarks())
    exchange.plan_changed()


def figures() -> list[Figure]:
    return [
        Figure(
            measure=row["measure"],
            period=_period(row),
            value=_number(row["value"]),
            status=FigureStatus(row["status"]),
            comparable=row["comparable"] == "yes",
            source=row["source"],
            source_date=_day(row["source_date"]),
            numerator=_number(row["numerator"]),
            denominator=_number(row["denominator"]),
            source_url=row["source_url"],
            note=row["note"],
        )
        for row in sorted(starter.rows("figures"), key=_place)
    ]


def benchmarks() -> list[Benchmark]:
    return [
        Benchmark(
            measure=row["measure"],
            comparator=row["comparator"],
            period=_period(row),
            value=Decimal(row["value"]),
            source=row["source"],
            source_date=_day(row["source_date"]),
        )
        for row in starter.rows("benchmarks")
    ]


def _versions() -> dict[tuple[str, date, date], tuple[Revision, ...]]:
    rows = sorted(starter.rows("revisions"), key=_place)
    return {
        key: tuple(_revision(row) for row in sorted(group, key=lambda row: int(row["version"])))
        for key, group in groupby(rows, key=_row_key)
    }


def _revision(row: dict[str, str]) -> Revision:
    return Revision(
        measure=row["measure"],
        period=_period(row),
        number=int(row["version"]),
        value=_number(row["value"]),
        status=FigureStatus.REVISED,
        seen_from=row["seen_from"],
        source=row["source"],
        recorded_at=IMPORTED_AT,
    )


def _period(row: dict[str, str]) -> Period:
    start, end = (date.fromisoformat(row[name]) for name in ("period_start", "period_end"))
    kind = row["period_type"] or _kind_by_dates(start, end)
    return Period(kind=PeriodKind(kind), start=start, end=end)


def _kind_by_dates(start: date, end: date) -> str:
    if end.year - start.year > 1:
        return "three_years"
    return {1: "calendar_year", 4: "financial_year", 9: "academic_year"}[start.month]


def _key(one: Figure) -> tuple[str, date, date]:
    return (
        (one.measure, one.period.start, one.period.end)
        if one.comparable
        else ("", date.min, date.min)
    )


def _row_key(row: dict[str, str]) -> tuple[str, date, date]:
    start, end = (date.fromisoformat(row[name]) for name in ("period_start", "period_end"))
    return row["measure"], start, end


def _place(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["measure"], row["period_end"], row["period_start"], row["period_type"]


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
