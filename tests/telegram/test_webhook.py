"""Receiving by webhook: only Telegram's deliveries are taken, and none before it is stored."""

from __future__ import annotations

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.settings import Settings
from handlers.telegram.door import TelegramDoor
from handlers.telegram.hook import LONGEST_BODY, SECRET_HEADER
from handlers.telegram.inbox import row_of
from handlers.telegram.pace import Pace
from handlers.telegram.ports import Database as AnyDatabase
from handlers.telegram.ports import Respond
from handlers.telegram.watch import TelegramSilent
from storage.database import Database, open_database
from tests.telegram.doors import QUICK, READER, Echo, Flaky, now, open_door, states, waiting
from tests.telegram_stand_in import TOKEN, Fault, StandIn

SECRET = "a-secret-of-thirty-two-letters-or-more_1"
JSON = "application/json"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def hooked(
    telegram: StandIn,
    database: AnyDatabase,
    respond: Respond,
    port: int,
    *,
    pace: Pace = QUICK,
    connections: int = 40,
) -> TelegramDoor:
    url = f"http://127.0.0.1:{port}/telegram"
    settings = Settings.model_validate(
        {
            "telegram": {"base_url": telegram.base_url, "per_minute": 0},
            "webhook": {"url": url, "port": port, "connections": connections},
        }
    )
    return TelegramDoor(
        settings,
        token=SecretStr(TOKEN),
        database=database,
        respond=respond,
        now=now,
        pace=pace,
        webhook_secret=SecretStr(SECRET),
    )


@asynccontextmanager
async def open_hook(
    telegram: StandIn,
    database: AnyDatabase,
    respond: Respond,
    *,
    connections: int = 40,
    **pace: Any,
) -> AsyncIterator[str]:
    """Serve until the block ends; gives the address."""
    port, stop = free_port(), asyncio.Event()
    chosen = replace(QUICK, **pace)
    door = hooked(telegram, database, respond, port, pace=chosen, connections=connections)
    running = asyncio.ensure_future(door.run(stop))
    try:
        await telegram.until(lambda: telegram.world.webhook)
        yield f"http://127.0.0.1:{port}/telegram"
    finally:
        stop.set()
        await running


def an_update(number: int = 1, text: str = "hello") -> dict[str, Any]:
    person = {"id": READER, "is_bot": False, "first_name": "Reader"}
    chat = {"id": READER, "type": "private"}
    message = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def post(
    url: str,
    body: bytes | dict[str, Any],
    *,
    secret: str | None = SECRET,
    kind: str = JSON,
) -> int:
    headers = {"Content-Type": kind} | ({SECRET_HEADER: secret} if secret is not None else {})
    data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=data, headers=headers) as response,
    ):
        assert await response.text() in ("", f"{response.status}: {response.reason}")
        return response.status


async def test_messages_are_delivered_and_answered(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_hook(telegram, database, echo):
        telegram.says(READER, "hello")
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["You said: hello"]
    assert telegram.called("getUpdates") == []
    assert "deleteWebhook" not in [call.method for call in telegram.calls]


async def test_a_backlog_of_one_chat_is_answered_in_order(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    for number in range(30):
        telegram.says(READER, f"{number}")
    async with open_hook(telegram, database, echo, connections=1):
        await telegram.until(lambda: len(telegram.texts(READER)) == 30)
    assert telegram.texts(READER) == [f"You said: {number}" for number in range(30)]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], f"{SECRET}x", "ü" * 32])
async def test_a_delivery_without_the_right_secret_is_refused(
    telegram: StandIn, database: Database, echo: Echo, secret: str | None
) -> None:
    async with open_hook(telegram, database, echo) as url:
        assert await post(url, an_update(), secret=secret) == 403
    assert await waiting(database) == 0
    assert echo.heard == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * (LONGEST_BODY + 1), JSON, 413),
        (b"{", JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b"[]", JSON, 400),
        (b'{"update_id": "1"}', JSON, 400),
        (b'{"update_id": true}', JSON, 400),
        (b'{"update_id": 9223372036854775808}', JSON, 400),
        (b"{}", JSON, 400),
        (b"\xff\xfe", JSON, 400),
        (b"update_id=1", "application/x-www-form-urlencoded", 415),
        (b'{"update_id": 1}', "text/plain", 415),
    ],
)
async def test_what_is_no_update_is_refused(
    telegram: StandIn, database: Database, echo: Echo, body: bytes, kind: str, status: int
) -> None:
    async with open_hook(telegram, database, echo) as url:
        assert await post(url, body, kind=kind) == status
        assert await post(url, an_update()) == 200
        telegram.world.known(READER)
        await telegram.until(lambda: telegram.texts(READER))
    assert len(echo.heard) == 1


