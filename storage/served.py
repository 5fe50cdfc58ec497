"""Statements sent to PostgreSQL by its own driver, inside a connection that SQLAlchemy keeps."""

from __future__ import annotations

import time
from typing import Any

import asyncpg
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.util import await_only

QUIET = 5.0
"""A connection that was used this many seconds ago is asked whether it still lives."""
_USED_AT = "used_at"


class WentAway(Exception):
    """The connection was dead before anything was done on it."""


class Served:
    """One open transaction on asyncpg; to be used where SQLAlchemy runs synchronous work."""

    def __init__(self, connection: Connection, driver: asyncpg.Connection[Any]) -> None:
        """Use what `opened` found."""
        self._connection = connection
        self._driver = driver

    def rows(self, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of one statement; one way to the server and back."""
        try:
            found = await_only(self._driver.fetch(sql, *values))
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise self._explained(sql, error) from error
        return [tuple(row) for row in found]

    def count(self, sql: str, values: list[Any]) -> int:
        """Run one statement and return how many rows it changed."""
        try:
            status: str = await_only(self._driver.execute(sql, *values))
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise self._explained(sql, error) from error
        return int(status.rpartition(" ")[2])

    def _explained(self, sql: str, error: Exception) -> Exception:
        """Return what SQLAlchemy would have raised, with no word of the values."""
        gone = self._driver.is_closed()
        if gone:
            self._connection.invalidate(error)
        return DBAPIError.instance(
            sql,
            None,
            error,
            asyncpg.PostgresError,
            hide_parameters=True,
            connection_invalidated=gone,
            dialect=self._connection.dialect,
        )


def opened(connection: Connection) -> Served:
    """Begin the transaction that a connection is set to, and return the way to its driver.

    Raises:
        WentAway: the connection turned out to be dead; another may be tried.
    """
    connection.begin()
    adapted: Any = connection.connection.dbapi_connection
    try:
        await_only(adapted._start_transaction())  # as it would at its first statement
    except Exception as error:
        if not adapted.driver_connection.is_closed():
            raise
        connection.invalidate(error)
        raise WentAway from error
    return Served(connection, adapted.driver_connection)


def ask_quiet_ones(engine: Engine) -> None:
    """Have a connection asked whether it lives, at the least cost, before it is used again.

    To ask each time takes three ways to the server and back. A server that goes away closes its
    connections, which is known here at once; only one that has been quiet is asked.
    """

    @event.listens_for(engine, "checkout")
    def check(adapted: Any, record: Any, _: Any) -> None:
        if adapted.driver_connection.is_closed():
            raise InvalidatePoolError("the server closed it")
        if time.monotonic() - record.info.get(_USED_AT, time.monotonic()) < QUIET:
            return
        try:
            adapted.ping()
        except Exception as error:
            raise InvalidatePoolError("the server does not answer") from error

    @event.listens_for(engine, "checkin")
    def note(_: Any, record: Any) -> None:
        record.info[_USED_AT] = time.monotonic()
