from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.measures import Measure, Unit
from bot.plan.rounding import rounded
from bot.rendering import numbers
from bot.rendering.disclosure import Difference, Shown, difference, passed
from tests.making import count, figure, measure, year

RATE = measure(
    unit=Unit.RATE_PER_10000, definition="Children in need per 10,000 aged 0-17, at 31 March."
)


def shown(one: Measure, value: str) -> Shown:
    made = passed(one, figure(year(2025), value))
    assert isinstance(made, Shown)
    return made


def gap(one: Measure, before: str, after: str) -> Difference:
    return difference(shown(one, after), shown(one, before))


@pytest.mark.parametrize(
    ("value", "places", "expected"), [("2.5", 0, "3"), ("13.45", 1, "13.5"), ("0.25", 1, "0.3")]
)
def test_rounding_is_half_up(value: str, places: int, expected: str) -> None:
    assert str(rounded(Decimal(value), places)) == expected


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=6), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_a_place(value: Decimal, places: int) -> None:
    assert abs(rounded(value, places) - value) * 2 <= Decimal(1).scaleb(-places)


@pytest.mark.parametrize(
    ("unit", "places", "value", "expected"),
    [
        (Unit.PERCENT, 1, "61.4", "61.4%"),
        (Unit.PERCENT, 1, "61", "61.0%"),
        (Unit.PERCENT, 3, "0.068", "0.068%"),
        (Unit.COUNT, 0, "1000", "1,000"),
        (Unit.COUNT, 0, "464", "464"),
        (Unit.WEEKS, 1, "14.5", "14.5 weeks"),
        (Unit.WEEKS, 0, "1", "1 week"),
        (Unit.SCORE, 1, "47.1", "47.1"),
        (Unit.GBP_PER_WEEK, 0, "6900", "£6,900 a week"),
        (Unit.GBP_PER_WEEK, 0, "-6900", "-£6,900 a week"),
        (Unit.RATE_PER_1000, 1, "11.7", "11.7 per 1,000"),
        (Unit.RATE_PER_100000, 0, "126", "126 per 100,000"),
        (Unit.PERCENT, 1, "0.04", "0.04%"),
        (Unit.PERCENT, 1, "0", "0.0%"),
        (Unit.PERCENT, 1, "-0.0", "0.0%"),
    ],
)
def test_values_by_unit(unit: Unit, places: int, value: str, expected: str) -> None:
    one = measure(unit=unit, decimals=places, withhold_below=None)
    assert numbers.value(shown(one, value)) == expected


def test_a_rate_says_whom_it_counts_in_the_plans_own_words() -> None:
    assert numbers.value(shown(RATE, "75"), with_base=True) == "75.0 per 10,000 aged 0-17"


def test_the_backlog_is_down_174_a_fall_of_27_point_3_percent() -> None:
    fall = gap(count(), "638", "464")
    assert numbers.moved(fall) == "down 174"
    assert numbers.share(fall) == "a fall of 27.3%"


def test_a_difference_of_percentages_is_in_percentage_points() -> None:
    rise = gap(measure(), "50.3", "54.6")
    assert numbers.moved(rise) == "up 4.3 percentage points"
    assert numbers.share(rise) is None
    assert numbers.relative(rise) == "8.5"


def test_one_percentage_point_is_singular() -> None:
    assert numbers.moved(gap(measure(decimals=0), "11", "12")) == "up 1 percentage point"


def test_equal_as_shown_is_no_change() -> None:
    assert numbers.moved(gap(measure(), "61.44", "61.36")) == "no change"
    assert numbers.beside(gap(measure(), "61.44", "61.36")) == "the same"


def test_a_small_base_gets_no_share() -> None:
    assert numbers.share(gap(count(), "13", "23")) is None


def test_numbers_of_things_are_words_up_to_twelve() -> None:
    assert numbers.things(1, "measure") == "one measure"
    assert numbers.things(4, "measure") == "four measures"
    assert numbers.things(59, "measure") == "59 measures"
    assert numbers.things(2, "ambition") == "two ambitions"
