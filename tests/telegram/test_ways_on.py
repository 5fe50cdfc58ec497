"""Buttons under an answer in Telegram lead on; a choice and a stale card are edited in place."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.conversation import respond
from bot.people import Admission, Role
from storage.database import open_database
from tests.conftest import Templates
from tests.telegram.doors import READER, now, open_door
from tests.telegram_stand_in import StandIn

ANYBODY = partial(respond, admission=Admission(everybody=Role.READER))
WAYS = {
    "Trend": "Persistent absence: up 5.74 percentage points",
    "Compare": "Persistent absence: better than England",
    "What it means": "Persistent absence: Pupils missing 10%",
    "Why": "No commentary on why is held for Persistent absence yet.",
    "Follow": "You will be told here when Persistent absence changes.",
}


@pytest.fixture(autouse=True)
def reader_has_started(telegram: StandIn) -> None:
    telegram.world.known(READER)


async def test_each_way_on_is_a_message_of_its_own(
    telegram: StandIn, templates: Templates, tmp_path: Path
) -> None:
    opened = open_database(templates.copy("sqlite", tmp_path, plan=True))
    async with open_door(telegram, opened, ANYBODY):
        for number, (label, begins) in enumerate(WAYS.items()):
            telegram.says(READER, "latest persistent absence")
            await telegram.until(lambda seen=2 * number + 1: len(telegram.texts(READER)) == seen)  # type: ignore[misc]
            assert set(WAYS) <= set(telegram.labels(READER))
            telegram.presses_label(READER, label)
            await telegram.until(lambda seen=2 * number + 2: len(telegram.texts(READER)) == seen)  # type: ignore[misc]
            assert telegram.texts(READER)[-1].startswith(begins)
    await opened.close()


async def test_a_forgotten_card_is_answered_anew_in_its_place(
    telegram: StandIn, templates: Templates, tmp_path: Path
) -> None:
    opened = open_database(templates.copy("sqlite", tmp_path, plan=True))
    async with open_door(telegram, opened, ANYBODY):
        telegram.says(READER, "latest persistent absence")
        await telegram.until(lambda: telegram.texts(READER))
        await opened.transact(
            lambda stores: stores.conversations.forget_before(now() + timedelta(days=1))
        )
        telegram.presses_label(READER, "Trend")
        await telegram.until(lambda: "out of date" in telegram.texts(READER)[0])
    [card] = telegram.texts(READER)
    assert "That answer was out of date; here is how it stands now." in card
    assert "16.58%" in card
    await opened.close()
