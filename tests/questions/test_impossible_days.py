"""A day that no calendar has is told of; every real one is left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.impossible_days import no_such_day
from storage.database import Database
from tests.conversation.talk import Talk, text_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("neet 31 february 2026", "31 February 2026"),
        ("backlog on 31/02/2026", "31 February 2026"),
        ("neet june 31st", "31 June"),
        ("the 30th of Feb", "30 February"),
        ("29 feb 2025", "29 February 2025"),
        ("31 sept 2025", "31 September 2025"),
    ],
)
def test_a_day_that_does_not_exist_is_named(text: str, day: str) -> None:
    assert no_such_day(text) == day


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_every_real_day_is_left_alone(day: date) -> None:
    for form in (f"{day.day} {day:%B} {day.year}", f"{day.day} {day:%b}", f"{day:%d/%m/%Y}"):
        assert no_such_day(f"neet at {form}") is None


@pytest.mark.parametrize("text", ["31 of 43", "29 may be right", "30 children in mar 2025"])
def test_other_numbers_are_left_alone(text: str) -> None:
    assert no_such_day(text) is None


@pytest.mark.parametrize("text", ["neet 31 february 2026", "backlog is 420 for 31 february 2026"])
async def test_an_answer_says_that_there_is_no_such_day(starter: Database, text: str) -> None:
    assert text_of(await Talk(starter).say(text)).startswith("There is no 31 February 2026.")
