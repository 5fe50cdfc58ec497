"""Puts the parts together; the only file that opens storage."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from storage.database import Database, open_database

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.settings import Settings

__all__ = ["Database", "open_store", "run_telegram"]

TIDYING = timedelta(hours=6)

log = logging.getLogger(__name__)


def open_store(url: str) -> Database:
    """Return the database at `url`, brought up to this release's tables."""
    return open_database(url)


def run_telegram(settings: Settings, *, token: SecretStr, address: str) -> None:
    """Answer in Telegram until SIGTERM or SIGINT; what is in hand is finished first."""
    database = open_store(address)
    asyncio.run(_serve(settings, token, database))


async def _serve(settings: Settings, token: SecretStr, database: Database) -> None:
    # Imported here: `ask` and `chat` open storage too, and need none of Telegram.
    from bot import commands
    from bot.conversation import respond
    from bot.people import Person, Role
    from handlers import clock
    from handlers.drawing import Drawer
    from handlers.telegram.door import TelegramDoor

    reader = Person(id="telegram", role=Role.READER)
    drawer = Drawer()
    ticker = clock.Ticker()
    ticker.every(
        TIDYING, lambda: clock.tidy(database, settings.retention, clock.now()), name="tidy"
    )
    try:
        catalogue = await database.read(lambda stores: stores.plan.catalogue())
        if catalogue is None:
            log.warning("there is no plan in the database yet; run: partnership-bot import")
        title = catalogue.plan.title if catalogue else "a partnership's plan"
        door = TelegramDoor(
            settings,
            token=token,
            database=database,
            respond=partial(
                respond, memory=timedelta(minutes=settings.conversation.follow_up_minutes)
            ),
            now=clock.now,
            menu=[(command.name, command.help) for command in commands.menu(reader)],
            about=f"Ask about {title}: its ambitions, measures and figures, in your own words.",
            short_about=f"Answers questions about {title}.",
            draw=drawer.draw,
        )
        ticker.start()
        await door.run()
    finally:
        await ticker.stop()
        await drawer.close()
        await database.close()
