"""What was said lately in each chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.people import Said
from storage.tables import answer

_COLUMNS = (answer.c.number, answer.c.chat, answer.c.person, answer.c.at, answer.c.body)

_KEEP = insert(answer).returning(answer.c.number)
_FIND = select(*_COLUMNS).where(answer.c.number == bindparam("number"))
_RECENT = (
    select(*_COLUMNS)
    .where(answer.c.chat == bindparam("chat"), answer.c.person == bindparam("person"))
    .where(answer.c.at >= bindparam("since"))
    .order_by(answer.c.number.desc())
    .limit(bindparam("most"))
)
_FORGET = delete(answer).where(answer.c.at < bindparam("instant"))


class ConversationStore:
    """Kept answers, in one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, *, chat: str, person: str, at: datetime, body: str) -> int:
        """Store one answer and return its number."""
        row = {"chat": chat, "person": person, "at": at, "body": body}
        number: int = self._connection.execute(_KEEP, row).scalar_one()
        return number

    def find(self, number: int) -> Said | None:
        """Return one answer."""
        found = self._connection.execute(_FIND, {"number": number}).first()
        return None if found is None else _said(found)

    def recent(self, *, chat: str, person: str, since: datetime, limit: int = 5) -> Sequence[Said]:
        """Return this person's newest answers in this chat, newest first."""
        asked = {"chat": chat, "person": person, "since": since, "most": limit}
        return [_said(row) for row in self._connection.execute(_RECENT, asked)]

    def forget_before(self, instant: datetime) -> int:
        """Delete answers older than `instant` and return how many."""
        return self._connection.execute(_FORGET, {"instant": instant}).rowcount


def _said(row: Any) -> Said:
    return Said(number=row[0], chat=row[1], person=row[2], at=row[3], body=row[4])
