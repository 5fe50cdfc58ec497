"""One stored update, handled again where it fails, until it is done or set aside."""

from __future__ import annotations

import asyncio
import logging

from bot.errors import BotError, NotItsTurn, StorageError
from bot.journal import InboxRow
from handlers.telegram.handling import Handling
from handlers.telegram.pace import Pace
from handlers.telegram.ports import PtbApplication
from handlers.telegram.watch import unless

log = logging.getLogger(__name__)

MOST_TRIES = 5


class UpdateHandler:
    """Handles one stored update, again where it fails, until it is done or set aside."""

    def __init__(
        self, handling: Handling, application: PtbApplication, pace: Pace, stop: asyncio.Event
    ) -> None:
        """Keep the parts."""
        self._handling = handling
        self._application = application
        self._pace = pace
        self._stop = stop

    async def __call__(self, row: InboxRow) -> bool:
        """Handle it and return True, or False where an earlier one of its chat comes first.

        A failing database is waited for and does not count against the update.
        """
        pause = self._pace.retry_first
        while not self._stop.is_set():
            try:
                if await self._try(row):
                    break
            except NotItsTurn:
                return False
            await unless(self._stop, asyncio.sleep(pause))
            pause = min(2 * pause, self._pace.retry_longest)
        return True

    async def _try(self, row: InboxRow) -> bool:
        try:
            try:
                await self._handling.process(row, self._application)
                return True
            except (StorageError, OSError, NotItsTurn):
                raise
            except Exception as error:
                return await self._handling.count_failure(row, error, most=MOST_TRIES)
        except NotItsTurn:
            raise
        except (BotError, OSError) as error:
            log.error("update %s waits for the database: %s", row.update_id, error)
            return False
