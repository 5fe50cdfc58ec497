"""Questions not answered at once, and the words that officers added."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, select, update

from bot.learning.store import AddedAlias, Asker, Miss, MissState
from storage.prepared import Link, Prepared
from storage.tables import added_alias, measure, miss, miss_asker, miss_tap

_FIND = select(miss).where(miss.c.id == bindparam("number"))
_BY_WORDING = Prepared(select(miss.c.id).where(miss.c.wording == bindparam("words")))
_ADD = Prepared(
    insert(miss).returning(miss.c.id),
    inserts=("wording", "text", "candidates", "count", "state", "first_at", "last_at"),
)
_AGAIN = Prepared(
    update(miss)
    .where(miss.c.id == bindparam("number"))
    .values(
        count=miss.c.count + 1,
        candidates=bindparam("nearest"),
        last_at=bindparam("now"),
        state=case(
            (miss.c.state == MissState.ANSWERABLE.value, MissState.OPEN.value), else_=miss.c.state
        ),
    )
)
_LISTED = (
    select(miss)
    .where(miss.c.state == bindparam("wanted"))
    .order_by(miss.c.count.desc(), miss.c.id)
    .limit(bindparam("most"))
)
_PEOPLE = (
    select(miss_asker.c.miss_id, func.count(func.distinct(miss_asker.c.person)))
    .where(miss_asker.c.miss_id.in_(bindparam("numbers", expanding=True)))
    .group_by(miss_asker.c.miss_id)
)
_TAPS = select(miss_tap).where(miss_tap.c.miss_id.in_(bindparam("numbers", expanding=True)))
_ITS_ASKER = (
    miss_asker.c.miss_id == bindparam("number"),
    miss_asker.c.chat == bindparam("its_chat"),
    miss_asker.c.person == bindparam("its_person"),
)
_ITS_TAP = (miss_tap.c.miss_id == bindparam("number"), miss_tap.c.measure == bindparam("code"))
_CODE_ID = select(measure.c.id).where(measure.c.code == bindparam("code"))
_ASK_AGAIN = Prepared(update(miss_asker).where(*_ITS_ASKER).values(told_at=None))
_ASK = Prepared(insert(miss_asker), inserts=("miss_id", "chat", "person"))
_DECIDE = (
    update(miss)
    .where(miss.c.id == bindparam("number"), miss.c.state != bindparam("new"))
    .values(state=bindparam("new"))
)
_ALIASES = (
    select(measure.c.code, added_alias)
    .join(measure, measure.c.id == added_alias.c.measure_id)
    .order_by(measure.c.place, added_alias.c.at, added_alias.c.alias)
)


class LearningStore:
    """Misses and added aliases, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._connection = link.connection

    def note(
        self,
        *,
        wording: str,
        text: str,
        candidates: Sequence[str],
        asker: Asker,
        at: datetime,
    ) -> int:
        """Count one more miss of this wording and return the miss's number."""
        nearest = json.dumps(list(candidates))
        number: int | None = _BY_WORDING.scalar(self._link, {"words": wording})
        if number is None:
            row = {
                "wording": wording,
                "text": text,
                "candidates": nearest,
                "count": 1,
                "state": MissState.OPEN.value,
                "first_at": at,
                "last_at": at,
            }
            number = int(_ADD.scalar(self._link, row))
        else:
            _AGAIN.run(self._link, {"number": number, "nearest": nearest, "now": at})
        key = {"number": number, "its_chat": asker.chat, "its_person": asker.person}
        if not _ASK_AGAIN.run(self._link, key):
            row = {"miss_id": number, "chat": asker.chat, "person": asker.person}
            _ASK.run(self._link, row)
        return number

    def tapped(self, miss: int, measures: Sequence[str]) -> None:
        """Count what somebody chose after a miss."""
        for code in measures:
            key = {"number": miss, "code": code}
            more = update(miss_tap).where(*_ITS_TAP).values(count=miss_tap.c.count + 1)
            if not self._connection.execute(more, key).rowcount:
                row = {"miss_id": miss, "measure": code, "count": 1}
                self._connection.execute(insert(miss_tap), row)

    def misses(self, state: MissState, *, limit: int = 10) -> Sequence[Miss]:
        """Return the misses in a state, the most frequent first."""
        return self._read(
            self._connection.execute(_LISTED, {"wanted": state.value, "most": limit}).all()
        )

    def find(self, miss: int) -> Miss | None:
        """Return one miss."""
        return next(iter(self._read(self._connection.execute(_FIND, {"number": miss}).all())), None)

    def decide(self, miss: int, state: MissState) -> bool:
        """Change a miss's state; False where it has that state already or is unknown."""
        return bool(
            self._connection.execute(_DECIDE, {"number": miss, "new": state.value}).rowcount
        )

    def untold(self, miss: int) -> Sequence[Asker]:
        """Return who asked it and has not been told yet that it can be answered."""
        found = self._connection.execute(
            select(miss_asker.c.chat, miss_asker.c.person)
            .where(miss_asker.c.miss_id == miss, miss_asker.c.told_at.is_(None))
            .order_by(miss_asker.c.chat, miss_asker.c.person)
        )
        return [Asker(chat=row.chat, person=row.person) for row in found]

    def told(self, miss: int, asker: Asker, at: datetime) -> None:
        """Remember that somebody was told."""
        key = {"number": miss, "its_chat": asker.chat, "its_person": asker.person}
        self._connection.execute(
            update(miss_asker).where(*_ITS_ASKER).values(told_at=bindparam("now")),
            {**key, "now": at},
        )

    def add_alias(self, added: AddedAlias) -> bool:
        """Store an alias; False where the measure has it already or is unknown."""
        number = self._connection.execute(_CODE_ID, {"code": added.measure}).scalar()
        known = any(
            one.measure == added.measure and one.alias.casefold() == added.alias.casefold()
            for one in self.aliases()
        )
        if number is None or known:
            return False
        row = {
            "measure_id": number,
            "alias": added.alias,
            "person": added.person,
            "at": added.at,
        }
        self._connection.execute(insert(added_alias), row)
        return True

    def drop_alias(self, measure: str, alias: str) -> bool:
        """Remove an added alias; False where there is none."""
        number = self._connection.execute(_CODE_ID, {"code": measure}).scalar()
        gone = delete(added_alias).where(
            added_alias.c.measure_id == number, added_alias.c.alias == alias
        )
        return bool(self._connection.execute(gone).rowcount)

    def aliases(self) -> Sequence[AddedAlias]:
        """Return every added alias, by measure."""
        return [
            AddedAlias(measure=row.code, alias=row.alias, person=row.person, at=row.at)
            for row in self._connection.execute(_ALIASES)
        ]

    def forget_before(self, instant: datetime) -> int:
        """Delete misses last asked before `instant` and return how many."""
        return self._connection.execute(delete(miss).where(miss.c.last_at < instant)).rowcount

    def _read(self, rows: Sequence[Any]) -> Sequence[Miss]:
        if not rows:
            return []
        numbers = {"numbers": [row.id for row in rows]}
        people = {row[0]: row[1] for row in self._connection.execute(_PEOPLE, numbers)}
        taps: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for row in self._connection.execute(_TAPS, numbers):
            taps[row.miss_id][row.measure] = row._mapping[miss_tap.c.count]
        return [
            Miss(
                id=row.id,
                text=row.text,
                count=row._mapping[miss.c.count],
                people=people.get(row.id, 0),
                first_at=row.first_at,
                last_at=row.last_at,
                candidates=tuple(json.loads(row.candidates)),
                tapped=taps[row.id],
                state=MissState(row.state),
            )
            for row in rows
        ]
