"""The calendar of a time that has partly passed says what is late, not only what lies ahead."""

from __future__ import annotations

from storage.database import Database
from tests.conversation.talk import Talk, text_of


async def test_a_season_that_is_nearly_over_names_what_it_still_misses(starter: Database) -> None:
    said = text_of(await Talk(starter).say("/calendar autumn"))
    assert said.startswith("Nothing more is due for September to November 2026.")
    assert "Late already:" in said
    assert "Fri 20 Nov: Children waiting for an EHC plan (backlog) (October 2026)" in said


async def test_what_is_late_follows_what_lies_ahead(starter: Database) -> None:
    said = text_of(await Talk(starter).say("/calendar ambition 4"))
    ahead, _, late = said.partition("Late already:")
    assert "Mon 21 Dec" in ahead
    assert "Fri 20 Nov" in late
    assert "Fri 20 Nov" not in ahead


async def test_a_season_ahead_names_nothing_late(starter: Database) -> None:
    assert "Late already" not in text_of(await Talk(starter).say("/calendar winter"))
