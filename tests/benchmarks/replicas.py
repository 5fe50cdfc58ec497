"""Four replicas on one PostgreSQL beside one, each a process with the whole bot's decisions.

`python -m tests.benchmarks replicas`. All take questions of the same people from the same inbox;
`python -m tests.benchmarks.replicas URL FIRST LAST` is one of the processes. Where the machine has
fewer processors than processes and the server together need, four cannot be four times as fast.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime
from itertools import cycle, islice
from os import cpu_count
from time import time

import pytest

from handlers.assembly import made_ready
from storage.database import Database, open_database
from tests import starter_database
from tests.benchmarks.decision import CALLERS, came_in, decision
from tests.benchmarks.echo import QUESTIONS
from tests.benchmarks.rows import Goal, Row
from tests.postgresql_server import running
from tests.storage.reaching import run_sql

REPLICAS, QUESTIONS_ASKED, WARMING = 4, 4_000, 400
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def rows() -> list[Row]:
    """Return how many questions a second four replicas answer, beside one."""
    try:
        with running(durable=True) as server:
            one, many = (_rate(server.url(server.create()), count) for count in (1, REPLICAS))
    except pytest.skip.Exception:
        return []
    return [
        Row(
            name=f"{REPLICAS} replicas on one PostgreSQL server, all sorts of questions",
            measured=many,
            unit="a second",
            floor_name="one replica",
            floor=one,
            goal=Goal(limit=1, least=True),
            note=f"server and replicas share {cpu_count()} processors; nothing lost, nothing twice",
        )
    ]


def _rate(url: str, replicas: int) -> float:
    """Return the questions a second that so many replicas answer together."""
    asyncio.run(_fill(url))
    edges = [
        WARMING * replicas + QUESTIONS_ASKED * place // replicas for place in range(replicas + 1)
    ]
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.replicas", url, *map(str, place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for place in zip(range(replicas), edges, edges[1:], strict=False)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "ready"
    began = time()
    ended: list[float] = [json.loads(worker.communicate("go\n")[0]) for worker in workers]
    asyncio.run(_look(url, WARMING * replicas + QUESTIONS_ASKED))
    return QUESTIONS_ASKED / (max(ended) - began)


async def _fill(url: str) -> None:
    """Load the plan, and put every question into the inbox."""
    database = open_database(url)
    await database.transact(starter_database.load)
    await made_ready(database)
    most = WARMING * REPLICAS + QUESTIONS_ASKED
    await database.transact(lambda stores: stores.journal.receive(came_in(range(most)), NOW))
    await database.close()


async def _look(url: str, asked: int) -> None:
    """Fail where a question has no answer, or more than one."""
    database = open_database(url)
    found = await database.read(lambda stores: run_sql(stores, "SELECT count(*) FROM outbox"))
    await database.close()
    assert found == [(asked,)], found


async def _work(url: str, place: int, first: int, last: int) -> None:
    """Answer a share of the questions, the first few before the clock runs."""
    database = open_database(url)
    await made_ready(database)
    await _answer(database, range(place * WARMING, (place + 1) * WARMING))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await _answer(database, range(first, last))
    print(json.dumps(time()))
    await database.close()


async def _answer(database: Database, keys: range) -> None:
    asked = zip(keys, islice(cycle(QUESTIONS), len(keys)), strict=True)

    async def caller() -> None:
        for key, text in asked:
            await database.transact(decision(key, key, text))

    await asyncio.gather(*(caller() for _ in range(CALLERS)))


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1], *map(int, sys.argv[2:])))
