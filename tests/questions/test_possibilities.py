"""What a question may ask: the likeliest first, each once, and never surer than certain."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.plan.measures import Measure
from bot.questions.asked import Asked
from bot.questions.building import Builder
from bot.questions.kinds import weigh
from bot.questions.possibilities import MOST, Possibilities, Possible
from bot.questions.queries import Ambiguous, Kind, Understood
from bot.questions.subjects import subject_of
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue

WORDS = [
    "neet",
    "ehcp",
    "backlog",
    "latest",
    "trend",
    "why",
    "who",
    "owns",
    "england",
    "2023/24",
    "children",
    "care",
    "lac",
    "sen",
]


def possible(text: str, certainty: float, most: int = MOST) -> list[Possible]:
    clues = understander(catalogue()).clues(text)
    subject = subject_of(clues)
    asked = Asked(clues=clues, kinds=weigh(clues, subject), subject=subject, today=TODAY)
    made = Possibilities(Builder(catalogue()))
    return made.of(asked, certainty, clues.link.around, most)


@example(text="england care", sure=1.0)
@given(text=st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), sure=st.floats(0, 1))
@settings(max_examples=80, deadline=None)
def test_readings_differ_stand_in_order_and_share_one_chance(text: str, sure: float) -> None:
    found = possible(text, sure)
    chances = [one.chance for one in found]
    assert len(found) <= MOST
    assert len({one.query for one in found}) == len(found)
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1 + 0.2
    assert all(one.query.kind is not Kind.NOT_IN_PLAN for one in found)


def test_fewer_wanted_are_the_first_of_many() -> None:
    assert possible("why has neet gone up", 0.9, 2) == possible("why has neet gone up", 0.9)[:2]


def test_the_surer_the_measure_the_likelier_its_reading() -> None:
    sure, unsure = possible("neet latest", 0.95)[0], possible("neet latest", 0.3)[0]
    assert sure.query.measures == ("5.03",)
    assert sure.chance > unsure.chance


def test_words_that_name_nothing_well_still_come_near_something() -> None:
    around = understander(catalogue()).clues("how much school do pupils miss").link.around
    assert {code for code, _ in around} & {"3.01", "3.02"}
    assert around[0][1] == 1.0


def test_measures_named_in_full_need_no_second_opinion() -> None:
    assert not understander(catalogue()).clues("EHCP backlog").link.around


@pytest.mark.parametrize("measure", catalogue().measures, ids=lambda one: one.code)
def test_a_name_typed_alone_gets_its_newest_figure(measure: Measure) -> None:
    reading = understander(catalogue()).read(measure.name, TODAY)
    assert isinstance(reading, (Understood, Ambiguous))
    asked = reading.choices if isinstance(reading, Ambiguous) else ()
    offered = [one.query.measures for one in asked] or [reading.query.measures]
    assert any(measure.code in codes for codes in offered)
