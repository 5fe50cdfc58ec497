from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.figures import FigureStatus
from bot.plan.withholding import must_withhold, screened
from tests.making import count, figure, measure, year

NOW = year(2025)


@pytest.mark.parametrize(
    ("value", "hidden"), [("0", False), ("1", True), ("4", True), ("5", False)]
)
def test_small_counts_are_hidden_and_true_zeros_are_not(value: str, hidden: bool) -> None:
    assert must_withhold(count(), figure(NOW, value)) is hidden


def test_a_share_is_hidden_where_the_count_behind_it_is_small() -> None:
    share = figure(NOW, "2.0", numerator=Decimal(2), denominator=Decimal(100))
    assert must_withhold(measure(), share)


def test_a_share_is_hidden_where_the_rest_of_the_group_is_as_telling() -> None:
    share = figure(NOW, "98.0", numerator=Decimal(98), denominator=Decimal(100))
    assert must_withhold(measure(complement_sensitive=True), share)
    assert not must_withhold(measure(), share)


def test_a_share_of_all_hides_nobody() -> None:
    share = figure(NOW, "100", numerator=Decimal(35), denominator=Decimal(35))
    assert not must_withhold(measure(), share)


def test_a_count_that_the_share_and_its_base_give_away_is_hidden() -> None:
    assert must_withhold(measure(), figure(NOW, "2.0", denominator=Decimal(100)))


def test_a_measure_without_a_rule_hides_nothing() -> None:
    assert not must_withhold(count(withhold_below=None), figure(NOW, "1"))


def test_a_figure_of_another_measure_is_hidden() -> None:
    assert must_withhold(count(code="1.01"), figure(NOW, "400"))


@given(st.integers(1, 4), st.integers(1, 4))
def test_what_is_left_is_the_same_whatever_the_hidden_size(one: int, other: int) -> None:
    left = [
        screened(count(), figure(NOW, str(value), note=f"{value} in all")) for value in (one, other)
    ]
    assert left[0] == left[1]
    assert left[0].status is FigureStatus.WITHHELD
    assert left[0].value is None
