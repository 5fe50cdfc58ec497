"""Somebody who sends too much is told so once a minute; nobody else notices."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings
from handlers.telegram.door import TelegramDoor
from handlers.telegram.flood import MOST_PEOPLE, TOO_MANY, Flood
from storage.database import Database
from tests.telegram.doors import READER, Echo, door_to
from tests.telegram_stand_in import StandIn

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@given(st.integers(1, 30), st.lists(st.floats(0, 20), max_size=80))
def test_never_twice_the_limit_in_any_minute(limit: int, pauses: list[float]) -> None:
    flood, at, through = Flood(limit), NOON, list[datetime]()
    for pause in pauses:
        at += pause * SECOND
        if flood.allows("telegram:7", at):
            through.append(at)
    for start in through:
        inside = [time for time in through if start <= time < start + timedelta(minutes=1)]
        assert len(inside) < 2 * limit + 1


def test_what_is_slow_enough_always_goes_through() -> None:
    flood = Flood(20)
    assert all(flood.allows("telegram:7", NOON + 3 * number * SECOND) for number in range(200))


def test_one_persons_flood_is_nobody_elses() -> None:
    flood = Flood(3)
    assert [flood.allows("telegram:7", NOON) for _ in range(5)] == [True] * 3 + [False] * 2
    assert flood.allows("telegram:8", NOON)
    assert flood.allows("telegram:7", NOON + 20 * SECOND)


def test_without_a_limit_everything_goes_through() -> None:
    flood = Flood(0)
    assert all(flood.allows("telegram:7", NOON) for _ in range(1_000))


def test_people_who_were_quiet_longest_are_forgotten_first() -> None:
    flood = Flood(1)
    for number in range(MOST_PEOPLE + 1):
        assert flood.allows(f"telegram:{number}", NOON)
    assert flood.allows("telegram:0", NOON)
    assert not flood.allows(f"telegram:{MOST_PEOPLE}", NOON)


async def test_too_many_messages_are_declined_in_one_sentence(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    for number in range(30):
        telegram.says(READER, f"{number}")
    telegram.says(1_000, "hello")
    door: TelegramDoor = door_to(telegram, database, echo, per_minute=5)
    stop = asyncio.Event()
    running = asyncio.ensure_future(door.run(stop))
    await telegram.until(lambda: telegram.texts(1_000) and TOO_MANY in telegram.texts(READER))
    await telegram.until(lambda: telegram.world.confirmed >= telegram.world.next_update - 1)
    stop.set()
    await running
    said = telegram.texts(READER)
    assert said[:5] == [f"You said: {number}" for number in range(5)]
    assert said.count(TOO_MANY) <= 2
    assert len(said) <= 7 + 5
    assert telegram.texts(1_000) == ["You said: hello"]


def test_somebody_who_presses_through_a_whole_return_meets_no_limit() -> None:
    flood = Flood(Settings().telegram.per_minute)
    presses = [NOON + 2 * number * SECOND for number in range(40)]
    assert all(flood.allows("telegram:7", at) for at in presses)


async def test_a_flood_is_declined_without_any_setting(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    usual = Settings().telegram.per_minute
    for number in range(200):
        telegram.says(READER, f"{number}")
    telegram.says(1_000, "hello")
    stop = asyncio.Event()
    door = door_to(telegram, database, echo, per_minute=usual)
    running = asyncio.ensure_future(door.run(stop))
    await telegram.until(lambda: telegram.texts(1_000) == ["You said: hello"])
    await telegram.until(lambda: TOO_MANY in telegram.texts(READER))
    await telegram.until(lambda: len(telegram.texts(READER)) > usual)
    stop.set()
    await running
    answered = [text for text in telegram.texts(READER) if text != TOO_MANY]
    assert usual <= len(answered) < 2 * usual
