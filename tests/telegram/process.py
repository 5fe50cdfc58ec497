"""The Telegram door as a process of its own, to be killed: `-m tests.telegram.process URL DB`."""

from __future__ import annotations

import asyncio
import logging
import sys
from dataclasses import replace

from pydantic import SecretStr

from bot.settings import Settings
from handlers import logs
from handlers.telegram.door import TelegramDoor
from storage.database import open_database
from tests.telegram.doors import QUICK, Echo, now
from tests.telegram_stand_in import TOKEN


async def serve(base_url: str, database_url: str) -> None:
    database = open_database(database_url)
    people = list(range(1_000, 1_400))
    telegram = {"base_url": base_url, "allowed_ids": people, "per_minute": 0}
    door = TelegramDoor(
        Settings.model_validate({"telegram": telegram}),
        token=SecretStr(TOKEN),
        database=database,
        respond=Echo(),
        now=now,
        menu=(("help", "what I can answer"),),
        pace=replace(QUICK, lease=0.5, poll=20.0, stop_within=2.0),
    )
    try:
        await door.run()
    finally:
        await database.close()


if __name__ == "__main__":
    logs.set_up("DEBUG", secrets=[TOKEN])
    logging.getLogger("telegram").setLevel(logging.DEBUG)
    asyncio.run(serve(*sys.argv[1:3]))
