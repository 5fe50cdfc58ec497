"""Somebody leaves for good: who takes over what, from when, and the evening of the last day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.people import DutyKind, Role
from bot.plan.commentary import Commentary
from bot.plan.periods import quarter
from bot.stores import Stores
from storage.database import Database
from tests.membership.stage import Stage

FRIDAY = datetime(2026, 11, 27, 18, 1, tzinfo=UTC)
AFTER = date(2026, 11, 28)


@pytest.fixture
async def stage(starter: Database) -> Stage:
    stage = Stage(starter)
    await stage.joins("Ann", Role.OFFICER)
    await stage.joins("Owen", Role.CONTRIBUTOR, "4.01", "4.02")
    await stage.joins("Priya", Role.CONTRIBUTOR, "7.01")
    await stage.joins("Ravi", Role.READER)
    return stage


async def owners(stage: Stage, code: str, day: date) -> list[str]:
    """Return who owns a measure on a day."""

    def work(stores: Stores) -> list[str]:
        held = stores.people.duties_for(code, 4, DutyKind.OWNER, day)
        return [member.name for member, _ in held]

    return await stage.read(work)  # type: ignore[return-value]


async def hand_over(stage: Stage) -> None:
    await stage.says("Owen", "I leave on Friday")
    await stage.says("Owen", "Priya")
    await stage.presses("Priya", "Yes, I take over")
    await stage.presses("Ann", "Yes, I agree")


async def test_measures_move_on_the_day_after_the_last(stage: Stage) -> None:
    await hand_over(stage)
    for code in ("4.01", "4.02"):
        assert await owners(stage, code, FRIDAY.date()) == ["Owen"]
        assert await owners(stage, code, AFTER) == ["Priya"]
    assert (
        "Agreed: you take over from Owen, from Saturday 28 November 2026."
        in (stage.told("Priya")[-1])
    )
    assert "Until then it is yours" in stage.told("Owen")[-1]


async def test_nothing_moves_before_both_have_agreed(stage: Stage) -> None:
    await stage.says("Owen", "I leave on Friday")
    await stage.says("Owen", "Priya")
    assert await owners(stage, "4.01", AFTER) == ["Owen"]
    await stage.presses("Priya", "Yes, I take over")
    assert await owners(stage, "4.01", AFTER) == ["Owen"]
    assert "Do you agree?" in stage.told("Ann")[-1]


async def test_the_account_is_erased_in_the_evening_of_that_day(stage: Stage) -> None:
    await hand_over(stage)
    await stage.comes(FRIDAY - timedelta(minutes=2))
    assert await stage.member("Owen") is not None
    await stage.comes(FRIDAY)
    assert await stage.member("Owen") is None
    assert "Owen has left." in stage.told("Ann")[-1]
    assert "Nobody answers" not in stage.told("Ann")[-1]
    assert "invited" in await stage.says("Owen", "ehcp backlog")
    names = await stage.read(lambda stores: [one.name for one in stores.people.members()])
    assert "Owen" not in names  # type: ignore[operator]


async def test_a_bot_that_was_off_that_evening_erases_later_and_once(stage: Stage) -> None:
    await hand_over(stage)
    told = len(stage.told("Ann"))
    for days in (2, 3):
        await stage.comes(FRIDAY + timedelta(days=days))
    assert await stage.member("Owen") is None
    assert len(stage.told("Ann")) == told + 1
    assert await owners(stage, "4.01", date(2026, 12, 1)) == ["Priya"]


async def test_what_nobody_took_over_is_named_to_the_officer(stage: Stage) -> None:
    await stage.says("Owen", "I leave on Friday")
    await stage.says("Owen", "Priya for 4.01")
    await stage.presses("Priya", "Yes, I take over")
    await stage.presses("Ann", "Yes, I agree")
    await stage.comes(FRIDAY)
    assert "Nobody answers for this now: 4.02" in stage.told("Ann")[-1]
    assert "4.01" not in stage.told("Ann")[-1]


async def test_words_of_the_owner_go_with_a_measure(starter: Database, stage: Stage) -> None:
    said = Commentary(
        measure="4.01",
        period=quarter(2026, 2),
        value=None,
        why="Two posts were empty",
        next="both are filled in January",
        role="Head of SEND",
        at=stage.now,
    )
    await starter.transact(lambda stores: stores.receipts.comment(said))
    await hand_over(stage)
    notes = stage.told("Priya")[-1]
    assert "Two posts were empty. Next: both are filled in January." in notes


async def test_somebody_who_says_no_is_replaced(stage: Stage) -> None:
    await stage.says("Owen", "I leave on Friday")
    await stage.says("Owen", "Priya")
    await stage.presses("Priya", "No, I can't")
    assert "Priya can't take over" in stage.told("Owen")[-1]
    await stage.presses("Owen", "Choose somebody else")
    assert "Ann is asked to take over" in await stage.says("Owen", "Ann")


async def test_somebody_may_stay_after_all(stage: Stage) -> None:
    await stage.says("Owen", "I leave on Friday")
    await stage.says("Owen", "Priya")
    assert "you stay" in await stage.says("Owen", "I'm not leaving")
    assert "is over" in await stage.presses("Priya", "Yes, I take over")
    await stage.comes(FRIDAY)
    assert await stage.member("Owen") is not None
    assert await owners(stage, "4.01", AFTER) == ["Owen"]


async def test_a_reader_leaves_without_handing_anything_over(stage: Stage) -> None:
    said = await stage.says("Ravi", "my last day is Friday")
    assert "there is nothing to take over" in said
    await stage.comes(FRIDAY)
    assert await stage.member("Ravi") is None


async def test_an_approver_hands_over_signing_off(stage: Stage) -> None:
    await stage.joins("Omar", Role.APPROVER, "ambition 4", kind=DutyKind.APPROVER)
    assert "Signing off: all of ambition 4." in await stage.says("Omar", "I leave tomorrow")
    assert "Priya can't sign figures off yet." in await stage.says("Omar", "Priya")
    assert "Ann is asked" in await stage.says("Omar", "Ann")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("I leave on Friday", "Friday 27 November 2026"),
        ("i'm leaving today", "Monday 23 November 2026"),
        ("I am leaving the council on 4 December", "Friday 4 December 2026"),
        ("My last day will be 2026-12-11.", "Friday 11 December 2026"),
        ("I will be leaving at the end of the month", "Monday 30 November 2026"),
        ("I’m leaving this Thursday", "Thursday 26 November 2026"),
    ],
)
async def test_the_day_is_read_and_said_back(stage: Stage, said: str, day: str) -> None:
    assert f"Your last day is {day}." in await stage.says("Owen", said)


async def test_next_friday_is_asked_about(stage: Stage) -> None:
    assert "Which day do you mean?" in await stage.says("Owen", "I leave next Friday")
    assert "Friday 4 December" in await stage.presses("Owen", "Friday 4 December 2026")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("I leave on 20 November", "is past"),
        ("I leave on 31 September", "no such date"),
        ("I leave soon", "Which days?"),
        ("I leave", "Which day is your last?"),
        ("I leave on 1 December 2028", "more than a year away"),
    ],
)
async def test_a_day_that_cannot_be_taken_says_why(stage: Stage, said: str, why: str) -> None:
    assert why in await stage.says("Owen", said)
    assert "Your last day is Friday" in await stage.says("Owen", "Friday")


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("Nobody", "I know nobody else called Nobody."),
        ("Owen", "I know nobody else called Owen."),
        ("Ravi", "Ravi can't hand figures in yet."),
        ("Nia", "Nia has not opened their invitation"),
        ("Priya for 7.01", "You have nothing to hand over called “7.01”."),
        ("Zoe", "Zoe leaves too."),
    ],
)
async def test_a_successor_who_cannot_be_says_why(stage: Stage, named: str, why: str) -> None:
    await stage.joins("Zoe", Role.CONTRIBUTOR)
    await stage.says("Zoe", "I leave on Friday")
    await stage.says("Ann", "/invite Nia; Council; contributor; 1.01")
    await stage.says("Owen", "I leave on Friday")
    assert why in await stage.says("Owen", named)
    assert "Priya is asked" in await stage.says("Owen", "Priya")


async def test_two_of_one_name_are_asked_about(stage: Stage) -> None:
    await stage.joins("Priya Rao", Role.CONTRIBUTOR)
    await stage.says("Owen", "I leave on Friday")
    await stage.says("Owen", "Pri for 4.02")
    said = await stage.presses("Owen", "Priya Rao, Council")
    assert "Priya Rao is asked to take over 4.02" in said


async def test_the_last_officer_cannot_leave_and_is_not_erased(stage: Stage) -> None:
    assert "last officer" in await stage.says("Ann", "I leave on Friday")
    await stage.joins("Eve", Role.OFFICER)
    await stage.says("Ann", "I leave on Friday")
    await stage.says("Eve", "/forget")
    await stage.presses("Eve", "Yes, forget me")
    for minutes in range(3):
        await stage.comes(FRIDAY + timedelta(minutes=minutes))
    assert await stage.member("Ann") is not None
    told = [text for text in stage.told("Ann") if "you are the last officer" in text]
    assert len(told) == 1


async def test_who_leaves_this_very_evening_has_time_to_name_somebody(stage: Stage) -> None:
    stage.now = FRIDAY
    await stage.says("Owen", "I leave today")
    await stage.comes(FRIDAY + timedelta(minutes=30))
    assert await stage.member("Owen") is not None
    await stage.comes(FRIDAY + timedelta(minutes=90))
    assert await stage.member("Owen") is None


async def test_nobody_answers_for_another_or_twice(stage: Stage) -> None:
    await stage.says("Owen", "I leave on Friday")
    await stage.says("Owen", "Priya")
    for odd in ("/take_over 1", "/not_take_over 1", "/take_over", "/take_over 9999999999999999999"):
        assert "is over, or was not for you" in await stage.says("Ravi", odd)
    assert "no command" in await stage.says("Priya", "/agree 1")
    assert "is over" in await stage.says("Ann", "/agree 1")
    await stage.says("Priya", "/take_over 1 2")
    assert "is over" in await stage.says("Priya", "/take_over 1 2")
    assert "Agreed" in await stage.says("Ann", "/agree 1 2")
    assert "is over" in await stage.says("Ann", "/agree 1 2")
    held = await owners(stage, "4.01", AFTER)
    assert held == ["Priya"]


async def test_the_day_stands_once_it_is_agreed(stage: Stage) -> None:
    await hand_over(stage)
    assert "It is agreed that you leave on Friday" in await stage.says("Owen", "I leave tomorrow")


async def test_an_officer_sees_who_leaves_and_what_is_open(stage: Stage) -> None:
    assert "Nobody has said that they leave." in await stage.says("Ann", "/leavers")
    await stage.says("Owen", "I leave on Friday")
    await stage.says("Owen", "Priya for 4.01")
    await stage.says("Priya", "/take_over 1")
    said = await stage.says("Ann", "/leavers")
    assert "Owen, last day Friday 27 November 2026." in said
    assert "(backlog): Priya takes over, if you agree." in said
    assert "Nobody yet for: 4.02" in said
    assert "Agreed" in await stage.presses("Ann", "Agree: Priya")


async def test_every_step_is_noted_without_names(stage: Stage) -> None:
    await hand_over(stage)
    await stage.comes(FRIDAY)
    done = await stage.done()
    assert "member 2 said when they leave member 2 -> 2026-11-27" in done
    assert "member 3 accepted to take over from member 2" in done
    assert "member 1 was given member 3: member 2 -> owner of 4.01 from 2026-11-28" in done
    assert done[-1] == "somebody without a name erased member 2: contributor"
