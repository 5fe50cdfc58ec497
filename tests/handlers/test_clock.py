"""The ticker wakes work, outlives its faults and waits for it when stopping."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, timedelta

import pytest

from handlers import clock

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


async def test_a_ticker_that_never_started_stops_quietly() -> None:
    await clock.Ticker().stop()
