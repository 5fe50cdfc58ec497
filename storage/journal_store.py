"""The inbox: every update until its effect is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, case, exists, func, literal_column, select, update

from bot.errors import NotItsTurn
from bot.journal import InboxRow
from storage.inserts import InsertNew
from storage.prepared import Link, Prepared
from storage.schema import VERSION
from storage.tables import inbox

MOST_TRIES = 5
WAITING, DONE, SET_ASIDE = "waiting", "done", "set_aside"

_RECEIVE = InsertNew(
    inbox,
    ("door", "update_id", "chat", "body", "state", "attempts", "reason", "received_at"),
    inbox.c.update_id,
)

_WAITING = Prepared(
    select(inbox.c.door, inbox.c.update_id, inbox.c.chat, inbox.c.body, inbox.c.attempts)
    .where(inbox.c.door == bindparam("door"), inbox.c.state == WAITING)
    .order_by(inbox.c.update_id)
    .limit(bindparam("most"))
)

_ROW = (inbox.c.door == bindparam("its_door"), inbox.c.update_id == bindparam("its_id"))

# Written into the statement rather than bound, so that the index on waiting updates is used.
_IS_WAITING = literal_column(f"'{WAITING}'", String)
_earlier = inbox.alias("earlier")
_FINISH = Prepared(
    update(inbox)
    .where(*_ROW, inbox.c.state != DONE)
    .where(
        ~exists().where(
            _earlier.c.chat == inbox.c.chat,
            _earlier.c.update_id < inbox.c.update_id,
            _earlier.c.state == _IS_WAITING,
        )
    )
    .values(state=DONE, body="", reason="", done_at=bindparam("now"))
)
_STATE = Prepared(select(inbox.c.state).where(*_ROW))

_ORPHANED = Prepared(
    select(inbox.c.door, inbox.c.update_id, inbox.c.chat, inbox.c.body, inbox.c.attempts)
    .where(inbox.c.door == bindparam("door"), inbox.c.state == _IS_WAITING)
    .where(inbox.c.received_at <= bindparam("before", type_=inbox.c.received_at.type))
    .order_by(inbox.c.update_id)
    .limit(bindparam("most"))
)

_TRIES = inbox.c.attempts + 1
_FAIL = Prepared(
    update(inbox)
    .where(*_ROW, inbox.c.state == WAITING)
    .values(
        attempts=_TRIES,
        reason=bindparam("why"),
        state=case((_TRIES >= MOST_TRIES, SET_ASIDE), else_=WAITING),
        done_at=case((_TRIES >= MOST_TRIES, bindparam("now", type_=inbox.c.done_at.type))),
    )
    .returning(inbox.c.attempts)
)

_OLDEST_AND_NUMBER: tuple[Any, ...] = (func.min(inbox.c.received_at), func.count())
_BACKLOG = Prepared(
    select(*_OLDEST_AND_NUMBER).where(
        inbox.c.door == bindparam("door"), inbox.c.state == _IS_WAITING
    )
)
_HIGHEST = Prepared(select(func.max(inbox.c.update_id)).where(inbox.c.door == bindparam("door")))


class JournalStore:
    """What came in, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def receive(self, rows: Sequence[InboxRow], now: datetime) -> int:
        """Store updates not seen before and return how many were new."""
        return _RECEIVE.add(
            self._link,
            [
                {
                    "door": row.door,
                    "update_id": row.update_id,
                    "chat": row.chat,
                    "body": row.body,
                    "state": WAITING,
                    "attempts": row.attempts,
                    "reason": "",
                    "received_at": now,
                }
                for row in rows
            ],
        )

    def waiting(
        self, door: str, *, limit: int, before: datetime | None = None
    ) -> Sequence[InboxRow]:
        """Return updates not yet done, oldest first; only those received by `before`, if given."""
        if before is None:
            found = _WAITING.all(self._link, {"door": door, "most": limit})
        else:
            found = _ORPHANED.all(self._link, {"door": door, "most": limit, "before": before})
        return [
            InboxRow(door=row[0], update_id=row[1], chat=row[2], body=row[3], attempts=row[4])
            for row in found
        ]

    def finish(self, door: str, update_id: int, now: datetime) -> bool:
        """Mark an update done and clear its body; False where it was done already.

        Raises:
            NotItsTurn: an earlier update of the same chat waits, maybe in another process's hands.
        """
        asked = {"its_door": door, "its_id": update_id, "now": now}
        if _FINISH.run(self._link, asked):
            return True
        state = _STATE.scalar(self._link, {"its_door": door, "its_id": update_id})
        if state in (WAITING, SET_ASIDE):
            raise NotItsTurn(f"update {update_id} has to wait for an earlier one of its chat")
        return False

    def fail(self, door: str, update_id: int, reason: str, now: datetime) -> int:
        """Count a failed try and return how many there were; at five it is set aside."""
        asked = {"its_door": door, "its_id": update_id, "why": reason, "now": now}
        return _FAIL.scalar(self._link, asked) or 0

    def backlog(self, door: str) -> tuple[int, datetime | None]:
        """Return how many updates wait, and when the oldest of them came in."""
        found = _BACKLOG.first(self._link, {"door": door})
        return (found[1], found[0]) if found else (0, None)

    def schema_version(self) -> str:
        """Return the version of the database's tables."""
        return str(self._link.connection.execute(VERSION).scalar())

    def highest(self, door: str) -> int | None:
        """Return the highest update id received, or None."""
        highest: int | None = _HIGHEST.scalar(self._link, {"door": door})
        return highest
