"""What was said lately in each chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from bot.people import Said
from storage.prepared import Link, Prepared
from storage.tables import answer

_COLUMNS = (answer.c.number, answer.c.chat, answer.c.person, answer.c.at, answer.c.body)

_KEEP = Prepared(
    insert(answer).returning(answer.c.number), inserts=("chat", "person", "at", "body")
)
_FIND = Prepared(select(*_COLUMNS).where(answer.c.number == bindparam("number")))
_RECENT = Prepared(
    select(answer.c.number, answer.c.at, answer.c.body)
    .where(answer.c.chat == bindparam("chat"), answer.c.person == bindparam("person"))
    .where(answer.c.at >= bindparam("since"))
    .order_by(answer.c.number.desc())
    .limit(bindparam("most"))
)
_FORGET = Prepared(delete(answer).where(answer.c.at < bindparam("instant")))


class ConversationStore:
    """Kept answers, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def keep(self, *, chat: str, person: str, at: datetime, body: str) -> int:
        """Store one answer and return its number."""
        row = {"chat": chat, "person": person, "at": at, "body": body}
        number: int = _KEEP.scalar(self._link, row)
        return number

    def find(self, number: int) -> Said | None:
        """Return one answer."""
        found = _FIND.first(self._link, {"number": number})
        return None if found is None else _said(found)

    def recent(self, *, chat: str, person: str, since: datetime, limit: int = 5) -> Sequence[Said]:
        """Return this person's newest answers in this chat, newest first."""
        asked = {"chat": chat, "person": person, "since": since, "most": limit}
        return [
            Said(number=number, chat=chat, person=person, at=at, body=body)
            for number, at, body in _RECENT.all(self._link, asked)
        ]

    def forget_before(self, instant: datetime) -> int:
        """Delete answers older than `instant` and return how many."""
        return _FORGET.run(self._link, {"instant": instant})


def _said(row: Any) -> Said:
    return Said(number=row[0], chat=row[1], person=row[2], at=row[3], body=row[4])
