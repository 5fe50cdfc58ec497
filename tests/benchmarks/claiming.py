"""Notices claimed from the outbox by four processes on one PostgreSQL server.

Each process claims twenty at a time and marks every one of them sent; none may be claimed twice.
`python -m tests.benchmarks.claiming URL` is one of the processes.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from os import getpid
from time import time

import pytest

from bot.outbox.notice import Notice
from bot.stores import Stores
from storage.database import Database, open_database
from tests.benchmarks.rows import Goal, Row
from tests.postgresql_server import running

PROCESSES, BATCH, NOTICES = 4, 20, 10_000
TELEGRAM = 30.0
"""How many messages a second Telegram lets out."""
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEXT = "<b>7.8%</b> in 2024, down 2.1 percentage points from 2023."


def rows() -> list[Row]:
    """Return how many notices a second four processes claim and mark."""
    try:
        with running(durable=True) as server:
            url = server.url(server.create())
            asyncio.run(_fill(url))
            return [_claimed(url)]
    except pytest.skip.Exception:
        return []


async def _fill(url: str) -> None:
    database = open_database(url)
    for first in range(0, NOTICES, 500):
        await database.transact(lambda stores, first=first: _add(stores, first))  # type: ignore[misc]
    await database.close()


def _add(stores: Stores, first: int) -> None:
    for number in range(first, first + 500):
        chat = f"telegram:{number}"
        stores.outbox.add(Notice(key=f"k{number}", chat=chat, html=TEXT, plain=TEXT), NOW)


def _claimed(url: str) -> Row:
    command = [sys.executable, "-m", "tests.benchmarks.claiming", url]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "ready"
    began = time()
    told = [json.loads(worker.communicate("go\n")[0]) for worker in workers]
    ids = [one for each in told for one in each["ids"]]
    assert len(set(ids)) == NOTICES, "a notice was left"
    return Row(
        name=f"notices claimed and marked sent, {PROCESSES} processes, PostgreSQL",
        measured=NOTICES / (max(each["ended"] for each in told) - began),
        unit="/s",
        floor_name="what Telegram lets out",
        floor=TELEGRAM,
        goal=Goal(limit=100, least=True),
        note=f"{len(ids) - len(set(ids))} of {NOTICES:,} claimed twice; {BATCH} at a time",
    )


async def _work(url: str) -> None:
    """Claim and mark until nothing is due."""
    database = open_database(url)
    owner, ids = f"process {getpid()}", []
    await database.read(lambda stores: stores.outbox.counts())
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    while True:
        taken = await database.transact(lambda stores: _take(stores, owner))
        if not taken:
            break
        ids += taken
        await _mark(database, owner, taken)
    ended = time()
    await database.close()
    print(json.dumps({"ids": ids, "ended": ended}))


def _take(stores: Stores, owner: str) -> list[int]:
    lease = timedelta(seconds=30)
    found = stores.outbox.claim(owner, NOW, lease=lease, limit=BATCH, door="telegram", start=True)
    return [one.id for one in found]


async def _mark(database: Database, owner: str, taken: list[int]) -> None:
    sent = dict.fromkeys(taken, 1)
    await database.transact(lambda stores: stores.outbox.mark_sent(owner, sent, NOW))


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1]))
