"""What went wrong in a database, as the bot's own errors with advice for a person."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseBusy, DatabaseFull, StorageError

_ADVICE = {
    sqlite3.SQLITE_READONLY: "The database file cannot be written; check its rights.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened; check that its folder exists.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged; restore the last copy.",
    sqlite3.SQLITE_NOTADB: "That file is no database of this bot; check the path.",
    sqlite3.SQLITE_IOERR: "The disk could not be read or written; check it, then start again.",
    sqlite3.SQLITE_PERM: "The database file cannot be used; check its rights.",
}
FULL = "The disk is full. Nothing was half written. Make room, then try again."
BUSY = "Another program is using the database file. Close it, then try again."


def of_sqlite(error: BaseException, where: str) -> StorageError | None:
    """Return the bot's error for one of SQLite's, or None where it is a mistake in our code."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlite3.Error):
        return None
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DatabaseFull(f"{where}: {cause}", advice=FULL)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return DatabaseBusy(f"{where}: {cause}", advice=BUSY)
    if code in _ADVICE:
        return StorageError(f"{where}: {cause}", advice=_ADVICE[code])
    return None
