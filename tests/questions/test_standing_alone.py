"""A whole question is read alike after anything; how plainly one leans makes it sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.questions.bank import read_bank
from bot.questions.before import before
from bot.questions.evaluation import turn_after
from bot.questions.labels import choices_of
from bot.questions.queries import Ambiguous, Kind, NotUnderstood, Turn
from bot.questions.standing_alone import may_lean
from bot.questions.understand import understander
from tests.questions.test_follow_ups import talk
from tests.starter import TODAY, catalogue

SCENES = (
    "latest neet",
    "child protection plan rate vs england",
    "who owns the weekly cost of residential care",
    "children looked after 31 march 2024",
)
WHOLE = (
    "what's due this month",
    "who hasnt sent theirs in yet",
    "which measures are getting worse",
    "what are the ambitions",
    "who owns kinship foster care",
    "suspension rate 2022/23",
    "is attainment 8 going up",
    "in 2021-22 how many children left care through special guardianship",
    "does the plan have a target for 20 weeks",
)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("whole", WHOLE)
def test_a_whole_question_is_read_as_if_nothing_had_been_said(scene: str, whole: str) -> None:
    alone = understander(catalogue()).read(whole, TODAY)
    assert talk([scene, whole]).query == alone.query


def test_what_is_read_without_a_look_back_has_no_way_to_lean() -> None:
    reader = understander(catalogue())
    lines = read_bank(Path(__file__).with_name("open_tuning.jsonl"))
    earlier = [turn_after(reader.read(line.text, TODAY)) for line in lines]
    alone = 0
    for place, line in enumerate(lines):
        asked = reader.asked(line.text, TODAY)
        said = before(catalogue(), (earlier[place - 1], earlier[place - 7]))
        if said is None or may_lean(asked, said.turns[:1]) or said.last.asked:
            continue
        alone += 1
        assert not reader.follow_ups.ways(asked, said), line.text
    assert alone


def sure(*texts: str) -> float:
    """Return how sure the reading of the last text is."""
    return talk(texts).certainty


def test_the_plainer_a_question_leans_the_surer_it_is() -> None:
    assert sure("latest neet", "who owns that") > sure("latest neet", "children behind the %")


def test_what_a_far_flung_question_back_offered_was_not_spoken_of() -> None:
    reader = understander(catalogue())
    first = turn_after(reader.read("repeat referrals", TODAY))
    offered = tuple(
        reader.read(text, TODAY).query for text in ("persistent absence", "repeat referrals")
    )
    back = Turn(
        query=offered[0].but(measures=tuple(code for one in offered for code in one.measures)),
        asked=choices_of(catalogue(), offered),
    )
    found = before(catalogue(), (back, first))
    assert found is not None
    assert found.query.measures == ("2.02",)


def test_a_part_that_is_not_held_is_refused() -> None:
    reading = talk(["free school meals in primary schools", "same for secondary"])
    assert isinstance(reading, NotUnderstood)


def test_where_it_is_unclear_what_is_leant_on_both_are_offered() -> None:
    reading = talk(["exclusions", "and the target"])
    assert isinstance(reading, Ambiguous)
    assert {choice.query.kind for choice in reading.choices} == {Kind.TARGET}
