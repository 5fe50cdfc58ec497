"""A list's two conditions both count: neither is dropped, and none turns into the other."""

from __future__ import annotations

import pytest

from bot.questions.queries import Ambiguous, Filter, Kind, Query
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue

BETTER, WORSE = Filter.IMPROVING, Filter.WORSENING


def read(text: str) -> Query:
    reading = understander(catalogue()).read(text, TODAY)
    return reading.choices[0].query if isinstance(reading, Ambiguous) else reading.query


@pytest.mark.parametrize(
    ("text", "side", "course"),
    [
        ("list measures where we beat england but are getting worse", BETTER, WORSE),
        ("where do we beat england but are getting worse", BETTER, WORSE),
        ("measures better than england that are worsening", BETTER, WORSE),
        ("improving but still behind england", WORSE, BETTER),
        ("ahead of england but off target", BETTER, Filter.OFF_TARGET),
        ("where are we worse than england", WORSE, None),
        ("which measures beat england", BETTER, None),
    ],
)
def test_a_side_of_a_comparator_and_a_way_to_go_are_two_conditions(
    text: str, side: Filter, course: Filter | None
) -> None:
    query = read(text)
    assert query.kind is Kind.LIST
    assert (query.comparators, query.filter, query.also) == (("England",), side, course)


@pytest.mark.parametrize(
    ("text", "status", "course"),
    [
        ("off target and getting worse", Filter.OFF_TARGET, WORSE),
        ("on target but getting worse", Filter.ON_TARGET, WORSE),
        ("red but improving", Filter.OFF_TARGET, BETTER),
        ("not meeting target but improving", Filter.OFF_TARGET, BETTER),
        ("nearly on target and improving", Filter.CLOSE_TO_TARGET, BETTER),
        ("which measures are off target", Filter.OFF_TARGET, None),
    ],
)
def test_a_target_and_a_way_to_go_are_two_conditions(
    text: str, status: Filter, course: Filter | None
) -> None:
    query = read(text)
    assert (query.kind, query.filter, query.also) == (Kind.LIST, status, course)


def test_what_does_not_improve_is_never_listed_as_improving() -> None:
    assert read("which measures are not improving").filter is WORSE
    assert read("which measures are improving").filter is BETTER


@pytest.mark.parametrize(
    ("text", "filter_"),
    [
        ("top 3 measures worst against england", Filter.WORST),
        ("top 3 where we are worse than england", Filter.WORST),
        ("top 3 measures where we lag behind england", Filter.WORST),
        ("top 5 measures worst vs statistical neighbours", Filter.WORST),
        ("top 3 best against england", Filter.BEST),
        ("top 3 where we are better than england", Filter.BEST),
    ],
)
def test_top_says_how_many_and_not_which_end(text: str, filter_: Filter) -> None:
    assert understander(catalogue()).read(text, TODAY).query.filter is filter_
