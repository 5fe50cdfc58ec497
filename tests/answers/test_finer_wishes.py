"""What is asked beyond a kind: over a time, ambitions beside each other, the lowest, no owner."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.questions.queries import Extreme, Filter, Kind, Lacking, Query
from bot.questions.understand import understander
from tests.asking import Ask, days, values
from tests.starter import TODAY, catalogue

SINCE_2019 = days("2019-01-01", TODAY.isoformat())


def query_of(text: str) -> Query:
    return understander(catalogue()).read(text, TODAY).query


async def test_what_got_better_since_a_year_is_judged_from_that_year_on(ask: Ask) -> None:
    reply = await ask(Kind.LIST, filter=Filter.IMPROVING, windows=SINCE_2019)
    assert "have improved since 1 January 2019" in reply.text
    assert values(reply, "2.08") == [Decimal(126), Decimal(234)]
    assert "backlog" not in reply.text  # held from 2024 on only


async def test_what_got_worse_in_a_past_year_is_judged_by_that_year(ask: Ask) -> None:
    year = days("2023-04-01", "2024-03-31")
    reply = await ask(Kind.LIST, filter=Filter.WORSENING, ambition=7, windows=year)
    assert "has got worse in ambition 7 over April 2023 to March 2024" in reply.text
    assert values(reply, "7.15") == [Decimal(6425), Decimal(5250)]


async def test_a_time_that_has_only_begun_is_said_to_hold_no_other_step(ask: Ask) -> None:
    year = days("2026-04-01", "2027-03-31")
    reply = await ask(Kind.LIST, filter=Filter.WORSENING, ambition=7, windows=year)
    assert "that time holds no other step" in reply.text


async def test_the_biggest_movers_since_a_year_are_ranked_from_that_year_on(ask: Ask) -> None:
    reply = await ask(Kind.RANKING, filter=Filter.BIGGEST_CHANGE, windows=SINCE_2019)
    assert "moved most since 1 January 2019" in reply.text
    assert "the first figure of that time" in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "which ambition is doing worst",
        "rank the ambitions worst first",
        "what's the worst ambition",
    ],
)
def test_ambitions_are_picked_where_they_are_asked_for(text: str) -> None:
    query = query_of(text)
    assert (query.kind, query.filter, query.across) == (Kind.RANKING, Filter.WORST, True)


@pytest.mark.parametrize(
    "text", ["where are we doing worst in ambition 3", "what are we best at across all ambitions"]
)
def test_measures_are_picked_within_ambitions(text: str) -> None:
    assert not query_of(text).across


async def test_ambitions_stand_beside_each_other_the_worst_first(ask: Ask) -> None:
    reply = await ask(Kind.RANKING, filter=Filter.WORST, across=True)
    lines = reply.text.splitlines()
    assert lines[0] == "Ambitions 1 and 4 have the largest shares of measures getting worse."
    assert lines[1].startswith("Ambition 1: of four measures with a change, three worse and one")
    assert len([one for one in lines if one.startswith("Ambition ")]) == 7
    best = await ask(Kind.RANKING, filter=Filter.BEST, across=True)
    assert "getting better" in best.text.splitlines()[0]


def test_what_lacks_an_owner_or_a_target_is_asked_for() -> None:
    assert query_of("measures with no owner").lacking is Lacking.OWNER
    assert query_of("which measures have no target").lacking is Lacking.TARGET
    assert query_of("show us only what's missing its target").lacking is None


async def test_measures_without_an_owner_or_a_target_are_named(ask: Ask) -> None:
    assert "Every measure has an owner." in (await ask(Kind.LIST, lacking=Lacking.OWNER)).text
    assert "No measure has a target" in (await ask(Kind.LIST, lacking=Lacking.TARGET)).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("lowest ks2", Extreme.LOWEST),
        ("lowest attainment 8 ever", Extreme.LOWEST),
        ("when was neet highest", Extreme.HIGHEST),
    ],
)
def test_the_lowest_or_highest_figure_is_asked_of_the_series(text: str, wanted: Extreme) -> None:
    query = query_of(text)
    assert (query.kind, query.extreme) == (Kind.TREND, wanted)


async def test_the_lowest_figure_is_said_first_with_its_period(ask: Ask) -> None:
    reply = await ask(Kind.TREND, "3.07", extreme=Extreme.LOWEST)
    assert reply.text.startswith(
        "Attainment 8: the lowest figure held is 47.0, for school year 2022/23."
    )
    worst = await ask(Kind.TREND, "5.03", extreme=Extreme.WORST)
    assert "the worst figure held is 4.2%" in worst.text


def test_a_place_that_is_named_is_compared_with_whatever_the_dates_ask() -> None:
    query = query_of("20 weeks 2021 vs 2022 england")
    assert (query.kind, query.comparators, query.over_time) == (Kind.COMPARE, ("England",), True)
    assert len(query.windows) == 2
    assert query_of("20 weeks vs england trend").over_time
    assert not query_of("20 weeks vs england in 2022").over_time


async def test_every_period_that_both_have_is_laid_beside_the_other(ask: Ask) -> None:
    reply = await ask(Kind.COMPARE, "4.02", comparators=("England",), over_time=True)
    assert "2019: Stockport 45.6%; England 60.4%." in reply.text
    both = days("2021-01-01", "2021-12-31") + days("2022-01-01", "2022-12-31")
    two = await ask(Kind.COMPARE, "4.02", comparators=("England",), over_time=True, windows=both)
    assert "2021: Stockport 94.4%; England 59.9%." in two.text
    assert "2019" not in two.text


async def test_one_period_alone_is_compared_in_full(ask: Ask) -> None:
    year = days("2022-01-01", "2022-12-31")
    reply = await ask(Kind.COMPARE, "4.02", comparators=("England",), over_time=True, windows=year)
    assert reply.text.startswith("EHC plans issued within 20 weeks: better than England, 49.9%")
