"""What every replica has sent lately, a row a limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.outbox.limits import Bucket
from storage.inserts import InsertNew
from storage.prepared import Link, Prepared, among, listed
from storage.tables import bucket

_MAKE = InsertNew(bucket, ("name",), bucket.c.name)
_HOLD = Prepared(
    {
        dialect: select(bucket.c.name, bucket.c.empty_at, bucket.c.halted_until)
        .where(wanted)
        .order_by(bucket.c.name)  # always so, that two replicas cannot lock crosswise
        .with_for_update()
        for dialect, wanted in among(bucket.c.name, "names").items()
    }
)
_KEEP = Prepared(
    {
        dialect: statement.on_conflict_do_update(
            index_elements=[bucket.c.name],
            set_={
                "empty_at": statement.excluded.empty_at,
                "halted_until": statement.excluded.halted_until,
            },
        )
        for dialect, statement in (
            ("sqlite", sqlite.insert(bucket)),
            ("postgresql", postgresql.insert(bucket)),
        )
    },
    inserts=("name", "empty_at", "halted_until"),
)
_FORGET = Prepared(
    delete(bucket).where(
        or_(bucket.c.empty_at.is_(None), bucket.c.empty_at < bindparam("instant")),
        or_(bucket.c.halted_until.is_(None), bucket.c.halted_until < bindparam("instant")),
    )
)


class LimiterStore:
    """The limits' rows, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def hold(self, names: Sequence[str]) -> Mapping[str, Bucket]:
        """Return a bucket for every name, kept from other replicas until the transaction ends."""
        found = self._read(names)
        missing = [name for name in names if name not in found]
        if missing and self._link.driver is None:
            # A row that is not there cannot be locked; on SQLite there is only one writer.
            _MAKE.many(self._link, [{"name": name} for name in sorted(missing)])
            return found | self._read(missing)
        return found | {name: Bucket(name=name) for name in missing}

    def _read(self, names: Sequence[str]) -> dict[str, Bucket]:
        return {
            name: Bucket(name=name, empty_at=empty_at, halted_until=halted_until)
            for name, empty_at, halted_until in _HOLD.all(
                self._link, {"names": listed(self._link, names)}
            )
        }

    def keep(self, buckets: Iterable[Bucket]) -> None:
        """Store buckets, new or changed."""
        _KEEP.run_many(
            self._link,
            [
                {"name": one.name, "empty_at": one.empty_at, "halted_until": one.halted_until}
                for one in buckets
            ],
        )

    def forget_before(self, instant: datetime) -> int:
        """Delete buckets that were free before `instant` and return how many."""
        return _FORGET.run(self._link, {"instant": instant})
