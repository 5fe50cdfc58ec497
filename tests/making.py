"""Measures, periods and figures in a few words, for tests that need no plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Frequency, Measure, Polarity, Unit
from bot.plan.periods import Period, PeriodKind, add_months, financial_year
from bot.plan.targets import Target, Tolerance, ToleranceKind

PLAIN = Measure(
    code="9.01",
    ambition=9,
    name="Repairs done in time",
    definition="Repairs done within 10 days, as a share of all repairs.",
    unit=Unit.PERCENT,
    decimals=1,
    polarity=Polarity.HIGHER,
    frequency=Frequency.QUARTERLY,
    owner_organisation="Housing Trust",
    owner_role="Head of Repairs",
    aliases=("repairs",),
    standard="",
    source="Repairs system",
    source_url="https://example.org/repairs",
    withhold_below=5,
    basis="proposed",
)


def measure(**changes: object) -> Measure:
    return replace(PLAIN, **changes)  # type: ignore[arg-type]


def count(**changes: object) -> Measure:
    return measure(unit=Unit.COUNT, decimals=0, **changes)


def quarter(first: int, number: int) -> Period:
    start = add_months(date(first, 4, 1), 3 * (number - 1))
    return Period(
        kind=PeriodKind.QUARTER, start=start, end=add_months(start, 3) - timedelta(days=1)
    )


def year(first: int) -> Period:
    return financial_year(first)


def snapshot(*day: int) -> Period:
    return Period(kind=PeriodKind.SNAPSHOT, start=date(*day), end=date(*day))


def figure(period: Period, value: str | None, **changes: object) -> Figure:
    made = Figure(
        measure=PLAIN.code,
        period=period,
        value=None if value is None else Decimal(value),
        status=FigureStatus.NOT_AVAILABLE if value is None else FigureStatus.FINAL,
        comparable=True,
        source="Repairs system",
        source_date=date(2026, 1, 15),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def target(period: Period, value: str, within: str = "", *, relative: bool = False) -> Target:
    kind = ToleranceKind.RELATIVE if relative else ToleranceKind.ABSOLUTE
    return Target(
        measure=PLAIN.code,
        period=period,
        value=Decimal(value),
        tolerance=Tolerance(amount=Decimal(within), kind=kind) if within else None,
    )
