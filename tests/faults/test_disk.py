"""The file itself fails for a while: full, or locked by another program."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.stores import Stores
from storage.database import Database
from tests.faults.ledger import Entry, note
from tests.storage.reaching import run_sql
from tests.telegram.doors import Echo, open_door, waiting
from tests.telegram_stand_in import StandIn

PEOPLE = range(1_000, 1_010)
ASKED = 5
LONG = "x" * 3_000


def ask(telegram: StandIn) -> None:
    for number in range(ASKED):
        for person in PEOPLE:
            telegram.says(person, f"{number} {LONG}")


def told(telegram: StandIn) -> Counter[tuple[int, str]]:
    return Counter((one, text) for one in PEOPLE for text in telegram.texts(one))


async def finished(
    telegram: StandIn, database: Database, fault: str, how: str, injected: int
) -> None:
    """Note what came of it."""
    found = told(telegram)
    note(
        Entry(
            fault=fault,
            how=how,
            injected=injected,
            messages=len(PEOPLE) * ASKED,
            lost=len(PEOPLE) * ASKED - len(found) + await waiting(database),
            twice=sum(count - 1 for count in found.values()),
        )
    )


async def test_a_disk_that_is_full_for_a_while_loses_nothing(
    telegram: StandIn, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def limited(stores: Stores, pages: int) -> None:
        run_sql(stores, f"PRAGMA max_page_count={pages}")

    await database.transact(lambda stores: limited(stores, 1))  # becomes what there is now
    ask(telegram)
    async with open_door(telegram, database, Echo()):
        async with asyncio.timeout(20):
            while "full" not in caplog.text:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        full = caplog.text.count("full")
        await database.transact(lambda stores: limited(stores, 1_000_000))
        await telegram.until(lambda: len(told(telegram)) == len(PEOPLE) * ASKED)
    await finished(telegram, database, "The disk is full for a while", "SQLite", full)


async def test_a_file_that_another_program_has_locked_is_waited_for(
    telegram: StandIn, database: Database, tmp_path: Path
) -> None:
    ask(telegram)
    async with open_door(telegram, database, Echo()):
        await telegram.until(lambda: telegram.world.sent_count > 3)
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            before = telegram.world.sent_count
            await asyncio.sleep(0.5)
            other.execute("ROLLBACK")
        assert telegram.world.sent_count <= before + 64
        await telegram.until(lambda: len(told(telegram)) == len(PEOPLE) * ASKED)
    await finished(telegram, database, "Another program holds the file's lock", "half a second", 1)
