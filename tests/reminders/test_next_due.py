"""Every newest figure, and "how sure are you", says when the next one is due (behaviour 1)."""

from __future__ import annotations

import pytest

from bot.plan.working_days import DayOff, DaysOffFor
from storage.database import Database
from tests.conversation.talk import Talk, text_of
from tests.reminders.scene import CAMHS, Q2, Office, at


@pytest.fixture
def office(starter: Database) -> Office:
    return Office(starter)


@pytest.fixture
def chat(starter: Database) -> Talk:
    made = Talk(starter)
    made.now = at("2026-10-12")
    return made


async def test_the_small_line_says_when_the_next_figure_is_due(chat: Talk) -> None:
    last = text_of(await chat.say("latest child poverty")).split("\n")[-1]
    assert "Next due: 21 April 2027, for 2026-27 (April 2026 to March 2027)." in last


async def test_a_measure_without_a_figure_says_it_too(chat: Talk) -> None:
    text = text_of(await chat.say("latest camhs wait"))
    assert "Next due: 21 October 2026, for Q2 2026-27 (July to September 2026)." in text


async def test_how_sure_are_you_says_when_and_how_often(chat: Talk) -> None:
    text = text_of(await chat.say("how sure are you about persistent absence"))
    assert "Next due: " in text
    assert "The partnership wants it every school term." in text


async def test_what_is_late_is_said_to_be_late(chat: Talk) -> None:
    chat.now = at("2026-10-22")
    text = text_of(await chat.say("latest camhs wait"))
    assert "was due on 21 October 2026 and is not in yet" in text


async def test_what_has_come_in_is_owed_no_more(office: Office, chat: Talk) -> None:
    await office.plan(at("2026-10-12"))
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-13"))
    await office.plan(at("2026-10-13"))
    text = text_of(await chat.say("latest camhs wait"))
    assert "Next due: 22 January 2027, for Q3 2026-27 (October to December 2026)." in text


async def test_a_date_that_was_moved_is_the_one_said(office: Office, chat: Talk) -> None:
    await office.plan(at("2026-10-12"))
    assert "Next due: 21 October 2026" in text_of(await chat.say("latest camhs wait"))
    [expected] = await office.database.read(lambda stores: stores.reminders.missing_of([CAMHS]))
    await office.database.transact(
        lambda stores: stores.reminders.move_due(expected.id, at("2026-10-30").date(), "")
    )
    assert "Next due: 30 October 2026" in text_of(await chat.say("latest camhs wait"))


async def test_after_the_plan_nothing_more_is_due(chat: Talk) -> None:
    chat.now = at("2028-10-12")
    text = text_of(await chat.say("how sure are you about persistent absence"))
    assert "No further figure is due: the plan ends on 31 March 2027." in text


async def test_a_day_off_that_is_added_moves_what_is_said(office: Office, chat: Talk) -> None:
    assert "Next due: 21 October 2026" in text_of(await chat.say("latest camhs wait"))
    day = at("2026-10-20").date()
    off = DayOff(calendar=DaysOffFor.EVERYONE, first=day, last=day, what="a visit")
    await office.database.transact(lambda stores: stores.reminders.put_day_off(off))
    assert "Next due: 22 October 2026" in text_of(await chat.say("latest camhs wait"))


async def test_what_waits_for_sign_off_is_owed_no_more(starter: Database, chat: Talk) -> None:
    assert "Next due: 21 October 2026" in text_of(await chat.say("latest camhs wait"))
    owner = Talk(starter, chat="telegram:9")
    owner.now = chat.now
    await owner.press(await owner.say("camhs wait is 12.4 for q2 2026-27"), "Confirm")
    assert "Next due: 22 January 2027" in text_of(await chat.say("latest camhs wait"))
