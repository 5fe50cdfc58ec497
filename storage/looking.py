"""A database looked into as it is: no lock taken, nothing migrated, nothing written.

So a check or a copy works beside a running bot, and on a database that this release cannot use.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import NullPool, create_engine
from sqlalchemy.engine import Connection

from bot.errors import StorageError
from storage import faults
from storage.apart import run_apart
from storage.database import FILE

T = TypeVar("T")

UNHURRIED = {"statement_timeout": "0", "default_transaction_read_only": "on"}


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite address, or None where it is of another kind."""
    return Path(url.removeprefix(FILE)) if url.startswith(FILE) and url != FILE else None


def look(url: str, see: Callable[[Connection], T], *, resting: bool = False) -> T:
    """Return what `see` makes of a database, in one snapshot of it.

    Args:
        url: the database's address.
        see: reads from the connection and writes nothing.
        resting: nobody has the file open (a finished copy), so that no file is made beside it.

    Raises:
        StorageError: there is none, or it cannot be read.
    """
    path = sqlite_path(url)
    if path is None:
        return run_apart(_look_on_server(url, see))
    return _look_into_file(path, see, resting=resting)


def _look_into_file(path: Path, see: Callable[[Connection], T], *, resting: bool) -> T:
    if not path.is_file():
        raise StorageError(
            f"there is no file {path}", advice=f"There is no database file {path}; check the path."
        )
    mode = "ro&immutable=1" if resting else "ro"

    def connect() -> sqlite3.Connection:
        name = f"{path.absolute().as_uri()}?mode={mode}"
        raw = sqlite3.connect(name, uri=True, isolation_level=None, check_same_thread=False)
        raw.execute("PRAGMA busy_timeout=5000")
        return raw

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            return see(connection)
    except Exception as error:
        faults.explain(error, faults.of_sqlite(error, str(path)))
    finally:
        engine.dispose()


async def _look_on_server(url: str, see: Callable[[Connection], T]) -> T:
    from sqlalchemy.ext.asyncio import create_async_engine

    from storage.postgresql import FAILURES, SETTINGS, postgresql_address

    address = postgresql_address(url)
    where = f"{address.host or 'the local server'}/{address.database}"
    engine = create_async_engine(
        address,
        poolclass=NullPool,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        connect_args={"server_settings": SETTINGS | UNHURRIED, "timeout": 10},
    )
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(see)
    except FAILURES as error:
        faults.explain(error, faults.of_postgresql(error, where))
    finally:
        await engine.dispose()
