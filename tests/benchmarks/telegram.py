"""The Telegram door beside a bare PTB echo bot: answers a second, end to end."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import aiohttp
from pydantic import SecretStr
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from bot.conversation import respond
from bot.settings import Settings
from handlers.assembly import admission, made_ready
from handlers.telegram.door import TelegramDoor
from handlers.telegram.pace import Pace
from handlers.telegram.transport import AiohttpRequest
from tests.benchmarks.echo import (
    FIRST_PERSON,
    PEOPLE,
    QUESTIONS,
    PtbApplication,
    echo,
    starter,
)
from tests.benchmarks.rows import Row
from tests.telegram.doors import NO_LIMITS
from tests.telegram_stand_in import TOKEN

MESSAGES, ROUNDS = 2_000, 3

Serve = Callable[[str], Awaitable[None]]


def rows() -> list[Row]:
    """Return the rows of this subject."""
    return asyncio.run(_rows())


async def _rows() -> list[Row]:
    as_it_comes = await _best(_stock_bot)
    same_transport = await _best(_fast_bot)
    ours = await _best(_our_bot)
    return [
        Row(
            name="answers end to end",
            measured=ours,
            unit="/s",
            floor_name="bare PTB echo bot, same transport",
            floor=same_transport,
            goal="≥ 0.55",
            note=f"{MESSAGES} waiting questions of {PEOPLE} people, best of {ROUNDS}",
        ),
        Row(
            name="answers end to end",
            measured=ours,
            unit="/s",
            floor_name="bare PTB echo bot as it comes",
            floor=as_it_comes,
            goal="≥ 0.55",
            note="the same run",
        ),
    ]


async def _best(serve: Serve) -> float:
    """Return the best answers a second of several rounds."""
    return max([await _round(serve) for _ in range(ROUNDS)])


async def _round(serve: Serve) -> float:
    """Have a bot answer a waiting backlog; the stand-in is a process of its own and counts."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.telegram_stand_in", "--forget-calls", stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    base_url = (await server.stdout.readline()).decode().split("= ")[1].strip()
    control = base_url.replace("/bot", "/stand-in")
    try:
        async with aiohttp.ClientSession() as session:
            for question in QUESTIONS[:10]:
                asked = {"people": PEOPLE, "times": MESSAGES // 10, "text": question}
                await session.post(f"{control}/says", data=asked | {"person": FIRST_PERSON})
            serving = asyncio.ensure_future(serve(base_url))
            state = await _first(_answered(session, control), serving)
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
    finally:
        server.terminate()
        await server.wait()
    return float(state["sent"] / state["seconds"])


async def _answered(session: aiohttp.ClientSession, control: str) -> dict[str, float]:
    async with session.get(f"{control}/state", params={"at_least": MESSAGES}) as response:
        state: dict[str, float] = (await response.json())["result"]
        return state


async def _first(wanted: Awaitable[Any], serving: asyncio.Future[Any]) -> Any:
    """Return what `wanted` comes to; raise what ends `serving` before that."""
    waiting = asyncio.ensure_future(wanted)
    await asyncio.wait({waiting, serving}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        waiting.cancel()
        raise RuntimeError("the bot ended before it had answered") from serving.exception()
    return waiting.result()


async def _stock_bot(base_url: str) -> None:
    """A bare echo bot, PTB as it comes."""
    await _poll(ApplicationBuilder().token(TOKEN).base_url(base_url).build())


async def _fast_bot(base_url: str) -> None:
    """A bare echo bot on the same transport as the door, at the concurrency that suits it."""
    await _poll(
        ApplicationBuilder()
        .token(TOKEN)
        .base_url(base_url)
        .request(AiohttpRequest(connections=256))
        .get_updates_request(AiohttpRequest())
        .concurrent_updates(256)
        .build()
    )


async def _poll(application: PtbApplication) -> None:
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling()
        try:
            await asyncio.Event().wait()
        finally:
            await application.updater.stop()
            await application.stop()


async def _our_bot(base_url: str) -> None:
    """The whole bot on SQLite with the starter plan: inbox, decision, outbox, limits."""
    people = list(range(FIRST_PERSON, FIRST_PERSON + PEOPLE))
    given = {"telegram": {"base_url": base_url, "allowed_ids": people}}
    settings = Settings.model_validate(given)
    stop = asyncio.Event()
    async with starter() as database:
        await made_ready(database)
        door = TelegramDoor(
            settings,
            token=SecretStr(TOKEN),
            database=database,
            respond=partial(respond, admission=admission(settings)),
            now=lambda: datetime.now(UTC),  # noqa: TID251 - a door of its own
            pace=replace(Pace(), limits=NO_LIMITS),
        )
        serving = asyncio.ensure_future(door.run(stop))
        try:
            await asyncio.shield(serving)
        finally:
            stop.set()
            await serving
