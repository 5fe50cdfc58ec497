"""Who leaves when, and who takes over what they answer for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.membership.takeovers import Leaver, Stage, Takeover
from storage.inserts import InsertNew
from storage.prepared import Link, Prepared
from storage.tables import leaver, takeover

_LEAVER = (leaver.c.member_id, leaver.c.last_day, leaver.c.said_at)
_TAKEOVER = tuple(
    takeover.c[name] for name in ("id", "leaver_id", "duty_id", "successor_id", "state")
)
_PUT = Prepared(insert(leaver), inserts=("member_id", "last_day", "said_at"))
_STAY = Prepared(delete(leaver).where(leaver.c.member_id == bindparam("who")))
_ONE = Prepared(select(*_LEAVER).where(leaver.c.member_id == bindparam("who")))
_ALL = Prepared(select(*_LEAVER).order_by(leaver.c.last_day, leaver.c.member_id))
_ASK = InsertNew(takeover, ("leaver_id", "duty_id", "successor_id", "state", "at"))
_FIND = Prepared(select(*_TAKEOVER).where(takeover.c.id == bindparam("number")))
_OF = Prepared(
    select(*_TAKEOVER).where(takeover.c.leaver_id == bindparam("who")).order_by(takeover.c.id)
)
_MOVE = Prepared(
    update(takeover)
    .where(takeover.c.id == bindparam("number"), takeover.c.state == bindparam("before"))
    .values(state=bindparam("after"), at=bindparam("now"))
)


class LeavingStore:
    """Fulfils `bot.membership.takeovers.LeavingStore`, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def put_leaver(self, leaver: Leaver) -> None:
        """Store somebody's last day in place of the one before."""
        _STAY.run(self._link, {"who": leaver.member})
        row = {
            "member_id": leaver.member,
            "last_day": leaver.last_day,
            "said_at": leaver.said_at,
        }
        _PUT.run(self._link, row)

    def leaver(self, member: int) -> Leaver | None:
        """Return when somebody leaves, None where they have said nothing."""
        row = _ONE.first(self._link, {"who": member})
        return None if row is None else _leaver(row)

    def leavers(self) -> Sequence[Leaver]:
        """Return everybody who leaves, the soonest first."""
        return [_leaver(row) for row in _ALL.all(self._link, {})]

    def stay(self, member: int) -> bool:
        """Forget that somebody leaves; False where they had not said so."""
        return _STAY.run(self._link, {"who": member}) == 1

    def ask(self, *, leaver: int, duty: int, successor: int, now: datetime) -> Takeover | None:
        """Store that somebody is asked to take a duty over; None where somebody is already."""
        row = {
            "leaver_id": leaver,
            "duty_id": duty,
            "successor_id": successor,
            "state": Stage.ASKED.value,
            "at": now,
        }
        return self.takeovers_of(leaver)[-1] if _ASK.one(self._link, row) else None

    def takeover(self, number: int) -> Takeover | None:
        """Return one takeover."""
        row = _FIND.first(self._link, {"number": number})
        return None if row is None else _takeover(row)

    def takeovers_of(self, leaver: int) -> Sequence[Takeover]:
        """Return what others were asked to take over from a leaver, oldest first."""
        return [_takeover(row) for row in _OF.all(self._link, {"who": leaver})]

    def move(self, number: int, before: Stage, after: Stage, now: datetime) -> bool:
        """Move a takeover on; False where it is not in the stage before."""
        given = {"number": number, "before": before.value, "after": after.value, "now": now}
        return _MOVE.run(self._link, given) == 1


def _leaver(row: Sequence[Any]) -> Leaver:
    return Leaver(member=row[0], last_day=row[1], said_at=row[2])


def _takeover(row: Sequence[Any]) -> Takeover:
    return Takeover(id=row[0], leaver=row[1], duty=row[2], successor=row[3], stage=Stage(row[4]))
