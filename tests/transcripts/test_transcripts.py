"""Golden transcripts: `> typed`, then the reply.

After a change of wording: python -m tests.transcripts.write, then read them.
"""

from __future__ import annotations

import pytest

from bot.questions.queries import Kind
from storage.database import Database
from tests.transcripts import talked
from tests.transcripts.page import PAGE, page
from tests.transcripts.scenes import SCENES, path, play


def test_every_kind_has_a_transcript() -> None:
    assert set(SCENES) == set(Kind)


@pytest.mark.parametrize("kind", list(Kind))
async def test_replies_are_as_written_down(starter: Database, kind: Kind) -> None:
    said = await starter.read(lambda stores: play(kind, stores))
    assert said == path(kind).read_text(encoding="utf-8")


async def test_what_was_said_is_told_as_written_down(starter: Database) -> None:
    assert await talked.told(starter) == talked.PATH.read_text(encoding="utf-8")


def test_the_reference_page_shows_the_replies_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
