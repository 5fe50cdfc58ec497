"""A spreadsheet sent in Telegram is fetched, read apart and answered with a dry run."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import openpyxl
import pytest

from bot.conversation import respond
from bot.people import DutyKind, Role
from bot.stores import Stores
from storage.database import Database, open_database
from tests.conftest import Templates
from tests.telegram.doors import READER, now, open_door
from tests.telegram_stand_in import StandIn


@pytest.fixture
async def planned(templates: Templates, tmp_path: Path) -> AsyncIterator[Database]:
    opened = open_database(templates.copy("sqlite", tmp_path, plan=True))
    yield opened
    await opened.close()


def owner(stores: Stores) -> None:
    member = stores.people.add(
        name="Olive Oak", organisation="Council", role=Role.CONTRIBUTOR, now=now()
    )
    stores.people.link(member.id, f"telegram:{READER}", now())
    stores.people.confirm(member.id, now())
    stores.people.give(member=member.id, kind=DutyKind.OWNER, scope="*")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(("code", "period", "value"))
    book.active.append(("4.01", "Q2 2025-26", 430))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_filled_sheet_is_read_back(telegram: StandIn, planned: Database) -> None:
    await planned.transact(owner)
    telegram.sends(READER, "document", body=workbook())
    async with open_door(telegram, planned, respond):
        await telegram.until(lambda: telegram.texts(READER))
    assert "Store one figure?" in telegram.texts(READER)[0]
    assert telegram.labels(READER) == ["Confirm all", "Cancel all"]


async def test_a_file_that_is_no_workbook_is_explained(
    telegram: StandIn, planned: Database
) -> None:
    await planned.transact(owner)
    telegram.sends(READER, "document", body=b"no workbook at all")
    async with open_door(telegram, planned, respond):
        await telegram.until(lambda: telegram.texts(READER))
    assert "That file was not read." in telegram.texts(READER)[0]


async def test_while_a_card_is_open_a_sheet_is_evidence_and_stays_closed(
    telegram: StandIn, planned: Database
) -> None:
    await planned.transact(owner)
    telegram.says(READER, "backlog is 430 for Q2 2025/26")
    async with open_door(telegram, planned, respond):
        await telegram.until(lambda: telegram.texts(READER))
        telegram.sends(READER, "document", body=b"never opened")
        await telegram.until(lambda: len(telegram.texts(READER)) > 1)
    assert "That kind of file can't be kept" in telegram.texts(READER)[1]


async def test_the_form_arrives_as_a_file(telegram: StandIn, planned: Database) -> None:
    await planned.transact(owner)
    telegram.says(READER, "/form")
    async with open_door(telegram, planned, respond):
        await telegram.until(lambda: telegram.world.sent_to(READER))
    (message,) = telegram.world.sent_to(READER)
    assert "Your form" in message["caption"]
    content = telegram.world.files[message["document"]["file_id"]]
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Figures", "Notes"]
