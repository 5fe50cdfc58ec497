"""Golden transcripts: to write them anew, run with JOURNEYS=write and read the difference."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable

import pytest

from storage.database import Database
from tests.submissions.journeys.playing import FOLDER, SCENES, Journey, play


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
async def test_the_transcript_is_as_it_was_read(
    starter: Database, scene: Callable[[Journey], Awaitable[None]]
) -> None:
    path = FOLDER / f"{scene.__name__}.txt"
    played = await play(starter, scene)
    if os.environ.get("JOURNEYS") == "write":
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")
