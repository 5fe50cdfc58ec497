"""A conversation in the terminal; the same transactions and the same outbox as any other door."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from bot.conversation import Attachment, Incoming, Press, Text
from bot.errors import BotError
from bot.outbox.notice import LeasedNotice, Sent
from bot.people import TERMINAL
from bot.stores import Stores
from handlers.terminal.keyboard import Keyboard
from handlers.terminal.named_files import attached, path_named
from handlers.terminal.screen import Screen

LEASE = timedelta(seconds=30)

Result = TypeVar("Result")
Respond = Callable[[Incoming, Stores, datetime], object]
SavePicture = Callable[[str], Awaitable[Path]]
"""Returns the file that shows a chart spec's JSON text."""
SaveFile = Callable[[str], Awaitable[Path | None]]
"""Returns the file that a notice's document was written to, None where it is no file here."""


class Database(Protocol):
    """What a door needs of the database; `storage` is opened elsewhere."""

    async def transact(self, work: Callable[[Stores], Result]) -> Result:
        """Run `work` in one transaction."""
        ...


async def converse(
    database: Database,
    keyboard: Keyboard,
    screen: Screen,
    *,
    respond: Respond,
    session: str,
    now: Callable[[], datetime],
    save_picture: SavePicture | None = None,
    save_file: SaveFile | None = None,
    folder: Path | None = None,
) -> None:
    """Answer every line until there are no more.

    Args:
        database: where each line is one transaction.
        keyboard: where lines come from.
        screen: where answers are shown.
        respond: answers one line inside a transaction, through the outbox.
        session: a name no other session has; its answers and buttons are its own.
        now: tells the time at which a line is said.
        save_picture: draws a picture that goes with an answer into a file.
        save_file: writes a document that goes with an answer into a file.
        folder: where paths begin that name a spreadsheet to be read; without it none is.
    """
    talk = _Talk(database, screen, respond, session, now, save_picture, save_file, folder)
    number = 0
    async for typed in keyboard.lines():
        number += 1
        await talk.hear(number, typed)


class _Talk:
    def __init__(
        self,
        database: Database,
        screen: Screen,
        respond: Respond,
        session: str,
        now: Callable[[], datetime],
        save_picture: SavePicture | None,
        save_file: SaveFile | None,
        folder: Path | None,
    ) -> None:
        self._database = database
        self._screen = screen
        self._respond = respond
        self._now = now
        self._save_picture = save_picture
        self._save_file = save_file
        self._folder = folder
        self._chat = f"terminal:{session}"
        self._buttons: tuple[tuple[str, str], ...] = ()

    async def hear(self, number: int, typed: str) -> None:
        """Answer one line and show what the outbox holds for this chat."""
        at = self._now()
        incoming = Incoming(
            key=f"{self._chat}:{number}",
            chat=self._chat,
            contact=TERMINAL,
            body=await self._body(typed),
            at=at,
        )
        await self._database.transact(lambda stores: self._respond(incoming, stores, at))
        await self._show_what_is_due(at)

    async def _body(self, typed: str) -> Text | Press | Attachment:
        """Return a press of the button with that number, the sheet that is named, or the text."""
        text = typed.strip()
        path = None if self._folder is None else path_named(text, self._folder)
        if path is not None:
            return await attached(path)
        picked = self._picked(text)
        return Text(text=typed) if picked is None else Press(data=picked)

    def _picked(self, text: str) -> str | None:
        """Return the button whose number, as it is printed or bare, or whose words were typed."""
        number = text.strip("[]()")
        if number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= len(self._buttons):
            return self._buttons[int(number[:4]) - 1][1]
        words = text.strip("[]().").casefold()
        return next((data for label, data in self._buttons if label.casefold() == words), None)

    async def _show_what_is_due(self, at: datetime) -> None:
        while leased := await self._database.transact(
            lambda stores: stores.outbox.claim(
                self._chat, at, lease=LEASE, limit=20, chat=self._chat
            )
        ):
            for one in leased:
                await self._show(one, at)

    async def _show(self, one: LeasedNotice, at: datetime) -> None:
        owner = self._chat
        started = await self._database.transact(
            lambda stores: stores.outbox.start_sending(one.id, owner, at)
        )
        if not started:
            return
        self._screen.show(one.notice)
        await self._show_picture(one.notice.picture)
        await self._show_file(one.notice.document)
        self._buttons = tuple(button for row in one.notice.keyboard.rows for button in row)
        await self._database.transact(
            lambda stores: stores.outbox.settle(one.id, owner, Sent(), at)
        )

    async def _show_picture(self, picture: str | None) -> None:
        """Say where the picture is; the text before it says all that it shows."""
        if picture is None or self._save_picture is None:
            return
        try:
            path = await self._save_picture(picture)
        except BotError as error:
            self._screen.say(f"The picture could not be drawn: {error}\n")
        else:
            self._screen.say(f"Picture: {path}\n")

    async def _show_file(self, document: str | None) -> None:
        """Say where the file is that goes with the answer."""
        if document is None or self._save_file is None:
            return
        try:
            path = await self._save_file(document)
        except OSError as error:
            self._screen.say(f"The file could not be written: {error.strerror or error}\n")
        else:
            if path is not None:
                self._screen.say(f"File: {path}\n")
