"""The database looked after: looked into, copied, put back, brought to this release."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StorageError
from bot.receipts import series
from storage import copies, schema
from storage.apart import run_apart
from storage.copies import Restored
from storage.database import open_database
from storage.inspection import Inspection, inspect_database
from storage.looking import look, sqlite_path

if TYPE_CHECKING:
    from storage.transfer import Transferred

__all__ = ["Inspection", "Restored", "inspect_database", "sqlite_path"]

FOLDER = "copies"
NEEDED = schema.KNOWN[-1]
"""The version of the tables that this release works with."""
SERVER = (
    "A PostgreSQL database is copied by PostgreSQL's own tools: pg_dump and pg_restore, or a"
    " standby. docs/howto/backup.md says how."
)


@dataclass(frozen=True, kw_only=True)
class Copied:
    """A copy that was made and found sound, and the older ones that made room for it."""

    path: Path
    inspection: Inspection
    gone: Sequence[Path] = ()


@dataclass(frozen=True, kw_only=True)
class Upgraded:
    """The versions before and after; `copy` is what was kept of the database before."""

    before: str | None
    after: str
    copy: Path | None = None


def copy_database(
    address: str, now: datetime, *, path: Path | None = None, keep: int | None = None
) -> Copied:
    """Copy a SQLite database, in use or not, and return the copy once it was tried out.

    Args:
        address: the database's.
        now: what the copy is named after.
        path: a folder, or the copy's own name where it ends in .db; default: a folder beside the
            database.
        keep: how many copies stay in the folder; None keeps all.

    Raises:
        StorageError: it is no SQLite database, or cannot be copied.
    """
    database = _file(address)
    folder = path or database.parent / FOLDER
    named = folder if folder.suffix == ".db" else folder / copies.copy_name(database, now)
    found = copies.make_copy(database, named)
    gone = copies.keep_newest(named.parent, database, keep) if keep else ()
    return Copied(path=named, inspection=found, gone=gone)


def copy_if_due(
    address: str, now: datetime, *, folder: Path, every: timedelta, keep: int
) -> Copied | None:
    """Copy a SQLite database where its newest copy is older than `every`; else return None."""
    if not copies.needs_copy(folder, _file(address), now, every):
        return None
    return copy_database(address, now, path=folder, keep=keep)


def newest_copy(folder: Path, database: Path) -> datetime | None:
    """Return when the newest copy of a database in a folder was made, or None."""
    made = copies.copies_in(folder, database)
    return copies.copied_at(made[-1]) if made else None


def put_back(copy: Path, address: str, now: datetime) -> Restored:
    """Put a copy in the place of a SQLite database.

    Raises:
        DatabaseBusy: a bot is running on it.
        StorageError: it is no SQLite database, or the copy is not sound.
    """
    return copies.put_back(
        copy,
        _file(address),
        now,
        go_on=lambda last: series.restored(last, secrets.randbelow(series.APART)),
    )


def upgrade(address: str, now: datetime) -> Upgraded:
    """Bring a database to this release, after a copy where it is a file.

    Raises:
        DatabaseBusy: a bot is running on it.
        SchemaMismatch: it is of a newer release.
    """
    path = sqlite_path(address)
    if path is not None and not path.exists():
        run_apart(open_database(address).close())
        return Upgraded(before=None, after=schema.KNOWN[-1])
    before = look(address, schema.version)
    if before == schema.KNOWN[-1]:
        return Upgraded(before=before, after=before)
    copy = None
    if path is not None and before in schema.KNOWN:
        copy = path.with_name(f"{path.stem}-before-{schema.KNOWN[-1]}-{now:%Y%m%d-%H%M%S}.db")
        copies.make_copy(path, copy)
    run_apart(open_database(address, migrate=True).close())
    return Upgraded(before=before, after=schema.KNOWN[-1], copy=copy)


def copy_whole(source: str, target: str) -> Transferred:
    """Copy a whole database into an empty one, of the same kind or the other, and compare both.

    Raises:
        DatabaseBusy: a bot is running on one of them.
        StorageError: the target holds something, or one of them cannot be used.
    """
    from storage.transfer import transfer

    return transfer(source, target)


def _file(address: str) -> Path:
    path = sqlite_path(address)
    if path is None:
        raise StorageError("no SQLite database", advice=SERVER)
    return path
