"""The Telegram door beside a bare PTB echo bot: one decision, and answers a second end to end."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
from pydantic import SecretStr
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from bot.conversation import Incoming, Text, respond
from bot.people import Person, Role
from bot.settings import Settings
from bot.stores import Stores
from handlers.assembly import made_ready
from handlers.telegram.door import TelegramDoor
from handlers.telegram.pace import Pace
from handlers.telegram.transport import AiohttpRequest
from storage.database import Database, open_database
from tests import starter_database
from tests.benchmarks.rows import Row
from tests.telegram.doors import NO_LIMITS
from tests.telegram_stand_in import TOKEN

QUESTIONS = (
    "latest EHCP figure",
    "child poverty",
    "persistent absence since 2016",
    "are we worse than england on 20 weeks",
    "ambition 4",
    "care leavers in suitable housing",
    "what does waiting well mean",
    "bin day in bramhall",
    "children looked after march 2016",
    "what are the ambitions",
    "who owns camhs waits",
    "how has school readiness changed",
)
PEOPLE, MESSAGES, ROUNDS, DECISIONS, CALLERS = 200, 2_000, 3, 2_000, 16
FIRST_PERSON = 1_000
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

PtbApplication = Application[Any, Any, Any, Any, Any, Any]
Serve = Callable[[str], Awaitable[None]]


def rows() -> list[Row]:
    """Return the rows of this subject."""
    return asyncio.run(_rows())


async def _rows() -> list[Row]:
    echo = await _echo_alone()
    alone = await _decisions(callers=1)
    grouped = await _decisions(callers=CALLERS)
    as_it_comes = await _best(_stock_bot)
    same_transport = await _best(_fast_bot)
    ours = await _best(_our_bot)
    return [
        Row(
            name=f"whole decision on SQLite, {CALLERS} people at once",
            measured=grouped,
            unit="µs",
            floor_name="bare PTB echo handler, fake socket",
            floor=echo,
            goal="≤ 3, aim 1.5",
            note="understand, answer, render, durable commit in a group; mean",
        ),
        Row(
            name="whole decision on SQLite, one person alone",
            measured=alone,
            unit="µs",
            floor_name="bare PTB echo handler, fake socket",
            floor=echo,
            note="each waits for its own commit to reach the disk",
        ),
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


class FakeSocket(BaseRequest):
    """Answers every call at once, without a socket."""

    def __init__(self) -> None:
        self._me = json.dumps(
            {"id": 1, "is_bot": True, "first_name": "Echo", "username": "echo_bot"}
        )
        self._sent = json.dumps(message(1, "echo"))

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        if request_data is not None:
            assert request_data.json_payload
        result = self._me if url.endswith("getMe") else self._sent
        return 200, f'{{"ok":true,"result":{result}}}'.encode()


def message(number: int, text: str) -> dict[str, Any]:
    """Return a message as Telegram shows it."""
    person = {"id": FIRST_PERSON + number % PEOPLE, "is_bot": False, "first_name": "Reader"}
    chat = {"id": person["id"], "type": "private", "first_name": "Reader"}
    return {"message_id": number, "date": 1, "chat": chat, "from": person, "text": text}


async def _echo(update: Update, _: object) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def _echo_alone() -> float:
    """Return the median µs of PTB's own work for one echoed message."""
    socket = FakeSocket()
    application: PtbApplication = (
        ApplicationBuilder()
        .token(TOKEN)
        .request(socket)
        .get_updates_request(FakeSocket())
        .updater(None)
        .job_queue(None)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    await application.initialize()
    taken = []
    for number in range(3_000):
        body = {"update_id": number, "message": message(number, QUESTIONS[number % 12])}
        started = time.perf_counter()
        await application.process_update(Update.de_json(body, application.bot))
        taken.append((time.perf_counter() - started) * 1e6)
    await application.shutdown()
    return median(taken[500:])


@asynccontextmanager
async def _starter() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.db'}")
        await database.transact(starter_database.load)
        yield database
        await database.close()


async def _decisions(*, callers: int) -> float:
    """Return the mean µs of one decision with so many callers at once."""
    async with _starter() as database:

        async def ask(number: int) -> None:
            incoming = Incoming(
                key=f"bench:{number}",
                chat=f"telegram:{FIRST_PERSON + number % PEOPLE}",
                person=Person(id=f"telegram:{FIRST_PERSON + number % PEOPLE}", role=Role.READER),
                body=Text(text=QUESTIONS[number % len(QUESTIONS)]),
                at=NOW,
            )

            def work(stores: Stores) -> None:
                respond(incoming, stores, NOW)

            await database.transact(work)

        async def caller(first: int, last: int) -> None:
            for number in range(first, last, callers):
                await ask(number)

        async def everybody(first: int, last: int) -> None:
            await asyncio.gather(*(caller(first + place, last) for place in range(callers)))

        await everybody(0, 200)
        started = time.perf_counter()
        await everybody(200, 200 + DECISIONS)
        return (time.perf_counter() - started) * 1e6 / DECISIONS


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
    application.add_handler(MessageHandler(filters.TEXT, _echo))
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
    stop = asyncio.Event()
    async with _starter() as database:
        await made_ready(database)
        door = TelegramDoor(
            Settings.model_validate({"telegram": {"base_url": base_url, "allowed_ids": people}}),
            token=SecretStr(TOKEN),
            database=database,
            respond=respond,
            now=lambda: datetime.now(UTC),  # noqa: TID251 - a door of its own
            pace=replace(Pace(), limits=NO_LIMITS),
        )
        serving = asyncio.ensure_future(door.run(stop))
        try:
            await asyncio.shield(serving)
        finally:
            stop.set()
            await serving
