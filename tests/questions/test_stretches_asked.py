"""A stretch of years asks for a line, or for the one figure that covers it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.questions.queries import Kind, Understood
from bot.questions.stretches_asked import pooled_years
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue


def kind_of(text: str) -> Kind:
    reading = understander(catalogue()).read(text, TODAY)
    assert isinstance(reading, Understood)
    return reading.query.kind


@pytest.mark.parametrize(
    "text",
    [
        "number in care between March 2017 and March 2022",
        "mental health inpatients 18/19 to 23/24",
        "kids in care, march 2016 to march 2025",
    ],
)
def test_a_stretch_with_nothing_else_said_asks_for_a_line(text: str) -> None:
    assert kind_of(text) is Kind.TREND


@pytest.mark.parametrize(
    "text",
    [
        "alcohol admissions 2018/19 to 2020/21",
        "alcohol admissions under 18 for the three years to march 2021",
        "neet dec 23-feb 24",
        "NEET DJF 2019/20",
    ],
)
def test_a_stretch_as_long_as_one_figure_asks_for_that_figure(text: str) -> None:
    assert kind_of(text) is Kind.FIGURE


@pytest.mark.parametrize(
    ("definition", "years"),
    [
        ("Admissions per 100,000, three years pooled.", 3),
        ("A 3-year rolling rate.", 3),
        ("Counts pooled over five years.", 5),
        ("Children who waited three years or more.", 0),
    ],
)
def test_a_definition_says_over_how_many_years_it_pools(definition: str, years: int) -> None:
    measure = replace(catalogue().measures[0], definition=definition)
    assert pooled_years(measure) == years


@pytest.mark.parametrize("text", ["was NEET higher in 2019 than now", "20 weeks 2022 vs now"])
def test_a_date_held_against_now_asks_for_the_change(text: str) -> None:
    assert kind_of(text) is Kind.CHANGE
