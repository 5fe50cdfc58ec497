"""A topic that the plan lacks takes nothing from the conversation, and is never every measure."""

from __future__ import annotations

import pytest

from bot.questions.evaluation import turn_after
from bot.questions.queries import Kind, NotUnderstood, Reading, Turn, Understood
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue


def talk(*texts: str) -> Reading:
    """Return the reading of the last text after those before it."""
    turns: list[Turn] = []
    reading = None
    for text in texts:
        reading = understander(catalogue()).read(text, TODAY, turns)
        turns.insert(0, turn_after(reading))
    assert reading is not None
    return reading


@pytest.mark.parametrize("before", [(), ("persistent absence",), ("where are we worst",)])
def test_an_unknown_subject_beside_neighbours_is_refused(before: tuple[str, ...]) -> None:
    text = "are we doing better than our neighbours on reoffending"
    assert isinstance(talk(*before, text), NotUnderstood)


def test_a_whole_question_about_what_is_not_held_leans_on_nothing() -> None:
    text = "how many kids got 5 or above in english and maths"
    assert isinstance(talk("20 weeks", text), NotUnderstood)


def test_what_was_refused_is_no_pattern_to_go_on_with() -> None:
    refused = "how many kids got 5 or above in english and maths"
    reading = talk("what does 20 weeks mean", refused, "what about free school meals pupils")
    assert not (isinstance(reading, Understood) and reading.query.kind is Kind.DEFINITION)


def test_it_means_what_the_same_text_names() -> None:
    reading = talk("persistent absence", "2 year old take up of childcare why did it drop")
    assert (reading.query.kind, reading.query.measures) == (Kind.STORY, ("1.03",))


def test_a_question_without_a_subject_still_leans() -> None:
    reading = talk("persistent absence", "are we doing better than our neighbours")
    assert (reading.query.kind, reading.query.measures) == (Kind.COMPARE, ("3.02",))


@pytest.mark.parametrize(
    ("text", "ambition"),
    [
        ("what is the worst ambition", None),
        ("what is the worst in this ambition", 7),
        ("which is worst", 7),
    ],
)
def test_the_worst_of_all_ambitions_is_not_looked_for_inside_one(
    text: str, ambition: int | None
) -> None:
    assert talk("how is ambition 7 doing", text).query.ambition == ambition


def test_steps_in_a_row_are_not_answered_with_one_step() -> None:
    assert isinstance(talk("which measures have fallen three times in a row"), NotUnderstood)
    assert isinstance(talk("which measures have fallen"), Understood)
