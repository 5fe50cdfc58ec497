"""What went wrong in a database, as the bot's own errors with advice for a person."""

from __future__ import annotations

import sqlite3
from typing import NoReturn

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

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


LOST_RACES = frozenset({"40001", "40P01", "23505"})
"""Serialization failure, deadlock, and somebody else's row under the same key."""

_BY_STATE = {
    "28": "The server refused the user or the password; check the database address.",
    "3D": "The server has no database of that name; make it first, or check the address.",
    "42501": "The database user lacks a right; it must own the database.",
    "53300": "The server has no connection left; raise max_connections or run fewer replicas.",
    "57014": "The database took too long to answer; try again.",
    "25006": "The server is read-only (a standby?); connect to the primary.",
}
UNREACHABLE = "The database server cannot be reached; check that it runs, and its address."


def explain(error: BaseException, fault: StorageError | None) -> NoReturn:
    """Raise the bot's error for `error`, or `error` itself where there is none."""
    if fault is None:
        raise error
    raise fault from error


def is_lost_race(error: DBAPIError) -> bool:
    """Say whether the whole work may be tried again."""
    return _state(error) in LOST_RACES


def of_postgresql(error: BaseException, where: str) -> StorageError | None:
    """Return the bot's error for one of PostgreSQL's, or None where it is a mistake in our code."""
    if isinstance(error, PoolTimeout):
        return StorageError(
            f"{where}: no connection came free", advice="The database is overloaded; try again."
        )
    if isinstance(error, OSError) or getattr(error, "connection_invalidated", False):
        return unreachable(error, where)
    if isinstance(error, asyncpg.InterfaceError) and "is closed" in str(error):
        return unreachable(error, where)  # cut while it was being opened: no server's code then
    if isinstance(_driver_error(error), asyncpg.InternalClientError):
        return unreachable(error, where)  # the server has ended it, and not closed it yet
    state = _state(error)
    if state in {"53100", "53200"}:
        return DatabaseFull(f"{where}: {error}", advice=FULL)
    if state[:2] in {"08", "57"} and state != "57014":
        return unreachable(error, where)
    advice = _BY_STATE.get(state) or _BY_STATE.get(state[:2])
    return StorageError(f"{where}: {error}", advice=advice) if advice else None


def unreachable(error: BaseException, where: str) -> StorageError:
    """Return the error for a server that does not answer, or no longer."""
    return StorageError(f"{where}: {error}", advice=UNREACHABLE)


def _driver_error(error: BaseException) -> BaseException:
    """Return what the driver itself raised, below what SQLAlchemy made of it."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return cause.__cause__ or cause


def _state(error: BaseException) -> str:
    """Return PostgreSQL's five-letter code, or nothing."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlstate", None) or ""
