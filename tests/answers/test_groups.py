"""A rank only where every place of a group is there, and why not where it is not (behaviour 25)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from bot.plan.figures import Benchmark
from bot.plan.measures import Polarity
from storage.database import Database
from tests.answers.tiny import plan_of
from tests.asking import Ask
from tests.conversation.talk import Talk, text_of
from tests.making import count, figure, measure, year

CODE = "9.01"
NEIGHBOURS = (
    "Ashby",
    "Birch",
    "Cole",
    "Dene",
    "Eaton",
    "Firth",
    "Grove",
    "Heath",
    "Irby",
    "Jarrow",
)
VALUES = (70, 65, 60, 55, 50, 45, 40, 35, 30, 25)


def places(names: Sequence[str] = NEIGHBOURS, *, end: int = 2025) -> list[Benchmark]:
    return [
        Benchmark(
            measure=CODE,
            comparator=f"Neighbours: {name}",
            period=year(end),
            value=Decimal(value),
            source="Return",
            source_date=None,
        )
        for name, value in zip(names, VALUES, strict=False)
    ]


async def beside(database: Database, *benchmarks: Benchmark, **changes: object) -> Ask:
    made = measure(**changes)
    return await plan_of(
        database, figure(year(2025), "62.0"), measures=(made,), benchmarks=benchmarks
    )


async def test_where_all_are_there_the_rank_is_said(database: Database) -> None:
    ask = await beside(database, *places())
    text = (await ask("compare", CODE, comparators=("Neighbours",))).text
    assert "Rank among Neighbours and us: 3 of 11, where 1 is best." in text
    assert "The simple average of all ten places is 47.5%." in text


async def test_where_lower_is_better_the_rank_turns_round(database: Database) -> None:
    ask = await beside(database, *places(), polarity=Polarity.LOWER)
    assert "9 of 11" in (await ask("compare", CODE, comparators=("Neighbours",))).text


async def test_where_one_is_missing_no_rank_is_given_and_it_is_named(database: Database) -> None:
    old = places(end=2024)[-1:]
    ask = await beside(database, *places(NEIGHBOURS[:-1]), *old)
    text = (await ask("compare", CODE, comparators=("Neighbours",))).text
    assert "No rank is given among Neighbours: no figure is held for Jarrow." in text
    assert "The simple average of the nine of ten places that are held is 50.0%." in text
    assert "of 11" not in text


async def test_without_a_good_way_there_is_no_rank(database: Database) -> None:
    ask = await beside(database, *places(), polarity=Polarity.NEUTRAL)
    text = (await ask("compare", CODE, comparators=("Neighbours",))).text
    assert "the plan does not say which way is good" in text
    assert "of 11" not in text


async def test_counts_of_places_are_not_ranked(database: Database) -> None:
    ask = await plan_of(
        database, figure(year(2025), "62"), measures=(count(),), benchmarks=places()
    )
    text = (await ask("compare", CODE, comparators=("Neighbours",))).text
    assert "counts of places of other size say nothing" in text


async def test_equal_values_share_a_place(database: Database) -> None:
    ask = await plan_of(
        database, figure(year(2025), "65.0"), measures=(measure(),), benchmarks=places()
    )
    assert "2 of 11" in (await ask("compare", CODE, comparators=("Neighbours",))).text


async def test_a_hidden_figure_has_no_rank(database: Database) -> None:
    hidden = figure(year(2025), "3.0", numerator=Decimal(3), denominator=Decimal(100))
    ask = await plan_of(database, hidden, measures=(measure(),), benchmarks=places())
    text = (await ask("compare", CODE, comparators=("Neighbours",))).text
    assert "of 11" not in text
    assert "average" not in text


async def test_single_places_are_not_listed_unasked(database: Database) -> None:
    ask = await beside(database, *places())
    text = (await ask("compare", CODE)).text
    assert "3 of 11" in text
    assert "Ashby" not in text


@pytest.mark.parametrize(
    "typed",
    ["how do we rank among neighbours on persistent absence", "3.02 rank against england"],
)
async def test_where_no_places_are_held_it_says_so(starter: Database, typed: str) -> None:
    text = text_of(await Talk(starter).say(typed))
    assert "No rank can be given: no single places are held, only " in text


async def test_nothing_is_said_of_ranks_that_nobody_asked_for(starter: Database) -> None:
    assert "rank" not in text_of(await Talk(starter).say("3.02 against england")).casefold()
