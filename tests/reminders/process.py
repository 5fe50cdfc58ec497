"""The bot with its reminders as a process of its own, to be killed: `URL DATABASE`.

Its clock begins on the morning of a due date, so that two hundred reminders are owed at once.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pydantic import SecretStr

from bot.outbox.dispatch import Verdict
from bot.outbox.notice import Notice
from bot.reminders.recheck import recheck_reminders
from bot.reminders.rules import Rules
from bot.settings import Settings
from bot.stores import Stores
from handlers import clock
from handlers.telegram.door import TelegramDoor
from storage.database import open_database
from tests.telegram.doors import QUICK, Echo
from tests.telegram_stand_in import TOKEN

RULES = Rules()
MORNING = datetime(2026, 10, 14, 8, 30, tzinfo=UTC)
STARTED = clock.now()


def now() -> datetime:
    return MORNING + (clock.now() - STARTED)


def recheck(stores: Stores, at: datetime, notices: Sequence[Notice]) -> Mapping[str, Verdict]:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    return recheck_reminders(stores, catalogue, RULES, at, notices)


async def serve(base_url: str, database_url: str) -> None:
    database = open_database(database_url)
    door = TelegramDoor(
        Settings.model_validate({"telegram": {"base_url": base_url}}),
        token=SecretStr(TOKEN),
        database=database,
        respond=Echo(),
        now=now,
        pace=replace(QUICK, lease=0.5, poll=20.0, stop_within=2.0),
        recheck=recheck,
    )
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(remind(database))
            await door.run()
    finally:
        await database.close()


async def remind(database: clock.Database) -> None:
    """Do what the ticker does, once."""
    await clock.plan(database, RULES, now())
    await clock.remind(database, RULES, now())


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:3]))
