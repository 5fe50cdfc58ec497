"""What people say to a reminder, what officers decide, and what comes of it."""

from __future__ import annotations

import pytest

from bot.people import Member, Role
from bot.reminders.records import Wanted
from storage.database import Database
from tests.conversation.talk import Talk, text_of
from tests.reminders.scene import CAMHS, OTHER, Q2, Office, at, to


@pytest.fixture
def office(starter: Database) -> Office:
    return Office(starter)


def talk(office: Office, member: Member, when: str, clock: str = "09:30") -> Talk:
    assert member.contact is not None
    made = Talk(office.database, chat=member.contact, role=Role.READER)
    made.now = at(when, clock)
    return made


async def test_a_bare_number_hands_in_what_the_reminder_asked_for(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-14"))
    said = text_of(await talk(office, owner, "2026-10-16").say("12.4"))
    assert "CAMHS wait to treatment" in said
    assert "Q2 2026-27" in said
    assert "12.4" in said


async def test_handing_in_stops_the_reminders_before_anybody_has_signed_it_off(
    office: Office,
) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.hire("Officer", role=Role.OFFICER)
    await office.morning(at("2026-10-14"))
    chat = talk(office, owner, "2026-10-14")
    await chat.press(await chat.say("12.4"), "Confirm")
    assert not to(await office.morning(at("2026-10-21")), owner)


async def test_not_ready_proposes_a_date_that_the_officer_accepts_with_one_tap(
    office: Office,
) -> None:
    owner = await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.morning(at("2026-10-14"))
    chat = talk(office, owner, "2026-10-14")
    asked = await chat.say(f"/notready {await number(office)}")
    assert "when will it be ready?" in text_of(asked)
    proposed = text_of(await chat.say("5 November, the source publishes then"))
    assert "Thursday 5 November 2026 is proposed" in proposed
    told = to(await office.send(at("2026-10-14", "10:00")), officer)
    assert "Reason: the source publishes then" in told[-1]
    decided = text_of(await talk(office, officer, "2026-10-14").say("/proposal 1 accept"))
    assert "now due on Thursday 5 November 2026" in decided
    assert "26 working days after each period" in decided
    days = ["2026-10-21", "2026-10-28", "2026-10-29", "2026-11-05", "2026-11-09"]
    heard = [await office.morning(at(day)) for day in days]
    asked_on = [any("figure" in one for one in to(some, owner)) for some in heard]
    assert asked_on == [False, False, True, True, True]
    again = text_of(await talk(office, officer, "2026-10-14", "11:00").say("/proposal 1 keep"))
    assert "decided already" in again


async def test_a_snooze_never_moves_the_due_date_and_ends_with_one_reminder(
    office: Office,
) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-14"))
    said = text_of(
        await talk(office, owner, "2026-10-14").say(f"/snooze {await number(office)} 19 October")
    )
    assert "before Monday 19 October 2026" in said
    assert "still due on Wednesday 21 October 2026" in said
    days = ["2026-10-15", "2026-10-16", "2026-10-19", "2026-10-20", "2026-10-21"]
    heard = [len(to(await office.morning(at(day)), owner)) for day in days]
    assert heard == [0, 0, 1, 0, 1]


async def test_a_second_snooze_past_the_due_date_is_refused_and_told(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.morning(at("2026-10-14"))
    chat = talk(office, owner, "2026-10-20")
    wanted = await number(office)
    assert "before" in text_of(await chat.say(f"/snooze {wanted} 23 October"))
    assert "once already" in text_of(await chat.say(f"/snooze {wanted} 26 October"))
    assert any(
        "puts off" in one for one in to(await office.send(at("2026-10-20", "11:00")), officer)
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1/8", "can mean 1 August or 8 January"),
        ("31 November", "There is no 31 November 2026"),
        ("whenever", "can't read a date"),
        ("today", "Please choose a day from"),
        ("1 June 2029", "Please choose a day from"),
    ],
)
async def test_dates_that_cannot_be_taken_are_refused_with_the_reason(
    office: Office, text: str, why: str
) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-14"))
    chat = talk(office, owner, "2026-10-14")
    assert why in text_of(await chat.say(f"/notready {await number(office)} {text}"))


async def test_nobody_answers_for_somebody_elses_figure(office: Office) -> None:
    await office.hire("Owner", CAMHS)
    other = await office.hire("Other", OTHER)
    await office.morning(at("2026-10-14"))
    said = text_of(
        await talk(office, other, "2026-10-14").say(f"/notready {await number(office)} 30 October")
    )
    assert "somebody else's" in said


async def test_an_excused_figure_is_asked_for_no_more(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.morning(at("2026-10-14"))
    chat = talk(office, officer, "2026-10-14")
    assert "why will there be none?" in text_of(await chat.say(f"/excuse {CAMHS}"))
    await chat.say("the service was closed")
    found = await office.database.read(lambda stores: stores.reminders.find_expected(CAMHS, Q2))
    assert found is not None
    assert (found.state, found.why) == (Wanted.EXCUSED, "the service was closed")
    assert not to(await office.morning(at("2026-10-21")), owner)


async def test_personal_hours_widen_the_quiet_ones(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    chat = talk(office, owner, "2026-10-01", "07:00")
    assert "You are not reminded from 17:00 to 11:30" in text_of(
        await chat.say("/quiet 17:00-11:30 tue thu")
    )
    heard = []
    for day in ("2026-10-01", "2026-10-14", "2026-10-15", "2026-10-21", "2026-10-22"):
        for clock in ("09:00", "11:00"):  # noon in London
            heard += [f"{day} {clock}" for _ in to(await office.morning(at(day, clock)), owner)]
    assert heard == ["2026-10-01 11:00", "2026-10-15 11:00", "2026-10-22 11:00"]


async def test_quiet_hours_that_leave_none_are_refused(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    chat = talk(office, owner, "2026-10-01")
    assert "no hour at all" in text_of(await chat.say("/quiet 08:00-18:00"))


async def test_a_day_off_moves_due_dates_that_fall_on_it(office: Office) -> None:
    await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.morning(at("2026-10-01"))
    said = text_of(
        await talk(office, officer, "2026-10-01").say("/dayoff 21 October Council closed")
    )
    assert "Due dates moved by this:" in said
    found = await office.database.read(lambda stores: stores.reminders.find_expected(CAMHS, Q2))
    assert found is not None
    assert found.due_on.isoformat() == "2026-10-22"


async def number(office: Office) -> int:
    """Return how buttons name the CAMHS figure of Q2."""
    found = await office.database.read(lambda stores: stores.reminders.find_expected(CAMHS, Q2))
    assert found is not None
    return found.id
