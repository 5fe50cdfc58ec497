"""What is SQLite's alone: the lock file, the writer's groups, a full disk, a crash."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from bot.errors import DatabaseBusy, DatabaseFull, StorageError
from bot.stores import Stores
from storage.database import Database, open_database
from storage.sqlite import SqliteDatabase
from tests.storage.making import NOW, notice
from tests.storage.reaching import run_sql
from tests.storage.test_transactions import add, add_and_fail, count

ADDER = """
import asyncio, sys
from storage.database import open_database
from tests.storage.making import NOW, notice

async def main():
    database = open_database(sys.argv[1])
    for number in range(100_000):
        await database.transact(lambda stores: stores.outbox.add(notice(str(number)), NOW))
        print(number, flush=True)

asyncio.run(main())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
async def opened(path: Path) -> AsyncIterator[Database]:
    database = open_database(f"sqlite:///{path}")
    yield database
    await database.close()


async def test_a_commit_is_on_the_disk_before_anybody_is_told(opened: Database) -> None:
    assert await opened.transact(lambda s: run_sql(s, "PRAGMA journal_mode")) == [("wal",)]
    assert await opened.transact(lambda s: run_sql(s, "PRAGMA synchronous")) == [(2,)]  # FULL
    assert await opened.transact(lambda s: run_sql(s, "PRAGMA foreign_keys")) == [(1,)]


async def test_reads_do_not_wait_for_a_writer(opened: Database) -> None:
    may_end = threading.Event()

    def write_slowly(stores: Stores) -> None:
        add("a", stores)
        assert may_end.wait(60)

    writing = asyncio.ensure_future(opened.transact(write_slowly))
    assert await opened.read(count) == 0
    may_end.set()
    await writing
    assert await opened.read(count) == 1


async def test_a_read_cannot_write(opened: Database) -> None:
    with pytest.raises(StorageError, match="readonly"):
        await opened.read(partial(add, "a"))


async def test_works_that_wait_are_committed_together(opened: Database) -> None:
    commits = 0

    def note(statement: str) -> None:
        nonlocal commits
        commits += statement == "COMMIT"

    may_start = threading.Event()
    first = asyncio.ensure_future(opened.transact(lambda _: may_start.wait(60)))
    others = [asyncio.ensure_future(opened.transact(partial(add, f"{n}"))) for n in range(40)]
    await asyncio.sleep(0)
    writer = cast("SqliteDatabase", opened)._writer
    writer._raw.set_trace_callback(note)
    may_start.set()
    assert all(await asyncio.gather(first, *others))
    writer._raw.set_trace_callback(None)
    assert commits <= 2


async def test_a_second_process_is_told_that_the_file_is_in_use(
    opened: Database, path: Path
) -> None:
    code = f"from storage.database import open_database; open_database('sqlite:///{path}')"
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "DatabaseBusy" in done.stderr
    assert await opened.transact(partial(add, "a"))


async def test_the_advice_names_the_file_and_what_to_do(opened: Database, path: Path) -> None:
    with pytest.raises(DatabaseBusy) as caught:
        open_database(f"sqlite:///{path}")
    assert str(path) in caught.value.advice
    assert "Stop it first" in caught.value.advice


async def test_the_lock_is_let_go_on_closing(path: Path) -> None:
    for _ in range(2):
        database = open_database(f"sqlite:///{path}")
        await database.transact(count)
        await database.close()


async def test_a_kill_loses_nothing_that_was_committed(path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ADDER, f"sqlite:///{path}", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    told = [await process.stdout.readline() for _ in range(25)]
    process.kill()
    rest, _ = await process.communicate()
    last = int([*told, *rest.splitlines()][-1])
    database = open_database(f"sqlite:///{path}")
    assert await database.read(count) >= last + 1
    assert await database.read(lambda s: run_sql(s, "PRAGMA integrity_check")) == [("ok",)]
    await database.close()


def limit_pages(spare: int, stores: Stores) -> None:
    [(pages,)] = run_sql(stores, "PRAGMA page_count")
    run_sql(stores, f"PRAGMA max_page_count = {cast('int', pages) + spare}")


def add_much(key: str, stores: Stores) -> None:
    for number in range(400):
        one = notice(f"{key} {number}")
        stores.outbox.add(type(one)(key=one.key, chat=one.chat, html="x" * 4000, plain=""), NOW)


async def test_a_full_disk_is_said_and_nothing_is_half_written(opened: Database) -> None:
    await opened.transact(partial(add, "before"))
    await opened.transact(partial(limit_pages, 20))
    with pytest.raises(DatabaseFull) as caught:
        await opened.transact(partial(add_much, "big"))
    assert "Make room" in caught.value.advice
    assert await opened.read(count) == 1
    assert await opened.transact(partial(add, "after"))


async def test_a_work_that_fills_the_disk_harms_no_other(opened: Database) -> None:
    await opened.transact(partial(limit_pages, 40))
    may_start = threading.Event()
    works: list[Callable[[Stores], object]] = [
        lambda _: may_start.wait(60),
        partial(add, "a"),
        partial(add_and_fail, "x"),
        partial(add_much, "big"),
        partial(add, "b"),
    ]
    waiting = [asyncio.ensure_future(opened.transact(work)) for work in works]
    await asyncio.sleep(0)
    may_start.set()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(result) for result in results] == [bool, bool, LookupError, DatabaseFull, bool]
    assert await opened.read(count) == 2


class FailingToCommit:
    """The driver's connection with a disk that breaks at the moment of the commit."""

    def __init__(self, real: sqlite3.Connection) -> None:
        self._real = real
        self.in_transaction = True

    def execute(self, statement: str) -> object:
        if statement == "COMMIT":
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return self._real.execute(statement)


async def test_a_commit_that_fails_is_told_to_the_whole_group(opened: Database) -> None:
    writer = cast("SqliteDatabase", opened)._writer
    real, writer._raw = writer._raw, cast("sqlite3.Connection", FailingToCommit(writer._raw))
    results = await asyncio.gather(
        *(opened.transact(partial(add, f"{n}")) for n in range(5)), return_exceptions=True
    )
    writer._raw = real
    assert [type(result) for result in results] == [StorageError] * 5
    assert await opened.read(count) == 0
    assert await opened.transact(partial(add, "after"))


@pytest.mark.parametrize("content", [b"this is no database, but it is long enough to be one" * 40])
def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StorageError, match="not a database") as caught:
        open_database(f"sqlite:///{path}")
    assert "check the path" in caught.value.advice
    assert path.read_bytes() == content


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        open_database(f"sqlite:///{tmp_path / 'missing' / 'bot.db'}")
    assert str(tmp_path / "missing") in caught.value.advice


async def test_a_database_in_memory_works_alike() -> None:
    database = open_database("sqlite://")
    assert await database.transact(partial(add, "a"))
    assert await database.read(count) == 1
    await database.close()


async def test_odd_characters_in_a_path_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "100% of räume #1?.db"
    database = open_database(f"sqlite:///{path}")
    assert await database.transact(partial(add, "a"))
    assert await database.read(count) == 1
    await database.close()
    assert path.exists()


@pytest.mark.parametrize(
    "url",
    ["", "bot.db", "mysql://here/bot", "sqlite", "sqlite:///", "sqlite://bot.db", "postgresql:bot"],
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        open_database(url)
    assert "sqlite:///PATH" in caught.value.advice
