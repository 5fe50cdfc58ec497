"""The ticker wakes work, outlives its faults and waits for it when stopping."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings.retention import RetentionSettings
from bot.stores import Stores
from handlers import assembly, clock

HOUR = timedelta(hours=1)


def test_now_is_an_aware_utc_instant() -> None:
    assert clock.now().tzinfo is UTC


async def test_work_is_done_once_at_the_start() -> None:
    done = asyncio.Event()

    async def work() -> None:
        done.set()

    ticker = clock.Ticker()
    ticker.every(HOUR, work, name="sweep")
    ticker.start()
    await asyncio.wait_for(done.wait(), 30)
    await ticker.stop()


async def test_stopping_waits_for_what_is_in_hand() -> None:
    begun, go_on, finished = asyncio.Event(), asyncio.Event(), []

    async def work() -> None:
        begun.set()
        await go_on.wait()
        finished.append(True)

    ticker = clock.Ticker()
    ticker.every(HOUR, work, name="sweep")
    ticker.start()
    await asyncio.wait_for(begun.wait(), 30)
    async with asyncio.TaskGroup() as group:
        group.create_task(ticker.stop())
        group.create_task(release(go_on))
    assert finished == [True]


async def release(event: asyncio.Event) -> None:
    event.set()


async def test_a_fault_in_one_kind_of_work_leaves_the_others_ticking(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done = asyncio.Event()

    async def faulty() -> None:
        raise ValueError("broken")

    async def sound() -> None:
        done.set()

    ticker = clock.Ticker()
    ticker.every(HOUR, faulty, name="faulty")
    ticker.every(HOUR, sound, name="sound")
    ticker.start()
    with caplog.at_level(logging.ERROR):
        await asyncio.wait_for(done.wait(), 30)
        await ticker.stop()
    assert "the tick “faulty” failed" in caplog.text


async def test_answers_are_kept_as_long_as_the_settings_say_and_no_longer(tmp_path: Path) -> None:
    database = assembly.open_store(f"sqlite:///{tmp_path / 'plan.db'}")
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def keep(stores: Stores) -> None:
        for days in (29, 31):
            at = noon - timedelta(days=days)
            stores.conversations.keep(chat="terminal:1", person="terminal", at=at, body="{}")

    def ages(stores: Stores) -> list[int]:
        long_ago = noon - timedelta(days=999)
        kept = stores.conversations.recent(chat="terminal:1", person="terminal", since=long_ago)
        return [(noon - one.at).days for one in kept]

    await database.transact(keep)
    await clock.tidy(database, RetentionSettings(answers_days=30), noon)
    assert await database.read(ages) == [29]
    await database.close()


async def test_a_ticker_that_never_started_stops_quietly() -> None:
    await clock.Ticker().stop()
