"""The primary dies and its standby takes its place: a real pair of PostgreSQL servers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from handlers.upkeep import inspect_database
from storage.database import Database, open_database
from tests import postgresql_server
from tests.faults.ledger import Entry, note
from tests.faults.test_nth_call import PEOPLE, repeats, settled, texts, unmarked_repeats
from tests.postgresql_server import DATA, HASTE, Programs, Server
from tests.storage.forwarder import Forwarder
from tests.telegram.doors import Echo, open_door, waiting
from tests.telegram_stand_in import StandIn

pytestmark = pytest.mark.timeout(300)

STANDBY = "standby"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A primary, its standby, and the one address that leads to either."""

    primary: Server
    programs: Programs
    name: str
    way: Forwarder

    @property
    def url(self) -> str:
        return f"postgresql://bot@127.0.0.1:{self.way.port}/{self.name}"

    def copy(self) -> None:
        """Make the standby."""
        at = ("-h", "127.0.0.1", "-p", port_of(self.primary.address), "-U", "bot")
        data = self.programs.folder / STANDBY
        self.programs.run(
            "pg_basebackup", "-D", data, *at, "-R", "-X", "stream", "-c", "fast", "--no-sync"
        )

    def wait_for_it(self) -> int:
        """Start the standby, have every commit wait for it, and return its port."""
        port = self.programs.start(STANDBY, HASTE)
        self.primary.command("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.command("SELECT pg_reload_conf()")
        for _ in range(600):
            if self.primary.command("SELECT sync_state FROM pg_stat_replication") == "sync":
                return port
            time.sleep(0.05)
        raise TimeoutError("the standby does not follow")

    def change(self, port: int) -> None:
        """Let the standby take the place of the primary, which is dead."""
        self.programs.run("pg_ctl", "-D", self.programs.folder / STANDBY, "-w", "promote")
        self.way.behind = port


def port_of(address: str) -> int:
    return int(address.rsplit(":", 1)[1].split("/")[0])


@pytest.fixture
def pair() -> Iterator[Pair]:
    with postgresql_server.running() as primary:
        if primary.programs is None:
            pytest.skip("the server was not started here, so it is not let die")
        name = primary.create()
        primary.keep_commits(primary.url(name))
        with Forwarder(port_of(primary.address)) as way:
            yield Pair(primary=primary, programs=primary.programs, name=name, way=way)


def ask(telegram: StandIn, text: str) -> set[tuple[int, str]]:
    for person in PEOPLE:
        telegram.says(person, text)
    return {(person, f"You said: {text}") for person in PEOPLE}


async def highest(database: Database) -> int:
    return await database.read(lambda stores: stores.journal.highest("telegram")) or 0


async def noted(
    how: str, asked: set[tuple[int, str]], telegram: StandIn, database: Database
) -> None:
    lost = len(asked - set(texts(telegram))) + await waiting(database)
    twice = unmarked_repeats(telegram)
    note(
        Entry(
            fault="The primary dies, and its standby takes its place",
            how=how,
            injected=1,
            messages=len(asked),
            lost=lost,
            twice=twice,
            marked=repeats(telegram),
        )
    )


async def test_with_a_standby_that_commits_wait_for_nothing_acknowledged_is_lost(
    pair: Pair,
) -> None:
    database = open_database(pair.url)
    pair.copy()
    port = pair.wait_for_it()
    asked: set[tuple[int, str]] = set()
    async with StandIn() as telegram, open_door(telegram, database, Echo()):
        for number in range(10):
            asked |= ask(telegram, f"{number}")
        await telegram.until(lambda: len(texts(telegram)) > len(PEOPLE), seconds=60)
        await asyncio.to_thread(pair.programs.stop, DATA)
        await asyncio.to_thread(pair.change, port)
        asked |= ask(telegram, "afterwards")
        await telegram.until(lambda: set(texts(telegram)) >= asked, seconds=90)
        await settled(database)
    await noted("commits wait for the standby; killed under load", asked, telegram, database)
    await database.close()
    assert inspect_database(pair.url).sound


async def test_after_a_standby_that_lagged_the_bot_goes_on_without_what_it_never_got(
    pair: Pair,
) -> None:
    database = open_database(pair.url)
    asked: set[tuple[int, str]] = set()
    async with StandIn() as telegram, open_door(telegram, database, Echo()):

        async def answered(text: str) -> None:
            asked.update(ask(telegram, text))
            await telegram.until(lambda: set(texts(telegram)) >= asked, seconds=90)
            await settled(database)

        await answered("before")
        await asyncio.to_thread(pair.copy)
        await answered("what the standby never gets")
        before = await highest(database)
        await asyncio.to_thread(pair.programs.stop, DATA)
        port = await asyncio.to_thread(pair.programs.start, STANDBY, HASTE)
        await asyncio.to_thread(pair.change, port)
        later = open_database(pair.url)
        assert await highest(later) == before - len(PEOPLE)
        await later.close()
        await answered("afterwards")
    await noted("it lagged: what it never got is gone from the record", asked, telegram, database)
    await database.close()
    assert inspect_database(pair.url).sound
