"""Definitions keep their versions (behaviour 7)."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.database import Database
from tests.asking import asker
from tests.receipts.correcting import reword

CHANGED = datetime(2026, 11, 20, 9, tzinfo=UTC)


async def test_a_definition_worded_anew_says_what_it_read_before(starter: Database) -> None:
    old = await reword(starter, "4.01", "Open cases on the snapshot day.", CHANGED)
    text = (await asker(starter)("definition", "4.01")).text
    assert "Open cases on the snapshot day." in text
    assert f"Worded anew on 20 November 2026. Until then it read: {old}" in text


async def test_a_definition_that_never_changed_says_nothing_of_it(starter: Database) -> None:
    assert "Worded anew" not in (await asker(starter)("definition", "4.01")).text


async def test_another_name_alone_is_no_new_definition(starter: Database) -> None:
    await reword(starter, "4.02", "Another definition.", CHANGED)
    versions = await starter.read(lambda s: s.plan.wordings("4.01"))
    assert len(versions) == 1
