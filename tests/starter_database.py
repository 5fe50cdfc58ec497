"""The starter plan in a database, and its figures as the files have them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from bot.exchange import starter_plan_folder
from bot.exchange.importing import import_plan
from bot.plan.figures import Benchmark, Figure, FigureStatus
from bot.plan.periods import Period, PeriodKind
from bot.stores import Stores
from tests import starter

IMPORTED_AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def load(stores: Stores) -> None:
    """Import the starter plan."""
    import_plan(starter_plan_folder(), stores, IMPORTED_AT)


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


def _period(row: dict[str, str]) -> Period:
    start, end = (date.fromisoformat(row[name]) for name in ("period_start", "period_end"))
    return Period(kind=PeriodKind(row["period_type"]), start=start, end=end)


def _place(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["measure"], row["period_end"], row["period_start"], row["period_type"]


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
