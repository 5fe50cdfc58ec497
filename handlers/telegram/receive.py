"""Long polling of the bot's own: an update is confirmed to Telegram only after it is on disk.

PTB's poller confirms a batch that exists in memory only, and ends for ever after one 401.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Coroutine, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

from telegram.error import NetworkError

from bot.errors import BotError
from bot.journal import InboxRow
from bot.stores import Stores
from handlers.telegram.api import ApiRefusal, TelegramApi
from handlers.telegram.pace import Pace
from handlers.telegram.ports import DOOR, Clock, Database
from handlers.telegram.queues import ChatQueues

log = logging.getLogger(__name__)

Result = TypeVar("Result")

BATCH = 100
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")


class TelegramSilent(BotError):
    """Telegram has given no good answer for too long; a fresh process may do better."""


class Receiver:
    """Polls, stores, hands on. Returns from `run` when `stop` is set."""

    def __init__(
        self,
        *,
        database: Database,
        api: TelegramApi,
        queues: ChatQueues,
        now: Clock,
        pace: Pace,
        stop: asyncio.Event,
    ) -> None:
        """Poll nothing yet."""
        self._database = database
        self._api = api
        self._queues = queues
        self._now = now
        self._pace = pace
        self._stop = stop
        self._offset: int | None = None

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
                await self._keep(updates)
            except (ApiRefusal, NetworkError) as error:
                await unless(self._stop, asyncio.sleep(watch.failed(error)))
            except (BotError, OSError) as error:
                log.error("updates cannot be stored, trying again: %s", error)
                await unless(self._stop, asyncio.sleep(watch.pause()))

    async def _take_up_what_waits(self) -> None:
        """Handle every update that was stored and not finished, oldest first."""
        while not self._stop.is_set():
            rows = await self._database.read(
                lambda stores: stores.journal.waiting(DOOR, limit=self._pace.waiting)
            )
            if not rows:
                return
            log.info("taking up %s updates that were waiting", len(rows))
            for row in rows:
                self._queues.put(row)
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
        readable = [one for one in answer if isinstance(one, dict) and _has_id(one)]
        if len(readable) < len(answer):
            log.error("getUpdates brought %s things without a number", len(answer) - len(readable))
        return readable

    async def _keep(self, updates: Sequence[dict[str, Any]]) -> None:
        """Store a batch, and only then hand it on and raise the offset.

        After an empty batch everything is confirmed and the offset is dropped: after a quiet week
        Telegram starts its numbers afresh, maybe lower.
        """
        rows = [row_of(update) for update in updates]
        if not rows:
            self._offset = None
            return
        now = self._now()

        def work(stores: Stores) -> None:
            stores.journal.receive(rows, now)

        await self._database.transact(work)
        self._offset = max(row.update_id for row in rows) + 1
        for row in rows:
            self._queues.put(row)


class Watch:
    """The time since Telegram's last good answer, and the pauses after bad ones."""

    def __init__(self, pace: Pace) -> None:
        """Start the clock now."""
        self._pace = pace
        self._pause = pace.retry_first
        self._last_good = asyncio.get_running_loop().time()
        self._told = ""

    def good(self) -> None:
        """Telegram answered well."""
        if self._told:
            log.info("Telegram answers again")
        self._told = ""
        self._pause = self._pace.retry_first
        self._last_good = asyncio.get_running_loop().time()

    def pause(self) -> float:
        """Return the seconds to wait now; each is twice the one before."""
        pause, self._pause = self._pause, min(2 * self._pause, self._pace.retry_longest)
        return pause

    def failed(self, error: Exception) -> float:
        """Log a failure once, and return the seconds to wait.

        Raises:
            TelegramSilent: it has lasted too long.
        """
        text = explained(error)
        if text != self._told:
            log.warning("%s", text)
            self._told = text
        silent = asyncio.get_running_loop().time() - self._last_good
        if silent >= self._pace.silent:
            raise TelegramSilent(
                f"No good answer from Telegram for {silent:.0f} seconds. {text}",
                advice="The bot has stopped so that it can be started afresh; see the log.",
            ) from error
        if isinstance(error, ApiRefusal) and error.status == HTTPStatus.TOO_MANY_REQUESTS:
            return error.retry_after
        return self.pause()


def explained(error: Exception) -> str:
    """Return what a failed call means for the person who runs the bot."""
    if not isinstance(error, ApiRefusal):
        return f"{error}; trying again."
    if error.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        return (
            f"Telegram does not know this bot's token ({error.status}); check it against"
            " the one @BotFather shows."
        )
    if error.status == HTTPStatus.CONFLICT:
        return "Another process receives this bot's messages (409); stop it, because only one may."
    return f"Telegram refused ({error}); trying again."


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result | None:
    """Return what `work` returns, or None where `stop` is set first; then `work` is cancelled."""
    doing = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return doing.result() if doing.done() else None
    finally:
        stopping.cancel()
        doing.cancel()


def row_of(update: dict[str, Any]) -> InboxRow:
    """Return an update as the inbox keeps it, under the chat whose order it keeps."""
    return InboxRow(
        door=DOOR,
        update_id=int(update["update_id"]),
        chat=f"{DOOR}:{_chat_id(update)}",
        body=json.dumps(update),
    )


def _has_id(update: dict[str, Any]) -> bool:
    return isinstance(update.get("update_id"), int)


def _chat_id(update: dict[str, Any]) -> int | str:
    """Return the chat whose order an update keeps; one without a chat stands for itself."""
    for kind, content in update.items():
        if kind == "update_id" or not isinstance(content, dict):
            continue
        holder = content.get("message") if kind == "callback_query" else content
        chat = holder.get("chat") if isinstance(holder, dict) else None
        chat = chat or content.get("from")
        number = chat.get("id") if isinstance(chat, dict) else None
        if isinstance(number, int):
            return number
    return f"update-{update['update_id']}"
