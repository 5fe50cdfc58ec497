"""A place whose value is many times the others is told of; places that merely differ are not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.far_off import FarOff, far_off
from bot.plan.measures import Unit

RATE = Unit.RATE_PER_100000


def found(*values: str, unit: Unit = RATE) -> FarOff | None:
    return far_off(unit, dict(zip("abcdef", map(Decimal, values), strict=False)))


@pytest.mark.parametrize(
    ("values", "place", "above"),
    [
        (("126", "1258", "168", "100"), "b", True),
        (("50", "10", "10"), "a", True),
        (("12.6", "126", "168", "100"), "a", False),
        (("20", "100", "499"), "a", False),
    ],
)
def test_the_one_that_stands_apart_is_found(
    values: tuple[str, ...], place: str, *, above: bool
) -> None:
    assert found(*values) == FarOff(place=place, above=above)


@pytest.mark.parametrize(
    "values",
    [("1", "9"), ("10", "49", "12"), ("1", "5", "25"), ("0", "10", "12"), ("-1", "1", "9")],
)
def test_where_nobody_can_say_which_is_wrong_nothing_is_said(values: tuple[str, ...]) -> None:
    assert found(*values) is None


def test_places_of_different_size_may_count_as_they_like() -> None:
    assert found("12", "13", "9000", unit=Unit.COUNT) is None


@given(st.lists(st.integers(100, 499), min_size=2, max_size=5), st.integers(2_500, 10**6))
def test_the_order_does_not_matter(alike: list[int], odd: int) -> None:
    names = [f"place {number}" for number in range(len(alike))]
    values = {**dict(zip(names, map(Decimal, alike), strict=True)), "odd": Decimal(odd)}
    backwards = dict(reversed(values.items()))
    assert far_off(RATE, values) == far_off(RATE, backwards) == FarOff(place="odd", above=True)
