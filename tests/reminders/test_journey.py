"""The golden transcript of a quarter.

After a change of wording: python -m tests.reminders.write, then read it aloud.
"""

from __future__ import annotations

from storage.database import Database
from tests.reminders.journey import FILE, play


async def test_a_quarter_goes_as_written_down(starter: Database) -> None:
    assert await play(starter) == FILE.read_text(encoding="utf-8")
