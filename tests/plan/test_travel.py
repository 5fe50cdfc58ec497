from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.plan.figures import Figure
from bot.plan.measures import Polarity
from bot.plan.periods import Period, PeriodKind
from bot.plan.travel import Change, Course, Uncompared, Why, between, course, travel
from tests.making import count, figure, measure, quarter, snapshot, year


def test_the_period_before_is_compared() -> None:
    series = [figure(quarter(2026, 1), "61.4"), figure(quarter(2026, 2), "64.0")]
    moved = travel(measure(), series[1], series)
    assert isinstance(moved, Change)
    assert (moved.amount, moved.course, moved.missing) == (Decimal("2.6"), Course.IMPROVING, ())


def test_a_missing_period_is_named_and_never_skipped_in_silence() -> None:
    series = [figure(quarter(2025, 4), "60"), figure(quarter(2026, 2), "64")]
    moved = travel(measure(), series[1], series)
    assert isinstance(moved, Change)
    assert moved.missing == (quarter(2026, 1),)


def test_a_period_without_a_value_is_missing_too() -> None:
    series = [
        figure(year(2021), "60"),
        figure(year(2022), None),
        figure(year(2023), "64"),
    ]
    moved = travel(measure(), series[2], series)
    assert isinstance(moved, Change)
    assert moved.before.period == year(2021)
    assert moved.missing == (year(2022),)


@pytest.mark.parametrize("apart", [0, 1])
def test_a_figure_that_says_do_not_compare_is_not_compared(apart: int) -> None:
    notes = ["", ""]
    notes[apart] = "Pandemic year: collection differed; do not compare"
    series = [
        figure(year(2020), "60", note=notes[0]),
        figure(year(2021), "64", note=notes[1]),
    ]
    moved = travel(measure(), series[1], series)
    assert isinstance(moved, Uncompared)
    assert moved.why is Why.STANDS_APART


def test_nothing_is_compared_across_a_break() -> None:
    series = [
        figure(year(2020), "60"),
        figure(year(2021), "80", note="New rules: a break in the series"),
        figure(year(2022), "82"),
    ]
    across = between(measure(), series[0], series[2], figures=series)
    assert isinstance(across, Uncompared)
    assert across.why is Why.BREAK
    assert isinstance(travel(measure(), series[2], series), Change)


def test_figures_of_another_kind_of_period_are_passed_over() -> None:
    month = Period(kind=PeriodKind.MONTH, start=date(2021, 6, 1), end=date(2021, 6, 30))
    series = [figure(year(2020), "60"), figure(month, "99"), figure(year(2021), "64")]
    moved = travel(measure(), series[2], series)
    assert isinstance(moved, Change)
    assert moved.before is series[0]


def test_the_first_figure_has_nothing_to_compare_with() -> None:
    only = figure(year(2021), "64")
    assert travel(measure(), only, [only]) == Uncompared(after=only, why=Why.NOTHING_EARLIER)


def test_periods_that_share_days_are_said_to_overlap() -> None:
    pooled = [
        figure(Period(kind=PeriodKind.THREE_YEARS, start=date(y, 4, 1), end=date(y + 3, 3, 31)), v)
        for y, v in ((2019, "12"), (2020, "11"))
    ]
    moved = travel(measure(), pooled[1], pooled)
    assert isinstance(moved, Change)
    assert moved.overlapping


def test_quarterly_snapshots_are_compared_with_the_quarter_before() -> None:
    days = [(2025, 9, 30), (2025, 12, 31), (2026, 3, 31), (2026, 6, 30)]
    series = [figure(snapshot(*day), str(400 + n)) for n, day in enumerate(days)]
    moved = travel(count(), series[3], series)
    assert isinstance(moved, Change)
    assert moved.before.period == snapshot(2026, 3, 31)


def test_a_missing_quarterly_snapshot_is_named() -> None:
    days = [(2025, 6, 30), (2025, 9, 30), (2025, 12, 31), (2026, 6, 30)]
    series = [figure(snapshot(*day), str(400 + n)) for n, day in enumerate(days)]
    moved = travel(count(), series[3], series)
    assert isinstance(moved, Change)
    assert moved.missing == (snapshot(2026, 3, 31),)


def test_yearly_snapshots_pass_over_an_irregular_one() -> None:
    days = [(2016, 3, 31), (2017, 3, 31), (2017, 6, 21), (2018, 3, 31)]
    series: list[Figure] = [figure(snapshot(*day), str(300 + n)) for n, day in enumerate(days)]
    moved = travel(count(), series[3], series)
    assert isinstance(moved, Change)
    assert moved.before.period == snapshot(2017, 3, 31)
    assert moved.missing == ()


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [
        (Polarity.HIGHER, Course.IMPROVING, Course.WORSENING),
        (Polarity.LOWER, Course.WORSENING, Course.IMPROVING),
        (Polarity.NEUTRAL, Course.INCREASING, Course.DECREASING),
    ],
)
def test_words_follow_polarity(polarity: Polarity, up: Course, down: Course) -> None:
    one = measure(polarity=polarity)
    assert course(one, Decimal(50), Decimal(60)) is up
    assert course(one, Decimal(60), Decimal(50)) is down


def test_no_change_is_equal_at_the_precision_shown() -> None:
    assert course(measure(), Decimal("61.44"), Decimal("61.36")) is Course.NO_CHANGE
    assert course(measure(), Decimal("61.44"), Decimal("61.46")) is Course.IMPROVING
