"""PTB's Application offline: which handler takes what, and that deciding needs no network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import SecretStr

from bot.conversation import Attachment, Press, Text
from bot.journal import InboxRow
from bot.outbox.notice import NoticeState
from handlers.telegram.api import TelegramApi
from handlers.telegram.application import add_handlers, build_application
from handlers.telegram.handling import Handling, Unhandled
from handlers.telegram.inbox import row_of
from handlers.telegram.ports import PtbApplication
from handlers.telegram.transport import AiohttpRequest
from storage.database import Database
from tests.telegram.doors import READER, STRANGER, Echo, now, states
from tests.telegram_stand_in import TOKEN

ME = {"id": 1, "is_bot": True, "first_name": "Figures", "username": "figures_bot"}


class Offline(AiohttpRequest):
    """Knows who the bot is, and fails the test on any other call."""

    async def initialize(self) -> None:
        """Open nothing."""

    async def exchange(self, url: str, **_: Any) -> tuple[int, bytes]:
        if url.endswith("/getMe"):
            return 200, json.dumps({"ok": True, "result": ME}).encode()
        raise AssertionError(f"a call left: {url.rpartition('/')[2]}")


class Room:
    """The application, its handling and the database behind it."""

    def __init__(self, application: PtbApplication, handling: Handling, database: Database) -> None:
        self.application, self.handling, self.database = application, handling, database

    async def hears(self, update: dict[str, Any]) -> InboxRow:
        row = row_of({"update_id": 1, **update})
        await self.database.transact(lambda stores: stores.journal.receive([row], now()))
        await self.handling.process(row, self.application)
        return row


@pytest.fixture
async def room(database: Database, echo: Echo) -> AsyncIterator[Room]:
    calls = Offline()
    application = build_application(SecretStr(TOKEN), "http://127.0.0.1:1/bot", calls, calls)
    await application.initialize()
    async with asyncio.TaskGroup() as tasks:
        handling = Handling(
            database=database,
            respond=echo,
            api=TelegramApi("http://127.0.0.1:1/bot", calls),
            now=now,
            typing_after=60.0,
            committed=lambda: None,
            tasks=tasks,
        )
        add_handlers(application, handling)
        yield Room(application, handling, database)
    await application.shutdown()


def message(person: int = READER, kind: str = "private", **content: Any) -> dict[str, Any]:
    return {
        "message_id": 5,
        "date": 1_790_000_000,
        "chat": {"id": person if kind == "private" else -99, "type": kind},
        "from": {"id": person, "is_bot": False, "first_name": "Reader"},
        **content,
    }


def press(**changed: Any) -> dict[str, Any]:
    sender = {"id": READER, "is_bot": False, "first_name": "Reader"}
    query = {"id": "1", "from": sender, "chat_instance": "1", "data": "a1:0"}
    return {"callback_query": query | {"message": message(text="card")} | changed}


async def test_text_is_decided_and_stored_without_a_call(room: Room, echo: Echo) -> None:
    await room.hears({"message": message(text="latest")})
    (incoming,) = echo.heard
    assert incoming.body == Text(text="latest")
    assert (incoming.key, incoming.chat, incoming.message_id) == ("telegram:1", "telegram:7", 5)
    assert incoming.contact == f"telegram:{READER}"
    assert await states(room.database) == {NoticeState.DUE: 1}


async def test_second_delivery_changes_nothing(room: Room, echo: Echo) -> None:
    await room.hears({"message": message(text="latest")})
    await room.hears({"message": message(text="latest")})
    assert len(echo.heard) == 1


async def test_the_door_hands_over_who_speaks_and_judges_nobody(room: Room, echo: Echo) -> None:
    await room.hears({"message": message(STRANGER, text="latest")})
    assert echo.heard[0].contact == f"telegram:{STRANGER}"


async def test_file_is_an_attachment_whatever_its_caption(room: Room, echo: Echo) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    await room.hears({"message": message(photo=photo, caption="latest child poverty")})
    assert isinstance(echo.heard[0].body, Attachment)
    assert echo.heard[0].body.what == "photo"


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(text="hello", kind="supergroup")},
        {"message": message(pinned_message=message(text="older"))},
        {"channel_post": message(text="news", kind="channel")},
        {"edited_channel_post": message(text="news", kind="channel")},
        {"a_kind_of_next_year": {"x": 1}},
        {},
        press(data=None, game_short_name="chess"),
        press(message=None, inline_message_id="i1"),
    ],
)
async def test_what_is_none_of_its_business_is_finished_without_a_word(
    room: Room, echo: Echo, update: dict[str, Any]
) -> None:
    room.handling.quietly = lambda *_, **__: None  # type: ignore[method-assign]
    row = await room.hears(update)
    waiting = await room.database.read(lambda stores: stores.journal.waiting("telegram", limit=9))
    assert row not in waiting
    assert not echo.heard
    assert await states(room.database) == {}


async def test_press_is_answered_to_telegram_and_heard(room: Room, echo: Echo) -> None:
    answered: list[object] = []
    room.handling.quietly = lambda *call, **values: answered.append((call, values))  # type: ignore[method-assign]
    await room.hears(press())
    assert answered == [(("answerCallbackQuery",), {"callback_query_id": "1"})]
    assert echo.heard[0].body == Press(data="a1:0", callback="1", message_id=5)


async def test_error_of_a_handler_comes_back_and_nothing_is_kept(room: Room, echo: Echo) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    echo.before = fail
    with pytest.raises(ZeroDivisionError):
        await room.hears({"message": message(text="latest")})
    assert await states(room.database) == {}


async def test_update_that_no_handler_finished_is_an_error(room: Room) -> None:
    room.application.handlers.clear()
    with pytest.raises(Unhandled):
        await room.hears({"message": message(text="latest")})


def test_downloads_follow_the_server_of_the_settings() -> None:
    calls = Offline()
    built = build_application(SecretStr(TOKEN), "https://bots.example.org/bot", calls, calls)
    assert built.bot.base_file_url == f"https://bots.example.org/file/bot{TOKEN}"
    assert built.updater is None


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": message(text="x")}, "telegram:7"),
        ({"edited_message": message(text="x")}, "telegram:7"),
        (press(), "telegram:7"),
        (press(message=None), "telegram:7"),
        ({"my_chat_member": {"chat": {"id": -5, "type": "group"}}}, "telegram:-5"),
        ({"something": [1]}, "telegram:update-1"),
    ],
)
def test_updates_queue_by_their_chat(update: dict[str, Any], chat: str) -> None:
    assert row_of({"update_id": 1, **update}).chat == chat
