"""Snoozes, proposals, personal hours and who cannot be reached, in one open transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.reminders.records import DateProposal, Snooze, Unreached, Wanted, Wish
from storage.inserts import InsertNew
from storage.prepared import Link, Prepared, among, listed
from storage.tables import date_proposal, expected, reminder_wish, snooze, unreached

OPEN = "open"
_SNOOZES = Prepared(
    select(snooze.c.expected_id, snooze.c.member_id, snooze.c.until, snooze.c.past_due)
    .join(expected, expected.c.id == snooze.c.expected_id)
    .where(expected.c.state == Wanted.MISSING.value)
)


def _put(table: Any, key: Sequence[str], columns: Sequence[str]) -> Prepared:
    """Return an insert that takes over from a row with the same key."""
    made = {}
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql)):
        statement = dialect.insert(table)
        made[name] = statement.on_conflict_do_update(
            index_elements=[table.c[one] for one in key],
            set_={one: statement.excluded[one] for one in columns},
        )
    return Prepared(made, inserts=(*key, *columns))


_SNOOZE = _put(snooze, ("expected_id", "member_id"), ("until", "past_due"))
_PROPOSAL = tuple(
    date_proposal.c[name]
    for name in ("id", "expected_id", "member_id", "due_on", "why", "state", "at")
)
_PROPOSE = Prepared(
    insert(date_proposal).returning(*_PROPOSAL),
    inserts=("expected_id", "member_id", "due_on", "why", "state", "at"),
)
_CLOSE = Prepared(
    update(date_proposal)
    .where(date_proposal.c.expected_id == bindparam("which"), date_proposal.c.state == OPEN)
    .values(state="replaced")
)
_FIND = Prepared(select(*_PROPOSAL).where(date_proposal.c.id == bindparam("number")))
_OPEN = Prepared(
    select(*_PROPOSAL).where(date_proposal.c.state == OPEN).order_by(date_proposal.c.id)
)
_DECIDE = Prepared(
    update(date_proposal)
    .where(date_proposal.c.id == bindparam("number"), date_proposal.c.state == OPEN)
    .values(state=bindparam("to_state"))
)
_WISH = ("member_id", "quiet_from", "quiet_until", "weekdays")
_WISHES = Prepared(select(*(reminder_wish.c[name] for name in _WISH)))
_PUT_WISH = _put(reminder_wish, _WISH[:1], _WISH[1:])
_FORGET = Prepared(delete(reminder_wish).where(reminder_wish.c.member_id == bindparam("whose")))
_UNREACHED = tuple(unreached.c[name] for name in ("id", "subject", "why", "raised_at", "told_at"))
_RAISE = InsertNew(unreached, ("subject", "why", "raised_at"), unreached.c.id)
_LISTED = Prepared(
    select(*_UNREACHED).where(unreached.c.cleared_at.is_(None)).order_by(unreached.c.id)
)
_CLEAR = Prepared(
    {
        dialect: update(unreached)
        .where(wanted, unreached.c.cleared_at.is_(None))
        .values(cleared_at=bindparam("now"))
        for dialect, wanted in among(unreached.c.subject, "subjects").items()
    }
)
_TELL = Prepared(
    {
        dialect: update(unreached).where(wanted).values(told_at=bindparam("now"))
        for dialect, wanted in among(unreached.c.id, "ids").items()
    }
)


class WishRows:
    """Fulfils `bot.reminders.store.WishRows`."""

    _link: Link

    def snoozes(self) -> Sequence[Snooze]:
        """Return the snoozes of figures still wanted."""
        return [
            Snooze(expected=row[0], member=row[1], until=row[2], past_due=row[3])
            for row in _SNOOZES.all(self._link, {})
        ]

    def snooze(self, snooze: Snooze) -> None:
        """Store a snooze in place of the one before."""
        _SNOOZE.run(
            self._link,
            {
                "expected_id": snooze.expected,
                "member_id": snooze.member,
                "until": snooze.until,
                "past_due": snooze.past_due,
            },
        )

    def propose(
        self, expected: int, member: int, due_on: date | None, why: str, now: datetime
    ) -> DateProposal:
        """Store a proposal; an earlier open one of the same figure is closed."""
        _CLOSE.run(self._link, {"which": expected})
        row = {
            "expected_id": expected,
            "member_id": member,
            "due_on": due_on,
            "why": why,
            "state": OPEN,
            "at": now,
        }
        return _proposal(_PROPOSE.all(self._link, row)[0])

    def proposal(self, number: int) -> DateProposal | None:
        """Return one proposal."""
        row = _FIND.first(self._link, {"number": number})
        return None if row is None else _proposal(row)

    def open_proposals(self) -> Sequence[DateProposal]:
        """Return the proposals that wait for an officer, oldest first."""
        return [_proposal(row) for row in _OPEN.all(self._link, {})]

    def decide(self, number: int, state: str) -> bool:
        """Settle an open proposal; False where it is settled."""
        return bool(_DECIDE.run(self._link, {"number": number, "to_state": state}))

    def wishes(self) -> Mapping[int, Wish]:
        """Return the personal hours by member."""
        return {
            row[0]: Wish(
                member=row[0],
                quiet_from=time.fromisoformat(row[1]),
                quiet_until=time.fromisoformat(row[2]),
                weekdays=frozenset(map(int, row[3])),
            )
            for row in _WISHES.all(self._link, {})
        }

    def put_wish(self, wish: Wish) -> None:
        """Store personal hours in place of those before."""
        _PUT_WISH.run(
            self._link,
            {
                "member_id": wish.member,
                "quiet_from": f"{wish.quiet_from:%H:%M}",
                "quiet_until": f"{wish.quiet_until:%H:%M}",
                "weekdays": "".join(map(str, sorted(wish.weekdays))),
            },
        )

    def forget_wish(self, member: int) -> bool:
        """Go back to the usual hours; False where nothing was set."""
        return bool(_FORGET.run(self._link, {"whose": member}))

    def raise_unreached(self, found: Mapping[str, str], now: datetime) -> None:
        """Note subjects that cannot be reached, with the reason; known ones stay as they are."""
        rows = [{"subject": one, "why": why[:200], "raised_at": now} for one, why in found.items()]
        _RAISE.many(self._link, rows)

    def clear_unreached(self, subjects: Sequence[str], now: datetime) -> None:
        """Note that these can be reached again."""
        if subjects:
            _CLEAR.run(self._link, {"subjects": listed(self._link, subjects), "now": now})

    def unreached(self) -> Sequence[Unreached]:
        """Return what cannot be reached now, oldest first."""
        return [
            Unreached(id=row[0], subject=row[1], why=row[2], raised_at=row[3], told_at=row[4])
            for row in _LISTED.all(self._link, {})
        ]

    def tell_unreached(self, ids: Sequence[int], now: datetime) -> None:
        """Note that officers were told."""
        if ids:
            _TELL.run(self._link, {"ids": listed(self._link, ids), "now": now})


def _proposal(row: Any) -> DateProposal:
    return DateProposal(
        id=row[0],
        expected=row[1],
        member=row[2],
        due_on=row[3],
        why=row[4],
        state=row[5],
        at=row[6],
    )
