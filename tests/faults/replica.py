"""One replica as a process: `-m tests.faults.replica BASE_URL DATABASE_URL PORT SKEW_SECONDS`.

PORT 0 polls; any other listens there for deliveries.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import SecretStr

from bot.settings import Settings
from handlers import logs
from handlers.telegram.door import TelegramDoor
from storage.database import open_database
from tests.telegram.doors import QUICK, Echo, now
from tests.telegram_stand_in import TOKEN

SECRET = "a-secret-of-thirty-two-letters-or-more_1"
LEASE = 6.0


async def serve(base_url: str, database_url: str, port: int, skew: float) -> None:
    database = open_database(database_url, migrate=False)

    def skewed() -> datetime:
        return now() + timedelta(seconds=skew)

    sections = {
        "telegram": {"base_url": base_url, "per_minute": 0},
        "webhook": {"url": f"http://127.0.0.1:{port}/telegram", "port": port} if port else {},
    }
    door = TelegramDoor(
        Settings.model_validate(sections),
        token=SecretStr(TOKEN),
        database=database,
        respond=Echo(),
        now=skewed,
        pace=replace(QUICK, lease=LEASE, orphaned=1.0, sweep=0.2, stop_within=5.0),
        webhook_secret=SecretStr(SECRET) if port else None,
    )
    try:
        await door.run()
    finally:
        await database.close()


if __name__ == "__main__":
    logs.set_up("WARNING", secrets=[TOKEN, SECRET])
    asyncio.run(serve(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
