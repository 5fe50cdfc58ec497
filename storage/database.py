"""The door to what is remembered: `open_database`, then `transact` and `read`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from bot.errors import StorageError
from bot.stores import Stores
from storage.answer_numbers import GoOn

T = TypeVar("T")

FILE = "sqlite:///"
IN_MEMORY = ("sqlite://", "sqlite:///:memory:")
ACCEPTED = "sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME"


class Database(Protocol):
    """Runs `work`, an ordinary function of the stores, as one transaction.

    `work` may be run more than once (a lost race on PostgreSQL), so it decides and does nothing
    else. It is never told that it is done before what it wrote is safe.
    """

    async def transact(self, work: Callable[[Stores], T]) -> T:
        """Run `work` in a transaction and return what it returned, once that is safe."""
        ...

    async def rehearse(self, work: Callable[[Stores], T]) -> T:
        """Run `work` in a transaction, take everything back and return what it returned."""
        ...

    async def read(self, work: Callable[[Stores], T], *, snapshot: bool = False) -> T:
        """Run `work`, which writes nothing, on what is committed; never waits for a writer.

        With `snapshot` all of its statements see the same moment, as an export needs. (SQLite
        always does so; on PostgreSQL it costs two round trips.)
        """
        ...

    async def close(self) -> None:
        """Finish what is in hand and let go; safe to call twice."""
        ...


def open_database(url: str, *, migrate: bool = True, go_on: GoOn | None = None) -> Database:
    """Return the database at `url`, made or brought to this release where `migrate` allows.

    Args:
        url: `sqlite:///PATH` (three slashes, then a relative or absolute path), `sqlite://` for one
            in memory, or `postgresql://USER:PASSWORD@HOST:PORT/NAME`.
        migrate: whether an older database is brought to this release, or refused.
        go_on: after which number answers go on, given the last one; None leaves it.

    Raises:
        DatabaseBusy: another process has the SQLite file open.
        SchemaMismatch: the database is of a newer release, or of an older one and `migrate` is off.
        StorageError: the address is none, or the database cannot be reached.
    """
    if url in IN_MEMORY or (url.startswith(FILE) and url != FILE):
        from storage.sqlite import SqliteDatabase

        path = None if url in IN_MEMORY else Path(url.removeprefix(FILE))
        return SqliteDatabase(path, migrate=migrate, go_on=go_on)
    if not url.startswith("postgresql://"):
        raise StorageError(  # the address itself may hold a password
            "no database address", advice=f"A database address is {ACCEPTED}."
        )
    from storage.postgresql import PostgresqlDatabase

    return PostgresqlDatabase(url, migrate=migrate, go_on=go_on)
