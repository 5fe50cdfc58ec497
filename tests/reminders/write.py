"""Write the transcript anew: `python -m tests.reminders.write`; then read it aloud."""

from __future__ import annotations

import asyncio

from storage.database import open_database
from tests import starter_database
from tests.reminders.journey import FILE, play


async def write() -> None:
    database = open_database("sqlite://")
    await database.transact(starter_database.load)
    FILE.write_text(await play(database), encoding="utf-8")
    await database.close()


if __name__ == "__main__":
    asyncio.run(write())
