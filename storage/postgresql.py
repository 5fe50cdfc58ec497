"""The PostgreSQL way: several replicas, and the whole of a work tried again after a lost race."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from sqlalchemy import NullPool, make_url, text
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn

from bot.errors import StorageError
from bot.stores import Stores
from storage import answer_numbers, faults, schema, served
from storage.answer_numbers import GoOn
from storage.apart import run_apart
from storage.bound_stores import BoundStores
from storage.catalogue import CatalogueCache
from storage.prepared import Link
from storage.served import WentAway, ask_quiet_ones, keep_order, opened

T = TypeVar("T")

CONNECTIONS = 8
MOST_TRIES = 40
LONGEST_PAUSE = 0.05
SETTINGS = {"application_name": "partnership-bot", "statement_timeout": "5000", "timezone": "UTC"}

_NO_LIMIT = text("SET LOCAL statement_timeout = 0")
# Locks nobody but others in turn. LOCK TABLE takes no snapshot, so the work sees what came before.
_IN_TURN = "LOCK TABLE schema_version IN SHARE UPDATE EXCLUSIVE MODE"
FAILURES = (DBAPIError, *served.FAILURES, PoolTimeout, OSError)


class PostgresqlDatabase:
    """A database on a PostgreSQL server; fulfils `Database`."""

    def __init__(self, url: str, *, migrate: bool, go_on: GoOn | None = None) -> None:
        """Reach the server and bring the database to this release.

        Raises:
            SchemaMismatch: it is of another release.
            StorageError: the address is none, or the server cannot be reached.
        """
        self._url = postgresql_address(url)
        self._where = f"{self._url.host or 'the local server'}/{self._url.database}"
        self._cache = CatalogueCache()
        self._closed = False
        self._in_hand: set[asyncio.Future[Any]] = set()
        self._losers = asyncio.Lock()
        run_apart(self._prepare(migrate=migrate, go_on=go_on))
        self._engine = create_async_engine(
            self._url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            hide_parameters=True,  # what people wrote is not for the log
            connect_args={"server_settings": SETTINGS, "timeout": 10},
        )
        ask_quiet_ones(self._engine.sync_engine)
        keep_order(self._engine.sync_engine)
        self._writing = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    async def transact(self, work: Callable[[Stores], T]) -> T:
        """Run `work` in a transaction and return what it returned, once that is committed."""
        return await self._finish(self._try(self._writing, work, keep=True))

    async def rehearse(self, work: Callable[[Stores], T]) -> T:
        """Run `work` in a transaction, take everything back and return what it returned."""
        return await self._finish(self._try(self._writing, work, keep=False))

    async def read(self, work: Callable[[Stores], T], *, snapshot: bool = False) -> T:
        """Run `work`, which writes nothing, on what is committed; never waits for a writer."""
        engine = self._writing if snapshot else self._reading
        return await self._finish(self._try(engine, work, keep=False))

    async def close(self) -> None:
        """Finish what is in hand and close the connections; safe to call twice."""
        self._closed = True
        while self._in_hand:
            await asyncio.wait(self._in_hand)
        await self._engine.dispose()

    async def _finish(self, running: Coroutine[Any, Any, T]) -> T:
        """Wait for a transaction; one whose caller is cancelled is still run to its end.

        To cancel asyncpg in the middle of a transaction can leak its connection.
        """
        if self._closed:
            running.close()
            raise StorageError(f"{self._where} is closed")
        task = asyncio.ensure_future(running)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return await asyncio.shield(task)

    async def _try(self, engine: AsyncEngine, work: Callable[[Stores], T], *, keep: bool) -> T:
        """Run a work until it wins its race; those that lost one go one at a time.

        So a crowd that wants the same row costs each of it a few tries, not dozens. The losers of
        other replicas are kept apart by a lock that is let go with the transaction.
        """
        try:
            return await self._once(engine, work, keep=keep)
        except DBAPIError as error:
            self._expect_lost_race(error)
        async with self._losers:
            return await self._try_again(engine, work, keep=keep)

    async def _try_again(
        self, engine: AsyncEngine, work: Callable[[Stores], T], *, keep: bool
    ) -> T:
        tries = 1
        while True:
            tries += 1
            await asyncio.sleep(random.uniform(0, LONGEST_PAUSE) * tries / MOST_TRIES)  # noqa: S311
            try:
                return await self._once(engine, work, keep=keep, in_turn=True)
            except DBAPIError as error:
                self._expect_lost_race(error, last=tries == MOST_TRIES)

    def _expect_lost_race(self, error: DBAPIError, *, last: bool = False) -> None:
        """Return where the work may be tried again; else raise what went wrong."""
        if last or not faults.is_lost_race(error):
            faults.explain(error, faults.of_postgresql(error, self._where))

    async def _once(
        self, engine: AsyncEngine, work: Callable[[Stores], T], *, keep: bool, in_turn: bool = False
    ) -> T:
        """Run a work on a connection that lives; dead ones of the pool are passed over."""
        for left in reversed(range(CONNECTIONS + 1)):
            try:
                return await self._on_one(engine, work, keep=keep, in_turn=in_turn)
            except WentAway as error:
                if not left:
                    raise faults.unreachable(error, self._where) from error
        raise AssertionError("the last try returns or raises")

    async def _on_one(
        self, engine: AsyncEngine, work: Callable[[Stores], T], *, keep: bool, in_turn: bool
    ) -> T:
        """Run all of a transaction in one greenlet: to make one for each step costs as much."""
        try:
            return await greenlet_spawn(self._inside, engine.sync_engine, work, keep, in_turn)
        except ConnectionError as error:
            raise faults.unreachable(error, self._where) from error

    async def _connect(self, engine: AsyncEngine) -> AsyncConnection:
        try:
            return await engine.connect()
        except FAILURES as error:
            faults.explain(error, faults.of_postgresql(error, self._where))

    def _inside(self, engine: Engine, work: Callable[[Stores], T], keep: bool, in_turn: bool) -> T:
        try:
            connection = engine.connect()
        except FAILURES as error:
            faults.explain(error, faults.of_postgresql(error, self._where))
        with connection:
            served = opened(connection)
            if in_turn:
                served.first(_IN_TURN)
            result = work(BoundStores(Link(connection, served=served), self._cache))
            served.flush()
            if keep:
                connection.commit()
            return result

    async def _prepare(self, *, migrate: bool, go_on: GoOn | None) -> None:
        engine = create_async_engine(
            self._url, poolclass=NullPool, connect_args={"server_settings": SETTINGS, "timeout": 10}
        )
        connection = await self._connect(engine)
        try:
            await connection.execute(_NO_LIMIT)
            await connection.run_sync(lambda sync: schema.prepare(sync, migrate=migrate))
            if go_on is not None:
                await connection.run_sync(answer_numbers.go_on, go_on)
            await connection.commit()
        except DBAPIError as error:
            faults.explain(error, faults.of_postgresql(error, self._where))
        finally:
            await connection.close()


def postgresql_address(url: str) -> URL:
    """Return an address as SQLAlchemy takes it.

    Raises:
        StorageError: it is none.
    """
    try:
        return make_url(url).set(drivername="postgresql+asyncpg")
    except (ArgumentError, ValueError) as error:
        raise StorageError(
            "no PostgreSQL address",  # the address itself may hold a password
            advice="A PostgreSQL address is postgresql://USER:PASSWORD@HOST:PORT/NAME.",
        ) from error
