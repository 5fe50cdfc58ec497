"""A whole database copied into an empty one, of the same kind or the other, and compared.

Rows are read in one snapshot and written in one transaction. Before that is committed, every table
is read back and compared with what was sent, so a copy is whole or is not there.
"""

from __future__ import annotations

import hashlib
import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import Connection, NullPool, Table, create_engine, func, insert, select, text

from bot.errors import SchemaMismatch, StorageError
from storage import faults, schema
from storage.apart import run_apart
from storage.audit_store import AuditStore
from storage.database import open_database
from storage.inspection import table_counts
from storage.lock import LockFile
from storage.looking import look, sqlite_path
from storage.prepared import Link
from storage.tables import metadata

T = TypeVar("T")

BATCH = 1_000
AHEAD = 4
NOT_COPIED = frozenset({"bucket", "figure_change"})
"""Where the other side starts afresh: what was sent in the last minute, against Telegram's limits,
and how often figures changed since a running process last looked."""
TABLES: Sequence[Table] = [one for one in metadata.sorted_tables if one.name not in NOT_COPIED]


@dataclass(frozen=True, kw_only=True)
class Transferred:
    """How many rows each table had, and the newest seal of the audit, alike on both sides."""

    counts: dict[str, int]
    seal: str


@dataclass
class Digest:
    """Rows counted and summed up, in whatever order they come."""

    rows: int = 0
    sum: int = 0

    def add(self, row: Sequence[Any]) -> None:
        """Count one row in."""
        said = "\x1f".join(_said(value) for value in row)
        self.sum = (self.sum + int.from_bytes(hashlib.sha256(said.encode()).digest())) % (1 << 256)
        self.rows += 1


class Ended(Enum):
    """How the reading ended."""

    WELL = "everything was sent"
    BROKEN_OFF = "the reading failed half way"


Message = tuple[Table, list[Any]] | dict[str, int] | Ended
"""Rows of a table; or the highest number each table has used; or the end."""


def transfer(source: str, target: str) -> Transferred:
    """Copy the database at `source` into the empty one at `target`.

    Nobody may be at work on either: SQLite files are locked; stop the bot where it is a server.

    Raises:
        DatabaseBusy: a bot is running on one of them.
        SchemaMismatch: the source is not of this release.
        StorageError: the target holds something already, or one of them cannot be used.
    """
    if source == target:
        raise StorageError("one database", advice="FROM and TO are the same database.")
    if look(source, schema.version) != schema.KNOWN[-1]:
        raise SchemaMismatch(
            "the source is of another release",
            advice="FROM is not of this release. Run: partnership-bot upgrade --database FROM",
        )
    run_apart(open_database(target, migrate=False).close())
    path = sqlite_path(source)
    lock = LockFile(path) if path is not None else None
    messages: queue.Queue[Message] = queue.Queue(AHEAD)
    try:
        with ThreadPoolExecutor(1) as thread:
            writing = thread.submit(_on_target, target, lambda to: _write(to, messages))
            look(source, lambda connection: _read(connection, messages, writing))
            return writing.result()
    finally:
        if lock is not None:
            lock.release()


def _read(connection: Connection, messages: queue.Queue[Message], writing: Future[Any]) -> None:
    """Send every row, and the numbers that are never used twice."""
    end = Ended.BROKEN_OFF
    try:
        for one in TABLES:
            for rows in _batches(connection, one):
                _send(messages, writing, (one, rows))
        _send(messages, writing, _used_numbers(connection))
        end = Ended.WELL
    finally:
        _send(messages, writing, end)


def _send(messages: queue.Queue[Message], writing: Future[Any], message: Message) -> None:
    """Hand a message over, unless the other side has given up."""
    while not writing.done():
        try:
            messages.put(message, timeout=0.1)
            return
        except queue.Full:
            continue


def _batches(connection: Connection, one: Table) -> Iterator[list[Any]]:
    found = connection.execution_options(yield_per=BATCH).execute(select(one))
    for rows in found.partitions(BATCH):
        yield [tuple(row) for row in rows]


