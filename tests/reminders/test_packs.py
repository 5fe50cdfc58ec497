"""A board that is moved: what hangs on it is shown, and nothing changes before somebody says so."""

from __future__ import annotations

from datetime import date

import pytest

from bot.people import Role
from bot.plan.due_dates import Pack
from bot.reminders.briefing import brief
from bot.stores import Stores
from storage.database import Database
from tests.conversation.talk import Talk, text_of
from tests.reminders.scene import CAMHS, OTHER, Office, at, day, to
from tests.reminders.test_answers import talk

TODAY = "2026-10-05"
BOARD = Pack(name="November board", freezes_on=day("2026-10-23"), meets_on=day("2026-11-06"))


@pytest.fixture
async def office(starter: Database) -> Office:
    made = Office(starter)
    await made.plan(at(TODAY))
    return made


@pytest.fixture
async def officer(office: Office) -> Talk:
    await office.database.transact(lambda stores: stores.reminders.put_pack(BOARD))
    return talk(office, await office.hire("Officer", role=Role.OFFICER), TODAY)


async def due(office: Office, code: str) -> date:
    [one] = await office.database.read(lambda stores: stores.reminders.missing_of([code]))
    return one.due_on


async def packs(office: Office) -> list[Pack]:
    return list(await office.database.read(lambda stores: stores.reminders.packs()))


async def test_a_moved_board_shows_the_differences_and_asks(office: Office, officer: Talk) -> None:
    said = text_of(await officer.say("board moved to 30 October"))
    assert "Nothing has changed yet." in said
    assert "freezes on Friday 16 October 2026; the board meets on Friday 30 October 2026" in said
    assert "Now it freezes on Friday 23 October 2026" in said
    assert "Wednesday 14 October 2026 instead of Wednesday 21 October 2026" in said
    assert await packs(office) == [BOARD]
    assert await due(office, CAMHS) == day("2026-10-21")


async def test_the_due_dates_move_with_it_and_owners_are_told_once(
    office: Office, officer: Talk
) -> None:
    owner = await office.hire("Owner", CAMHS, OTHER)
    asked = await officer.say("/pack November board; freezes 16 October")
    said = text_of(await officer.press(asked, "Move it and the due dates"))
    assert "Moved: November board: freezes on Friday 16 October 2026" in said
    assert "Told of it: one person." in said
    assert await due(office, CAMHS) == day("2026-10-14")
    [told] = to(await office.send(at(TODAY, "10:00")), owner)
    assert "Due dates have moved: November board was moved." in told
    assert "CAMHS wait to treatment, Q2 2026-27: now due on Wednesday 14 October 2026" in told


async def test_the_board_may_move_and_the_due_dates_stay(office: Office, officer: Talk) -> None:
    asked = await officer.say("the board was postponed to 13 November")
    await officer.press(asked, "Move it, not the due dates")
    [moved] = await packs(office)
    assert (moved.freezes_on, moved.meets_on) == (day("2026-10-30"), day("2026-11-13"))
    assert await due(office, CAMHS) == day("2026-10-21")


async def test_no_due_date_is_moved_before_its_period_has_ended_or_to_today(
    office: Office, officer: Talk
) -> None:
    asked = await officer.say("/pack November board; freezes 6 October")
    await officer.press(asked, "Move it and the due dates")
    assert await due(office, CAMHS) == day("2026-10-06")


async def test_a_moved_pack_warns_anew(office: Office, officer: Talk) -> None:
    said = text_of(await officer.say("/pack November board; freezes 16 October"))
    assert "are told on Friday 9 October 2026" in said


async def test_a_button_pressed_twice_changes_nothing_more(office: Office, officer: Talk) -> None:
    asked = await officer.say("/pack November board; freezes 16 October")
    await officer.press(asked, "Move it, not the due dates")
    assert "out of date" in text_of(await officer.press(asked, "Move it, not the due dates"))
    assert len(await packs(office)) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "November board: freezes on Friday 23 October 2026"),
        ("Spring board; freezes 5 March; meets 19 March", "Added: Spring board"),
        ("Spring board", "when it freezes or when the board meets"),
        ("Spring board; meets 19 March", "Please say when it freezes too."),
        ("Spring board; freezes 31 February", "There is no 31 February"),
        ("Spring board; freezes 3/4", "Please write the month as a word"),
        ("Spring board; freezes 2 October 2026", "is not ahead any more"),
        ("Spring board; freezes 5 March; meets 1 March", "freezes before its board meets"),
        ("November board; freezes 23 October", "Nothing has changed"),
        ("drop November board", "Dropped: November board"),
        ("drop nothing", "I know no pack to come"),
        ("dates nonsense", "out of date"),
    ],
)
async def test_packs_are_listed_added_and_dropped(officer: Talk, words: str, answer: str) -> None:
    assert answer in text_of(await officer.say(f"/pack {words}"))


async def test_a_pack_without_a_board_moves_by_its_freeze(office: Office, officer: Talk) -> None:
    await officer.say("/pack Winter pack; freezes 11 December")
    asked = await officer.say("winter pack moved to 4 december")
    await officer.press(asked, "Move it")
    assert {one.freezes_on for one in await packs(office)} == {
        day("2026-10-23"),
        day("2026-12-04"),
    }


async def test_two_packs_that_freeze_on_a_day_are_told_in_one_message(office: Office) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    for name in ("Board", "Scrutiny"):
        one = Pack(name=name, freezes_on=day("2026-10-23"))
        await office.database.transact(lambda stores, one=one: stores.reminders.put_pack(one))  # type: ignore[misc]
    now = at("2026-10-16", "08:30")

    def work(stores: Stores) -> int:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        return brief(stores, catalogue, office.rules, now)

    await office.database.transact(work)
    told = [one for one in to(await office.send(now), officer) if "The board will read" in one]
    assert len(told) == 1
    assert told[0].startswith("Board and Scrutiny freeze on Friday 23 October 2026.")


async def test_a_day_off_that_moves_due_dates_is_told_to_their_owners_once(
    office: Office,
) -> None:
    owner = await office.hire("Owner", CAMHS, OTHER)
    officer = talk(office, await office.hire("Officer", role=Role.OFFICER), TODAY)
    assert "Told of it: one person." in text_of(
        await officer.say("/dayoff 21 October a day of mourning")
    )
    [told] = to(await office.send(at(TODAY, "10:00")), owner)
    assert "now due on Thursday 22 October 2026; it was Wednesday 21 October 2026" in told
    assert "a day of mourning" in told


async def test_one_date_that_is_moved_by_hand_is_told_to_its_owner(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    officer = talk(office, await office.hire("Officer", role=Role.OFFICER), TODAY)
    await officer.say(f"/duedate {CAMHS} 30 October the source publishes late")
    [told] = to(await office.send(at(TODAY, "10:00")), owner)
    assert "A due date has moved: the source publishes late." in told
