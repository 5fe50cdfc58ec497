"""Pictures in Telegram: a photo with the finding as caption, drawn and uploaded once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from bot.conversation import respond
from bot.errors import DrawingError
from bot.outbox.notice import Keyboard, Notice, NoticeState
from bot.people import Admission, Role
from bot.rendering.chart_spec import key_of
from storage.database import Database, open_database
from tests.conftest import Templates
from tests.telegram.doors import READER, Echo, now, open_door, states
from tests.telegram_stand_in import Fault, StandIn

SENT = NoticeState.SENT
PNG = b"\x89PNG\r\n\x1a\n picture"


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    opened = open_database(empty_url)
    yield opened
    await opened.close()


@pytest.fixture(autouse=True)
def reader_has_started(telegram: StandIn) -> None:
    telegram.world.known(READER)


@dataclass
class Pen:
    """Draws nothing, and counts; `broken` draws fail."""

    broken: bool = False
    drawn: list[str] = field(default_factory=list)

    async def __call__(self, spec: str) -> bytes:
        self.drawn.append(spec)
        if self.broken:
            raise DrawingError("no ink")
        return PNG


async def add(
    database: Database, key: str, *, picture: str = "{}", html: str = "<b>Up</b>"
) -> None:
    notice = Notice(
        key=key,
        chat=f"telegram:{READER}",
        html=html,
        plain="Up",
        picture=picture,
        keyboard=Keyboard(rows=((("Describe", "a1:0"), ("Table", "a1:1")),)),
    )
    await database.transact(lambda stores: stores.outbox.add(notice, now()))


async def sends(
    telegram: StandIn, database: Database, pen: Pen | None, *, messages: int = 1
) -> list[dict[str, object]]:
    """Let the door send; return what came to be in the chat."""
    async with open_door(telegram, database, Echo(), draw=pen):
        await telegram.until(lambda: len(telegram.sent(READER)) >= messages)
    return list(telegram.sent(READER))


def uploads(telegram: StandIn) -> list[bytes]:
    return [
        call.values["photo"]
        for call in telegram.called("sendPhoto")
        if isinstance(call.values["photo"], bytes)
    ]


async def test_a_picture_is_a_photo_with_the_text_as_caption(
    telegram: StandIn, database: Database
) -> None:
    await add(database, "one")
    (message,) = await sends(telegram, database, Pen())
    assert message["caption"] == "Up"
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert telegram.labels(READER) == ["Describe", "Table"]
    assert uploads(telegram) == [PNG]
    assert await states(database) == {SENT: 1}


async def test_the_same_picture_goes_again_by_its_file_id(
    telegram: StandIn, database: Database
) -> None:
    pen = Pen()
    await add(database, "one")
    await sends(telegram, database, pen)
    await add(database, "again", html="<b>The same</b>")
    await sends(telegram, database, pen, messages=2)
    await add(database, "other", picture='{"newer": "figure"}')
    await sends(telegram, database, pen, messages=3)
    assert pen.drawn == ["{}", '{"newer": "figure"}']
    assert len(uploads(telegram)) == 2
    assert len(telegram.world.files) == 2
    assert [one["caption"] for one in telegram.sent(READER)] == ["Up", "The same", "Up"]


async def test_a_file_id_that_telegram_does_not_know_is_drawn_anew(
    telegram: StandIn, database: Database
) -> None:
    await database.transact(lambda stores: stores.pictures.keep(key_of("{}"), "GONE", now()))
    await add(database, "one")
    await sends(telegram, database, Pen())
    assert uploads(telegram) == [PNG]
    kept = await database.read(lambda stores: stores.pictures.find(key_of("{}")))
    assert kept in telegram.world.files


@pytest.mark.parametrize("pen", [Pen(broken=True), None], ids=["cannot be drawn", "no drawer"])
async def test_what_cannot_be_drawn_goes_as_text(
    telegram: StandIn, database: Database, pen: Pen | None
) -> None:
    await add(database, "one")
    (message,) = await sends(telegram, database, pen)
    assert message["text"] == "Up"
    assert telegram.labels(READER) == ["Describe", "Table"]
    assert telegram.called("sendPhoto") == []


@pytest.mark.parametrize(
    "why",
    [
        "Bad Request: not enough rights to send photos to the chat",
        "Bad Request: PHOTO_INVALID_DIMENSIONS",
        "Bad Request: IMAGE_PROCESS_FAILED",
    ],
)
async def test_a_photo_that_telegram_refuses_goes_as_text(
    telegram: StandIn, database: Database, why: str
) -> None:
    telegram.fails("sendPhoto", Fault.STATUS, status=400, description=why)
    await add(database, "one")
    (message,) = await sends(telegram, database, Pen())
    assert message["text"] == "Up"
    assert await states(database) == {SENT: 1}


async def test_a_caption_that_telegram_cannot_read_goes_as_plain_text(
    telegram: StandIn, database: Database
) -> None:
    await add(database, "one", html="<h1>Up</h1>")
    (message,) = await sends(telegram, database, Pen())
    assert message["text"] == "Up"


async def test_a_photo_waits_out_a_flood_as_any_message_does(
    telegram: StandIn, database: Database
) -> None:
    telegram.fails("sendPhoto", Fault.FLOOD, retry_after=0.05)
    pen = Pen()
    await add(database, "one")
    (message,) = await sends(telegram, database, pen)
    assert message["caption"] == "Up"
    assert await states(database) == {SENT: 1}


async def test_a_photo_whose_answer_was_lost_goes_once_more_marked(
    telegram: StandIn, database: Database
) -> None:
    telegram.fails("sendPhoto", Fault.RESET_AFTER)
    await add(database, "one")
    _, again = await sends(telegram, database, Pen(), messages=2)
    assert again["caption"] == "Up\nYou may have had this message already."
    assert await states(database) == {SENT: 1}


async def test_a_person_asks_for_a_chart_and_has_it_described(
    telegram: StandIn, templates: Templates, tmp_path: Path
) -> None:
    opened = open_database(templates.copy("sqlite", tmp_path, plan=True))
    pen = Pen()
    telegram.says(READER, "chart of persistent absence")
    anybody = partial(respond, admission=Admission(everybody=Role.READER))
    async with open_door(telegram, opened, anybody, draw=pen):
        await telegram.until(lambda: telegram.sent(READER))
        telegram.presses_label(READER, "Describe")
        await telegram.until(lambda: len(telegram.sent(READER)) == 2)
        telegram.presses_label(READER, "Draw it")
        await telegram.until(lambda: len(telegram.sent(READER)) == 3)
    await opened.close()
    photo, words, again = telegram.sent(READER)
    assert photo["caption"].startswith("Persistent absence: ")
    assert "Gap: school year 2019/20, not available." in words["text"]
    assert again["photo"] == photo["photo"]
    assert len(pen.drawn) == 1
