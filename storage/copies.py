"""Copies of a SQLite database: made while the bot runs, tried out, and put back in its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import SchemaMismatch, StorageError
from storage import faults, schema
from storage.answer_numbers import GoOn
from storage.apart import run_apart
from storage.inspection import Inspection, inspect_database
from storage.lock import LockFile

STAMP = "%Y%m%d-%H%M%S"
PAGES = 2_000  # between two chunks of this many pages the bot may write
SIDE_FILES = ("-wal", "-shm", "-journal")
DAMAGED = "The copy {path} is damaged; take an earlier one. Found: {what}."
RESTORED = "the database was put back from a copy, so this may have gone already"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore came to. `aside` is where the database lies that was there before."""

    inspection: Inspection
    aside: Path | None
    held: int


def copy_name(database: Path, now: datetime) -> str:
    """Return what a copy made at `now` is called; names sort by time."""
    return f"{database.stem}-{now.strftime(STAMP)}.db"


def copies_in(folder: Path, database: Path) -> list[Path]:
    """Return the copies of a database in a folder, oldest first."""
    digits = "[0-9]" * 8 + "-" + "[0-9]" * 6
    return sorted(folder.glob(f"{database.stem}-{digits}.db"))


def copied_at(copy: Path) -> datetime | None:
    """Return when a copy was made, as its name says; None where it says nothing."""
    with suppress(ValueError):
        return datetime.strptime(f"{copy.stem[-15:]}+0000", f"{STAMP}%z")
    return None


def make_copy(database: Path, target: Path) -> Inspection:
    """Copy a database, which may be in use, try the copy out, and return what it holds.

    The copy appears under its name only when it is whole, on the disk and found sound.

    Raises:
        StorageError: there is no database, no room, or the copy is not sound.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _copy(database, unfinished)
        found = _sound(unfinished, named=target)
        unfinished.replace(target)
        _settle(target.parent)
    except (OSError, sqlite3.Error) as error:
        faults.explain(error, faults.of_sqlite(error, str(target)) or _unwritable(target, error))
    finally:
        unfinished.unlink(missing_ok=True)
    return found


def keep_newest(folder: Path, database: Path, number: int) -> Sequence[Path]:
    """Delete all copies but the newest `number` and return those that went."""
    gone = copies_in(folder, database)[:-number]
    for copy in gone:
        copy.unlink(missing_ok=True)
    return gone


def needs_copy(folder: Path, database: Path, now: datetime, every: timedelta) -> bool:
    """Say whether the newest copy is older than `every`, or there is none."""
    copies = copies_in(folder, database)
    made = copied_at(copies[-1]) if copies else None
    return made is None or now - made >= every


def put_back(copy: Path, database: Path, now: datetime, *, go_on: GoOn | None = None) -> Restored:
    """Put a copy in the place of the database, which nobody may have open.

    The copy is tried out first and stays as it is. What was in its place is kept beside it under
    another name. Messages that were due may have gone since the copy was made: they are held for a
    person, and only those whose time is still to come stay due. `go_on` says after which number
    answers go on, given the copy's last one: others were given since.

    Raises:
        DatabaseBusy: a bot has the database open.
        SchemaMismatch: the copy is of a newer release.
        StorageError: the copy cannot be read, or is damaged.
    """
    _sound(copy, named=copy)
    lock = LockFile(database)
    fresh = database.with_name(f"{database.name}.restoring")
    try:
        _copy(copy, fresh)
        held = run_apart(_hold(fresh, now, go_on))
        found = _sound(fresh, named=copy)
        aside = _set_aside(database, now)
        fresh.replace(database)
        _settle(database.parent)
    except (OSError, sqlite3.Error) as error:
        faults.explain(error, faults.of_sqlite(error, str(copy)) or _unwritable(database, error))
    finally:
        for name in (fresh, fresh.with_name(f"{fresh.name}.lock")):
            name.unlink(missing_ok=True)
        lock.release()
    return Restored(inspection=found, aside=aside, held=held)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise StorageError(
            f"there is no file {source}",
            advice=f"There is no database file {source}; check the path.",
        )
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    name = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(name, uri=True)) as read, closing(sqlite3.connect(target)) as new:
        read.execute("PRAGMA busy_timeout=5000")
        read.backup(new, pages=PAGES)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _sound(copy: Path, *, named: Path) -> Inspection:
    """Return what a copy holds.

    Raises:
        SchemaMismatch: it is of a newer release, or it is no database of this bot.
        StorageError: it is damaged.
    """
    found = inspect_database(f"sqlite:///{copy}", resting=True)
    if found.version not in schema.KNOWN:
        raise SchemaMismatch(
            f"{named} has version {found.version}",
            advice=f"{named} is no database of this release of partnership-bot (version"
            f" {found.version or 'none'}; this release knows up to {found.needed}).",
        )
    if not found.sound:
        what = "; ".join(found.faults) or "its history does not add up"
        raise StorageError(f"{named}: {what}", advice=DAMAGED.format(path=named, what=what))
    return found


async def _hold(database: Path, now: datetime, go_on: GoOn | None) -> int:
    """Bring a fresh file to this release and hold what may have gone already."""
    from storage.database import open_database

    opened = open_database(f"sqlite:///{database}", go_on=go_on)
    try:
        return await opened.transact(lambda stores: stores.outbox.hold_open(RESTORED, now))
    finally:
        await opened.close()


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Move what is there now, its side files too, and return where it went."""
    if not database.exists():
        return None
    aside = database.with_name(f"{database.name}.before-restore-{now.strftime(STAMP)}")
    for end in ("", *SIDE_FILES):
        there = database.with_name(f"{database.name}{end}")
        if there.exists():
            there.replace(aside.with_name(f"{aside.name}{end}"))
    return aside


def _settle(folder: Path) -> None:
    """Have the folder's own entries on the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(target: Path, error: BaseException) -> StorageError:
    return StorageError(f"{target}: {error}", advice=f"{target} cannot be written: {error}.")
