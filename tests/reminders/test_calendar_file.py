"""The year as a file for calendars, sent in Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation import respond
from bot.exchange import kept_file, plain_file
from bot.exchange.kept_file import KeptFile
from bot.exchange.plain_file import PlainFile
from storage.database import Database, open_database
from tests.conftest import Templates
from tests.conversation.talk import Talk
from tests.telegram.doors import READER, open_door
from tests.telegram.test_documents import owner
from tests.telegram_stand_in import StandIn

CALENDAR = PlainFile(name="dates.ics", content_type=plain_file.CALENDAR, text="BEGIN\r\nä\r\n")


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as stand_in:
        stand_in.world.known(READER)
        yield stand_in


@pytest.fixture
async def planned(templates: Templates, tmp_path: Path) -> AsyncIterator[Database]:
    opened = open_database(templates.copy("sqlite", tmp_path, plan=True))
    yield opened
    await opened.close()


async def test_the_calendar_arrives_in_telegram_as_a_file(
    telegram: StandIn, planned: Database
) -> None:
    await planned.transact(owner)
    telegram.says(READER, "/calendar file ambition 4")
    async with open_door(telegram, planned, respond):
        await telegram.until(lambda: telegram.world.sent_to(READER))
    (message,) = telegram.world.sent_to(READER)
    assert "A file for your calendar" in message["caption"]
    content = telegram.world.files[message["document"]["file_id"]].decode()
    assert content.startswith("BEGIN:VCALENDAR\r\n")
    assert content.endswith("END:VCALENDAR\r\n")
    assert "EHC plans" in content
    assert "CAMHS" not in content


async def test_a_button_below_the_calendar_sends_it(starter: Database) -> None:
    talk = Talk(starter)
    calendar = await talk.say("/calendar ambition 4")
    await talk.sent(await talk.notices())
    await talk.press(calendar, "As a file for my calendar")
    [sent] = await talk.notices()
    assert sent.notice.document is not None
    assert plain_file.from_json(sent.notice.document) is not None


def test_a_file_comes_back_as_it_was_kept() -> None:
    assert plain_file.from_json(plain_file.to_json(CALENDAR)) == CALENDAR
    assert plain_file.from_json(kept_file.to_json(KeptFile(file_id="x"))) is None
