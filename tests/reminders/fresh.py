"""A fresh copy of the starter plan for each seed, as cheap as may be, on either database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from bot.stores import Stores
from storage.bound_stores import BoundStores
from storage.catalogue import CatalogueCache, read_catalogue
from storage.prepared import Link
from tests.reminders.simulation import Run, Transact

Result = TypeVar("Result")
Live = Callable[[Stores, Transact], Run]


class InMemory:
    """A database in memory that is filled anew from a template for each seed."""

    def __init__(self, template: Path) -> None:
        """Read the template once."""
        self._template = sqlite3.connect(template)
        self._engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"isolation_level": None}
        )
        with self._engine.connect() as connection:
            self._template.backup(_driver(connection))
            self._catalogue = read_catalogue(connection)

    @contextmanager
    def stores(self) -> Iterator[tuple[Stores, Transact]]:
        """Give the stores of a fresh copy, and what runs a transaction on it."""
        with self._engine.connect() as connection:
            raw = _driver(connection)
            self._template.backup(raw)
            cache = CatalogueCache()
            assert self._catalogue is not None
            # One of its own: what was found out about another seed's plan does not hold here.
            cache.keep(replace(self._catalogue))
            stores = Rebound(Link(connection, raw), cache)
            yield stores, _on_sqlite(raw, stores)

    def close(self) -> None:
        """Let go of both."""
        self._template.close()
        self._engine.dispose()


class Rebound(BoundStores):
    """Stores that know no more in each transaction than those of the bot do: nothing before it."""

    def __init__(self, link: Link, cache: CatalogueCache) -> None:
        """Keep what they are made of."""
        super().__init__(link, cache)
        self._made_of = link, cache

    def begin(self) -> None:
        """Forget all."""
        super().__init__(*self._made_of)


def _driver(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def _on_sqlite(raw: sqlite3.Connection, stores: Rebound) -> Transact:
    def transact(work: Callable[[], Result]) -> Result:
        raw.execute("BEGIN IMMEDIATE")
        try:
            stores.begin()
            done = work()
        except BaseException:
            raw.execute("ROLLBACK")
            raise
        raw.execute("COMMIT")
        return done

    return transact


async def on_postgresql(url: str, run: Live) -> Run:
    """Return what a run on a database of PostgreSQL comes to, in one connection."""
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://"), isolation_level="REPEATABLE READ"
    )

    def work(connection: Connection) -> Run:
        stores = Rebound(Link(connection), CatalogueCache())

        def transact(inner: Callable[[], Result]) -> Result:
            connection.rollback()  # whatever was read in between
            with connection.begin():
                stores.begin()
                return inner()

        return run(stores, transact)

    async with engine.connect() as connection:
        found = await connection.run_sync(work)
    await engine.dispose()
    return found
