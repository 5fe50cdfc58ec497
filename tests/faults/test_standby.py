"""The address leads to a server that takes no writes for a while, as in a change of primary."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from storage.database import open_database
from tests.conftest import Templates
from tests.faults.ledger import Entry, note, rounds
from tests.faults.test_nth_call import PEOPLE, repeats, settled, texts, unmarked_repeats
from tests.postgresql_server import Server
from tests.telegram.doors import Echo, open_door, waiting
from tests.telegram_stand_in import StandIn

pytestmark = pytest.mark.timeout(300)


async def test_a_standby_that_takes_no_writes_is_waited_out(
    templates: Templates, tmp_path: Path, postgresql: Server, caplog: pytest.LogCaptureFixture
) -> None:
    url = templates.copy("postgresql", tmp_path, plan=False)
    database = open_database(url)
    changes = rounds(2)
    asked: set[tuple[int, str]] = set()
    async with StandIn() as telegram, open_door(telegram, database, Echo()):

        def came() -> bool:
            return set(texts(telegram)) >= asked

        for number in range(changes):
            await asyncio.to_thread(postgresql.refuse_writes, url, refuse=True)
            for person in PEOPLE:
                telegram.says(person, f"{number}")
                asked.add((person, f"You said: {number}"))
            caplog.clear()
            async with asyncio.timeout(60):
                while "read-only" not in caplog.text:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
            assert not came()
            await asyncio.to_thread(postgresql.refuse_writes, url, refuse=False)
            await telegram.until(came, seconds=60)
        await settled(database)
    note(
        Entry(
            fault="The address leads to a standby for a while",
            how="PostgreSQL takes no writes, then connections are cut",
            injected=changes,
            messages=len(asked),
            lost=len(asked - set(texts(telegram))) + await waiting(database),
            twice=unmarked_repeats(telegram),
            marked=repeats(telegram),
        )
    )
    await database.close()
