"""What remembering costs, against the bare driver in the same run.

`python -m tests.benchmarks storage`. Floor and measured take turns and the best of three rounds
counts, since other work on the machine comes and goes.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter

import pytest

from bot.outbox.notice import Notice
from bot.stores import Stores
from storage.database import Database, open_database
from tests.benchmarks.rows import Goal, Row, time_calls
from tests.postgresql_server import running
from tests.storage.making import small_plan
from tests.storage.reaching import connection_of, run_sql

FEW, MANY = (60, 12), (6_000, 200)
"""Measures, and figures of each: 720 and 1,200,000 figures."""

ROUNDS, CALLS = 3, 2_000
CALLERS, SECONDS = 16, 1.5
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEXT = "<b>7.8%</b> in 2024, down 2.1 percentage points from 2023. " * 5

_MEASURES = """
INSERT INTO measure (place, code, ambition, name, definition, unit, decimals, polarity, frequency,
  owner_organisation, owner_role, aliases, standard, source, source_url, withhold_below, basis)
SELECT n, 'm' || n, 1, 'Measure ' || n, 'What is counted', 'percent', 1, 'higher', 'monthly',
  'Council', 'Head of service', '[]', '', 'Year book', 'https://example.org', 3, 'proposed'
FROM {numbers}
"""
_FIGURES = """
INSERT INTO figure (id, measure_id, standing, period_end, period_start, kind, value, status,
  numerator, denominator, source, source_date, source_url, note, revision)
SELECT measure.id * 1000 + n, measure.id, 'comparable', {end}, {start}, 'month', '12.50', 'final',
  '125', '1000',
  'Local Authority Interactive Tool data file, series of this measure', {start},
  'https://example.org/statistics/a-long-address-of-a-release-page/2026-november', '', 1
FROM measure CROSS JOIN {numbers} WHERE measure.code LIKE 'm%' ORDER BY n, measure.id
"""
_SQLITE = {
    "numbers": (
        "(WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted"
        " WHERE n < {last}) SELECT n FROM counted) AS numbers"
    ),
    "start": "date('1990-01-01', (n - 1) || ' months')",
    "end": "date('1990-01-01', n || ' months', '-1 day')",
}
_POSTGRESQL = {
    "numbers": "generate_series(1, {last}) AS numbers(n)",
    "start": "(date '1990-01-01' + (n - 1) * interval '1 month')::date",
    "end": "(date '1990-01-01' + n * interval '1 month' - interval '1 day')::date",
}
_NEWEST = """
SELECT kind, period_start, period_end, value, status, standing, source, source_date, numerator,
  denominator, source_url, note, revision
FROM figure WHERE measure_id = (SELECT id FROM measure WHERE code = ?) AND standing = 'comparable'
ORDER BY period_end DESC, period_start DESC, kind DESC LIMIT ?
"""
_FIVE = (
    (_NEWEST, lambda key: ("m7", 2)),
    (
        "SELECT number, body FROM answer WHERE chat = ? AND person = ? AND at >= ?"
        " ORDER BY number DESC LIMIT 5",
        lambda key: (key, key, NOW.isoformat()),
    ),
    (
        "INSERT INTO answer (chat, person, at, body) VALUES (?, ?, ?, ?)",
        lambda key: (key, key, NOW.isoformat(), TEXT),
    ),
    (
        "INSERT INTO outbox (key, chat, html, plain, keyboard, class, urgency, state, due_at,"
        " attempts, repeat, reason, added_at)"
        " VALUES (?, ?, ?, ?, '[]', 'answer', 0, 'due', ?, 0, 0, '', ?) ON CONFLICT DO NOTHING",
        lambda key: (key, key, TEXT, TEXT, NOW.isoformat(), NOW.isoformat()),
    ),
    (
        "UPDATE inbox SET state = 'done', body = '' WHERE door = ? AND update_id = ?",
        lambda key: ("telegram", 1),
    ),
)


def rows() -> list[Row]:
    """Return the latest figure at two sizes, a read against raw SQL, and transactions a second."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_on_sqlite(Path(folder))) + _on_postgresql()


async def _on_sqlite(folder: Path) -> list[Row]:
    few, many = open_sqlite(folder / "few.db"), open_sqlite(folder / "many.db")
    await few.transact(lambda stores: fill(stores, *FEW))
    await many.transact(lambda stores: fill(stores, *MANY))
    found = [await growth("SQLite", few, many), await reading(few, folder / "few.db")]
    await many.close()
    found.append(await writing(few, folder / "raw.db"))
    await few.close()
    return found


def open_sqlite(path: Path) -> Database:
    return open_database(f"sqlite:///{path}")


def _on_postgresql() -> list[Row]:
    try:
        with running() as server:
            urls = [server.url(server.create()) for _ in range(2)]
            return asyncio.run(_growth_on_postgresql(*urls))
    except pytest.skip.Exception:
        return []


async def _growth_on_postgresql(*urls: str) -> list[Row]:
    few, many = (open_database(url) for url in urls)
    for database, shape in ((few, FEW), (many, MANY)):
        # A statement may take five seconds; this one is ours, not the bot's.
        await database.transact(lambda s, shape=shape: fill(s, *shape))  # type: ignore[misc]
    found = [await growth("PostgreSQL", few, many)]
    for database in (few, many):
        await database.close()
    return found


def fill(stores: Stores, measures: int, each: int) -> None:
    """Put in as many figures as asked for, by the database's own means."""
    small_plan(stores)
    words = _SQLITE
    if connection_of(stores).dialect.name == "postgresql":
        words = _POSTGRESQL
        run_sql(stores, "SET LOCAL statement_timeout = 0")
    run_sql(stores, _MEASURES.format(numbers=words["numbers"].format(last=measures)))
    run_sql(stores, _FIGURES.format_map(words | {"numbers": words["numbers"].format(last=each)}))
    run_sql(stores, "ANALYZE")


async def growth(name: str, few: Database, many: Database) -> Row:
    """Return how much longer the latest figure takes among 1,200,000 than among 720."""
    taken = [(await latest(few, FEW[0]), await latest(many, MANY[0])) for _ in range(ROUNDS)]
    floor, measured = (min(column) for column in zip(*taken, strict=True))
    return Row(
        name=f"Latest figure among 1,200,000, {name}",
        measured=measured,
        unit="µs",
        floor_name="among 720",
        floor=floor,
        goal=Goal(limit=2),
    )


async def latest(database: Database, measures: int) -> float:
    """Return the median time of one latest figure, each of another measure, in microseconds."""
    codes = [f"m{number * 7919 % measures + 1}" for number in range(CALLS)]

    def work(stores: Stores) -> float:
        return time_calls(lambda n: stores.plan.newest(codes[n]), times=CALLS).median

    return await database.read(work)


async def reading(database: Database, path: Path) -> Row:
    """Return what the stores and SQLAlchemy Core add to the same SELECT by the driver alone."""
    taken = []
    with closing(sqlite3.connect(path)) as raw:
        for _ in range(ROUNDS):
            floor = time_calls(lambda _: raw.execute(_NEWEST, ("m7", 2)).fetchall(), times=CALLS)
            taken.append([floor.median, await latest(database, FEW[0])])
    floor_best, measured = (min(column) for column in zip(*taken, strict=True))
    return Row(
        name="Latest figure by the store, as records",
        measured=measured,
        unit="µs",
        floor_name="raw sqlite3, as tuples",
        floor=floor_best,
        goal=Goal(limit=2.5),
    )


async def writing(database: Database, raw_path: Path) -> Row:
    """Return transactions a second of 16 callers, against one raw thread that commits each."""
    raw_database = open_sqlite(raw_path)
    await raw_database.transact(lambda stores: fill(stores, *FEW))
    await raw_database.close()
    keys = count()
    taken = []
    for _ in range(ROUNDS):
        with raw_writer(raw_path) as submit:
            floor = await per_second(lambda: submit(f"k{next(keys)}"))
        measured = await per_second(lambda: database.transact(five_steps(f"k{next(keys)}")))
        taken.append([floor, measured])
    floor, measured = (max(column) for column in zip(*taken, strict=True))
    return Row(
        name="Transactions of five statements, 16 callers, SQLite FULL",
        measured=measured,
        unit="a second",
        floor_name="one raw writer thread",
        floor=floor,
        goal=Goal(limit=1, least=True),
    )


def five_steps(key: str) -> Callable[[Stores], None]:
    """Return a work like one question's: two reads and three writes."""

    def work(stores: Stores) -> None:
        stores.plan.newest("m7")
        stores.conversations.recent(chat=key, person=key, since=NOW - timedelta(minutes=30))
        stores.conversations.keep(chat=key, person=key, at=NOW, body=TEXT)
        stores.outbox.add(Notice(key=key, chat=key, html=TEXT, plain=TEXT), NOW)
        stores.journal.finish("telegram", 1, NOW)

    return work


async def per_second(call: Callable[[], Awaitable[object]]) -> float:
    """Return how many calls a second 16 callers get done."""
    until = perf_counter() + SECONDS

    async def caller() -> int:
        done = 0
        while perf_counter() < until:
            await call()
            done += 1
        return done

    return sum(await asyncio.gather(*(caller() for _ in range(CALLERS)))) / SECONDS


@contextmanager
def raw_writer(path: Path) -> Iterator[Callable[[str], Awaitable[None]]]:
    """Give what people write by hand: a thread, a connection, a commit for each transaction."""
    jobs: queue.SimpleQueue[tuple[str, asyncio.Future[None]] | None] = queue.SimpleQueue()
    loop = asyncio.get_running_loop()

    def serve() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("PRAGMA journal_mode=WAL")
            raw.execute("PRAGMA synchronous=FULL")
            while job := jobs.get():
                raw.execute("BEGIN IMMEDIATE")
                for statement, parameters in _FIVE:
                    raw.execute(statement, parameters(job[0])).fetchall()
                raw.execute("COMMIT")
                loop.call_soon_threadsafe(job[1].set_result, None)

    def submit(key: str) -> asyncio.Future[None]:
        future: asyncio.Future[None] = loop.create_future()
        jobs.put((key, future))
        return future

    thread = threading.Thread(target=serve)
    thread.start()
    yield submit
    jobs.put(None)
    thread.join()
