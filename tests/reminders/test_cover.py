"""An officer hears when a deputy has not agreed to cover two working days before a due date."""

from __future__ import annotations

import pytest

from bot.people import DutyKind, Role
from bot.stores import Stores
from storage.database import Database
from tests.reminders.scene import CAMHS, Office, at, to
from tests.reminders.test_briefing import briefed

# The figure of the second quarter is due on Wednesday 21 October 2026.


@pytest.fixture
def office(starter: Database) -> Office:
    return Office(starter)


async def ask_to_cover(office: Office, *, agreed: bool) -> None:
    owner = await office.hire("Owen", CAMHS)
    deputy = await office.hire("Priya", "7.01")

    def work(stores: Stores) -> None:
        duty = stores.people.give(
            member=deputy.id,
            kind=DutyKind.DEPUTY,
            scope=CAMHS,
            starts=at("2026-10-12").date(),
            ends=at("2026-10-30").date(),
            covers=owner.id,
        )
        if agreed:
            stores.people.accept(duty.id, at("2026-10-12"))

    await office.database.transact(work)


@pytest.mark.parametrize(
    ("day", "told"), [("2026-10-16", False), ("2026-10-19", True), ("2026-10-20", True)]
)
async def test_two_working_days_before_and_not_earlier(
    office: Office, day: str, told: bool
) -> None:
    officer = await office.hire("Officer", "*", role=Role.OFFICER)
    await ask_to_cover(office, agreed=False)
    await office.morning(at("2026-10-12"))
    await briefed(office, at(day, "09:05"))
    said = to(await office.send(at(day, "09:05")), officer)
    assert any("Priya has not agreed yet to cover for Owen" in one for one in said) is told


async def test_whoever_agreed_is_not_named(office: Office) -> None:
    officer = await office.hire("Officer", "*", role=Role.OFFICER)
    await ask_to_cover(office, agreed=True)
    await office.morning(at("2026-10-12"))
    await briefed(office, at("2026-10-19", "09:05"))
    said = to(await office.send(at("2026-10-19", "09:05")), officer)
    assert not any("has not agreed" in one for one in said)
