"""One update, one transaction: its effect, its replies and its mark "done" are kept together."""

from __future__ import annotations

import asyncio
import html
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from telegram import Update

from bot.conversation import Incoming, Press
from bot.journal import InboxRow
from bot.outbox.notice import Notice
from bot.people import Role
from bot.stores import Stores
from bot.submissions import sheets
from handlers.telegram.api import TelegramApi
from handlers.telegram.flood import TOO_MANY, Flood
from handlers.telegram.ports import DOOR, Alarm, Clock, Context, Database, PtbApplication, Respond

log = logging.getLogger(__name__)

TYPING_LASTS = 4.5
SORRY = "Sorry, I could not deal with that message. Please try again, or put it another way."

POISON = (
    "A message could not be dealt with and was set aside after five tries (update {number})."
    " Whoever sent it was told. The log says what went wrong."
)


class Unhandled(Exception):
    """An update went through every handler and none of them finished it."""


class Handling:
    """What PTB's handlers share. `committed` is called after every transaction with notices."""

    def __init__(
        self,
        *,
        database: Database,
        respond: Respond,
        api: TelegramApi,
        now: Clock,
        typing_after: float,
        committed: Callable[[], None],
        tasks: asyncio.TaskGroup,
        alarm: Alarm | None = None,
        per_minute: int = 0,
    ) -> None:
        """Keep the parts; `tasks` holds the small calls that nobody waits for."""
        self._database = database
        self._respond = respond
        self._api = api
        self._now = now
        self._typing_after = typing_after
        self._committed = committed
        self._tasks = tasks
        self._alarm = alarm
        self._flood = Flood(per_minute)
        self._finished: set[int] = set()
        self._failed: dict[int, Exception] = {}

    async def hear(self, update: Update, incoming: Incoming) -> None:
        """Answer something a person said, once, however often it is delivered."""
        now = self._now()
        said_at = now if isinstance(incoming.body, Press) else incoming.at
        if not self._flood.allows(incoming.contact, said_at):
            key = f"{incoming.chat}:too-many:{said_at:%Y-%m-%d %H:%M}"
            await self.finish(update, plain_notice(key, incoming.chat, TOO_MANY))
            return

        def work(stores: Stores) -> None:
            stores.expect(incoming.chat, incoming.contact)
            if stores.journal.finish(DOOR, update.update_id, now):
                self._respond(incoming, stores, now)

        async with self._typing(incoming.chat):
            await self._database.transact(work)
        self._finished.add(update.update_id)
        self._committed()

    async def wants_sheet(self, contact: str) -> bool:
        """Say whether a spreadsheet from somebody is to be read, or kept as it is."""
        now = self._now()

        def look(stores: Stores) -> bool:
            member = stores.people.by_contact(contact)
            role = member.acts_as if member is not None else Role.STRANGER
            return sheets.wanted(role, stores.submissions.open_draft(contact, now))

        return await self._database.read(look)

    async def finish(self, update: Update, notice: Notice | None = None) -> None:
        """Mark an update done that needs no answer, or only one fixed notice."""
        now = self._now()

        def work(stores: Stores) -> None:
            if stores.journal.finish(DOOR, update.update_id, now) and notice is not None:
                stores.outbox.add(notice, now)

        await self._database.transact(work)
        self._finished.add(update.update_id)
        if notice is not None:
            self._committed()

    def quietly(self, method: str, **values: str | int | bool) -> None:
        """Make a call that may fail and that nobody waits for, such as answering a button."""

        async def call() -> None:
            try:
                await self._api.call(method, answer_within=None, **values)
            except Exception as error:
                log.info("%s came to nothing: %s", method, error)

        self._tasks.create_task(call())

    async def process(self, row: InboxRow, application: PtbApplication) -> None:
        """Put one stored update through PTB's handlers.

        Raises:
            Exception: whatever a handler raised, or reading the update.
        """
        update = Update.de_json(json.loads(row.body), application.bot)
        await application.process_update(update)
        error = self._failed.pop(row.update_id, None)
        if error is not None:
            raise error
        if row.update_id not in self._finished:
            raise Unhandled
        self._finished.discard(row.update_id)

    async def note_failure(self, update: object, context: Context) -> None:
        """PTB's error handler: keep the error for `process`, which decides about another try."""
        if isinstance(update, Update) and isinstance(context.error, Exception):
            self._failed[update.update_id] = context.error

    async def count_failure(self, row: InboxRow, error: Exception, *, most: int) -> bool:
        """Count a failed try; return whether the update was set aside, and say so to its chat."""
        now = self._now()

        def work(stores: Stores) -> int:
            tries = stores.journal.fail(DOOR, row.update_id, type(error).__name__, now)
            if tries >= most and row.chat.partition(":")[2].isdigit():
                stores.outbox.add(sorry(row), now)
            if tries >= most and self._alarm is not None:
                self._alarm(
                    stores, POISON.format(number=row.update_id), now, f"update:{row.update_id}"
                )
            return tries

        tries = await self._database.transact(work)
        if tries < most:
            log.warning("update %s failed (try %s): %r", row.update_id, tries, error)
            return False
        log.error("update %s set aside after %s tries", row.update_id, tries, exc_info=error)
        self._committed()
        return True

    @asynccontextmanager
    async def _typing(self, chat: str) -> AsyncIterator[None]:
        """Show that the bot is typing for as long as the answer takes, once it is slow."""
        shown: list[asyncio.Task[None]] = []
        loop = asyncio.get_running_loop()
        later = loop.call_later(
            self._typing_after,
            lambda: shown.append(self._tasks.create_task(self._show_typing(chat))),
        )
        try:
            yield
        finally:
            later.cancel()
            for task in shown:
                task.cancel()

    async def _show_typing(self, chat: str) -> None:
        try:
            while True:
                await self._api.call(
                    "sendChatAction", chat_id=int(chat.partition(":")[2]), action="typing"
                )
                await asyncio.sleep(TYPING_LASTS)
        except Exception as error:
            log.info("typing could not be shown: %s", error)


def sorry(row: InboxRow) -> Notice:
    """Return what a chat is told whose message could not be dealt with."""
    return plain_notice(f"{DOOR}:{row.update_id}:sorry", row.chat, SORRY)


def plain_notice(key: str, chat: str, text: str) -> Notice:
    """Return a notice of one plain sentence."""
    return Notice(key=key, chat=chat, html=html.escape(text, quote=False), plain=text)
