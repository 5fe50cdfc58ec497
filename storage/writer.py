"""The one thread that writes to SQLite, and commits in groups.

Works queue up; the writer runs what is waiting one after another and commits them together. Where
one of them fails, all are taken back and run again, each in a savepoint, so that it fails alone:
savepoints for all would cost a tenth of the time. Nobody is told "done" before the commit is on the
disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.errors import StorageError
from bot.stores import Stores
from storage import faults
from storage.bound_stores import BoundStores
from storage.catalogue import CatalogueCache
from storage.prepared import Link

MOST_IN_A_GROUP = 256


@dataclass(eq=False, kw_only=True)
class Job:
    """One work waiting for the writer, and what it came to. `keep` is False for a rehearsal."""

    work: Callable[[Stores], Any]
    keep: bool
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        """Hand over what it came to; runs on the loop that waits for it."""
        if self.future.done():
            return
        if isinstance(self.error, StopIteration):  # which no future takes
            self.future.set_exception(RuntimeError(repr(self.error)))
        elif self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Writer:
    """Owns the writing connection; all methods but `close` may be called from any thread."""

    def __init__(self, connection: Connection, cache: CatalogueCache, where: str) -> None:
        self._raw: sqlite3.Connection = driver(connection)
        self._link = Link(connection, self._raw)
        self._cache = cache
        self._where = where
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="sqlite-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a work."""
        self._jobs.put(job)

    def close(self) -> None:
        """Finish what is queued, then stop. Blocks until the thread has ended."""
        self._jobs.put(None)
        self._thread.join()

    def _serve(self) -> None:
        going = True
        while going:
            group, going = self._next_group()
            wanted = [job for job in group if not job.future.cancelled()]
            try:
                self._run(wanted)
            except Exception as error:  # whatever happens, nobody may wait for ever
                self._fail(wanted, error)
            _tell(wanted)

    def _next_group(self) -> tuple[list[Job], bool]:
        """Return what is waiting, at least one job, and whether to go on after it."""
        group: list[Job] = []
        job = self._jobs.get()
        while job is not None:
            group.append(job)
            if len(group) == MOST_IN_A_GROUP:
                return group, True
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return group, True
        return group, False

    def _run(self, group: list[Job]) -> None:
        if len(group) == 1:
            self._run_alone(group[0])
        elif group and not (self._run_straight(group) or self._run_together(group)):
            for job in group:
                if job.error is None:
                    self._run_alone(job)

    def _run_straight(self, group: list[Job]) -> bool:
        """Run jobs in one transaction; return False, with nothing done, where not all succeed."""
        if not all(job.keep for job in group):
            return False
        self._raw.execute("BEGIN IMMEDIATE")
        for job in group:
            self._try(job)
            if job.error is not None or not self._raw.in_transaction:
                self._cache.forget()
                self._roll_back()
                for one in group:
                    one.result = one.error = None
                return False
        self._commit()
        return True

    def _run_together(self, group: list[Job]) -> bool:
        """Run jobs in a savepoint each; return False where a full disk took all from under them."""
        self._raw.execute("BEGIN IMMEDIATE")
        for job in group:
            self._raw.execute("SAVEPOINT work")
            self._try(job)
            if not self._raw.in_transaction:
                self._lost(job)
                return False
            if job.error is not None or not job.keep:
                self._raw.execute("ROLLBACK TO work")
            self._raw.execute("RELEASE work")
        self._commit()
        return True

    def _run_alone(self, job: Job) -> None:
        """Run one job in its own transaction, without a savepoint."""
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            self._try(job)
            if not self._raw.in_transaction:
                self._lost(job)
            elif job.error is not None or not job.keep:
                self._roll_back()
            else:
                self._commit()
        except sqlite3.Error as error:
            self._fail([job], error)

    def _try(self, job: Job) -> None:
        try:
            job.result = job.work(BoundStores(self._link, self._cache))
        except BaseException as error:  # the caller's, handed over to it
            job.error = faults.of_sqlite(error, self._where) or error

    def _lost(self, job: Job) -> None:
        """Note that SQLite rolled everything back by itself, as it does when the disk is full."""
        self._cache.forget()
        job.error = job.error or StorageError(f"{self._where}: the transaction was lost")

    def _commit(self) -> None:
        try:
            self._raw.execute("COMMIT")
        except sqlite3.Error:
            self._cache.forget()
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        """Leave no transaction open, even where SQLite has ended it by itself."""
        with contextlib.suppress(sqlite3.Error):
            self._raw.execute("ROLLBACK")

    def _fail(self, group: list[Job], error: BaseException) -> None:
        self._roll_back()
        for job in group:
            job.result, job.error = None, faults.of_sqlite(error, self._where) or error


def _tell(jobs: list[Job]) -> None:
    """Wake the waiting loops, each once however many of its jobs are done."""
    loops: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        loops.setdefault(job.future.get_loop(), []).append(job)
    for loop, theirs in loops.items():
        try:
            loop.call_soon_threadsafe(_tell_all, theirs)
        except RuntimeError:  # the loop was closed: nobody waits any more
            continue


def _tell_all(jobs: list[Job]) -> None:
    for job in jobs:
        job.tell()


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the connection beneath SQLAlchemy's, which leaves BEGIN and COMMIT to us."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw
