"""What handing in a figure costs, beside the same rows written by hand in the same run.

`python -m tests.benchmarks submissions`. A submission here is a press of Confirm: the draft is
closed, the submission kept, the figure published with its revision, both acts audited and the
reply put into the outbox, all in one transaction. The floor writes those very rows without looking
at anything: no rights, no checks, no words.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

import asyncpg
import pytest

from bot.outbox.notice import Notice
from bot.plan.periods import Period, month
from bot.plan.sign_off import Approvers, Policy
from bot.rendering import markup
from bot.stores import Stores
from storage.database import Database, open_database
from tests.benchmarks.rows import Goal, Row
from tests.benchmarks.storage import fill
from tests.postgresql_server import running
from tests.submissions import counter

MEASURES, EACH = 60, 12
ROUNDS, CALLERS, DRAFTS = 3, 16, 1_600
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SAID = "Published: Measure 7, 12.5% in September 2025. Readers can see it now. " * 2

Submit = Callable[[], Awaitable[object]]


def rows() -> list[Row]:
    """Return submissions a second on SQLite and on PostgreSQL, each beside its floor."""
    with tempfile.TemporaryDirectory() as folder:
        return [asyncio.run(_on_sqlite(Path(folder))), *_on_postgresql()]


async def _on_sqlite(folder: Path) -> Row:
    taken = []
    for turn in range(ROUNDS):
        raw = folder / f"raw{turn}.db"
        await _ready(open_database(f"sqlite:///{raw}"))
        with raw_writer(raw) as submit:
            floor = await per_second(submit)
        database = open_database(f"sqlite:///{folder / f'{turn}.db'}")
        taken.append([floor, await _measured(database)])
    floor, measured = (max(column) for column in zip(*taken, strict=True))
    return Row(
        name="Submissions, 16 callers, SQLite FULL",
        measured=measured,
        unit="a second",
        floor_name="one raw writer thread",
        floor=floor,
        goal=Goal(limit=1, least=True),
    )


def _on_postgresql() -> list[Row]:
    try:
        with running() as server:
            urls = [server.url(server.create()) for _ in range(2)]
            return [asyncio.run(_beside_asyncpg(*urls))]
    except pytest.skip.Exception:
        return []


async def _beside_asyncpg(raw: str, own: str) -> Row:
    await _ready(open_database(raw))
    numbers = count(1)
    async with asyncpg.create_pool(raw, min_size=8, max_size=8) as pool:
        floor = await per_second(lambda: _by_hand(pool, next(numbers)))
    measured = await _measured(open_database(own))
    return Row(
        name="Submissions, 16 callers, PostgreSQL",
        measured=measured,
        unit="a second",
        floor_name="asyncpg by hand",
        floor=floor,
        goal=Goal(limit=0.5, least=True),
    )


async def _ready(database: Database) -> None:
    await database.transact(lambda stores: fill(stores, MEASURES, EACH))
    await database.close()


async def _measured(database: Database) -> float:
    """Return how many prepared cards are confirmed in a second."""
    await database.transact(lambda stores: fill(stores, MEASURES, EACH))
    drafts = iter(await database.transact(_prepare))
    made = await per_second(lambda: database.transact(_confirming(next(drafts))))
    await database.close()
    return made


def _prepare(stores: Stores) -> list[int]:
    numbers = []
    for place in range(MEASURES):
        policy = Policy(measure=f"m{place + 1}", approvers=Approvers.NONE)
        stores.submissions.set_policy(policy)
    for number in range(DRAFTS):
        code, period = _figure(number)
        numbers.append(counter.draft(stores, NOW, code, period, "12.5").number)
    return numbers


def _figure(number: int) -> tuple[str, Period]:
    months = number // MEASURES
    return f"m{number % MEASURES + 1}", month(2000 + months // 12, months % 12 + 1)


def _confirming(number: int) -> Callable[[Stores], None]:
    def work(stores: Stores) -> None:
        reply = counter.confirm(stores, NOW, number)
        html, plain = markup.to_html(reply), markup.to_plain(reply)
        stores.outbox.put(Notice(key=f"s{number}", chat="telegram:1", html=html, plain=plain), NOW)

    return work


async def per_second(submit: Submit) -> float:
    """Return how many of the prepared submissions 16 callers get done in a second."""
    left = iter(range(DRAFTS))
    started = perf_counter()

    async def caller() -> None:
        for _ in left:
            await submit()

    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    return DRAFTS / (perf_counter() - started)


def _by_hand_statements(number: int) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the rows of one submission, with $1 for the first value."""
    code, period = _figure(number - 1)
    measure = int(code[1:]) + 1
    at = NOW
    figure = 10_000_000 + number
    key = (measure, period.end, period.start)
    return [
        (
            "INSERT INTO draft (id, contact, measure, kind, period_start, period_end, value, state,"
            " batch, comment, reason, override, sure, seen, rival, awaiting, warnings, failures,"
            " created_at, expires_at) VALUES ($1, 'telegram:1', $2, 'month', $3, $4, '12.5',"
            " 'confirmed', $1, '', '', '', 1, 0, 0, '', '[]', 0, $5, $5)",
            (number, code, period.start, period.end, at),
        ),
        (
            "INSERT INTO submission (draft_id, measure, kind, period_start, period_end, value,"
            " state, role, comment, reason, override, warnings, replaces, submitted_at, decision,"
            " revision) VALUES ($1, $2, 'month', $3, $4, '12.5', 'published', 'officer', '', '',"
            " '', '[]', 0, $5, '', 1)",
            (number, code, period.start, period.end, at),
        ),
        (
            "INSERT INTO figure (id, measure_id, standing, period_end, period_start, kind, value,"
            " status, source, source_date, source_url, note, revision) VALUES ($1, $2,"
            " 'comparable', $3, $4, 'month', '12.5', 'provisional', 'Handed in', $4, '', '', 1)",
            (figure, *key),
        ),
        (
            "INSERT INTO revision (figure_id, place, value, status, standing, seen_from, source,"
            " recorded_at) VALUES ($1, 1024, '12.5', 'provisional', 'comparable', '2026-11-23',"
            " 'Handed in', $2)",
            (figure, at),
        ),
        *(
            (
                "INSERT INTO audit (at, actor, role, action, object, subject, before, after)"
                f" VALUES ($1, 'command line', 'officer', '{act}', $2, $3, '', '12.5')",
                (at, f"{code} {period.short}", code),
            )
            for act in ("handed in", "published")
        ),
        (
            "INSERT INTO outbox (key, chat, html, plain, keyboard, class, urgency, state, due_at,"
            " attempts, repeat, reason, added_at) VALUES ($1, 'telegram:1', $2, $2, '[]',"
            " 'answer', 0, 'due', $3, 0, 0, '', $3)",
            (f"s{number}", SAID, at),
        ),
        ("UPDATE figure_change SET changes = changes + 1 WHERE shard = $1", (measure % 16,)),
    ]


async def _by_hand(pool: asyncpg.Pool, number: int) -> None:
    async with pool.acquire() as connection, connection.transaction():
        for statement, values in _by_hand_statements(number):
            await connection.execute(statement, *values)


def _commit(raw: sqlite3.Connection, number: int) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for statement, values in _by_hand_statements(number):
        text = [getattr(value, "isoformat", lambda v=value: v)() for value in values]
        raw.execute(statement.replace("$", "?"), text)
    raw.execute("COMMIT")


@contextmanager
def raw_writer(path: Path) -> Iterator[Submit]:
    """Give what people write by hand: a thread, a connection, a commit for each submission."""
    jobs: queue.SimpleQueue[tuple[int, asyncio.Future[None]] | None] = queue.SimpleQueue()
    loop = asyncio.get_running_loop()
    numbers = count(1)

    def serve() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("PRAGMA journal_mode=WAL")
            raw.execute("PRAGMA synchronous=FULL")
            while job := jobs.get():
                try:
                    _commit(raw, job[0])
                except sqlite3.Error as error:
                    loop.call_soon_threadsafe(job[1].set_exception, error)
                    return
                loop.call_soon_threadsafe(job[1].set_result, None)

    def submit() -> asyncio.Future[None]:
        future: asyncio.Future[None] = loop.create_future()
        jobs.put((next(numbers), future))
        return future

    thread = threading.Thread(target=serve)
    thread.start()
    yield submit
    jobs.put(None)
    thread.join()
