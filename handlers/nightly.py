"""What a running bot does for its database: copies, each tried out, and a look at its soundness."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from bot.alerting import tell_officers
from bot.errors import BotError
from bot.settings.running import BackupSettings
from bot.stores import Stores
from handlers import upkeep

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class Database(Protocol):
    """What is needed of the database itself, to tell officers."""

    async def transact(self, work: Callable[[Stores], Result]) -> Result:
        """Run `work` in one transaction."""
        ...


async def copy_where_due(
    database: Database, address: str, backup: BackupSettings, folder: Path, now: datetime
) -> None:
    """Copy a SQLite database where its newest copy is too old; a failure is told to officers."""
    every = timedelta(hours=backup.every_hours)
    try:
        made = await asyncio.to_thread(
            upkeep.copy_if_due, address, now, folder=folder, every=every, keep=backup.keep
        )
    except (BotError, OSError) as error:
        log.error("the database could not be copied: %s", error)
        advice = error.advice if isinstance(error, BotError) else str(error)
        await _tell(database, f"The database could not be copied. {advice}", now, "copy")
        return
    if made is not None:
        log.info("copied the database to %s and tried the copy out", made.path)


async def look_over(database: Database, address: str, now: datetime) -> None:
    """Look whether the database is sound, beside the work on it; if not, officers are told."""
    try:
        found = await asyncio.to_thread(upkeep.inspect_database, address)
    except (BotError, OSError) as error:
        log.error("the database could not be looked over: %s", error)
        return
    if found.sound:
        log.info("the database is sound")
        return
    what = "; ".join(found.faults) or (
        f"audit line {found.broken_at} does not follow"
        if found.broken_at is not None
        else f"figures whose history does not add up: {found.unfaithful}"
    )
    log.error("the database is not sound: %s", what)
    text = "The database is not sound. Run: partnership-bot check. It says what to do."
    await _tell(database, text, now, "sound")


async def _tell(database: Database, text: str, now: datetime, what: str) -> None:
    key = f"{what}:{now:%Y-%m-%d}"  # once a day
    try:
        await database.transact(lambda stores: tell_officers(stores, text, now, key=key))
    except (BotError, OSError) as error:
        log.error("officers could not be told: %s", error)
