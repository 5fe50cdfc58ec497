"""Updates are stored before they are confirmed, handled in order, once, and never block others."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.conversation import Incoming, Text
from bot.stores import Stores
from handlers.telegram.handling import SORRY
from storage.database import Database, open_database
from tests.telegram.doors import (
    READER,
    Echo,
    Flaky,
    open_door,
    waiting,
)
from tests.telegram_stand_in import StandIn

OTHERS = range(1_000, 1_010)


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    opened = open_database(empty_url)
    yield opened
    await opened.close()


def text_of(incoming: Incoming) -> str:
    return incoming.body.text if isinstance(incoming.body, Text) else ""


async def test_update_delivered_twice_changes_nothing_the_second_time(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.says(READER, "once")
    update = dict(telegram.world.updates[0])
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
        telegram.delivers_again(update)
        telegram.says(READER, "next")
        await telegram.until(lambda: len(telegram.texts(READER)) == 2)
    assert telegram.texts(READER) == ["You said: once", "You said: next"]


async def test_update_that_was_answered_before_a_restart_is_not_answered_again(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.says(READER, "once")
    update = dict(telegram.world.updates[0])
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    telegram.delivers_again(update)
    async with open_door(telegram, database, echo):
        telegram.says(READER, "next")
        await telegram.until(lambda: len(telegram.texts(READER)) == 2)
    assert len(echo.heard) == 2


async def test_nothing_is_confirmed_before_it_is_stored(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    flaky = Flaky(database, failures=0)
    async with open_door(telegram, flaky, echo):
        await telegram.until(lambda: telegram.called("getUpdates"))
        flaky.failures = 10_000
        update = telegram.says(READER, "keep me")
        polls = len(telegram.called("getUpdates"))
        await telegram.until(lambda: len(telegram.called("getUpdates")) > polls + 2)
        assert telegram.world.confirmed < update
        flaky.failures = 0
        await telegram.until(lambda: telegram.texts(READER))
        await telegram.until(lambda: telegram.world.confirmed == update)
    assert telegram.texts(READER) == ["You said: keep me"]


async def test_one_chat_is_answered_in_order(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    for number in range(30):
        telegram.says(READER, f"{number}")
        telegram.says(OTHERS[number % 10], f"{number}")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.world.sent_count == 60)
    assert telegram.texts(READER) == [f"You said: {number}" for number in range(30)]


async def test_backlog_longer_than_a_batch_is_answered(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    for number in range(450):
        telegram.says(OTHERS[number % 10], f"{number}")
    async with open_door(telegram, database, echo, waiting=50):
        await telegram.until(lambda: telegram.world.sent_count == 450)
    assert len({one.key for one in echo.heard}) == 450


async def test_updates_waiting_in_the_inbox_are_handled_before_new_ones(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.says(READER, "first")
    failing = Echo(before=fail)
    async with open_door(telegram, database, failing, retry_first=60.0):
        await telegram.until(lambda: telegram.world.confirmed)
    assert await waiting(database) == 1
    telegram.says(READER, "second")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: len(telegram.texts(READER)) == 2)
    assert telegram.texts(READER) == ["You said: first", "You said: second"]


async def test_update_failing_five_times_is_set_aside_and_frees_its_chat(
    telegram: StandIn, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    poisoned = Echo(before=lambda one: fail(one) if text_of(one) == "poison" else None)
    telegram.says(READER, "poison")
    telegram.says(READER, "good")
    async with open_door(telegram, database, poisoned):
        await telegram.until(lambda: len(telegram.texts(READER)) == 2)
    assert telegram.texts(READER) == [SORRY, "You said: good"]
    assert "set aside after 5 tries" in caplog.text
    assert await waiting(database) == 0


async def test_officers_hear_of_an_update_that_was_set_aside(
    telegram: StandIn, database: Database
) -> None:
    told: list[tuple[str, str]] = []

    def alarm(stores: Stores, text: str, at: datetime, key: str) -> None:
        told.append((key, text))

    number = telegram.says(READER, "poison")
    async with open_door(telegram, database, Echo(before=fail), alarm=alarm):
        await telegram.until(lambda: telegram.texts(READER))
    assert [key for key, _ in told] == [f"update:{number}"]
    assert "set aside after five tries" in told[0][1]
    assert "poison" not in told[0][1]


async def test_update_failing_twice_is_answered_at_the_third_try(
    telegram: StandIn, database: Database
) -> None:
    failures = iter([True, True, False])
    shaky = Echo(before=lambda one: fail(one) if next(failures) else None)
    telegram.says(READER, "hello")
    async with open_door(telegram, database, shaky):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["You said: hello"]


async def test_failing_database_does_not_count_against_an_update(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    flaky = Flaky(database, failures=0)
    telegram.says(READER, "hello")
    echo.before = lambda _: None
    async with open_door(telegram, flaky, echo):
        await telegram.until(lambda: telegram.texts(READER))
        flaky.failures = 25
        telegram.says(READER, "still there?")
        await telegram.until(lambda: len(telegram.texts(READER)) == 2)
    assert telegram.texts(READER)[1] == "You said: still there?"


async def test_slow_chat_does_not_hold_up_the_others(telegram: StandIn, database: Database) -> None:
    gate = threading.Event()
    failing_first = Echo(before=lambda one: fail(one) if not gate.is_set() else None)
    echo = Echo(before=lambda one: failing_first.before(one) if chat_is(one, READER) else None)
    telegram.says(READER, "slow")
    telegram.says(OTHERS[0], "quick")
    async with open_door(telegram, database, echo, retry_first=0.2):
        await telegram.until(lambda: telegram.texts(OTHERS[0]))
        assert not telegram.texts(READER)
        gate.set()
        await telegram.until(lambda: telegram.texts(READER))


def chat_is(incoming: Incoming, chat: int) -> bool:
    return incoming.chat == f"telegram:{chat}"


def fail(incoming: Incoming) -> None:
    raise RuntimeError(f"cannot answer {incoming.key}")
