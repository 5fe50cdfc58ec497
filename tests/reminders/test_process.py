"""Two hundred reminders from a real process: killed, halted, cut off; counted at the stand-in."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.outbox.notice import NoticeState
from bot.people import DutyKind, Role
from bot.plan.measures import Frequency
from bot.stores import Stores
from storage.database import open_database
from tests.conftest import Templates
from tests.reminders.scene import at
from tests.telegram_stand_in import Fault, StandIn

PEOPLE = range(1_000, 1_200)


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as stand_in:
        for one in PEOPLE:
            stand_in.world.known(one)
        yield stand_in


def hire(stores: Stores) -> None:
    """Give each of two hundred people a measure of their own."""
    catalogue, now = stores.plan.catalogue(), at("2026-09-01")
    assert catalogue is not None
    model = next(one for one in catalogue.measures if one.frequency is Frequency.QUARTERLY)
    made = [replace(model, code=f"m{one}", name=f"Measure {one}", aliases=()) for one in PEOPLE]
    stores.exchange.put_measures([*catalogue.measures, *made])
    stores.exchange.plan_changed()
    for one in PEOPLE:
        member = stores.people.add(
            name=f"Person {one}", organisation="Council", role=Role.CONTRIBUTOR, now=now
        )
        stores.people.link(member.id, f"telegram:{one}", now)
        stores.people.confirm(member.id, now)
        stores.people.give(member=member.id, kind=DutyKind.OWNER, scope=f"m{one}")


@pytest.fixture
async def url(templates: Templates, tmp_path: Path) -> str:
    address = templates.copy("sqlite", tmp_path, plan=True)
    database = open_database(address)
    await database.transact(hire)
    await database.close()
    return address


async def start(telegram: StandIn, url: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.reminders.process", telegram.base_url, url),
        stderr=asyncio.subprocess.DEVNULL,
    )


async def states(url: str) -> dict[NoticeState, int]:
    database = open_database(url)
    found = await database.read(lambda stores: stores.outbox.counts())
    await database.close()
    return {state: count for state, count in found.items() if count}


def told(telegram: StandIn) -> Counter[int]:
    return Counter({one: len(telegram.texts(one)) for one in PEOPLE if telegram.texts(one)})


def all_settled(url: str) -> bool:
    """Say whether every reminder has come to something."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        [(open_ones, count)] = connection.execute(
            "SELECT sum(state IN ('due', 'leased', 'sending')), count(*) FROM outbox"
        )
    return count == len(PEOPLE) and not open_ones


async def rested(process: Process, url: str) -> None:
    """Wait until everything is settled, then stop the process."""
    async with asyncio.timeout(60):
        while not all_settled(url):  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # the process is another one
    process.send_signal(signal.SIGTERM)
    await process.wait()


async def test_killed_three_times_nobody_is_told_twice_and_nobody_is_lost(
    telegram: StandIn, url: str
) -> None:
    for sent in (20, 80, 140):
        process = await start(telegram, url)
        await telegram.until(lambda sent=sent: telegram.world.sent_count >= sent)  # type: ignore[misc]
        process.kill()
        await process.wait()
    process = await start(telegram, url)
    await rested(process, url)
    heard, found = told(telegram), await states(url)
    assert max(heard.values()) == 1
    assert found[NoticeState.SENT] + found.get(NoticeState.HELD, 0) == len(PEOPLE)
    assert len(heard) >= found[NoticeState.SENT]


@pytest.mark.parametrize(
    ("fault", "how", "held"),
    [
        (Fault.FLOOD, {}, False),
        (Fault.STATUS, {"status": 500, "description": "Internal Server Error"}, False),
        (Fault.STATUS, {"status": 502}, True),
        (Fault.RESET_BEFORE, {}, True),
        (Fault.RESET_AFTER, {}, True),
    ],
    ids=["429", "500", "502", "reset before", "reset after"],
)
async def test_a_storm_of_faults_loses_nobody_and_tells_nobody_twice(
    telegram: StandIn, url: str, fault: Fault, how: dict[str, Any], held: bool
) -> None:
    telegram.fails("sendMessage", fault, times=15, **how)
    process = await start(telegram, url)
    await rested(process, url)
    heard, found = told(telegram), await states(url)
    assert max(heard.values()) == 1
    assert found[NoticeState.SENT] + found.get(NoticeState.HELD, 0) == len(PEOPLE)
    assert (found.get(NoticeState.HELD, 0) > 0) == held
