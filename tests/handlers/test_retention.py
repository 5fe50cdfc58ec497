"""Each kind of thing is kept as long as its setting says; the audit is sealed and stays."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.journal import AuditLine, InboxRow
from bot.learning.store import Asker
from bot.outbox.notice import Notice, Sent
from bot.people import Invitation, Role
from bot.settings.retention import RetentionSettings
from bot.stores import Stores
from handlers import clock
from storage.database import Database
from tests.storage.reaching import run_sql

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEPT = RetentionSettings(answers_days=30, questions_days=365, updates_days=7, deliveries_days=180)


def days_ago(days: int) -> datetime:
    return NOON - timedelta(days=days)


def keep_a_day_short_and_a_day_over(stores: Stores) -> None:
    member = stores.people.add(name="Ann", organisation="", role=Role.READER, now=NOON)
    for number, over in enumerate((-1, 1)):
        at = days_ago(30 + over)
        stores.conversations.keep(chat="a", person="a", at=at, body="{}")
        asker = Asker(chat="a", person="a")
        stores.learning.note(
            wording=f"w{number}", text="t", candidates=[], asker=asker, at=days_ago(365 + over)
        )
        row = InboxRow(door="telegram", update_id=number + 1, chat="a", body="{}")
        stores.journal.receive([row], days_ago(7 + over))
        stores.journal.finish("telegram", row.update_id, days_ago(7 + over))
        at = days_ago(180 + over)
        stores.outbox.add(Notice(key=f"k{number}", chat="a", html="x", plain="x"), at)
        (leased,) = stores.outbox.claim("me", at, lease=timedelta(days=1), limit=9)
        stores.outbox.start_sending(leased.id, "me", at)
        stores.outbox.settle(leased.id, "me", Sent(), at)
    stores.journal.receive([InboxRow(door="telegram", update_id=9, chat="a", body="{}")], NOON)
    for number, over in enumerate((-1, 1)):
        stores.people.invite(
            Invitation(
                token_hash=f"hash{number}",
                member=member.id if over == 1 else other(stores),
                created_by=None,
                created_at=days_ago(4),
                expires_at=days_ago(over),
            )
        )


def other(stores: Stores) -> int:
    return stores.people.add(name="Omar", organisation="", role=Role.READER, now=NOON).id


async def test_what_was_kept_long_enough_goes_and_is_reported(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def numbers(stores: Stores) -> dict[str, int]:
        tables = ("answer", "miss", "inbox", "outbox", "invitation")
        return {name: len(run_sql(stores, f"SELECT 1 FROM {name}")) for name in tables}

    await database.transact(keep_a_day_short_and_a_day_over)
    before = await database.read(numbers)
    with caplog.at_level(logging.INFO):
        await clock.tidy(database, KEPT, NOON)
    after = await database.read(numbers)
    assert {name: before[name] - after[name] for name in before} == {
        "answer": 1,
        "miss": 1,
        "inbox": 1,
        "outbox": 1,
        "invitation": 1,
    }
    for what in ("answers", "questions", "updates", "deliveries", "links"):
        assert f"forgot 1 {what} that were kept long enough" in caplog.text
    caplog.clear()
    await clock.tidy(database, KEPT, NOON)
    assert "forgot" not in caplog.text


async def test_the_sweep_seals_every_line_and_no_retention_takes_one(database: Database) -> None:
    def note(stores: Stores) -> None:
        for number in range(7):
            stores.audit.note(
                AuditLine(actor="x", role="", action="did", object=f"o {number}", at=days_ago(9999))
            )

    await database.transact(note)
    await clock.seal(database)
    await clock.tidy(database, KEPT, NOON)
    assert await database.read(lambda s: s.audit.unsealed()) == 0
    assert await database.read(lambda s: s.audit.broken_at()) is None
    assert len(await database.read(lambda s: s.audit.newest())) == 7
