"""Golden journeys of several people. After a change of wording:

python -m tests.transcripts.people, then read them.
"""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.transcripts.people import FOLDER, JOURNEYS, play


@pytest.mark.parametrize("name", list(JOURNEYS))
async def test_everybody_is_told_what_is_written_down(starter: Database, name: str) -> None:
    assert await play(name, starter) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
