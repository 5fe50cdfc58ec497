"""Figures as people hand them in: measure, period and value are what they say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.questions.queries import Kind, Understood
from bot.questions.understand import understander
from tests.questions.test_period_words import window
from tests.starter import TODAY, catalogue


def submissions() -> list[tuple[str, str, str, str]]:
    table = (Path(__file__).parent / "submissions_typed.txt").read_text(encoding="utf-8")
    rows = []
    for line in table.splitlines():
        if line.strip() and not line.startswith("#"):
            text, code, dates, value = (part.strip() for part in line.split(" | "))
            rows.append((text, code, dates, value))
    return rows


@pytest.mark.parametrize(("text", "code", "dates", "value"), submissions())
def test_a_figure_is_taken_as_it_is_handed_in(text: str, code: str, dates: str, value: str) -> None:
    reading = understander(catalogue()).read(text, TODAY)
    assert isinstance(reading, Understood)
    query = reading.query
    assert (query.kind, query.measures) == (Kind.SUBMIT, (code,))
    assert query.windows == (() if dates == "-" else (window(dates),))
    assert query.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "backlog q2 430ish",
        "backlog about 430 for q2",
        "backlog q2 more than 400",
        "backlog q2 60-65",
        "backlog q2 430 or 431",
        "neet oct 61,4",
        "camhs wait q2 £13",
    ],
)
def test_what_is_no_exact_figure_has_no_value(text: str) -> None:
    query = understander(catalogue()).read(text, TODAY).query
    assert query is not None
    assert (query.kind, query.value) == (Kind.SUBMIT, None)
