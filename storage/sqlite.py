"""The SQLite way: one process, one writer thread, readers that never wait."""

from __future__ import annotations

import asyncio
import os
import queue
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, NullPool, create_engine

from bot.errors import StorageError
from bot.stores import Stores
from storage import answer_numbers, faults, schema
from storage.answer_numbers import GoOn
from storage.bound_stores import BoundStores
from storage.catalogue import CatalogueCache
from storage.lock import LockFile
from storage.prepared import Link
from storage.writer import Job, Writer, driver

T = TypeVar("T")

READERS = 2
READING = ("PRAGMA busy_timeout=5000", "PRAGMA cache_size=-8000")
WRITING = (
    *READING,
    "PRAGMA foreign_keys=ON",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
)


class SqliteDatabase:
    """A database in one file, or in memory where `path` is None; fulfils `Database`."""

    def __init__(self, path: Path | None, *, migrate: bool, go_on: GoOn | None = None) -> None:
        """Open the file, making it where it is missing.

        Raises:
            DatabaseBusy: another process has it open.
            SchemaMismatch: it is of another release.
            StorageError: it cannot be opened.
        """
        self._where = str(path or "the database in memory")
        self._path = path
        self._lock = LockFile(path) if path else None
        self._cache = CatalogueCache()
        self._closed = False
        try:
            if path is not None:
                _make_private(path)
            self._engine = self._make_engine("rwc")
            self._connection = self._engine.connect()
            self._prepare(migrate=migrate, go_on=go_on)
        except BaseException as error:
            self._let_go()
            faults.explain(error, faults.of_sqlite(error, self._where))
        self._writer = Writer(self._connection, self._cache, self._where)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")
        self._reading: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        self._read_engine = self._make_engine("ro") if path else None
        if self._read_engine is not None:
            for _ in range(READERS):
                self._reading.put(self._read_engine.connect())

    async def transact(self, work: Callable[[Stores], T]) -> T:
        """Run `work` in a transaction and return what it returned, once that is on the disk."""
        return await self._submit(work, keep=True)

    async def rehearse(self, work: Callable[[Stores], T]) -> T:
        """Run `work` in a transaction, take everything back and return what it returned."""
        return await self._submit(work, keep=False)

    async def read(self, work: Callable[[Stores], T], *, snapshot: bool = False) -> T:  # noqa: ARG002
        """Run `work`, which writes nothing, on what is committed; never waits for a writer."""
        self._check_open()
        if self._read_engine is None:
            return await self._submit(work, keep=False)
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def close(self) -> None:
        """Finish what is queued and let go of the file; safe to call twice."""
        if self._closed:
            return
        self._closed = True
        await asyncio.to_thread(self._shut)

    async def _submit(self, work: Callable[[Stores], T], *, keep: bool) -> T:
        self._check_open()
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writer.submit(Job(work=work, keep=keep, future=future))
        return await future

    def _read(self, work: Callable[[Stores], T]) -> T:
        connection = self._reading.get()
        raw = driver(connection)
        try:
            raw.execute("BEGIN")
            return work(BoundStores(Link(connection, raw), self._cache))
        except Exception as error:
            faults.explain(error, faults.of_sqlite(error, self._where))
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            self._reading.put(connection)

    def _check_open(self) -> None:
        if self._closed:
            raise StorageError(f"{self._where} is closed")

    def _shut(self) -> None:
        self._writer.close()
        self._readers.shutdown()
        while not self._reading.empty():
            self._reading.get().close()
        if self._read_engine is not None:
            self._read_engine.dispose()
        self._let_go()

    def _let_go(self) -> None:
        if hasattr(self, "_connection"):
            self._connection.close()
        if hasattr(self, "_engine"):
            self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def _prepare(self, *, migrate: bool, go_on: GoOn | None) -> None:
        raw = driver(self._connection)
        raw.execute("BEGIN IMMEDIATE")
        try:
            schema.prepare(self._connection, migrate=migrate)
            if go_on is not None:
                answer_numbers.go_on(self._connection, go_on)
            raw.execute("COMMIT")
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")

    def _make_engine(self, mode: str) -> Engine:
        """Return an engine whose connections leave BEGIN and COMMIT to us."""

        def connect() -> sqlite3.Connection:
            name = f"{self._path.absolute().as_uri()}?mode={mode}" if self._path else ":memory:"
            raw = sqlite3.connect(
                name, uri=self._path is not None, isolation_level=None, check_same_thread=False
            )
            for pragma in WRITING if mode == "rwc" else READING:
                raw.execute(pragma)
            return raw

        return create_engine(
            "sqlite://",
            creator=connect,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,  # what people wrote is not for the log
        )


def _make_private(path: Path) -> None:
    """Make a file that is missing so that only its owner can read it; SQLite's own follow suit."""
    with suppress(OSError):  # whatever is wrong, opening it says so better
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
