"""The floor under the benchmarks of answers: a bare PTB echo handler, and what both are asked."""

from __future__ import annotations

import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from storage.database import Database, open_database
from tests import starter_database
from tests.benchmarks.rows import Span, Stopwatch
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
FIRST_PERSON, PEOPLE = 1_000, 200
ECHOES = 3_000

PtbApplication = Application[Any, Any, Any, Any, Any, Any]


async def echo(update: Update, _: object) -> None:
    """Send a text back as it came."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def alone() -> Span:
    """Return the mean time of PTB's own work for one echoed message."""
    application: PtbApplication = (
        ApplicationBuilder()
        .token(TOKEN)
        .request(FakeSocket())
        .get_updates_request(FakeSocket())
        .updater(None)
        .job_queue(None)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    await application.initialize()
    await _echo(application, ECHOES // 6)
    stopwatch = Stopwatch()
    await _echo(application, ECHOES)
    span = stopwatch.mean(ECHOES)
    await application.shutdown()
    return span


async def _echo(application: PtbApplication, times: int) -> None:
    for number in range(times):
        body = {"update_id": number, "message": message(number, QUESTIONS[number % len(QUESTIONS)])}
        await application.process_update(Update.de_json(body, application.bot))


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


@asynccontextmanager
async def starter() -> AsyncIterator[Database]:
    """Give a database on disk with the starter plan."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.db'}")
        await database.transact(starter_database.load)
        yield database
        await database.close()
