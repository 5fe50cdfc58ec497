"""The whole decision on a PostgreSQL server of its own.

The server waits for the disk at each commit, as it does by default.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import cycle, islice

import pytest

from handlers.assembly import made_ready
from storage.database import Database, open_database
from tests import starter_database
from tests.benchmarks import echo
from tests.benchmarks.decision import CALLERS, DECISIONS, FLOOR, latest_questions, mean
from tests.benchmarks.echo import PEOPLE, QUESTIONS
from tests.benchmarks.rows import Goal, Row, best
from tests.postgresql_server import running

ROUNDS = 3
GOAL = Goal(limit=4)


def rows() -> list[Row]:
    """Return the whole decision on PostgreSQL."""
    try:
        with running(durable=True) as server:
            return asyncio.run(_rows(server.url(server.create())))
    except pytest.skip.Exception:
        return []


async def _rows(url: str) -> list[Row]:
    database = open_database(url)
    await database.transact(starter_database.load)
    await made_ready(database)
    latest = await latest_questions(database)
    found = [
        await _row(database, latest, '"latest" of every measure', GOAL),
        await _row(
            database, list(islice(cycle(QUESTIONS), DECISIONS)), "questions that come again"
        ),
    ]
    await database.close()
    return found


async def _row(
    database: Database, texts: Sequence[str], name: str, goal: Goal | None = None
) -> Row:
    await mean(database, texts[:PEOPLE], callers=CALLERS)
    floors, taken = [], []
    for _ in range(ROUNDS):
        floors.append(await echo.alone())
        taken.append(await mean(database, texts, callers=CALLERS))
    floors.append(await echo.alone())
    return Row(
        name=f"whole decision on PostgreSQL, {CALLERS} people at once, {name}",
        measured=best(taken).clock,
        unit="µs",
        floor_name=FLOOR,
        floor=best(floors).clock,
        goal=goal,
        note="durable commit; mean",
    )
