"""A plan of another field: quarterly and monthly series, targets, small counts, a rolling year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.plan.figures import Benchmark, Figure, FigureStatus
from bot.plan.measures import Ambition, Frequency, Measure, Plan, Polarity, Unit, Wording
from bot.plan.periods import Period, PeriodKind, add_months
from bot.plan.targets import Target
from bot.stores import Stores
from tests.making import figure, measure, quarter, snapshot, target

AT = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
TODAY = date(2027, 1, 11)

PLAN = Plan(
    title="Homes Plan 2025-28",
    partnership="Homes Board",
    area="Millbrook",
    starts=date(2025, 4, 1),
    ends=date(2028, 3, 31),
    timezone="Europe/London",
)
AMBITIONS = (
    Ambition(
        number=1,
        title="Homes in good repair",
        wording=Wording.CONFIRMED_WORDING,
        lead_organisation="Housing Trust",
        source_url="https://example.org",
    ),
    Ambition(
        number=2,
        title="A home for everyone",
        wording=Wording.CONFIRMED_WORDING,
        lead_organisation="Council",
        source_url="https://example.org",
    ),
)
REPAIRS = measure(code="1.1", ambition=1)
DAMP = measure(
    code="1.2",
    ambition=1,
    name="Homes with damp",
    definition="Homes found to have damp in the month.",
    unit=Unit.COUNT,
    decimals=0,
    polarity=Polarity.LOWER,
    frequency=Frequency.MONTHLY,
    aliases=("damp",),
)
SURVEY = measure(
    code="1.3",
    ambition=1,
    name="Tenant survey score",
    definition="Mean score of the tenant survey.",
    unit=Unit.SCORE,
    frequency=Frequency.ANNUAL,
    withhold_below=None,
)
ROUGH = measure(
    code="2.1",
    ambition=2,
    name="People sleeping rough",
    definition="People found sleeping rough on the night of the count.",
    unit=Unit.COUNT,
    decimals=0,
    polarity=Polarity.LOWER,
    aliases=("rough sleepers",),
)
WAIT = measure(
    code="2.2",
    ambition=2,
    name="Wait for a home",
    definition="Average weeks from application to letting.",
    unit=Unit.WEEKS,
    polarity=Polarity.LOWER,
    standard="26 weeks (Lettings Code 2020)",
    aliases=("lettings wait",),
)
LATE = measure(
    code="2.3",
    ambition=2,
    name="Homes handed over late",
    definition="Homes handed over late, as a share of all handed over.",
    polarity=Polarity.LOWER,
    aliases=("late homes",),
)
MEASURES = (REPAIRS, DAMP, SURVEY, ROUGH, WAIT, LATE)


def load(stores: Stores, hidden: str = "3") -> None:
    """Put the plan into a database; `hidden` is the newest count, under the limit of 5."""
    exchange = stores.exchange
    exchange.put_plan(PLAN, None)
    exchange.put_ambitions(AMBITIONS)
    exchange.put_measures(MEASURES)
    exchange.put_figures([(one, ()) for one in figures(hidden)], AT)
    exchange.put_benchmarks(benchmarks())
    exchange.put_targets(targets())
    exchange.plan_changed()


def figures(hidden: str) -> list[Figure]:
    return [*repairs(), *damp(), *rough(hidden), *wait(), *late(hidden)]


def repairs() -> list[Figure]:
    """Seven quarters; the newest provisional and just short of its target."""
    values = ["58.2", "59.0", "61.4", "60.1", "62.5", "64.0", "64.96"]
    made = [
        of(REPAIRS, quarter(2025 + place // 4, place % 4 + 1), value)
        for place, value in enumerate(values)
    ]
    return [*made[:-1], replace(made[-1], status=FigureStatus.PROVISIONAL)]


def damp() -> list[Figure]:
    """Twenty months, one of them missing, falling by two a month."""
    months = [month(add_months(date(2025, 3, 1), place)) for place in range(20)]
    return [of(DAMP, one, str(90 - 2 * place)) for place, one in enumerate(months) if place != 18]


def late(hidden: str) -> list[Figure]:
    """A share whose count is small: neither it nor the share may be shown."""
    first = of(LATE, quarter(2026, 1), "20.0")
    share = f"{int(hidden) / 2:.1f}"
    newest = of(LATE, quarter(2026, 2), share)
    return [
        replace(first, numerator=Decimal(40), denominator=Decimal(200)),
        replace(
            newest,
            numerator=Decimal(hidden),
            denominator=Decimal(200),
            note=f"Only {hidden} homes",
        ),
    ]


def rough(hidden: str) -> list[Figure]:
    """Half-yearly nights of count; the newest too small to show."""
    nights = [(2025, 3, 31), (2025, 9, 30), (2026, 3, 31), (2026, 9, 30)]
    return [
        of(ROUGH, snapshot(*night), value)
        for night, value in zip(nights, ["12", "9", "7", hidden], strict=True)
    ]


def wait() -> list[Figure]:
    """Rolling years that overlap, each a quarter on from the one before."""
    ends = [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
    return [
        of(WAIT, rolling(end), value)
        for end, value in zip(ends, ["24.0", "25.5", "26.0", "27.2"], strict=True)
    ]


def targets() -> list[Target]:
    return [
        replace(target(quarter(2026, 3), "65", "2"), measure="1.1"),
        replace(target(quarter(2026, 2), "60", "2"), measure="1.1"),
        replace(target(snapshot(2026, 9, 30), "2"), measure="2.1"),
        replace(target(month(date(2026, 10, 1)), "40"), measure="1.2"),
        replace(target(rolling(date(2026, 9, 30)), "26", "5", relative=True), measure="2.2"),
    ]


def benchmarks() -> list[Benchmark]:
    return [
        Benchmark(
            measure="1.1",
            comparator="All councils",
            period=quarter(2026, 2),
            value=Decimal("70.0"),
            source="National return",
            source_date=date(2026, 10, 1),
        )
    ]


def of(one: Measure, period: Period, value: str) -> Figure:
    return figure(period, value, measure=one.code)


def month(day: date) -> Period:
    end = add_months(day, 1).replace(day=1)
    return Period(kind=PeriodKind.MONTH, start=day, end=end.fromordinal(end.toordinal() - 1))


def rolling(end: date) -> Period:
    start = end.fromordinal(end.toordinal() + 1)
    return Period(kind=PeriodKind.ROLLING_YEAR, start=start.replace(year=start.year - 1), end=end)
