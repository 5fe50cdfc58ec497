"""A running bot copies its database and looks it over; officers hear of what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.people import Role
from bot.settings.running import BackupSettings
from bot.stores import Stores
from handlers import nightly
from storage import copies
from storage.database import Database, open_database
from tests.conftest import Templates

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
BACKUP = BackupSettings(folder="copies", every_hours=24, keep=2)


@pytest.fixture
def url(templates: Templates, tmp_path: Path) -> str:
    return templates.copy("sqlite", tmp_path, plan=True)


def officer(stores: Stores) -> None:
    someone = stores.people.add(name="A", organisation="B", role=Role.OFFICER, now=NOW)
    stores.people.link(someone.id, "telegram:7", NOW)
    stores.people.confirm(someone.id, NOW)
    stores.people.add(name="C", organisation="B", role=Role.OFFICER, now=NOW)


async def told(database: Database) -> list[str]:
    leased = await database.transact(
        lambda stores: stores.outbox.claim("me", NOW, lease=timedelta(seconds=9), limit=9)
    )
    return [one.notice.plain for one in leased if one.notice.chat == "telegram:7"]


async def test_a_copy_is_made_once_a_day_and_old_ones_go(url: str, tmp_path: Path) -> None:
    database, folder = open_database(url), tmp_path / "copies"
    for hours in (0, 1, 24, 25, 48):
        at = NOW + timedelta(hours=hours)
        await nightly.copy_where_due(database, url, BACKUP, folder, at)
    await database.close()
    made = copies.copies_in(folder, tmp_path / "bot.db")
    assert [copies.copied_at(one) for one in made] == [
        NOW + timedelta(hours=24),
        NOW + timedelta(hours=48),
    ]


async def test_a_copy_that_fails_is_told_to_officers_once_a_day(url: str, tmp_path: Path) -> None:
    database, blocked = open_database(url), tmp_path / "a file, no folder"
    blocked.write_text("")
    await database.transact(officer)
    for _ in range(3):
        await nightly.copy_where_due(database, url, BACKUP, blocked, NOW)
    said = await told(database)
    await database.close()
    assert len(said) == 1
    assert "could not be copied" in said[0]


async def test_a_sound_database_is_nothing_to_tell(url: str) -> None:
    database = open_database(url)
    await database.transact(officer)
    await nightly.look_over(database, url, NOW)
    assert await told(database) == []
    await database.close()


async def test_a_broken_history_is_told_to_officers(url: str) -> None:
    import sqlite3

    database = open_database(url)
    await database.transact(officer)
    other = sqlite3.connect(url.removeprefix("sqlite:///"))
    with other:
        other.execute("UPDATE figure SET revision = revision + 1 WHERE id = 1")
    other.close()
    await nightly.look_over(database, url, NOW)
    said = await told(database)
    await database.close()
    assert len(said) == 1
    assert "partnership-bot check" in said[0]
