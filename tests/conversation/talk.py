"""A conversation held with the real flow in a real database, one transaction a message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.conversation import Attachment, Heard, Incoming, Press, Text, respond
from bot.outbox.notice import LeasedNotice, Sent
from bot.people import Admission, Role
from bot.stores import Stores
from storage.database import Database

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Talk:
    """One person's chat; every message is a minute after the one before."""

    def __init__(
        self, database: Database, *, role: Role = Role.OFFICER, chat: str = "telegram:7"
    ) -> None:
        self._database = database
        self._admission = Admission(known={chat: role})
        self._chat = chat
        self._number = 0
        self.now = MORNING

    async def say(self, text: str) -> Heard:
        return await self._send(Text(text=text))

    async def attach(self, what: str) -> Heard:
        return await self._send(Attachment(what=what))

    async def press(self, heard: Heard, label: str) -> Heard:
        assert heard.reply is not None
        labels = [button.label for button in heard.reply.flat_buttons()]
        return await self.press_data(f"a{heard.number}:{labels.index(label)}")

    async def press_data(self, data: str) -> Heard:
        return await self._send(Press(data=data, message_id=99))

    async def notices(self) -> Sequence[LeasedNotice]:
        """Return what waits to leave for this chat."""
        return await self._database.transact(
            lambda stores: stores.outbox.claim(
                "test", self.now, lease=timedelta(seconds=30), limit=50, chat=self._chat
            )
        )

    async def sent(self, waiting: Sequence[LeasedNotice]) -> None:
        """Settle what was claimed, so that the next may go."""

        def settle(stores: Stores) -> None:
            for leased in waiting:
                stores.outbox.start_sending(leased.id, "test", self.now)
                stores.outbox.settle(leased.id, "test", Sent(), self.now)

        await self._database.transact(settle)

    async def _send(self, body: Text | Press | Attachment) -> Heard:
        self._number += 1
        self.now += timedelta(minutes=1)
        incoming = Incoming(
            key=f"{self._chat}:{self._number}",
            chat=self._chat,
            contact=self._chat,
            body=body,
            at=self.now,
        )
        now = self.now
        return await self._database.transact(
            lambda stores: respond(incoming, stores, now, admission=self._admission)
        )


def text_of(heard: Heard) -> str:
    assert heard.reply is not None
    return heard.reply.text
