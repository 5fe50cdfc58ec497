"""Connections that the server has ended, and whose end has not arrived: used by nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial

import pytest
from sqlalchemy.util import await_only

from bot.errors import StorageError
from bot.stores import Stores
from storage.database import Database, open_database
from tests.postgresql_server import Server
from tests.storage.forwarder import Forwarder
from tests.storage.reaching import run_sql
from tests.storage.test_transactions import add, count

END_THEM = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def url(postgresql: Server) -> Iterator[str]:
    name = postgresql.create()
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture
async def plain(url: str) -> AsyncIterator[Database]:
    database = open_database(url)
    yield database
    await database.close()


@pytest.fixture
def way(url: str, plain: Database) -> Iterator[Forwarder]:
    with Forwarder(int(url.rsplit(":", 1)[1].split("/")[0])) as way:
        yield way


@pytest.fixture
async def database(url: str, way: Forwarder) -> AsyncIterator[Database]:
    host, _, name = url.rpartition("/")
    database = open_database(f"{host.rsplit(':', 1)[0]}:{way.port}/{name}")
    yield database
    way.let_go()
    await database.close()


async def end_all(plain: Database, way: Forwarder, *, but: int = 0) -> None:
    way.holds = True
    await plain.read(lambda stores: run_sql(stores, END_THEM))
    async with asyncio.timeout(20):
        while way.ended <= but:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)  # what the server said has been read by then


async def test_reads_pass_over_what_the_server_has_ended(
    database: Database, plain: Database, way: Forwarder
) -> None:
    await database.transact(partial(add, "a"))
    for _ in range(3):
        await end_all(plain, way, but=way.ended)
        assert await database.read(count) == 1


async def test_writes_pass_over_what_the_server_has_ended(
    database: Database, plain: Database, way: Forwarder
) -> None:
    for number in range(3):
        assert await database.transact(partial(add, f"{number}"))
        await end_all(plain, way, but=way.ended)
        assert await plain.read(count) == number + 1


async def test_a_connection_ended_in_the_middle_is_a_server_that_went_away(
    database: Database, plain: Database, way: Forwarder
) -> None:
    """Something was answered, so the work is not begun anew behind its back."""
    begun: list[int] = []

    def ended_in_the_middle(stores: Stores) -> int:
        begun.append(add("b", stores))
        await_only(end_all(plain, way, but=way.ended))
        return count(stores)

    await database.transact(partial(add, "a"))
    with pytest.raises(StorageError) as caught:
        await database.transact(ended_in_the_middle)
    assert "cannot be reached" in caught.value.advice
    assert begun == [True]
    assert await database.read(count) == 1
