"""Who did what: lines that are only ever added, each with the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select

from bot.journal import AuditLine
from storage.prepared import Link, Prepared
from storage.tables import audit

_SAID = ("at", "actor", "role", "action", "object", "before", "after")
_COLUMNS = tuple(audit.c[name] for name in _SAID)
_LAST = Prepared(select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1))
_ADD = Prepared(insert(audit), inserts=("id", *_SAID, "previous", "hash"))
_ABOUT = Prepared(
    select(*_COLUMNS)
    .where(audit.c.object == bindparam("about"))
    .order_by(audit.c.id.desc())
    .limit(bindparam("most"))
)
_NEWEST = Prepared(select(*_COLUMNS).order_by(audit.c.id.desc()).limit(bindparam("most")))
_ALL = Prepared(
    select(audit.c.id, *_COLUMNS, audit.c.previous, audit.c.hash)
    .where(audit.c.id > bindparam("after"))
    .order_by(audit.c.id)
    .limit(bindparam("most"))
)
BATCH = 1_000


class AuditStore:
    """The audit, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def note(self, line: AuditLine) -> None:
        """Append a line. On PostgreSQL, whoever loses the race for its number tries again."""
        last = _LAST.first(self._link, {})
        number, previous = (last[0] + 1, last[1]) if last else (1, "")
        _ADD.run(
            self._link,
            {
                "id": number,
                **{name: getattr(line, name) for name in _SAID},
                "previous": previous,
                "hash": digest(number, line, previous),
            },
        )

    def about(self, object_: str, *, limit: int = 20) -> Sequence[AuditLine]:
        """Return the lines about one object, newest first."""
        return [_line(row) for row in _ABOUT.all(self._link, {"about": object_, "most": limit})]

    def newest(self, *, limit: int = 50) -> Sequence[AuditLine]:
        """Return the newest lines, newest first."""
        return [_line(row) for row in _NEWEST.all(self._link, {"most": limit})]

    def broken_at(self) -> int | None:
        """Return the number of the first line whose hash does not follow, or None."""
        number, previous = 0, ""
        while rows := _ALL.all(self._link, {"after": number, "most": BATCH}):
            for row in rows:
                number += 1
                line = _line(row[1:8])
                if (row[0], row[8], row[9]) != (number, previous, digest(number, line, previous)):
                    return number
                previous = row[9]
        return None


def digest(number: int, line: AuditLine, previous: str) -> str:
    """Return the SHA-256 of a line and of the hash before it, hexadecimal."""
    said = [number, line.at.isoformat(), *(getattr(line, name) for name in _SAID[1:]), previous]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _line(row: Sequence[Any]) -> AuditLine:
    return AuditLine(**dict(zip(_SAID, row, strict=True)))
