"""A sentence that only says why something is asked changes nothing about what is asked."""

from __future__ import annotations

import pytest

from bot.questions.queries import Kind, NotUnderstood, Query, Window
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue


def read(text: str) -> Query:
    reading = understander(catalogue()).read(text, TODAY)
    assert not isinstance(reading, NotUnderstood), text
    return reading.query


@pytest.mark.parametrize(
    ("around", "asked"),
    [
        ("Judges keep telling us off. {}", "Are care proceedings finishing inside the 26 weeks?"),
        ("{} Residents keep stopping me in the street.", "What is the NEET rate?"),
        ("My English is not so good. {}", "What is the care rate?"),
        ("before I reply to the MP, {}", "what is the NEET rate"),
        ("Reporter from the local paper - {}", "what is the NEET rate"),
        ("I only began here last week. {}", "What is the NEET rate?"),
        ("The chair rang me three times. {}", "Why has the weekly residential cost gone up?"),
    ],
)
def test_what_is_told_around_a_question_is_no_part_of_it(around: str, asked: str) -> None:
    told, plain = read(around.format(asked)), read(asked)
    assert (told.kind, told.measures, told.windows) == (plain.kind, plain.measures, plain.windows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Put it on a graph for me. NEET", Kind.TREND),
        ("What is the NEET rate? Compared with England please", Kind.COMPARE),
    ],
)
def test_a_sentence_that_says_what_is_wanted_counts(text: str, kind: Kind) -> None:
    assert read(text).kind is kind


def test_a_date_said_beside_a_question_counts() -> None:
    asked = read("I have the report for 2022/23 here. What was child poverty?")
    assert [(one.start.year, one.end.year) for one in asked.windows] == [(2022, 2023)]


def test_a_topic_said_beside_a_question_counts() -> None:
    asked = read("It is about special needs, how many children are waiting for plans")
    assert asked.measures[0] == "4.01"


@pytest.mark.parametrize(
    "text",
    [
        "I only want to know about girls. What is the NEET rate?",
        "This is for one ward in Bramhall. What is the NEET rate?",
    ],
)
def test_a_group_or_place_said_beside_a_question_counts(text: str) -> None:
    reading = understander(catalogue()).read(text, TODAY)
    assert not (reading.query.kind is Kind.LATEST and reading.query.measures == ("5.03",)), text


def test_half_and_one_in_eight_are_no_values() -> None:
    asked = read("why has NEET gone up by half")
    assert (asked.kind, asked.measures) == (Kind.STORY, ("5.03",))
    assert read("one in eight are overweight in year 6, is that so").value is None


def test_the_high_nineties_are_no_decade() -> None:
    asked = read("Care leavers in suitable housing since 2019/20, still in the high nineties?")
    assert all(isinstance(one, Window) and one.start.year >= 2019 for one in asked.windows)