def _write(connection: Connection, messages: queue.Queue[Message]) -> Transferred:
    """Write what comes; returns only where what is there then is what came.

    Raises:
        StorageError: the target was not empty, or holds something else than was sent.
    """
    counts = table_counts(connection)
    full = [name for name, number in counts.items() if number and name not in NOT_COPIED]
    if full:
        raise StorageError(
            f"rows in {', '.join(full)}",
            advice="TO holds something already; name an empty database, or one that is not there.",
        )
    sent = {one.name: Digest() for one in TABLES}
    numbers: dict[str, int] = {}
    while not isinstance(message := messages.get(), Ended):
        if isinstance(message, dict):
            numbers = message
            continue
        one, rows = message
        names = [column.name for column in one.columns]
        connection.execute(insert(one), [dict(zip(names, row, strict=True)) for row in rows])
        for row in rows:
            sent[one.name].add(row)
    if message is Ended.BROKEN_OFF:
        raise StorageError("FROM could not be read to its end; nothing was copied")
    _use_numbers(connection, numbers)
    for one in TABLES:
        _compare(connection, one, sent[one.name])
    audit = AuditStore(Link(connection))
    if (line := audit.broken_at()) is not None:
        raise StorageError(f"the audit breaks at {line}", advice=BROKEN.format(line=line))
    seal = audit.seal_now()
    rows_of = {name: digest.rows for name, digest in sent.items()}
    return Transferred(counts=rows_of, seal=seal.hash if seal else "")


BROKEN = "The audit of FROM does not follow from line {line} on; nothing was copied. See check."


def _compare(connection: Connection, one: Table, sent: Digest) -> None:
    kept = Digest()
    for rows in _batches(connection, one):
        for row in rows:
            kept.add(row)
    if kept != sent:
        raise StorageError(
            f"{one.name}: {kept.rows} rows arrived of {sent.rows}, or others than were sent",
            advice=f"The table {one.name} did not arrive as it was sent; nothing was copied.",
        )


def _said(value: Any) -> str:
    """Return a value as both databases mean it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return repr(value)


def _used_numbers(connection: Connection) -> dict[str, int]:
    """Return the highest number each table has ever given a row, those deleted included."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
        return {row[0]: row[1] for row in found}
    used = {}
    for name, _, sequence in _sequences(connection):
        value = connection.exec_driver_sql(
            f"SELECT last_value FROM {sequence} WHERE is_called"  # the database's own name
        ).scalar()
        if value is not None:
            used[name] = value
    return used


def _use_numbers(connection: Connection, numbers: dict[str, int]) -> None:
    """Have the next row of each table numbered above every row before it."""
    if connection.dialect.name == "sqlite":
        for name, number in numbers.items():
            if _counts_by_itself(connection, name):
                connection.execute(
                    text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name}
                )
                connection.execute(
                    text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"),
                    {"name": name, "seq": number},
                )
        return
    for name, column, sequence in _sequences(connection):
        given = metadata.tables[name].c[column]
        highest = connection.execute(select(func.max(given))).scalar() or 0
        number = max(highest, numbers.get(name, 0))
        if number:
            connection.execute(
                text("SELECT setval(:name, :number)"), {"name": sequence, "number": number}
            )


def _counts_by_itself(connection: Connection, name: str) -> bool:
    """Say whether a table of SQLite never uses a number twice (AUTOINCREMENT)."""
    made = connection.execute(
        text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), {"name": name}
    ).scalar()
    return "AUTOINCREMENT" in (made or "")


def _sequences(connection: Connection) -> list[tuple[str, str, str]]:
    """Return PostgreSQL's sequences, each with the table and the column that it numbers."""
    named = text("SELECT pg_get_serial_sequence(:table, :column)")
    found = []
    for one in TABLES:
        for column in one.columns:
            asked = {"table": one.name, "column": column.name}
            sequence = connection.execute(named, asked).scalar()
            if sequence is not None:
                found.append((one.name, column.name, sequence))
    return found


def _on_target(url: str, work: Callable[[Connection], T]) -> T:
    """Run `work` in one transaction of a database that has its tables."""
    path = sqlite_path(url)
    if path is None:
        return run_apart(_on_server(url, work))
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, hide_parameters=True)
    lock = LockFile(path)
    try:
        with engine.begin() as connection:
            return work(connection)
    except Exception as error:
        faults.explain(error, faults.of_sqlite(error, str(path)))
    finally:
        engine.dispose()
        lock.release()


async def _on_server(url: str, work: Callable[[Connection], T]) -> T:
    from sqlalchemy.ext.asyncio import create_async_engine

    from storage.postgresql import FAILURES, SETTINGS, postgresql_address

    address = postgresql_address(url)
    unhurried = SETTINGS | {"statement_timeout": "0"}
    engine = create_async_engine(
        address,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"server_settings": unhurried, "timeout": 10},
    )
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    except FAILURES as error:
        faults.explain(error, faults.of_postgresql(error, str(address.database)))
    finally:
        await engine.dispose()
