"""Polling survives what Telegram and the network do to it, or ends with the reason."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import SettingsError
from handlers.telegram.watch import TelegramSilent
from storage.database import Database
from tests.telegram.doors import READER, Echo, door_to, open_door
from tests.telegram_stand_in import Fault, StandIn


@pytest.mark.parametrize(
    ("fault", "how"),
    [
        (Fault.STATUS, {"status": 500}),
        (Fault.STATUS, {"status": 502}),
        (Fault.STATUS, {"status": 401, "description": "Unauthorized"}),
        (Fault.STATUS, {"status": 404, "description": "Not Found"}),
        (Fault.STATUS, {"status": 409, "description": "Conflict: terminated by other getUpdates"}),
        (Fault.FLOOD, {"retry_after": 0.02}),
        (Fault.RESET_BEFORE, {}),
        (Fault.RESET_AFTER, {}),
        (Fault.HANG_BEFORE, {}),
        (Fault.GARBAGE, {}),
        (Fault.NO_RESULT, {}),
    ],
)
async def test_polling_recovers(
    telegram: StandIn, database: Database, echo: Echo, fault: Fault, how: dict[str, object]
) -> None:
    failing = telegram.fails("getUpdates", fault, times=2, **how)
    telegram.says(READER, "hello")
    async with open_door(telegram, database, echo, poll=0.0, grace=0.2):
        await telegram.until(lambda: telegram.texts(READER))
    assert failing.met == 2
    assert telegram.texts(READER) == ["You said: hello"]


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
@pytest.mark.parametrize(
    ("fault", "how"),
    [
        (Fault.STATUS, {"status": 502}),
        (Fault.RESET_BEFORE, {}),
        (Fault.GARBAGE, {}),
        (Fault.NO_RESULT, {}),
        (Fault.FLOOD, {"retry_after": 0.02}),
    ],
)
async def test_start_waits_for_telegram(
    telegram: StandIn,
    database: Database,
    echo: Echo,
    method: str,
    fault: Fault,
    how: dict[str, object],
) -> None:
    telegram.fails(method, fault, times=3, **how)
    telegram.says(READER, "hello")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))


async def test_start_waits_for_the_server_to_come_up(database: Database, echo: Echo) -> None:
    telegram = StandIn()
    await telegram.start()
    await telegram.stop()
    telegram.says(READER, "hello")
    async with open_door(telegram, database, echo):
        await telegram.start()
        await telegram.until(lambda: telegram.texts(READER))
    await telegram.stop()


async def test_wrong_token_ends_the_process_at_once_with_advice(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    door = door_to(telegram, database, echo, token="1234567:not-the-token-of-this-stand-in-bot")
    with pytest.raises(SettingsError) as caught:
        await door.run(asyncio.Event())
    assert "PARTNERSHIP_BOT_TOKEN" in caught.value.advice
    assert "not-the-token" not in f"{caught.value!r} {caught.value.advice}"


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "does not know this bot's token"), (409, "Another process receives"), (502, "502")],
)
async def test_silence_that_lasts_ends_the_process_with_the_reason(
    telegram: StandIn, database: Database, echo: Echo, status: int, words: str
) -> None:
    telegram.fails("getUpdates", Fault.STATUS, times=9_999, status=status, description="so it is")
    with pytest.raises(TelegramSilent, match=words):
        await door_to(telegram, database, echo, silent=0.1).run(asyncio.Event())


async def test_second_poller_is_told_and_the_first_takes_over_again(
    telegram: StandIn, database: Database, echo: Echo, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.world.poller)
        first = telegram.world.poller
        assert first is not None
        first.set_result(None)  # as another getUpdates of the same bot does
        telegram.says(READER, "still there?")
        await telegram.until(lambda: telegram.texts(READER))
    assert "Another process receives this bot's messages (409)" in caplog.text


async def test_webhook_left_behind_is_taken_down(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.world.webhook = "https://example.org/hook"
    telegram.says(READER, "hello")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))


async def test_stop_during_a_long_poll_is_quick_and_loses_nothing(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_door(telegram, database, echo, poll=50.0):
        await telegram.until(lambda: telegram.world.poller)
    telegram.says(READER, "after the stop")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))


async def test_stop_before_telegram_ever_answered_is_quick(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    failing = telegram.fails("deleteWebhook", Fault.STATUS, times=9_999)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: failing.met > 2)
    assert not echo.heard


async def test_after_a_quiet_poll_lower_update_numbers_are_received(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_door(telegram, database, echo, poll=0.0):
        telegram.says(READER, "before")
        await telegram.until(lambda: telegram.texts(READER))
        polls = len(telegram.called("getUpdates"))
        await telegram.until(lambda: len(telegram.called("getUpdates")) > polls + 2)
        telegram.world.next_update = 5
        telegram.says(READER, "after a quiet week")
        await telegram.until(lambda: len(telegram.texts(READER)) == 2)
