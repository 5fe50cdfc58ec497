"""What is asked as of a day is answered with what could be known then."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.plan.figures import Benchmark
from bot.plan.periods import calendar_year
from storage.database import Database
from tests.answers.tiny import plan_of
from tests.asking import Ask, days
from tests.making import PLAIN, figure

CODE = PLAIN.code
AS_OF = date(2024, 2, 1)


@pytest.fixture
async def ask(database: Database) -> Ask:
    figures = [figure(calendar_year(first), str(first - 1950)) for first in range(2010, 2025)]
    theirs = [
        Benchmark(
            measure=CODE,
            comparator="All councils",
            period=calendar_year(first),
            value=Decimal(70),
            source="National return",
            source_date=None,
        )
        for first in (2023, 2024)
    ]
    return await plan_of(database, *figures, benchmarks=theirs, today=AS_OF)


@pytest.mark.parametrize(
    "kind", ["latest", "trend", "change", "compare", "target", "source", "story", "ranking", "list"]
)
async def test_a_period_that_ends_later_is_not_known_yet(ask: Ask, kind: str) -> None:
    reply = await ask(kind, CODE)
    assert "2024" not in reply.text
    assert all(one.period_end <= AS_OF for one in reply.statements)


async def test_the_newest_is_the_last_that_has_ended(ask: Ask) -> None:
    reply = await ask("latest", CODE)
    assert "73.0% in 2023" in reply.headline.text
    assert "from 72.0% in 2022" in reply.text


async def test_a_period_that_is_running_has_no_figure(ask: Ask) -> None:
    reply = await ask("figure", CODE, windows=days("2024-01-01", "2024-12-31"))
    assert "no figure is held for 2024" in reply.headline.text
    assert "That period has not ended yet." in reply.text
    assert "to 2023." in reply.text


async def test_years_before_the_newest_are_found_in_a_list_too(database: Database) -> None:
    figures = [figure(calendar_year(first), str(first - 1950)) for first in range(2000, 2025)]
    ask = await plan_of(database, *figures, today=date(2008, 6, 1))
    reply = await ask("list", ambition=PLAIN.ambition)
    assert "57.0% in 2007, up 1.0 percentage point from 56.0% in 2006" in reply.text
