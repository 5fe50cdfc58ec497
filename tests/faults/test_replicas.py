"""Four processes on one PostgreSQL behind a balancer: killed, stopped, skewed, restarted under."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage.database import open_database
from tests.conftest import Templates
from tests.faults.ledger import Entry, note, rounds
from tests.faults.replica import LEASE
from tests.postgresql_server import Server
from tests.telegram.doors import states, waiting
from tests.telegram.test_webhook import free_port
from tests.telegram_stand_in import StandIn

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="no SIGSTOP there"),
    pytest.mark.timeout(300),
]

ROOT = Path(__file__).parents[2]
PEOPLE = range(1_000, 1_020)
MARK = "\nYou may have had this message already."
SKEWS = (-2.5, 0.0, 1.0, 2.5)


class Fleet:
    """Four replicas, each behind an address of its own, and what people asked them."""

    def __init__(self, telegram: StandIn, url: str, folder: Path) -> None:
        self.telegram = telegram
        self.url = url
        self._log = folder / "log"
        self.processes: list[Process] = []
        self.ports: list[int] = []
        self.asked: set[tuple[int, str]] = set()

    async def start(self, skew: float, port: int | None = None) -> Process:
        port = port or free_port()
        with self._log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.faults.replica"),
                *(self.telegram.base_url, self.url, str(port), str(skew)),
                cwd=ROOT,
                stdout=DEVNULL,
                stderr=log,
            )
        self.processes.append(process)
        self.ports.append(port)
        self.telegram.deliverer.addresses.append(f"http://127.0.0.1:{port}/telegram")
        return process

    def ask(self, number: int) -> None:
        """Have everybody ask something."""
        for person in PEOPLE:
            text = f"question {number}"
            self.telegram.says(person, text)
            self.asked.add((person, f"You said: {text}"))

    def told(self) -> Counter[tuple[int, str]]:
        return Counter((one, text) for one in PEOPLE for text in self.telegram.texts(one))

    def answered(self) -> set[tuple[int, str]]:
        return {(person, text.removesuffix(MARK)) for person, text in self.told()}

    async def all_answered(self) -> None:
        await self.telegram.until(lambda: self.answered() >= self.asked, seconds=90)

    async def note(self, fault: str, how: str, injected: int) -> None:
        database = open_database(self.url, migrate=False)
        left, states_now = await waiting(database), await states(database)
        await database.close()
        told = self.told()
        unmarked = {key: count for key, count in told.items() if MARK not in key[1]}
        note(
            Entry(
                fault=fault,
                how=how,
                injected=injected,
                messages=len(self.asked),
                lost=len(self.asked - self.answered()) + left,
                twice=sum(count - 1 for count in unmarked.values()),
                marked=sum(count for key, count in told.items() if MARK in key[1]),
                held=sum(count for state, count in states_now.items() if state == "held"),
            )
        )


@pytest.fixture
def url(templates: Templates, tmp_path: Path) -> str:
    return templates.copy("postgresql", tmp_path, plan=False)


async def listens(port: int) -> None:
    """Wait until somebody listens on a port."""
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return


@asynccontextmanager
async def fleet(url: str, folder: Path) -> AsyncIterator[Fleet]:
    async with StandIn() as telegram:
        made = Fleet(telegram, url, folder)
        try:
            for skew in SKEWS:
                await made.start(skew)
            await asyncio.gather(*map(listens, made.ports))
            made.ask(0)
            await made.all_answered()
            yield made
        finally:
            for process in made.processes:
                if process.returncode is None:
                    process.send_signal(signal.SIGCONT)
                    process.kill()
                    await process.wait()


async def test_replicas_killed_under_load_lose_nothing(url: str, tmp_path: Path) -> None:
    kills = rounds(4)
    async with fleet(url, tmp_path) as made:
        for number in range(1, kills + 1):
            made.ask(number)
            sent = made.telegram.world.sent_count
            await made.telegram.until(lambda sent=sent: made.telegram.world.sent_count > sent + 3)  # type: ignore[misc]
            victim = made.processes[number - 1]
            victim.kill()
            await victim.wait()
            await made.start(SKEWS[number % 4], port=made.ports[number - 1])
        await made.all_answered()
        await made.note(
            "Replicas on PostgreSQL killed with kill -9 under load", "and started afresh", kills
        )


async def test_a_replica_stopped_for_longer_than_its_lease_sends_nothing_twice(
    url: str, tmp_path: Path
) -> None:
    stops = rounds(1)
    async with fleet(url, tmp_path) as made:
        for number in range(1, stops + 1):
            made.ask(number)
            sent = made.telegram.world.sent_count
            await made.telegram.until(lambda sent=sent: made.telegram.world.sent_count > sent + 2)  # type: ignore[misc]
            made.processes[0].send_signal(signal.SIGSTOP)
            await made.all_answered()
            await asyncio.sleep(LEASE / 2)  # well past the lease of whatever it had in hand
            made.processes[0].send_signal(signal.SIGCONT)
            made.ask(100 + number)
            await made.all_answered()
        await made.note(
            "A replica stopped (SIGSTOP) for longer than its lease, then let go on (SIGCONT)",
            "clocks five seconds apart",
            stops,
        )


async def test_a_server_restarted_under_load_is_waited_for(
    url: str, tmp_path: Path, postgresql: Server
) -> None:
    if not postgresql.can_restart:
        pytest.skip("the server at a given address is not ours to restart")
    postgresql.keep_commits(url)
    restarts = rounds(2)
    async with fleet(url, tmp_path) as made:
        for number in range(1, restarts + 1):
            made.ask(number)
            sent = made.telegram.world.sent_count
            await made.telegram.until(lambda sent=sent: made.telegram.world.sent_count > sent + 3)  # type: ignore[misc]
            await asyncio.to_thread(postgresql.restart)
            await made.all_answered()
        await made.note(
            "PostgreSQL restarted at once (immediate) under load of four replicas", "", restarts
        )


async def test_four_replicas_share_the_work(url: str, tmp_path: Path) -> None:
    async with fleet(url, tmp_path) as made:
        for number in range(1, 4):
            made.ask(number)
        await made.all_answered()
        database = open_database(url, migrate=False)
        owners = await database.read(lambda stores: stores.outbox.counts())
        await database.close()
        told = made.told()
    assert set(told.values()) == {1}
    assert sum(owners.values()) == len(made.asked)
    assert len(set(made.telegram.deliverer.taken_by)) == 4
