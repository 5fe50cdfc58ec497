"""Updates on their way in: on the disk first, then in the queue of their chat."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.journal import InboxRow
from bot.stores import Stores
from handlers.telegram.pace import Pace
from handlers.telegram.ports import DOOR, Clock, Database
from handlers.telegram.queues import ChatQueues

log = logging.getLogger(__name__)

WANTED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of update that Telegram is asked for."""
BATCH = 100
"""The most that Telegram gives to one poll."""
HIGHEST = 2**63
"""One more than the highest number a database keeps."""


class Inbox:
    """Stores updates and hands them on. What does not fit into memory waits on the disk."""

    def __init__(self, *, database: Database, queues: ChatQueues, now: Clock, pace: Pace) -> None:
        """Keep the parts."""
        self._database = database
        self._queues = queues
        self._now = now
        self._pace = pace
        self.received = 0

    async def keep(self, updates: Sequence[dict[str, Any]]) -> int | None:
        """Store updates, only then hand them on, and return the highest number among them.

        Raises:
            BotError, OSError: they could not be stored; nothing was handed on.
        """
        rows = [row_of(update) for update in updates]
        if not rows:
            return None
        now = self._now()

        def work(stores: Stores) -> int:
            return stores.journal.receive(rows, now)

        self.received += await self._database.transact(work)
        for row in rows:
            if self._queues.waiting < self._pace.waiting + BATCH:
                self._queues.put(row)
        return max(row.update_id for row in rows)

    async def waiting(self, *, older_than: timedelta | None = None) -> Sequence[InboxRow]:
        """Return updates that were stored and not finished, oldest first.

        `older_than` leaves out what came in lately: whoever received it is at work on it.
        """
        before = None if older_than is None else self._now() - older_than
        return await self._database.read(
            lambda stores: stores.journal.waiting(DOOR, limit=self._pace.waiting, before=before)
        )

    async def take_up(self, *, older_than: timedelta | None = None) -> int:
        """Hand on what waits, as after a crash here or elsewhere, and return how many that are."""
        rows = await self.waiting(older_than=older_than)
        taken = sum(self._queues.put(row) for row in rows)
        if taken:
            log.info("taking up %s updates that were waiting", taken)
        return len(rows)


def row_of(update: dict[str, Any]) -> InboxRow:
    """Return an update as the inbox keeps it, under the chat whose order it keeps."""
    return InboxRow(
        door=DOOR,
        update_id=int(update["update_id"]),
        chat=f"{DOOR}:{_chat_id(update)}",
        body=json.dumps(update),
    )


def has_id(update: dict[str, Any]) -> bool:
    """Say whether an update has the number by which it is kept."""
    number = update.get("update_id")
    return type(number) is int and 0 <= number < HIGHEST


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
