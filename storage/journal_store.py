"""The inbox: every update until its effect is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, case, func, select, update

from bot.journal import InboxRow
from storage.inserts import InsertNew
from storage.prepared import Link, Prepared
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

_FINISH = Prepared(
    update(inbox)
    .where(*_ROW, inbox.c.state != DONE)
    .values(state=DONE, body="", reason="", done_at=bindparam("now"))
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

    def waiting(self, door: str, *, limit: int) -> Sequence[InboxRow]:
        """Return updates not yet done, oldest first."""
        found = _WAITING.all(self._link, {"door": door, "most": limit})
        return [
            InboxRow(door=row[0], update_id=row[1], chat=row[2], body=row[3], attempts=row[4])
            for row in found
        ]

    def finish(self, door: str, update_id: int, now: datetime) -> bool:
        """Mark an update done and clear its body; False where it was done already."""
        asked = {"its_door": door, "its_id": update_id, "now": now}
        return bool(_FINISH.run(self._link, asked))

    def fail(self, door: str, update_id: int, reason: str, now: datetime) -> int:
        """Count a failed try and return how many there were; at five it is set aside."""
        asked = {"its_door": door, "its_id": update_id, "why": reason, "now": now}
        return _FAIL.scalar(self._link, asked) or 0

    def highest(self, door: str) -> int | None:
        """Return the highest update id received, or None."""
        highest: int | None = _HIGHEST.scalar(self._link, {"door": door})
        return highest
