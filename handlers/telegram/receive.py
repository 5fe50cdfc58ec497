"""Long polling of the bot's own: an update is confirmed to Telegram only after it is on disk.

PTB's poller confirms a batch that exists in memory only, and ends for ever after one 401.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram.error import NetworkError

from bot.errors import BotError
from handlers.telegram.api import ApiRefusal, TelegramApi
from handlers.telegram.inbox import BATCH, WANTED, Inbox, has_id
from handlers.telegram.pace import Pace
from handlers.telegram.queues import ChatQueues
from handlers.telegram.watch import Watch, unless

log = logging.getLogger(__name__)


class Receiver:
    """Polls, stores, hands on. Returns from `run` when `stop` is set."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        api: TelegramApi,
        queues: ChatQueues,
        pace: Pace,
        stop: asyncio.Event,
    ) -> None:
        """Poll nothing yet."""
        self._inbox = inbox
        self._api = api
        self._queues = queues
        self._pace = pace
        self._stop = stop
        self._offset: int | None = None
        self.heard_at: float | None = None
        """When Telegram last answered a poll well, by the loop's clock."""

    async def run(self) -> None:
        """Handle what waits in the inbox, then poll until stopped.

        Raises:
            TelegramSilent: no good answer for `pace.silent` seconds.
        """
        watch = Watch(self._pace)
        caught_up = False
        while not self._stop.is_set():
            try:
                if not caught_up:
                    await self._take_up_what_waits()
                    caught_up = True
                    watch = Watch(self._pace)
                await self._queues.below(self._pace.waiting)
                updates = await unless(self._stop, self._poll())
                if updates is None:
                    return
                watch.good()
                self.heard_at = asyncio.get_running_loop().time()
                # Raised only now that they are stored. After an empty batch everything is confirmed
                # and the offset is dropped: after a quiet week Telegram starts its numbers afresh,
                # maybe lower.
                highest = await self._inbox.keep(updates)
                self._offset = None if highest is None else highest + 1
            except (ApiRefusal, NetworkError) as error:
                await unless(self._stop, asyncio.sleep(watch.failed(error)))
            except (BotError, OSError) as error:
                log.error("updates cannot be stored, trying again: %s", error)
                await unless(self._stop, asyncio.sleep(watch.pause()))

    async def _take_up_what_waits(self) -> None:
        """Handle every update that was stored and not finished, oldest first."""
        while not self._stop.is_set() and await self._inbox.take_up():
            await self._queues.below(1)

    async def _poll(self) -> list[dict[str, Any]]:
        answer = await self._api.call(
            "getUpdates",
            offset=self._offset,
            timeout=int(self._pace.poll),
            limit=BATCH,
            allowed_updates=WANTED,
            answer_within=self._pace.poll + self._pace.grace,
        )
        if not isinstance(answer, list):
            raise NetworkError("getUpdates brought no list")
        readable = [one for one in answer if isinstance(one, dict) and has_id(one)]
        if len(readable) < len(answer):
            log.error("getUpdates brought %s things without a number", len(answer) - len(readable))
        return readable
