"""What was said lately in each chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from bot.people import Said
from storage.prepared import Link, Prepared
from storage.tables import answer

_COLUMNS = (answer.c.number, answer.c.chat, answer.c.person, answer.c.at, answer.c.body)

_KEEP = Prepared(
    insert(answer).returning(answer.c.number), inserts=("chat", "person", "at", "body")
)
_NUMBER = Prepared(select(func.nextval(func.pg_get_serial_sequence("answer", "number"))))
_KEEP_AS = Prepared(insert(answer), inserts=("number", "chat", "person", "at", "body"))
_FIND = Prepared(select(*_COLUMNS).where(answer.c.number == bindparam("number")))
_RECENT = Prepared(
    select(answer.c.number, answer.c.at, answer.c.body)
    .where(answer.c.chat == bindparam("chat"), answer.c.person == bindparam("person"))
    .order_by(answer.c.number.desc())
    .limit(bindparam("most"))
)
FEW = 5
"""How many of the newest answers a message may lean on."""
_FORGET = Prepared(delete(answer).where(answer.c.at < bindparam("instant")))


class ConversationStore:
    """Kept answers, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def expect(self, chat: str, person: str) -> None:
        """Have the first statement bring along what the next message there asks."""
        _RECENT.expect(self._link, {"chat": chat, "person": person, "most": FEW})
        _NUMBER.expect(self._link, {})

    def keep(self, *, chat: str, person: str, at: datetime, body: str) -> int:
        """Store one answer and return its number."""
        row = {"chat": chat, "person": person, "at": at, "body": body}
        if self._link.driver is not None:
            return int(_KEEP.scalar(self._link, row))
        number = int(_NUMBER.scalar(self._link, {}))
        _KEEP_AS.later(self._link, {**row, "number": number})
        return number

    def find(self, number: int) -> Said | None:
        """Return one answer."""
        found = _FIND.first(self._link, {"number": number})
        return None if found is None else _said(found)

    def recent(
        self, *, chat: str, person: str, since: datetime, limit: int = FEW
    ) -> Sequence[Said]:
        """Return this person's newest answers in this chat, newest first."""
        asked = {"chat": chat, "person": person, "most": limit}
        return [
            Said(number=number, chat=chat, person=person, at=at, body=body)
            for number, at, body in _RECENT.all(self._link, asked)
            if at >= since
        ]

    def forget_before(self, instant: datetime) -> int:
        """Delete answers older than `instant` and return how many."""
        return _FORGET.run(self._link, {"instant": instant})


def _said(row: Any) -> Said:
    return Said(number=row[0], chat=row[1], person=row[2], at=row[3], body=row[4])
