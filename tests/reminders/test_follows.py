"""Follow and weekly summary: told of changes, once, in the chat where it was asked for."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.plan.periods import quarter
from bot.reminders.alerts import send_alerts, send_digests
from bot.reminders.records import Follow
from bot.stores import Stores
from storage.database import Database
from tests.conversation.talk import Talk, text_of
from tests.reminders.scene import CAMHS, Q2, Office, at

CHAT = "telegram:7"


@pytest.fixture
def office(starter: Database) -> Office:
    return Office(starter)


@pytest.fixture
def chat(starter: Database) -> Talk:
    made = Talk(starter)
    made.now = at("2026-10-01")
    return made


async def alerts(office: Office, now: datetime, *, may: bool = True) -> list[str]:
    """Tell of changes and return what this chat was told."""

    def work(stores: Stores) -> None:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        send_alerts(stores, catalogue, office.rules, now, lambda _: may)
        send_digests(stores, catalogue, office.rules, now, lambda _: may)

    await office.database.transact(work)
    sent = await office.send(now)
    return [one.plain for one in sent if one.chat == CHAT and one.key.startswith(("f", "d", "u"))]


async def test_the_first_look_is_silent_and_a_change_is_told_once(
    office: Office, chat: Talk
) -> None:
    said = text_of(await chat.say("tell me when the camhs wait changes"))
    assert said.startswith("You will be told here when CAMHS wait to treatment changes.")
    assert await alerts(office, at("2026-10-02")) == []
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-05"))
    [told] = await alerts(office, at("2026-10-05"))
    assert told.startswith("CAMHS wait to treatment has a new figure: 12.4 weeks for Q2 2026-27.")
    assert await alerts(office, at("2026-10-06")) == []


@pytest.mark.parametrize(
    ("newest", "signal"),
    [
        ("30.0", "More than chance, a concern: the newest figure is outside the usual range"),
        ("10.5", ""),
    ],
)
async def test_a_new_figure_that_shows_more_than_chance_says_so(
    office: Office, chat: Talk, newest: str, signal: str
) -> None:
    for count, value in enumerate(("10", "11") * 4 + ("10",)):
        period = quarter(2024 + count // 4, 1 + count % 4)
        await office.publish(CAMHS, period, value, now=at("2026-08-01"))
    await chat.say("tell me when the camhs wait changes")
    assert await alerts(office, at("2026-10-02")) == []
    await office.publish(CAMHS, Q2, newest, now=at("2026-10-05"))
    [told] = await alerts(office, at("2026-10-05"))
    assert told.startswith(f"CAMHS wait to treatment has a new figure: {newest} weeks for Q2")
    assert signal in told
    assert ("chance" in told) is bool(signal)


async def test_two_changes_in_a_day_are_told_as_one(office: Office, chat: Talk) -> None:
    await chat.say("tell me when the camhs wait changes")
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-05"))
    assert len(await alerts(office, at("2026-10-05"))) == 1
    await office.publish(CAMHS, Q2, "12.6", now=at("2026-10-05", "10:00"))
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-05", "11:00"))
    assert await alerts(office, at("2026-10-05", "12:00")) == []
    assert await alerts(office, at("2026-10-06")) == []


async def test_a_revision_back_to_the_old_value_says_so(office: Office, chat: Talk) -> None:
    await chat.say("tell me when the camhs wait changes")
    said = []
    for day, value in ((5, "12.4"), (6, "12.6"), (7, "12.4")):
        await office.publish(CAMHS, Q2, value, now=at(f"2026-10-0{day}"))
        [told] = await alerts(office, at(f"2026-10-0{day}"))
        said.append("back to what it was before" in told)
    assert said == [False, False, True]


async def test_a_measure_taken_out_of_the_plan_is_told_once_and_unfollowed(
    office: Office, chat: Talk
) -> None:
    def follow(stores: Stores) -> None:
        one = Follow(chat=CHAT, measure="99.01", contact=CHAT, since=at("2026-10-01"))
        stores.reminders.follow(one)

    await office.database.transact(follow)
    await chat.say("tell me when the camhs wait changes")
    [told] = await alerts(office, at("2026-10-05"))
    assert told.startswith("A measure that you followed is no longer in the plan: 99.01.")
    assert await alerts(office, at("2026-10-06")) == []
    assert "CAMHS" in text_of(await chat.say("/follows"))


async def test_nobody_is_told_in_quiet_hours(office: Office, chat: Talk) -> None:
    await chat.say("tell me when the camhs wait changes")
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-05"))
    assert await alerts(office, at("2026-10-05", "20:00")) == []
    assert len(await alerts(office, at("2026-10-06"))) == 1


@pytest.mark.parametrize("text", ["alerts off", "turn all alerts off", "switch off notifications"])
async def test_alerts_off_ends_everything_too(office: Office, chat: Talk, text: str) -> None:
    await chat.say("tell me when the backlog changes")
    assert text_of(await chat.say(text)).startswith("Stopped: one follow.")


async def test_a_limit_that_cannot_be_watched_is_said(office: Office, chat: Talk) -> None:
    said = text_of(await chat.say("tell me when neet goes above 5%"))
    assert "You will be told here when 16-17 year olds NEET changes." in said
    assert "I can't watch for one value, so you are told of every change." in said
    said = text_of(await chat.say("tell me when 4.02 changes"))
    assert "one value" not in said


async def test_stop_ends_everything_at_once(office: Office, chat: Talk) -> None:
    await chat.say("tell me when the camhs wait changes")
    await chat.say("weekly summary monday 8am")
    assert text_of(await chat.say("stop")).startswith("Stopped: one follow and the weekly summary.")
    assert "nothing to stop" in text_of(await chat.say("stop"))
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-05"))
    assert await alerts(office, at("2026-10-12")) == []


async def test_whoever_may_not_read_any_more_is_told_once_and_never_again(
    office: Office, chat: Talk
) -> None:
    await chat.say("tell me when the camhs wait changes")
    [told] = await alerts(office, at("2026-10-05"), may=False)
    assert told.startswith("You are no longer told")
    assert await alerts(office, at("2026-10-06")) == []


async def test_a_summary_comes_weekly_and_only_where_something_changed(
    office: Office, chat: Talk
) -> None:
    await chat.say("weekly summary monday 8am")
    assert await alerts(office, at("2026-10-05")) == []
    await office.publish(CAMHS, Q2, "12.4", now=at("2026-10-06"))
    assert await alerts(office, at("2026-10-09")) == []
    [told] = await alerts(office, at("2026-10-12", "07:30"))
    assert told.startswith("Your weekly summary: one measure changed.")
    assert "12.4 weeks for Q2 2026-27" in told
    assert await alerts(office, at("2026-10-12", "09:00")) == []


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("weekly summary monday 8am", "Mondays at 08:00"),
        ("send me a weekly digest on Friday at 16:30", "Fridays at 16:30"),
        ("weekly update thursday", "Thursdays at 09:00"),
    ],
)
async def test_days_and_hours_are_read_as_they_are_typed(chat: Talk, typed: str, when: str) -> None:
    assert when in text_of(await chat.say(typed))


async def test_an_impossible_hour_gets_the_nearest_valid_form(chat: Talk) -> None:
    said = text_of(await chat.say("weekly summary monday 25pm"))
    assert "For example: weekly summary Monday 8am" in said


async def test_more_than_a_chat_may_follow_is_refused(office: Office, chat: Talk) -> None:
    def fill(stores: Stores) -> None:
        for number in range(office.rules.follows):
            one = Follow(chat=CHAT, measure=f"x{number}", contact=CHAT, since=at("2026-10-01"))
            stores.reminders.follow(one)

    await office.database.transact(fill)
    assert "at most" in text_of(await chat.say("tell me when the camhs wait changes"))
