"""Statements sent to PostgreSQL by its own driver, inside a connection that SQLAlchemy keeps."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import asyncpg
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.util import await_only

from storage.together import Asked, finishing, opening

QUIET = 5.0
"""A connection that was used this many seconds ago is asked whether it still lives."""
FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
_USED_AT = "used_at"
_SERVED = "served"


class WentAway(Exception):
    """The connection was dead before anything was done on it."""


class Served:
    """One open transaction on asyncpg; to be used where SQLAlchemy runs synchronous work.

    Each statement is one way to the server and back, which costs more than the statement. So reads
    that are `expected` travel with the first statement, and writes that can wait (`later`) travel
    together, before anything else is asked and at the latest before the commit.
    """

    def __init__(self, connection: Connection, driver: asyncpg.Connection[Any]) -> None:
        """Use what `opened` found."""
        self._connection = connection
        self._driver = driver
        self._begun = False
        self._answered = False
        self._expected: list[Asked] = []
        self._brought: list[tuple[Asked, list[tuple[Any, ...]]]] = []
        self._waiting: list[Asked] = []

    def first(self, sql: str) -> None:
        """Run a statement before the work begins."""
        self._execute(sql, ())

    def rows(self, asked: Asked) -> list[tuple[Any, ...]]:
        """Return the rows of one statement."""
        if not self._begun and asked in self._expected:
            self._open(None)
        for place, (one, found) in enumerate(self._brought):
            if one == asked:
                del self._brought[place]
                return found
        self._settle(writes=asked.writes)
        return [tuple(row) for row in self._fetch(asked.sql, asked.values)]

    def count(self, asked: Asked) -> int:
        """Run one statement and return how many rows it changed."""
        if not self._begun and self._expected:
            return self._open(asked)
        self._settle(writes=True)
        return self._execute(asked.sql, asked.values)

    def expect(self, asked: Asked) -> None:
        """Have the first statement bring these rows along; of no effect after it."""
        if not self._begun:
            self._expected.append(asked)

    def later(self, asked: Asked) -> None:
        """Run a write before anything else is asked, and at the latest before the commit."""
        if any(one.sql == asked.sql for one in self._waiting):
            self.flush()  # rows of one table keep their order
        self._waiting.append(asked)

    def flush(self) -> None:
        """Run the writes that wait; they see nothing of each other."""
        self._begun, self._brought = True, []
        waiting, self._waiting = self._waiting, []
        if waiting:
            sql = finishing(tuple((one.name, one.sql) for one in waiting))
            self._execute(sql, [value for one in waiting for value in one.values])

    def _open(self, first: Asked | None) -> int:
        """Run the first statement with all that is expected, and return what it changed."""
        reads, self._begun = self._expected, True
        sql = opening(first.sql if first else None, tuple(one.sql for one in reads))
        asked = [first, *reads] if first else reads
        changed, *found = self._fetch(sql, [value for one in asked for value in one.values])[0]
        self._brought = [
            (one, [tuple(row) for row in rows]) for one, rows in zip(reads, found, strict=True)
        ]
        return int(changed)

    def _settle(self, *, writes: bool) -> None:
        """Send what waits; what was brought along is no longer true where something is written."""
        if writes or self._waiting:
            self.flush()
        self._begun = True

    def _fetch(self, sql: str, values: Sequence[Any]) -> list[Any]:
        try:
            found: list[Any] = await_only(self._driver.fetch(sql, *values))
        except FAILURES as error:
            raise self._explained(sql, error) from error
        self._answered = True
        return found

    def _execute(self, sql: str, values: Sequence[Any]) -> int:
        try:
            status: str = await_only(self._driver.execute(sql, *values))
        except FAILURES as error:
            raise self._explained(sql, error) from error
        self._answered = True
        changed = status.rpartition(" ")[2]
        return int(changed) if changed.isdigit() else 0

    def _explained(self, sql: str, error: Exception) -> Exception:
        """Return what SQLAlchemy would have raised, with no word of the values."""
        gone = is_gone(self._driver, error)
        if gone:
            self._connection.invalidate(error)
        if gone and not isinstance(error, asyncpg.PostgresError):  # it was never sent
            return ConnectionResetError(str(error)) if self._answered else WentAway(str(error))
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
        if not is_gone(adapted.driver_connection, error):
            raise
        connection.invalidate(error)
        raise WentAway from error
    served = Served(connection, adapted.driver_connection)
    connection.info[_SERVED] = served
    return served


def is_gone(driver: asyncpg.Connection[Any], error: BaseException) -> bool:
    """Say whether a connection is of no more use after an error.

    A server that ends a connection says so first and closes it a moment later. Between the two the
    driver is open, but refuses every statement as an error of its own.
    """
    return driver.is_closed() or isinstance(error.__cause__ or error, asyncpg.InternalClientError)


def keep_order(engine: Engine) -> None:
    """Have the writes that wait run before whatever SQLAlchemy itself sends."""

    @event.listens_for(engine, "before_cursor_execute")
    def flush(connection: Connection, *_: Any) -> None:
        served: Served | None = connection.info.get(_SERVED)
        if served is not None:
            served.flush()

    @event.listens_for(engine, "checkin")
    def forget(_: Any, record: Any) -> None:
        record.info.pop(_SERVED, None)


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
