"""Write the golden transcripts anew: `python -m tests.transcripts.write`; then read them."""

from __future__ import annotations

import asyncio
from functools import partial

from storage.database import open_database
from tests import starter_database
from tests.transcripts import talked
from tests.transcripts.page import PAGE, page
from tests.transcripts.scenes import SCENES, path, play


async def write() -> None:
    database = open_database("sqlite://")
    await database.transact(starter_database.load)
    for kind in SCENES:
        text = await database.read(partial(play, kind))
        path(kind).write_text(text, encoding="utf-8")
    await database.close()
    database = open_database("sqlite://")
    await database.transact(starter_database.load)
    talked.PATH.write_text(await talked.told(database), encoding="utf-8")
    await database.close()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(write())
