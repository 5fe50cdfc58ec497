"""The Telegram door beside a bare PTB echo bot, end to end: answers a second, and how soon."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from statistics import median
from time import perf_counter
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
from tests.benchmarks.rows import Goal, Row
from tests.telegram.doors import NO_LIMITS
from tests.telegram_stand_in import TOKEN

MESSAGES, ROUNDS = 2_000, 3
WARMING, ASKED = 20, 100

Serve = Callable[[str], Awaitable[None]]


def rows() -> list[Row]:
    """Return the rows of this subject."""
    return asyncio.run(_rows())


async def _rows() -> list[Row]:
    bots = (_our_bot, _fast_bot, _stock_bot)
    # They take turns, since other work on the machine comes and goes; the best round counts.
    rates = [[await _rate(bot) for bot in bots] for _ in range(ROUNDS)]
    waits = [[await _round_trip(bot) for bot in bots] for _ in range(ROUNDS)]
    ours, *floors = (max(column) for column in zip(*rates, strict=True))
    wait, *waited = (min(column) for column in zip(*waits, strict=True))
    names = ("bare PTB echo bot, same transport", "bare PTB echo bot as it comes")
    note = f"{MESSAGES:,} waiting questions of {PEOPLE} people, best of {ROUNDS}"
    return [
        Row(
            name="answers end to end",
            measured=ours,
            unit="/s",
            floor_name=name,
            floor=floor,
            goal=goal,
            note=note,
        )
        for name, floor, goal in zip(
            names, floors, (Goal(limit=0.55, least=True), Goal(limit=0.9, least=True)), strict=True
        )
    ] + [
        Row(
            name="from a question to its answer, nobody else asking",
            measured=wait,
            unit="ms",
            floor_name=name,
            floor=floor,
            goal=Goal(limit=2),
            note=f"median of {ASKED}, best of {ROUNDS}",
        )
        for name, floor in zip(names, waited, strict=True)
    ]


@asynccontextmanager
async def _stand_in() -> AsyncIterator[tuple[str, str]]:
    """Give the addresses of a stand-in in a process of its own: the bot's and ours."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.telegram_stand_in", "--forget-calls", stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    base_url = (await server.stdout.readline()).decode().split("= ")[1].strip()
    try:
        yield base_url, base_url.replace("/bot", "/stand-in")
    finally:
        server.terminate()
        await server.wait()


@asynccontextmanager
async def _served(serve: Serve, base_url: str) -> AsyncIterator[asyncio.Future[None]]:
    serving = asyncio.ensure_future(serve(base_url))
    try:
        yield serving
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


async def _rate(serve: Serve) -> float:
    """Have a bot answer a waiting backlog and return its answers a second, by the stand-in."""
    async with _stand_in() as (base_url, control), aiohttp.ClientSession() as session:
        for question in QUESTIONS[:10]:
            asked = {"people": PEOPLE, "times": MESSAGES // 10, "text": question}
            await session.post(f"{control}/says", data=asked | {"person": FIRST_PERSON})
        async with _served(serve, base_url) as serving:
            state = await _first(_answered(session, control, MESSAGES), serving)
    return float(state["sent"] / state["seconds"])


async def _round_trip(serve: Serve) -> float:
    """Ask one question after another and return the median milliseconds until the answer."""
    taken = []
    async with (
        _stand_in() as (base_url, control),
        aiohttp.ClientSession() as session,
        _served(serve, base_url) as serving,
    ):
        for number in range(WARMING + ASKED):
            began = perf_counter()
            said = {"person": FIRST_PERSON + number, "text": QUESTIONS[number % len(QUESTIONS)]}
            await session.post(f"{control}/says", data=said)
            await _first(_answered(session, control, number + 1), serving)
            taken.append((perf_counter() - began) * 1000)
    return median(taken[WARMING:])


async def _answered(session: aiohttp.ClientSession, control: str, many: int) -> dict[str, float]:
    async with session.get(f"{control}/state", params={"at_least": many}) as response:
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
    given = {"telegram": {"base_url": base_url, "allowed_ids": people, "per_minute": 0}}
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
