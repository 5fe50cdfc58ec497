"""A storm of reminders leaves as fast as the limit allows, and people are answered meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.database import Database, open_database
from tests.outbox.draining import drain

PER_SECOND = 28


@pytest.fixture
async def outbox() -> AsyncIterator[Database]:
    database = open_database("sqlite://")
    yield database
    await database.close()


async def idle() -> float:
    """Return the wait of an answer where nothing else is to be sent."""
    database = open_database("sqlite://")
    found = await drain(database, reminders=0, answers=150, every=0.25)
    await database.close()
    return found.p95


async def test_a_storm_takes_no_more_than_its_messages_need(outbox: Database) -> None:
    found = await drain(outbox, reminders=700)
    assert found.seconds <= 1.05 * 700 / PER_SECOND
    assert found.worst_second <= 30


async def test_bulk_takes_what_answers_leave(outbox: Database) -> None:
    found = await drain(outbox, reminders=600, answers=100, every=0.2)
    assert found.seconds <= 1.05 * 700 / PER_SECOND
    assert found.worst_second <= 30


async def test_people_are_answered_in_a_storm_within_twice_what_it_takes_else(
    outbox: Database,
) -> None:
    found = await drain(outbox, reminders=800, answers=100, every=0.25)
    assert found.p95 <= 2 * await idle()
