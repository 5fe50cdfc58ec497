"""What `transact`, `rehearse` and `read` promise, alike on both databases."""

from __future__ import annotations

import asyncio
import sqlite3
from functools import partial
from typing import cast

import pytest
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageError
from bot.journal import InboxRow
from bot.stores import Stores
from storage.database import Database
from tests.storage.making import CODE, NOW, figure, notice, small_plan
from tests.storage.reaching import run_sql


def count(stores: Stores) -> int:
    return sum(stores.outbox.counts().values())


def version(stores: Stores) -> int:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    return catalogue.version


def add(key: str, stores: Stores) -> bool:
    return stores.outbox.add(notice(key), NOW)


def add_and_fail(key: str, stores: Stores) -> None:
    add(key, stores)
    raise LookupError(key)


async def test_a_work_returns_what_it_returns(database: Database) -> None:
    assert await database.transact(lambda _: "done") == "done"
    assert await database.read(lambda _: "read") == "read"


async def test_a_hundred_at_once_add_one(database: Database) -> None:
    added = await asyncio.gather(*(database.transact(partial(add, "same")) for _ in range(100)))
    assert sum(added) == 1


async def test_a_hundred_at_once_lose_no_change(database: Database) -> None:
    await database.transact(small_plan)
    before = await database.read(version)
    await asyncio.gather(
        *(database.transact(lambda s: s.exchange.plan_changed()) for _ in range(100))
    )
    assert await database.read(version) == before + 100


async def test_a_hundred_revisions_at_once_leave_no_gap(database: Database) -> None:
    await database.transact(small_plan)

    def put(value: int, stores: Stores) -> None:
        stores.exchange.put_figures([(figure(str(value)), ())], NOW)

    await asyncio.gather(*(database.transact(partial(put, value)) for value in range(100)))
    [newest] = await database.read(lambda s: s.plan.newest(CODE))
    history = await database.read(lambda s: s.plan.revisions(CODE, newest.period))
    assert newest.revision == len(history) == 100
    assert history[-1].value == newest.value
    assert {str(one.value) for one in history} == {str(value) for value in range(100)}


async def test_a_failing_work_takes_back_its_own_writes_alone(database: Database) -> None:
    works = [
        partial(add_and_fail if number % 3 == 0 else add, f"n{number}") for number in range(30)
    ]
    results = await asyncio.gather(
        *(database.transact(work) for work in works), return_exceptions=True
    )
    failed = [isinstance(result, LookupError) for result in results]
    assert failed == [number % 3 == 0 for number in range(30)]
    assert await database.read(count) == 20


async def test_a_rehearsal_leaves_nothing(database: Database) -> None:
    assert await database.rehearse(partial(add, "a"))
    assert await database.read(count) == 0
    kept, rehearsed = await asyncio.gather(
        database.transact(partial(add, "b")), database.rehearse(partial(add, "c"))
    )
    assert kept
    assert rehearsed
    assert await database.read(count) == 1


async def test_a_snapshot_sees_one_moment(database: Database) -> None:
    await database.transact(partial(add, "a"))
    assert await database.read(count, snapshot=True) == 1


async def test_closing_finishes_what_is_queued(database: Database) -> None:
    works = [asyncio.ensure_future(database.transact(partial(add, f"{n}"))) for n in range(50)]
    await asyncio.sleep(0)
    await database.close()
    assert all(await asyncio.gather(*works))


async def test_a_closed_database_says_so(database: Database) -> None:
    await database.close()
    await database.close()
    for call in (database.transact, database.rehearse, database.read):
        with pytest.raises(StorageError, match="closed"):
            await call(count)


async def test_a_caller_that_leaves_does_not_harm_the_others(database: Database) -> None:
    leaving = asyncio.ensure_future(database.transact(partial(add, "a")))
    staying = asyncio.ensure_future(database.transact(partial(add, "b")))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying
    assert await database.transact(partial(add, "c"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET value = '1'",
        "DELETE FROM revision",
        "UPDATE revision SET seen_from = 'then' WHERE value = '5'",
    ],
)
async def test_history_cannot_be_changed(database: Database, statement: str) -> None:
    def put(stores: Stores) -> None:
        small_plan(stores)
        stores.exchange.put_figures([(figure("5"), ())], NOW)

    await database.transact(put)
    with pytest.raises(Exception, match="history is append only"):
        await database.transact(partial(run_sql, statement=statement))
    [newest] = await database.read(lambda s: s.plan.newest(CODE))
    assert await database.read(lambda s: len(s.plan.revisions(CODE, newest.period))) == 1


async def test_whatever_a_work_raises_reaches_its_caller(database: Database) -> None:
    def stop(_: Stores) -> None:
        raise StopIteration

    with pytest.raises(RuntimeError, match="StopIteration"):
        await database.transact(stop)
    assert await database.transact(partial(add, "a"))


async def test_what_people_wrote_is_not_in_an_error(database: Database) -> None:
    """The inbox refuses a missing chat; the message that comes up names no values."""

    def receive_badly(stores: Stores) -> None:
        row = InboxRow(door="telegram", update_id=1, chat=cast("str", None), body="my secret")
        stores.journal.receive([row], NOW)

    with pytest.raises((DBAPIError, sqlite3.IntegrityError)) as caught:
        await database.transact(receive_badly)
    assert "my secret" not in str(caught.value)
