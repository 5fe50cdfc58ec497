from __future__ import annotations

from decimal import Decimal

import pytest

from bot.plan.measures import Polarity, Unit
from bot.plan.periods import Period, PeriodKind
from bot.plan.signals import (
    Assurance,
    NoRange,
    Signal,
    Usual,
    assurance,
    centre_and_reach,
    of_values,
    usual_range,
)
from tests.making import figure, measure, quarter, snapshot, target, year

SCORE = measure(unit=Unit.SCORE)
NEAR = Decimal("0.001")


def values(text: str) -> list[Decimal]:
    return [Decimal(one) for one in text.replace(",", " ").split()]


def usual(text: str) -> Usual:
    found = of_values(SCORE, values(text))
    assert isinstance(found, Usual)
    return found


def test_limits_are_fixed_on_the_first_twelve() -> None:
    found = usual("52.1 54.0 51.3 55.2 53.8 50.9 54.4 52.7 53.1 55.0 51.8 53.3")
    assert abs(found.mean - Decimal("53.133")) < NEAR
    assert abs(found.lower - Decimal("47.088")) < NEAR
    assert abs(found.upper - Decimal("59.179")) < NEAR
    assert (found.signal, found.trial) == (Signal.NONE, False)


def test_a_point_beyond_a_limit_is_a_signal() -> None:
    assert usual("50 51 50 51 50 51 50 60").signal is Signal.OUTSIDE


def test_seven_rising_points_are_a_signal_and_six_are_not() -> None:
    assert usual("50 60 50 60 41 42 43 44 45 46 47").signal is Signal.RUN_OF_STEPS
    assert usual("50 60 50 60 50 42 43 44 45 46 47").signal is Signal.NONE


def test_seven_on_one_side_are_a_signal_and_one_on_the_mean_breaks_it() -> None:
    side = "40 60 40 60 40 60 40 60 40 60 40 60 "
    assert usual(side + "52 53 52 53 52 53 52").signal is Signal.ONE_SIDE
    assert usual(side + "52 53 52 50 52 53 52").signal is Signal.NONE


def test_two_of_three_near_a_limit_on_one_side_are_a_signal() -> None:
    wide = "40 60 40 60 40 60 40 60 40 60 40 60 "
    assert usual(wide + "92 51 93").signal is Signal.NEAR_LIMIT
    assert usual(wide + "92 49 93").signal is Signal.NONE


def test_fewer_than_five_points_get_no_range() -> None:
    series = [figure(year(2020 + n), str(50 + n)) for n in range(4)]
    assert usual_range(measure(), series) is NoRange.TOO_FEW


def test_gaps_are_not_bridged() -> None:
    series = [figure(year(first), str(50 + first % 3)) for first in (2010, 2011, 2012, 2014, 2015)]
    assert usual_range(measure(), series) is NoRange.TOO_FEW


def test_breaks_are_not_bridged() -> None:
    series = [figure(year(2010 + n), str(50 + n % 3)) for n in range(8)]
    assert isinstance(usual_range(measure(), series), Usual)
    broken = figure(year(2015), "80", note="a break in the series")
    assert usual_range(measure(), [*series[:5], broken, *series[6:]]) is NoRange.TOO_FEW


def test_overlapping_periods_are_refused() -> None:
    pooled = [
        figure(
            Period(
                kind=PeriodKind.THREE_YEARS,
                start=year(first).start,
                end=year(first + 2).end,
            ),
            str(first % 7),
        )
        for first in range(2010, 2018)
    ]
    assert usual_range(measure(), pooled) is NoRange.OVERLAPPING


def test_a_flat_series_has_no_range() -> None:
    series = [figure(quarter(2024 + n // 4, n % 4 + 1), "50") for n in range(8)]
    assert usual_range(measure(), series) is NoRange.FLAT


def test_limits_stay_inside_what_is_possible() -> None:
    found = of_values(measure(), values("99 90 100 91 100"))
    assert isinstance(found, Usual)
    assert found.upper == 100
    low = of_values(measure(), values("1 4 0 5 1"))
    assert isinstance(low, Usual)
    assert low.lower == 0


@pytest.mark.parametrize(
    ("aim", "expected"), [("60", Assurance.MISSES), ("55", Assurance.BY_CHANCE)]
)
def test_assurance(aim: str, expected: Assurance) -> None:
    found = usual("52.1 54.0 51.3 55.2 53.8 50.9 54.4 52.7 53.1 55.0 51.8 53.3")
    assert assurance(SCORE, found, target(year(2025), aim)) is expected
    assert assurance(measure(polarity=Polarity.NEUTRAL), found, target(year(2025), aim)) is None
    assert assurance(SCORE, found, None) is None


def test_moving_ranges_are_not_screened() -> None:
    mean, reach = centre_and_reach(values("1,2,1,2,10,1,2,1,2,1,2,1,2,1,2,1,2,1"))
    assert abs(mean - Decimal("1.944")) < NEAR
    assert abs(mean - reach - Decimal("-3.063")) < NEAR
    assert abs(mean + reach - Decimal("6.951")) < NEAR


def test_an_outlier_among_the_first_twelve_is_not_screened_out() -> None:
    found = usual("1 2 1 2 10 1 2 1 2 1 2 1")
    assert found.upper < 10
    assert not found.trial


def test_a_snapshot_off_the_cycle_is_no_part_of_the_range() -> None:
    springs = [figure(snapshot(first, 3, 31), str(50 + first % 3)) for first in range(2015, 2023)]
    off = figure(snapshot(2022, 6, 30), "90")
    with_it, without = usual_range(SCORE, [*springs, off]), usual_range(SCORE, springs)
    assert isinstance(without, Usual)
    assert with_it == without


def test_quarterly_snapshots_are_all_on_the_cycle() -> None:
    ends = [(2025, 3, 31), (2025, 6, 30), (2025, 9, 30), (2025, 12, 31), (2026, 3, 31)]
    found = usual_range(SCORE, [figure(snapshot(*end), str(end[1])) for end in ends])
    assert isinstance(found, Usual)
    assert found.points == 5
