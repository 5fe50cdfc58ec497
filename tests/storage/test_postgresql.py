"""What is PostgreSQL's alone: lost races, a server that goes away, addresses that are wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from functools import partial

import pytest
from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseFull, StorageError
from bot.learning.store import Asker
from bot.stores import Stores
from storage.database import Database, open_database
from storage.postgresql import CONNECTIONS, MOST_TRIES
from tests.postgresql_server import Server
from tests.storage.making import CODE, NOW, figure, small_plan
from tests.storage.reaching import run_sql
from tests.storage.test_transactions import add, count


@pytest.fixture
def url(postgresql: Server) -> Iterator[str]:
    name = postgresql.create()
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture
async def replicas(url: str) -> AsyncIterator[list[Database]]:
    async with AsyncExitStack() as stack:
        opened = [open_database(url) for _ in range(3)]
        for database in opened:
            stack.push_async_callback(database.close)
        yield opened


def fail_with(state: str, tries: list[str], stores: Stores) -> None:
    tries.append(state)
    run_sql(stores, f"DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '{state}'; END $$")


def fail_once_with(state: str, tries: list[str], stores: Stores) -> int:
    if not tries:
        fail_with(state, tries, stores)
    return len(tries)


@pytest.mark.parametrize("state", ["40001", "40P01", "23505"])
async def test_a_lost_race_is_run_again(replicas: list[Database], state: str) -> None:
    assert await replicas[0].transact(partial(fail_once_with, state, [])) == 1


async def test_losers_of_all_replicas_take_turns(replicas: list[Database]) -> None:
    tries: list[str] = []

    def work(stores: Stores) -> list[tuple[object, ...]]:
        if not tries:
            fail_with("40001", tries, stores)
        return run_sql(
            stores,
            "SELECT granted FROM pg_locks WHERE mode = 'ShareUpdateExclusiveLock'"
            " AND relation = 'schema_version'::regclass",
        )

    assert await replicas[0].transact(work) == [(True,)]
    assert await replicas[0].transact(work) == []


async def test_a_question_that_nobody_knows_may_come_to_all_replicas_at_once(
    replicas: list[Database],
) -> None:
    def ask(number: int, stores: Stores) -> None:
        stores.learning.note(
            wording="bin day",
            text="when is bin day",
            candidates=(),
            asker=Asker(chat=f"telegram:{number}", person=f"telegram:{number}"),
            at=NOW,
        )

    crowd = (replicas[number % 3].transact(partial(ask, number)) for number in range(90))
    await asyncio.gather(*crowd)
    counted = await replicas[0].read(lambda stores: run_sql(stores, "SELECT count FROM miss"))
    assert counted == [(90,)]


async def test_a_race_that_is_always_lost_is_given_up(replicas: list[Database]) -> None:
    tries: list[str] = []
    with pytest.raises(DBAPIError, match="made up"):
        await replicas[0].transact(partial(fail_with, "40001", tries))
    assert len(tries) == MOST_TRIES


async def test_a_mistake_is_not_run_again(replicas: list[Database]) -> None:
    tries: list[str] = []
    with pytest.raises(DBAPIError, match="made up"):
        await replicas[0].transact(partial(fail_with, "22012", tries))
    assert len(tries) == 1


@pytest.mark.parametrize(
    ("state", "kind", "advice"),
    [
        ("53100", DatabaseFull, "Make room"),
        ("57014", StorageError, "took too long"),
        ("57P01", StorageError, "cannot be reached"),
        ("42501", StorageError, "lacks a right"),
        ("25006", StorageError, "read-only"),
    ],
)
async def test_a_failure_of_the_server_comes_with_advice(
    replicas: list[Database], state: str, kind: type[StorageError], advice: str
) -> None:
    with pytest.raises(kind) as caught:
        await replicas[0].transact(partial(fail_with, state, []))
    assert advice in caught.value.advice


async def test_replicas_lose_no_change(replicas: list[Database]) -> None:
    await replicas[0].transact(small_plan)

    def put(value: int, stores: Stores) -> None:
        stores.exchange.put_figures([(figure(str(value)), ())], NOW)

    await asyncio.gather(
        *(replicas[value % 3].transact(partial(put, value)) for value in range(30))
    )
    [newest] = await replicas[0].read(lambda s: s.plan.newest(CODE))
    assert newest.revision == 30


async def test_a_replica_reads_the_plan_anew_when_another_changed_it(
    replicas: list[Database],
) -> None:
    await replicas[0].transact(small_plan)
    before = await replicas[1].read(lambda s: s.plan.catalogue())
    assert await replicas[1].read(lambda s: s.plan.catalogue()) is before
    await replicas[0].transact(lambda s: s.exchange.plan_changed())
    after = await replicas[1].read(lambda s: s.plan.catalogue())
    assert before is not None
    assert after is not None
    assert after.version == before.version + 1


async def test_a_crowd_opens_no_more_connections_than_allowed(
    replicas: list[Database], postgresql: Server
) -> None:
    async def crowd(database: Database) -> None:
        adding = (database.transact(partial(add, f"{id(database)}.{n}")) for n in range(50))
        reading = (database.read(count) for _ in range(50))
        await asyncio.gather(*adding, *reading)

    await asyncio.gather(*map(crowd, replicas))
    name = await replicas[0].read(lambda s: run_sql(s, "SELECT current_database()"))
    opened = postgresql.command(
        f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name[0][0]}'"
    )
    assert 1 < opened <= CONNECTIONS * len(replicas)
    assert await replicas[0].read(count) == 50 * len(replicas)


async def test_lost_connections_are_replaced(replicas: list[Database]) -> None:
    first, second = replicas[:2]
    await first.transact(partial(add, "a"))
    await second.read(
        lambda s: run_sql(
            s,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
    )
    assert await first.transact(partial(add, "b"))
    assert await second.read(count) == 2


async def test_a_connection_lost_in_the_middle_is_said(replicas: list[Database]) -> None:
    def cut_off(stores: Stores) -> None:
        add("a", stores)
        run_sql(stores, "SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(StorageError) as caught:
        await replicas[0].transact(cut_off)
    assert "cannot be reached" in caught.value.advice
    assert await replicas[0].read(count) == 0


async def test_replicas_may_start_at_once(url: str) -> None:
    opened = await asyncio.gather(*(asyncio.to_thread(open_database, url) for _ in range(3)))
    for database in opened:
        assert await database.read(count) == 0
        await database.close()


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("postgresql://bot:hush-hush@127.0.0.1:1/bot", "cannot be reached"),
        ("postgresql://bot:hush-hush@localhost:port/bot", "postgresql://USER"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_its_password(
    address: str, advice: str
) -> None:
    with pytest.raises(StorageError) as caught:
        open_database(address)
    assert advice in caught.value.advice
    assert "hush-hush" not in str(caught.value)


def test_a_missing_database_is_said(postgresql: Server) -> None:
    with pytest.raises(StorageError) as caught:
        open_database(postgresql.url("not_there"))
    assert "no database of that name" in caught.value.advice
