from __future__ import annotations

import pytest

from bot.plan.measures import Polarity
from bot.plan.status import Status, judge, margin, target_for, telling_places
from tests.making import figure, measure, quarter, target, year

NOW = quarter(2026, 2)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("65", Status.ON_TARGET),
        ("65.1", Status.ON_TARGET),
        ("64.999", Status.CLOSE_TO_TARGET),
        ("60", Status.CLOSE_TO_TARGET),
        ("59.999", Status.OFF_TARGET),
    ],
)
def test_boundaries_belong_to_the_better_side(value: str, status: Status) -> None:
    judged = judge(measure(), figure(NOW, value), [target(NOW, "65", "5")])
    assert judged.status is status


@pytest.mark.parametrize(
    ("value", "status"),
    [("65", Status.ON_TARGET), ("70", Status.CLOSE_TO_TARGET), ("70.01", Status.OFF_TARGET)],
)
def test_where_lower_is_better_the_sides_change(value: str, status: Status) -> None:
    lower = measure(polarity=Polarity.LOWER)
    assert judge(lower, figure(NOW, value), [target(NOW, "65", "5")]).status is status


def test_a_relative_tolerance_is_a_share_of_the_target() -> None:
    assert margin(target(NOW, "80", "10", relative=True)) == 8


def test_a_relative_tolerance_of_zero_counts_as_absolute() -> None:
    assert margin(target(NOW, "0", "3", relative=True)) == 3


def test_without_a_tolerance_nothing_is_close() -> None:
    judged = judge(measure(), figure(NOW, "64.9"), [target(NOW, "65")])
    assert judged.status is Status.OFF_TARGET


def test_a_target_of_another_period_is_not_carried_over() -> None:
    judged = judge(measure(), figure(NOW, "64.9"), [target(quarter(2026, 1), "65")])
    assert judged.status is Status.NO_TARGET


def test_a_years_target_holds_for_its_quarters_until_one_has_its_own() -> None:
    own, whole = target(NOW, "70"), target(year(2026), "65")
    assert target_for(NOW, [whole]) is whole
    assert target_for(NOW, [whole, own]) is own


def test_what_has_no_value_or_no_good_way_cannot_be_judged() -> None:
    aims = [target(NOW, "65")]
    assert judge(measure(), figure(NOW, None), aims).status is Status.CANNOT_JUDGE
    neutral = measure(polarity=Polarity.NEUTRAL)
    assert judge(neutral, figure(NOW, "70"), aims).status is Status.CANNOT_JUDGE


def test_one_more_decimal_is_shown_where_rounding_would_contradict_the_status() -> None:
    aim = target(NOW, "65", "5")
    assert telling_places(measure(), figure(NOW, "64.96"), aim) == 2
    assert telling_places(measure(), figure(NOW, "59.98"), aim) == 2
    assert telling_places(measure(), figure(NOW, "64.9"), aim) == 1
    assert telling_places(measure(), figure(NOW, "65"), aim) == 1
