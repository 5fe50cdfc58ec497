"""A real Telegram door, with PTB's Application in it, against the loopback stand-in."""

from __future__ import annotations

import asyncio
import html
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr

from bot.conversation import Attachment, Edited, Incoming, Moved, Press, PutOut, Text
from bot.outbox.limits import Limits, Rate
from bot.outbox.notice import Keyboard, Notice, NoticeState
from bot.settings import Settings
from bot.stores import Stores
from handlers.telegram.door import TelegramDoor
from handlers.telegram.inline import Cards
from handlers.telegram.messenger import Recheck
from handlers.telegram.pace import Pace
from handlers.telegram.pictures import Draw
from handlers.telegram.ports import Alarm, Clock, Respond, Result
from handlers.telegram.ports import Database as AnyDatabase
from storage.database import Database
from tests.telegram_stand_in import TOKEN, StandIn

READER, STRANGER = 7, 666
FREE = Rate(every=timedelta(microseconds=1), burst=1_000_000)
NO_LIMITS = Limits(everyone=FREE, answers=FREE, chat=FREE, answers_in_private=FREE, group=FREE)
QUICK = Pace(
    poll=1.0,
    grace=1.0,
    retry_first=0.02,
    retry_longest=0.1,
    silent=60.0,
    typing_after=60.0,
    sweep=0.05,
    lease=20.0,
    stop_within=5.0,
    limits=NO_LIMITS,
)


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the stand-in dates messages by the real clock


@dataclass
class Echo:
    """Answers everything with what it was, and counts; `before` may fail or be slow."""

    heard: list[Incoming] = field(default_factory=list)
    before: Callable[[Incoming], None] = lambda _: None

    def __call__(self, incoming: Incoming, stores: Stores, at: datetime) -> None:
        self.before(incoming)
        self.heard.append(incoming)
        notice = echo_of(incoming)
        if notice is not None:
            stores.outbox.add(notice, at)


def echo_of(incoming: Incoming) -> Notice | None:
    match incoming.body:
        case Text(text=text):
            said = text[:3_000]
        case Press(data=data):
            said = f"pressed {data}"
        case Attachment(what=what):
            said = f"a {what}"
        case Edited():
            said = "edited"
        case Moved() | PutOut():
            return None
    if incoming.contact == f"telegram:{STRANGER}":
        said = "By invitation only."
    return Notice(
        key=incoming.key,
        chat=incoming.chat,
        html=f"<b>You said:</b> {html.escape(said)}",
        plain=f"You said: {said}",
        keyboard=Keyboard(rows=((("More", "a1:0"), ("Less", "a1:1")),)),
    )


def settings(telegram: StandIn, **changed: Any) -> Settings:
    section = {"base_url": telegram.base_url, "allowed_ids": [READER, *range(1_000, 1_400)]}
    return Settings.model_validate({"telegram": section | changed})


def door_to(
    telegram: StandIn,
    database: AnyDatabase,
    respond: Respond,
    *,
    token: str = TOKEN,
    draw: Draw | None = None,
    alarm: Alarm | None = None,
    cards: Cards | None = None,
    per_minute: int = 0,
    clock: Clock = now,
    recheck: Recheck | None = None,
    **pace: Any,
) -> TelegramDoor:
    return TelegramDoor(
        settings(telegram, per_minute=per_minute),
        token=SecretStr(token),
        database=database,
        respond=respond,
        now=clock,
        recheck=recheck,
        menu=(("help", "what I can answer"), ("ambitions", "the plan's ambitions")),
        about="Answers questions about the plan.",
        short_about="The plan, answered.",
        pace=replace(QUICK, **pace),
        draw=draw,
        alarm=alarm,
        cards=cards,
    )


@asynccontextmanager
async def open_door(
    telegram: StandIn,
    database: AnyDatabase,
    respond: Respond,
    *,
    draw: Draw | None = None,
    alarm: Alarm | None = None,
    cards: Cards | None = None,
    clock: Clock = now,
    recheck: Recheck | None = None,
    **pace: Any,
) -> AsyncIterator[None]:
    """Serve until the block ends, then stop as SIGTERM does and pass on any failure."""
    stop = asyncio.Event()
    door = door_to(
        telegram,
        database,
        respond,
        draw=draw,
        alarm=alarm,
        cards=cards,
        clock=clock,
        recheck=recheck,
        **pace,
    )
    running = asyncio.ensure_future(door.run(stop))
    try:
        yield
    finally:
        stop.set()
        await running


async def states(database: Database) -> dict[NoticeState, int]:
    """Return how many notices are in each state that has any."""
    counted = await database.read(lambda stores: stores.outbox.counts())
    return {state: number for state, number in counted.items() if number}


async def waiting(database: Database) -> int:
    """Return how many updates are neither done nor set aside."""
    return len(await database.read(lambda stores: stores.journal.waiting("telegram", limit=9_999)))


class Flaky:
    """A database whose next transactions fail, as one does that is being restarted."""

    def __init__(self, database: Database, *, failures: int) -> None:
        self._database = database
        self.failures = failures

    async def transact(self, work: Callable[[Stores], Result]) -> Result:
        self._maybe_fail()
        return await self._database.transact(work)

    async def read(self, work: Callable[[Stores], Result]) -> Result:
        self._maybe_fail()
        return await self._database.read(work)

    def _maybe_fail(self) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionRefusedError("the database is away")
