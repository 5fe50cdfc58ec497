"""`reminders preview` and `reminders calendar`: what would be sent, and the year as a file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.reminders.calendar_page import Entry, as_ics
from handlers.command_line.front import partnership_bot
from storage.database import open_database
from tests.conftest import Templates
from tests.reminders.scene import CAMHS, OTHER, Office


@pytest.fixture
def url(templates: Templates, tmp_path: Path) -> str:
    return templates.copy("sqlite", tmp_path, plan=True)


async def hire(url: str) -> None:
    database = open_database(url)
    office = Office(database)
    await office.hire("Alex", CAMHS)
    await office.hire("Sam", OTHER, linked=False)
    await database.close()


def typed(*words: str) -> Result:
    return CliRunner().invoke(partnership_bot, ["reminders", *words])


@pytest.fixture
async def staffed(url: str) -> str:
    await hire(url)
    return url


def test_a_preview_says_who_gets_what_and_who_does_not(staffed: str) -> None:
    words = ("preview", "--on", "2026-10-14", "--days", "2", "--database", staffed)
    said = typed(*words).output
    assert "Alex, since the due date comes near:" in said
    assert "is due on Wednesday 21 October 2026, in five working days." in said
    assert "Not Sam: has not linked a chat yet." in said
    assert "Nobody: nothing is owed on this day." in said
    assert typed(*words).output == said  # nothing of it was stored


def test_a_preview_of_a_weekend_says_so(staffed: str) -> None:
    said = typed("preview", "--on", "2026-10-24", "--database", staffed).output
    assert said == "Saturday 24 October 2026:\n  Nobody: it is a day off.\n"


def test_a_preview_is_of_today_unless_told_otherwise(
    staffed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.clock.now", lambda: datetime(2026, 10, 24, 9, tzinfo=UTC))
    assert typed("preview", "--database", staffed).output.startswith("Saturday 24 October 2026:")


def test_the_calendar_is_a_file_that_calendars_take(staffed: str, tmp_path: Path) -> None:
    path = tmp_path / "year.ics"
    typed("calendar", str(path), "--on", "2026-11-23", "--database", staffed)
    text = path.read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 10
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "DTSTART;VALUE=DATE:20270122" in text


def test_what_the_plan_does_not_know_is_refused(staffed: str, tmp_path: Path) -> None:
    words = ("calendar", str(tmp_path / "x.ics"), "--of", "zzz", "--database", staffed)
    found = typed(*words)
    assert found.exit_code != 0
    assert "knows no measure, ambition or owner" in found.output


def test_signs_are_escaped_and_long_lines_folded_between_letters() -> None:
    entry = Entry(day=date(2026, 1, 2), title=f"a; b, c\\ {'é' * 60}", key="k")
    text = as_ics([entry], "x", datetime(2026, 1, 1, tzinfo=UTC))
    assert "a\\; b\\, c\\\\" in text
    assert text.replace("\r\n ", "").count("é") == 60
