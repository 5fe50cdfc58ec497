"""An officer asks once more by hand, and sees what was sent to whom and what came of it."""

from __future__ import annotations

import pytest

from bot.people import Role
from bot.reminders.records import Snooze
from storage.database import Database
from tests.conversation.talk import text_of
from tests.reminders.scene import CAMHS, OTHER, Q2, Office, at, day, to
from tests.reminders.test_answers import number, talk

LATE = "2026-10-26"  # three working days after the due date


@pytest.fixture
def office(starter: Database) -> Office:
    return Office(starter)


async def nudge(office: Office, words: str, when: str = LATE, clock: str = "11:00") -> str:
    officer = await office.hire("Officer", role=Role.OFFICER)
    return text_of(await talk(office, officer, when, clock).say(f"/nudge {words}"))


async def test_a_nudge_goes_at_once_beside_the_days_own_message(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-23"))
    assert "within a minute" in await nudge(office, CAMHS, "2026-10-23")
    await office.sweep(at("2026-10-23", "11:02"))
    [said] = to(await office.send(at("2026-10-23", "11:02")), owner)
    assert "The performance officer asks you for this once more." in said
    assert "CAMHS wait to treatment" in said


async def test_nobody_is_nudged_twice_a_day_for_one_figure(office: Office) -> None:
    await office.hire("Owner", CAMHS)
    await office.morning(at(LATE))
    officer = await office.hire("Officer", role=Role.OFFICER)
    chat = talk(office, officer, LATE)
    await chat.say(f"/nudge {CAMHS}")
    assert "nudged for" in text_of(await chat.say(f"/nudge {CAMHS}"))


async def test_a_nudge_in_the_evening_waits_for_the_next_morning(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-23"))
    assert "on Monday 26 October 2026 at 08:00" in await nudge(office, CAMHS, "2026-10-23", "19:00")
    await office.sweep(at("2026-10-23", "19:05"))
    assert not to(await office.send(at("2026-10-23", "19:05")), owner)
    await office.sweep(at("2026-10-26", "08:01"))
    assert to(await office.send(at("2026-10-26", "08:01")), owner)


async def test_what_came_in_meanwhile_is_not_asked_for(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-23"))
    await nudge(office, CAMHS, "2026-10-23", "19:00")
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-24"))
    await office.sweep(at("2026-10-26", "08:01"))
    assert not to(await office.send(at("2026-10-26", "08:01")), owner)


async def test_a_nudge_on_its_way_is_looked_at_once_more(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-23"))
    await nudge(office, CAMHS, "2026-10-23")
    await office.sweep(at("2026-10-23", "11:02"))
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-23", "11:03"))
    assert not to(await office.send(at("2026-10-23", "11:04")), owner)


async def test_what_was_put_off_stays_put_off(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-14"))
    snooze = Snooze(expected=await number(office), member=owner.id, until=day("2026-11-02"))
    await office.database.transact(lambda stores: stores.reminders.snooze(snooze))
    assert "is put off until Monday 2 November 2026" in await nudge(office, CAMHS)


async def test_whoever_cannot_be_reached_is_named_with_the_reason(office: Office) -> None:
    await office.hire("Owner", CAMHS, linked=False)
    await office.morning(at(LATE))
    assert "Owner has not linked a chat yet" in await nudge(office, CAMHS)


async def test_all_that_a_person_owes_can_be_asked_for(office: Office) -> None:
    owner = await office.hire("Pat Reed", CAMHS, OTHER)
    await office.morning(at("2026-10-23"))
    assert "Pat Reed is asked for" in await nudge(office, "pat", "2026-10-23")
    await office.sweep(at("2026-10-23", "11:02"))
    [said] = to(await office.send(at("2026-10-23", "11:02")), owner)
    assert "Wanted from you: two figures" in said


@pytest.mark.parametrize("words", ["", "9.99", "somebody unknown"])
async def test_a_nudge_needs_a_measure_or_a_person(office: Office, words: str) -> None:
    assert "name a measure by its code, or a person" in await nudge(office, words)


async def test_nothing_missing_is_said(office: Office) -> None:
    await office.hire("Owner", CAMHS)
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-02"))
    await office.morning(at("2026-10-14"))
    assert "Nothing is missing of CAMHS" in await nudge(office, CAMHS)


async def test_only_officers_nudge(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at(LATE))
    said = text_of(await talk(office, owner, LATE).say(f"/nudge {CAMHS}"))
    assert "asked" not in said


async def test_who_is_late_has_a_button_to_nudge(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.morning(at(LATE))
    chat = talk(office, officer, LATE)
    pressed = await chat.press(await chat.say("who's late in ambition 6"), f"Nudge {CAMHS}")
    assert "Owner is asked for CAMHS wait to treatment" in text_of(pressed)
    await office.sweep(at(LATE, "11:02"))
    assert any("once more" in one for one in to(await office.send(at(LATE, "11:02")), owner))


async def test_the_history_says_what_was_sent_when_and_what_came_of_it(office: Office) -> None:
    await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    for when in ("2026-10-01", "2026-10-14", "2026-10-21"):
        await office.morning(at(when))
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-22"))
    await office.plan(at("2026-10-22"))
    said = text_of(await talk(office, officer, "2026-10-23").say("/reminded owner"))
    assert "Owner has been asked for one figure since Thursday 1 October 2026." in said
    assert "Came in: one; on time: none. Still missing: none." in said
    assert "half took 15 working days or less" in said
    assert "Wednesday 21 October 2026: CAMHS wait to treatment, Q2 2026-27" in said
    assert "sent. The figure came in on Thursday 22 October 2026." in said


async def test_a_lost_answer_is_told_as_such(office: Office) -> None:
    from bot.outbox.notice import AnswerLost

    await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    now = at("2026-10-14")
    await office.plan(now)
    await office.sweep(now)
    await office.send(now, AnswerLost(reason="reset"))
    await office.plan(at("2026-10-14", "09:20"))
    said = text_of(await talk(office, officer, "2026-10-14", "10:00").say("/reminded owner"))
    assert "perhaps sent: Telegram's answer was lost" in said


async def test_people_see_their_own_history_and_nobody_elses(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.hire("Other", OTHER)
    await office.morning(at("2026-10-14"))
    chat = talk(office, owner, "2026-10-14")
    assert "You have been asked for one figure" in text_of(await chat.say("/reminded"))
    assert "You can only ask what you were sent yourself" in text_of(
        await chat.say("/reminded other")
    )


async def test_a_history_without_messages_says_so(office: Office) -> None:
    await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    said = text_of(await talk(office, officer, "2026-10-14").say("/reminded owner"))
    assert "Owner has not been asked for a figure yet." in said
