"""People who hand figures in and sign them off, each in a chat of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from bot.conversation import Attachment, Heard, Incoming, Press, SentFile, Text, respond
from bot.outbox.notice import LeasedNotice, Sent
from bot.people import DutyKind, Member, Role
from bot.plan.figures import Figure
from bot.plan.periods import Period
from bot.reminders.rules import USUAL
from bot.rendering.reply import Reply
from bot.stores import Stores
from storage.database import Database

T = TypeVar("T")

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
BACKLOG, TIMELINESS = "4.01", "4.02"


class Office:
    """A database with members in it; time goes on a minute with every message."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = MORNING
        self.rules = USUAL
        self._number = 0

    async def join(
        self,
        name: str,
        role: Role = Role.CONTRIBUTOR,
        *scopes: str,
        kind: DutyKind | None = None,
        ends: date | None = None,
    ) -> Chat:
        """Add a member who is linked and confirmed, with duties, and return their chat."""
        if kind is None:
            kind = DutyKind.APPROVER if role is Role.APPROVER else DutyKind.OWNER
        self._number += 1
        contact = f"telegram:{100 + self._number}"

        def work(stores: Stores) -> Member:
            member = stores.people.add(
                name=name, organisation="The council", role=role, now=self.now
            )
            stores.people.link(member.id, contact, self.now)
            stores.people.confirm(member.id, self.now)
            for scope in scopes:
                stores.people.give(
                    member=member.id, kind=kind, scope=scope, ends=ends, accepted_at=self.now
                )
            return member

        member = await self.database.transact(work)
        return Chat(self, contact, member.id)

    async def do(self, work: Callable[[Stores], T]) -> T:
        """Run something in a transaction."""
        return await self.database.transact(work)

    async def published(self, code: str, period: Period) -> Figure | None:
        """Return what readers see for a period."""
        found = await self.database.read(
            lambda stores: stores.plan.series(code, start=period.end, end=period.end)
        )
        return next((one for one in found if one.comparable and one.period == period), None)

    async def revisions(self, code: str, period: Period) -> list[str]:
        """Return the values a figure has had."""
        found = await self.database.read(lambda stores: stores.plan.revisions(code, period))
        assert [one.number for one in found] == list(range(1, len(found) + 1))
        return [str(one.value) for one in found]

    async def audited(self, about: str) -> list[str]:
        """Return what was done to an object, oldest first."""
        found = await self.database.read(lambda stores: stores.audit.about(about))
        return [one.action for one in reversed(found)]


class Chat:
    """One person's chat: what they type and press, and what arrives."""

    def __init__(self, office: Office, contact: str, member: int | None = None) -> None:
        self.office = office
        self.contact = contact
        self.member = member
        self.last: Heard | None = None
        self._said = 0

    async def say(self, text: str, *, key: str | None = None) -> str:
        """Type something and return the reply's text."""
        return await self._send(Text(text=text), key)

    async def press(self, label: str, *, key: str | None = None) -> str:
        """Press a button of the last reply and return the next one's text."""
        assert self.last is not None
        return await self.press_data(data_of(self.last, label), key=key)

    async def press_data(self, data: str, *, key: str | None = None) -> str:
        """Press a button by its data."""
        return await self._send(Press(data=data, message_id=9), key)

    async def send(self, sent: SentFile) -> str:
        """Send a file and return the reply's text."""
        return await self._send(Attachment(what="document", file=sent), None)

    @property
    def buttons(self) -> list[str]:
        """The labels of the last reply's buttons."""
        assert self.last is not None
        assert self.last.reply is not None
        return [one.label for one in self.last.reply.flat_buttons()]

    async def arrived(self) -> list[LeasedNotice]:
        """Return what the outbox holds for this chat, and take it as sent."""

        def work(stores: Stores) -> list[LeasedNotice]:
            found: list[LeasedNotice] = []
            while batch := stores.outbox.claim(
                "test",
                self.office.now,
                lease=timedelta(seconds=30),
                limit=50,
                chat=self.contact,
                start=True,
            ):
                found += batch
                for one in batch:
                    stores.outbox.settle(one.id, "test", Sent(message_id=one.id), self.office.now)
            return found

        return await self.office.do(work)

    async def _send(self, body: Text | Press | Attachment, key: str | None) -> str:
        self._said += 1
        self.office.now += timedelta(minutes=1)
        now = self.office.now
        incoming = Incoming(
            key=key or f"{self.contact}:{self._said}",
            chat=self.contact,
            contact=self.contact,
            body=body,
            at=now,
        )
        rules = self.office.rules
        heard = await self.office.do(lambda stores: respond(incoming, stores, now, rules=rules))
        self.last = heard
        return "" if heard.reply is None else heard.reply.text


def data_of(heard: Heard, label: str) -> str:
    """Return the callback data of a button of a reply."""
    assert heard.reply is not None
    labels = [one.label for one in heard.reply.flat_buttons()]
    return f"a{heard.number}:{labels.index(label)}"


def button_of(notice: LeasedNotice, label: str) -> str:
    """Return the callback data of a button of a message that arrived."""
    cells = [cell for row in notice.notice.keyboard.rows for cell in row]
    return next(data for text, data in cells if text == label)


def labels(notice: LeasedNotice) -> list[str]:
    """Return the labels of a message's buttons."""
    return [text for row in notice.notice.keyboard.rows for text, _ in row]


def reply_of(heard: Heard) -> Reply:
    """Return the reply that was heard."""
    assert heard.reply is not None
    return heard.reply
