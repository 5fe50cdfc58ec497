"""Where Telegram keeps the pictures that were sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.prepared import Link, Prepared
from storage.tables import picture

_FIND = Prepared(select(picture.c.file_id).where(picture.c.key == bindparam("key")))
_KEEP = Prepared(
    {
        dialect: statement.on_conflict_do_update(
            index_elements=[picture.c.key],
            set_={"file_id": statement.excluded.file_id, "at": statement.excluded.at},
        )
        for dialect, statement in (
            ("sqlite", sqlite.insert(picture)),
            ("postgresql", postgresql.insert(picture)),
        )
    },
    inserts=("key", "file_id", "at"),
)
_FORGET = Prepared(delete(picture).where(picture.c.at < bindparam("instant")))


class PictureStore:
    """File ids by the keys of pictures, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def find(self, key: str) -> str | None:
        """Return the file id of a picture that was sent before, or None."""
        found = _FIND.first(self._link, {"key": key})
        return None if found is None else str(found[0])

    def keep(self, key: str, file_id: str, now: datetime) -> None:
        """Store where a picture is; a newer place takes over from an older one."""
        _KEEP.run(self._link, {"key": key, "file_id": file_id, "at": now})

    def forget_before(self, instant: datetime) -> int:
        """Delete what was sent first before `instant` and return how many."""
        return _FORGET.run(self._link, {"instant": instant})
