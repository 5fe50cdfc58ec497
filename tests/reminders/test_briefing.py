"""What officers, approvers and owners are told: when something happened, once, privately."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.outbox.notice import AnswerLost, NoticeState
from bot.people import DutyKind, Role
from bot.plan.due_dates import Pack
from bot.reminders.briefing import brief
from bot.reminders.delivery_page import balance
from bot.stores import Stores
from storage.database import Database
from tests.conversation.talk import Talk, text_of
from tests.reminders.scene import CAMHS, Q2, Office, at, to
from tests.storage.reaching import run_sql


@pytest.fixture
def office(starter: Database) -> Office:
    return Office(starter)


async def briefed(office: Office, now: datetime) -> int:
    def work(stores: Stores) -> int:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        return brief(stores, catalogue, office.rules, now)

    return await office.database.transact(work)


async def test_officers_hear_in_the_morning_who_cannot_be_reached_and_only_once(
    office: Office,
) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.hire("Owner", CAMHS, linked=False)
    await office.morning(at("2026-10-14"))
    assert await briefed(office, at("2026-10-14", "09:05")) == 1
    [told] = to(await office.send(at("2026-10-14", "09:05")), officer)
    assert "Cannot be reminded: Owner, who has not linked a chat yet." in told
    assert await briefed(office, at("2026-10-14", "10:00")) == 0
    assert await briefed(office, at("2026-10-15")) == 0


async def test_nothing_is_said_on_a_morning_after_nothing_happened(office: Office) -> None:
    await office.hire("Officer", "*", role=Role.OFFICER)
    await office.morning(at("2026-10-12"))
    assert await briefed(office, at("2026-10-13", "09:05")) == 0


async def test_what_happens_in_the_afternoon_is_told_the_next_morning(office: Office) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.hire("Owner", CAMHS, linked=False)
    await office.morning(at("2026-10-14", "14:00"))
    assert await briefed(office, at("2026-10-14", "14:00")) == 0
    assert await briefed(office, at("2026-10-15", "08:30")) == 1
    assert to(await office.send(at("2026-10-15", "08:30")), officer)


async def test_what_came_in_is_told_the_next_working_morning(office: Office) -> None:
    officer = await office.hire("Officer", "*", role=Role.OFFICER)
    await office.morning(at("2026-10-09"))
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-09", "12:00"))
    await office.plan(at("2026-10-09", "13:00"))
    await briefed(office, at("2026-10-12", "09:05"))
    told = to(await office.send(at("2026-10-12", "09:05")), officer)
    assert any("Figures that came in: one figure." in one for one in told)


async def test_approvers_hear_once_a_day_what_waits(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    approver = await office.hire("Approver", CAMHS, role=Role.APPROVER, kind=DutyKind.APPROVER)
    await office.morning(at("2026-10-14"))
    assert owner.contact is not None
    chat = Talk(office.database, chat=owner.contact, role=Role.READER)
    chat.now = at("2026-10-14", "10:00")
    await chat.press(await chat.say("12.4"), "Confirm")
    await office.send(at("2026-10-14", "11:00"))
    assert await briefed(office, at("2026-10-14", "12:00")) == 0
    assert await briefed(office, at("2026-10-15", "09:00")) == 1
    [told] = to(await office.send(at("2026-10-15", "09:00")), approver)
    assert told.startswith("Waiting for your sign-off: one figure.")
    assert await briefed(office, at("2026-10-15", "10:00")) == 0


async def test_before_a_pack_freezes_owner_and_officer_see_the_boards_own_line(
    office: Office,
) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    owner = await office.hire("Owner", CAMHS)
    pack = Pack(name="December board", freezes_on=date(2026, 11, 30))
    await office.database.transact(lambda stores: stores.exchange.put_packs([pack]))
    await office.morning(at("2026-10-14"))
    await briefed(office, at("2026-11-20", "09:05"))
    assert not any("freezes" in one for one in to(await office.send(at("2026-11-20")), owner))
    await briefed(office, at("2026-11-23", "09:05"))
    sent = await office.send(at("2026-11-23", "09:05"))
    line = "CAMHS wait to treatment, Q2 2026-27: Not supplied by Pennine Care NHS Foundation Trust."
    assert any(line in one for one in to(sent, owner))
    assert any("The board will read:" in one for one in to(sent, officer))
    await briefed(office, at("2026-11-24", "09:05"))
    assert not any("freezes" in one for one in to(await office.send(at("2026-11-24")), owner))


async def test_a_lost_answer_holds_an_early_reminder_and_repeats_the_last_one(
    office: Office,
) -> None:
    await office.hire("Owner", CAMHS)
    lost = AnswerLost(reason="reset")
    await office.plan(at("2026-10-14"))
    await office.sweep(at("2026-10-14"))
    assert len(await office.send(at("2026-10-14"), lost)) == 1
    await office.plan(at("2026-10-21"))
    await office.sweep(at("2026-10-21"))
    assert len(await office.send(at("2026-10-21"), lost)) == 2
    counts = await office.database.read(lambda stores: stores.outbox.counts())
    assert counts[NoticeState.HELD] == 2


async def test_a_reminder_whose_notice_is_nowhere_does_not_add_up(office: Office) -> None:
    await office.hire("Owner", CAMHS)
    await office.plan(at("2026-10-14"))
    await office.sweep(at("2026-10-14"))
    assert (await office.database.transact(balance)).adds_up
    await office.database.transact(
        lambda stores: run_sql(stores, "DELETE FROM outbox WHERE key LIKE 'reminder:%'")
    )
    assert not (await office.database.transact(balance)).adds_up


async def test_officers_release_what_is_held_and_every_reminder_is_accounted_for(
    office: Office,
) -> None:
    owner = await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", "*", role=Role.OFFICER)
    await office.plan(at("2026-10-14"))
    await office.sweep(at("2026-10-14"))
    await office.send(at("2026-10-14"), AnswerLost(reason="reset"))
    assert officer.contact is not None
    chat = Talk(office.database, chat=officer.contact, role=Role.READER)
    chat.now = at("2026-10-14", "10:00")
    shown = await chat.say("/outbox")
    assert "Held, since Telegram's answer was lost: 2." in text_of(shown)
    assert "to Owner: CAMHS wait to treatment" in text_of(shown)
    assert shown.reply is not None
    sends = [one.label for one in shown.reply.flat_buttons() if one.label.startswith("Send")]
    assert "sent once more" in text_of(await chat.press(shown, sends[0]))
    sent = await office.send(at("2026-10-14", "10:30"))
    assert len(to(sent, owner)) + len(to(sent, officer)) == 1
    found = await office.database.transact(balance)
    assert found.adds_up
    assert (found.held > 0, found.sent > 0) == (True, True)
