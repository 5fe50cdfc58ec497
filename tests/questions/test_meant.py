"""What is meant of all that a question names: conditions in an ambition, owners, terms, units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.questions.queries import Filter, Kind, NotUnderstood, Understood
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue


def read(text: str) -> Understood:
    reading = understander(catalogue()).read(text, TODAY)
    assert isinstance(reading, Understood), text
    return reading


@pytest.mark.parametrize(
    ("text", "picked", "ambition"),
    [
        ("any in ambition three that are hitting what they aimed for?", Filter.ON_TARGET, 3),
        ("ambition 2 - what is heading south?", Filter.WORSENING, 2),
        ("in ambition 6 which measures are still awaiting a first number", Filter.NO_FIGURE, 6),
        ("SEND measures that have got better", Filter.IMPROVING, 4),
        ("which education measures are red", Filter.OFF_TARGET, 3),
        ("filter: RAG=red", Filter.OFF_TARGET, None),
        ("List those measures where performance is on a downward path", Filter.WORSENING, None),
    ],
)
def test_a_condition_is_heard_with_the_ambition_it_is_asked_in(
    text: str, picked: Filter, ambition: int | None
) -> None:
    query = read(text).query
    assert (query.kind, query.filter, query.ambition) == (Kind.LIST, picked, ambition)


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("perm ex: 3 for september", "3.05", "3"),
        ("3.03 is 3 for q2", "3.03", "3"),
        ("looked after 78.2 q2", "7.02", "78.2"),
        ("looked after 480 q2", "7.01", "480"),
        ("sgo 12% for q2", "7.07", "12"),
        ("sgo 12 for q2", "7.06", "12"),
        ("lac rate 80 at 30 sept", "7.02", "80"),
    ],
)
def test_a_value_goes_to_the_number_or_the_rate_by_what_it_can_be(
    text: str, code: str, value: str
) -> None:
    query = read(text).query
    assert (query.kind, query.measures, query.value) == (Kind.SUBMIT, (code,), Decimal(value))


def test_a_term_that_begins_a_measures_name_is_not_meant_where_the_name_goes_on() -> None:
    assert read("what exactly is an early help assessment").query.measures == ("2.09",)
    assert read("what exactly is early help").query.term == "Early help"


def test_a_role_that_is_named_says_whose_measures_are_meant() -> None:
    assert read("who leads court and permanence").query.measures == ("7.10", "7.11")
    assert read("who is responsible person of breast feeding data").query.measures == ("1.04",)
    assert read("deadline for q2 cla").query.measures == ("7.01",)


def test_words_that_fit_several_measures_are_the_name_of_their_topic() -> None:
    assert read("all the measures about care leavers pls").query.measures == ("7.12", "7.13")


@pytest.mark.parametrize(
    "text", ["greater manchester figure for neet", "neet figure for greater manchester"]
)
def test_a_place_is_one_though_an_owner_has_its_name_too(text: str) -> None:
    assert isinstance(understander(catalogue()).read(text, TODAY), NotUnderstood)
    owned = read("measures owned by nhs greater manchester").query
    assert owned.measures == ("6.03", "6.08")
