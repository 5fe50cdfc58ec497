"""Who did what: lines that are only ever added, then sealed, each with the hash of the one before.

On SQLite one thread writes, so a line is sealed as it is added. On PostgreSQL a line that had to
know the one before it would make all writers wait for each other, or fail; there lines are added
freely and a sweep seals them, in the order in which it finds them. Nothing can change a line in
between: the database's own triggers refuse everything but the sealing, once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from bot.journal import AuditLine, Seal
from storage.prepared import Link, Prepared
from storage.tables import audit

_SAID = ("at", "actor", "role", "action", "object", "before", "after")
_COLUMNS = tuple(audit.c[name] for name in _SAID)
_LAST = Prepared(
    select(audit.c.number, audit.c.hash)
    .where(audit.c.number.is_not(None))
    .order_by(audit.c.number.desc())
    .limit(1)
)
_ADD = Prepared(insert(audit), inserts=(*_SAID, "subject", "number", "previous", "hash"))
_UNSEALED = Prepared(
    select(audit.c.id, *_COLUMNS)
    .where(audit.c.number.is_(None))
    .order_by(audit.c.id)
    .limit(bindparam("most"))
)
_HOW_MANY = Prepared(select(func.count()).select_from(audit).where(audit.c.number.is_(None)))
_SEAL = Prepared(
    update(audit)
    .where(audit.c.id == bindparam("which"))
    .values(number=bindparam("place"), previous=bindparam("before_it"), hash=bindparam("hashed"))
)
_NEWEST_FIRST = select(*_COLUMNS).order_by(audit.c.id.desc()).limit(bindparam("most"))
_ABOUT = Prepared(_NEWEST_FIRST.where(audit.c.object == bindparam("about")))
_ABOUT_ALL = Prepared(_NEWEST_FIRST.where(audit.c.subject == bindparam("about")))
_NEWEST = Prepared(_NEWEST_FIRST)
_LAST_BY = Prepared(
    select(audit.c.at).where(audit.c.actor == bindparam("who")).order_by(audit.c.id.desc()).limit(1)
)
_CHAIN = Prepared(
    select(audit.c.number, *_COLUMNS, audit.c.previous, audit.c.hash)
    .where(audit.c.number > bindparam("beyond"))
    .order_by(audit.c.number)
    .limit(bindparam("most"))
)
BATCH = 1_000


class AuditStore:
    """The audit, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def note(self, line: AuditLine) -> None:
        """Append a line; it never waits for another's."""
        row = {name: getattr(line, name) for name in _SAID}
        row["subject"] = line.object.partition(" ")[0][:64]
        sealed = {} if self._link.driver is None else self._sealed(line, self.seal_now())
        unsealed = {"number": None, "previous": None, "hash": None}
        _ADD.later(self._link, row | (sealed or unsealed))

    def about(self, object_: str, *, limit: int = 20) -> Sequence[AuditLine]:
        """Return the lines about one object, newest first."""
        return [_line(row) for row in _ABOUT.all(self._link, {"about": object_, "most": limit})]

    def about_all(self, subject: str, *, limit: int = 20) -> Sequence[AuditLine]:
        """Return the lines whose object begins with the word `subject`, newest first."""
        return [_line(row) for row in _ABOUT_ALL.all(self._link, {"about": subject, "most": limit})]

    def newest(self, *, limit: int = 50) -> Sequence[AuditLine]:
        """Return the newest lines, newest first."""
        return [_line(row) for row in _NEWEST.all(self._link, {"most": limit})]

    def last_by(self, actor: str) -> datetime | None:
        """Return when somebody last did anything that is noted, or None."""
        found = _LAST_BY.first(self._link, {"who": actor})
        return None if found is None else found[0]

    def seal(self, *, limit: int = BATCH) -> int:
        """Seal up to `limit` lines that are not yet, oldest first, and return how many.

        Two sweeps at once would give the same number twice; one of them loses that race.
        """
        rows = _UNSEALED.all(self._link, {"most": limit})
        last = self.seal_now() if rows else None
        for row in rows:
            sealed = self._sealed(_line(row[1:]), last)
            last = Seal(number=sealed["number"], hash=sealed["hash"])
            _SEAL.run(
                self._link,
                {
                    "which": row[0],
                    "place": sealed["number"],
                    "before_it": sealed["previous"],
                    "hashed": sealed["hash"],
                },
            )
        return len(rows)

    def unsealed(self) -> int:
        """Return how many lines are not sealed yet."""
        return int(_HOW_MANY.scalar(self._link, {}))

    def seal_now(self) -> Seal | None:
        """Return the newest seal, or None where nothing is sealed."""
        last = _LAST.first(self._link, {})
        return None if last is None else Seal(number=last[0], hash=last[1])

    def broken_at(self) -> int | None:
        """Return the number of the first sealed line that does not follow, or None."""
        number, previous = 0, ""
        while rows := _CHAIN.all(self._link, {"beyond": number, "most": BATCH}):
            for row in rows:
                number += 1
                line = _line(row[1:8])
                if (row[0], row[8], row[9]) != (number, previous, digest(number, line, previous)):
                    return number
                previous = row[9]
        return None

    def _sealed(self, line: AuditLine, last: Seal | None) -> dict[str, Any]:
        number, previous = (last.number + 1, last.hash) if last else (1, "")
        hashed = digest(number, line, previous)
        return {"number": number, "previous": previous, "hash": hashed}


def digest(number: int, line: AuditLine, previous: str) -> str:
    """Return the SHA-256 of a line and of the hash before it, hexadecimal."""
    said = [number, line.at.isoformat(), *(getattr(line, name) for name in _SAID[1:]), previous]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _line(row: Sequence[Any]) -> AuditLine:
    return AuditLine(**dict(zip(_SAID, row, strict=True)))
