"""What the ticker calls, on a plan with people and on an empty database."""

from __future__ import annotations

import logging

import pytest

from bot.outbox.notice import NoticeState
from bot.people import BY_INVITATION, Role
from bot.reminders.rules import Rules, rules_from
from bot.settings import Settings
from handlers import clock
from storage.database import Database
from tests.reminders.scene import CAMHS, Office, at


async def tick(database: Database, rules: Rules, day: str) -> None:
    now = at(day, "09:30")
    await clock.plan(database, rules, now)
    await clock.remind(database, rules, now)
    await clock.tell(database, rules, BY_INVITATION, now)
    await clock.check_balance(database)


async def test_a_tick_puts_what_is_owed_into_the_outbox_and_a_second_changes_nothing(
    starter: Database, caplog: pytest.LogCaptureFixture
) -> None:
    office, rules = Office(starter), rules_from(Settings().reminders)
    await office.hire("Owner", CAMHS)
    await office.hire("Officer", role=Role.OFFICER)
    with caplog.at_level(logging.INFO):
        await tick(starter, rules, "2026-10-14")
        first = await starter.read(lambda stores: stores.outbox.counts())
        await tick(starter, rules, "2026-10-14")
    assert await starter.read(lambda stores: stores.outbox.counts()) == first
    assert first[NoticeState.DUE] == 2  # the owner's reminder and the officer's morning
    assert "reminders add up" in caplog.text


async def test_a_database_without_a_plan_is_left_alone(database: Database) -> None:
    await tick(database, Rules(), "2026-10-14")
    counts = await database.read(lambda stores: stores.outbox.counts())
    assert sum(counts.values()) == 0


def test_the_settings_come_to_the_usual_rules() -> None:
    assert rules_from(Settings().reminders) == Rules()
