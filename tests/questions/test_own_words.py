"""Words of a measure's own name are no cue; parts of a year that run are due; tags only ask."""

from __future__ import annotations

from datetime import date

import pytest

from bot.questions.queries import Ambiguous, Kind, NotUnderstood, Understood, Window
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue

READER = understander(catalogue())


def test_what_is_measured_in_money_may_be_asked_for_in_money() -> None:
    reading = READER.read("how much does residential care cost us", TODAY)
    assert isinstance(reading, Ambiguous | Understood)
    first = reading.choices[0].query if isinstance(reading, Ambiguous) else reading.query
    assert (first.kind, first.measures) == (Kind.LATEST, ("7.15",))


@pytest.mark.parametrize(
    "text",
    [
        "what was the total bill for residential care last year",
        "how much did suspensions cost",
        "how much does a foster carer get paid",
    ],
)
def test_other_money_is_not_in_the_plan(text: str) -> None:
    assert isinstance(READER.read(text, TODAY), NotUnderstood)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("deadline for the Q3 stuff", Window(start=date(2026, 10, 1), end=date(2026, 12, 31))),
        ("cutoff for Q2 returns?", Window(start=date(2026, 7, 1), end=date(2026, 9, 30))),
        ("deadline for Q4", Window(start=date(2026, 1, 1), end=date(2026, 3, 31))),
    ],
)
def test_a_quarter_that_runs_is_the_one_that_is_due(text: str, window: Window) -> None:
    query = READER.read(text, TODAY).query
    assert (query.kind, query.windows) == (Kind.DUE, (window,))


def test_a_number_that_is_only_asked_about_is_not_handed_in() -> None:
    reading = READER.read("what is the backlog, it is 12 isn't it", TODAY)
    offered = reading.choices if isinstance(reading, Ambiguous) else ()
    assert Kind.SUBMIT not in {reading.query.kind, *(one.query.kind for one in offered)}
    assert READER.read("backlog is 12", TODAY).query.kind is Kind.SUBMIT