async def test_only_the_one_path_and_only_post_is_answered(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with (
        open_hook(telegram, database, echo) as url,
        aiohttp.ClientSession() as session,
    ):
        async with session.get(url) as response:
            assert response.status == 405
        async with session.post(f"{url}/../other", json=an_update()) as response:
            assert response.status == 404


async def test_an_update_is_refused_while_it_cannot_be_stored_and_comes_again(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    flaky = Flaky(database, failures=0)
    async with open_hook(telegram, flaky, echo):
        flaky.failures = 50
        telegram.says(READER, "keep me")
        await telegram.until(lambda: telegram.texts(READER))
    assert 503 in telegram.deliverer.answers
    assert telegram.texts(READER) == ["You said: keep me"]


async def test_a_repeated_delivery_changes_nothing(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.world.known(READER)
    async with open_hook(telegram, database, echo) as url:
        for _ in range(5):
            assert await post(url, an_update(7)) == 200
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["You said: hello"]
    assert len(echo.heard) == 1


async def test_two_replicas_share_one_chat_and_keep_its_order(
    telegram: StandIn, empty_url: str
) -> None:
    if empty_url.startswith("sqlite"):
        pytest.skip("one process for one SQLite file")
    first, second = open_database(empty_url), open_database(empty_url)
    heard = Echo()
    async with (
        open_hook(telegram, first, heard, connections=1) as one,
        open_hook(telegram, second, heard, connections=1) as other,
    ):
        telegram.deliverer.addresses = [one, other]
        for number in range(40):
            telegram.says(READER, f"{number}")
        await telegram.until(lambda: len(telegram.texts(READER)) == 40)
    await first.close()
    await second.close()
    assert telegram.texts(READER) == [f"You said: {number}" for number in range(40)]


async def test_what_a_dead_replica_left_is_taken_up_by_another(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.world.known(READER)
    async with open_hook(telegram, database, echo, orphaned=0.0):
        row = row_of(an_update(3, "left behind"))
        at = now()
        await database.transact(lambda stores: stores.journal.receive([row], at))
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["You said: left behind"]


async def test_what_waited_in_the_inbox_is_answered_at_once_after_a_restart(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.world.known(READER)
    row, at = row_of(an_update(3, "from before")), now()
    await database.transact(lambda stores: stores.journal.receive([row], at))
    async with open_hook(telegram, database, echo, orphaned=3_600.0):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["You said: from before"]


async def test_a_webhook_that_somebody_took_down_is_set_again(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_hook(telegram, database, echo, hook_check=0.01):
        telegram.world.webhook = ""
        telegram.says(READER, "hello")
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.world.webhook.endswith("/telegram")


async def test_silence_that_lasts_ends_the_process(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.fails("setWebhook", Fault.STATUS, times=9_999)
    telegram.fails("getWebhookInfo", Fault.STATUS, times=9_999)
    door = hooked(
        telegram, database, echo, free_port(), pace=replace(QUICK, silent=0.05, hook_check=0.01)
    )
    with pytest.raises(TelegramSilent):
        await door.run(asyncio.Event())


async def test_going_back_to_polling_loses_nothing(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_hook(telegram, database, echo):
        telegram.says(READER, "by webhook")
        await telegram.until(lambda: telegram.texts(READER))
    telegram.says(READER, "by polling")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: len(telegram.texts(READER)) == 2)
    assert telegram.texts(READER) == ["You said: by webhook", "You said: by polling"]
    assert not (await states(database)).keys() - {"sent"}
