"""The transport tells "never left" from "its answer was lost", and never shows the address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from handlers.telegram.api import ApiRefusal, TelegramApi
from handlers.telegram.transport import AiohttpRequest, never_left
from tests.telegram_stand_in import TOKEN, Fault, StandIn

PERSON = 7


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(read=0.2, connect=1.0)
    await request.initialize()
    yield request
    await request.shutdown()


@pytest.fixture
async def bot(telegram: StandIn, request_: AiohttpRequest) -> AsyncIterator[Bot]:
    telegram.world.known(PERSON)
    files = telegram.base_url.replace("/bot", "/file/bot")
    async with Bot(
        TOKEN,
        base_url=telegram.base_url,
        base_file_url=files,
        request=request_,
        get_updates_request=AiohttpRequest(),
    ) as opened:
        yield opened


@pytest.mark.parametrize(
    ("fault", "how", "kind", "left"),
    [
        (Fault.RESET_BEFORE, {}, NetworkError, True),
        (Fault.RESET_AFTER, {}, NetworkError, True),
        (Fault.HANG_BEFORE, {}, TimedOut, True),
        (Fault.STATUS, {"status": 502}, NetworkError, True),
        (Fault.STATUS, {"status": 504}, NetworkError, True),
        (Fault.STATUS, {"status": 500}, NetworkError, False),
        (Fault.STATUS, {"status": 503}, NetworkError, False),
        (Fault.GARBAGE, {}, TelegramError, True),
    ],
)
async def test_what_may_have_gone_is_told_from_what_certainly_did_not(
    telegram: StandIn,
    bot: Bot,
    fault: Fault,
    how: dict[str, int],
    kind: type[TelegramError],
    left: bool,
) -> None:
    telegram.fails("sendMessage", fault, **how)
    with pytest.raises(kind) as caught:
        await bot.send_message(PERSON, "x")
    assert never_left(caught.value) is not left


async def test_connection_that_was_never_made_never_left(request_: AiohttpRequest) -> None:
    telegram = StandIn()
    await telegram.start()
    await telegram.stop()
    api = TelegramApi(f"{telegram.base_url}{TOKEN}", request_)
    with pytest.raises(NetworkError) as caught:
        await api.call("getMe")
    assert never_left(caught.value)
    assert TOKEN not in f"{caught.value!r} {caught.value.__cause__!r}"


async def test_full_pool_never_left(telegram: StandIn) -> None:
    narrow = AiohttpRequest(connections=1, connect=0.05, read=5.0)
    await narrow.initialize()
    api = TelegramApi(f"{telegram.base_url}{TOKEN}", narrow)
    slow = telegram.fails("getMe", Fault.SLOW)
    first = asyncio.ensure_future(api.call("getMe"))
    await telegram.until(lambda: slow.met)
    with pytest.raises(TimedOut) as caught:
        await api.call("getMe")
    slow.gate.set()
    assert (await first)["is_bot"]
    assert never_left(caught.value)
    assert TOKEN not in f"{caught.value!r} {caught.value.__cause__!r}"
    await narrow.shutdown()


async def test_telegrams_refusals_are_ptbs_errors(telegram: StandIn, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(404, "x")
    telegram.fails("sendMessage", Fault.FLOOD, retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(PERSON, "x")
    telegram.fails("sendMessage", Fault.STATUS, status=429, description="no seconds named")
    with pytest.raises(RetryAfter):
        await bot.send_message(PERSON, "x")
    telegram.fails("sendMessage", Fault.STATUS, status=413, description="too large")
    with pytest.raises(BadRequest):
        await bot.send_message(PERSON, "x")
    telegram.blocks(PERSON)
    with pytest.raises(Forbidden):
        await bot.send_message(PERSON, "x")


async def test_files_go_up_and_come_down(telegram: StandIn, bot: Bot, tmp_path: Path) -> None:
    picture = tmp_path / "trend.png"
    picture.write_bytes(b"PNG" * 1_000)
    message = await bot.send_photo(PERSON, picture, caption="<b>trend</b>", parse_mode="HTML")
    file = await bot.get_file(message.photo[0])
    assert await file.download_as_bytearray() == picture.read_bytes()
    assert telegram.sent(PERSON)[0]["caption"] == "trend"


async def test_plain_call_keeps_what_telegram_said(
    telegram: StandIn, request_: AiohttpRequest
) -> None:
    telegram.migrates(-5, -1_005)
    api = TelegramApi(f"{telegram.base_url}{TOKEN}", request_)
    with pytest.raises(ApiRefusal) as caught:
        await api.call("sendMessage", chat_id=-5, text="x")
    assert (caught.value.status, caught.value.migrated_to) == (400, -1_005)
    assert TOKEN not in repr(api)


@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.NO_RESULT])
async def test_answer_that_cannot_be_read_may_have_gone(
    telegram: StandIn, request_: AiohttpRequest, fault: Fault
) -> None:
    telegram.world.known(PERSON)
    telegram.fails("sendMessage", fault)
    api = TelegramApi(f"{telegram.base_url}{TOKEN}", request_)
    with pytest.raises(NetworkError) as caught:
        await api.call("sendMessage", chat_id=PERSON, text="x")
    assert not never_left(caught.value)
