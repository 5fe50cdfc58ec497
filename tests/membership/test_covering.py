"""Cover while somebody is away, and measures that are not somebody's any more (behaviour 9)."""

from __future__ import annotations

from datetime import date

import pytest

from bot.membership import cover
from bot.people import DutyKind, Role
from bot.stores import Stores
from storage.database import Database
from tests.membership.stage import Stage

AUGUST = "away 1 to 14 August, cover Priya"


@pytest.fixture
async def stage(starter: Database) -> Stage:
    stage = Stage(starter)
    await stage.joins("Ann", Role.OFFICER)
    await stage.joins("Owen", Role.CONTRIBUTOR, "4.01", "4.02")
    await stage.joins("Priya", Role.CONTRIBUTOR, "7.01")
    await stage.joins("Ravi", Role.READER)
    return stage


async def hands_in(stage: Stage, code: str, day: date) -> list[str]:
    """Return who may hand in a measure as a deputy on a day."""

    def work(stores: Stores) -> list[str]:
        held = stores.people.duties_for(code, 4, DutyKind.DEPUTY, day)
        return [member.name for member, _ in held]

    return await stage.read(work)  # type: ignore[return-value]


async def test_a_deputy_covers_once_they_agree_and_only_on_those_days(stage: Stage) -> None:
    said = await stage.says("Owen", AUGUST)
    assert "Priya is asked to cover for you, 1 to 14 August 2027." in said
    assert await hands_in(stage, "4.01", date(2027, 8, 7)) == []
    await stage.presses("Priya", "Yes, I cover")
    assert "Priya covers for you, 1 to 14 August 2027." in stage.told("Owen")[-1]
    assert "You cover for Owen" in stage.told("Priya")[-1]
    for day, expected in ((31, []), (1, ["Priya"]), (14, ["Priya"]), (15, [])):
        month = 7 if day == 31 else 8
        assert await hands_in(stage, "4.01", date(2027, month, day)) == expected


async def test_an_approver_is_covered_in_signing_off_once_the_deputy_agrees(stage: Stage) -> None:
    await stage.joins("Omar", Role.APPROVER, "ambition 4", kind=DutyKind.APPROVER)
    await stage.joins("Eve", Role.APPROVER)

    async def sign_off(day: date) -> list[str]:
        def work(stores: Stores) -> list[str]:
            held = stores.people.duties_for("4.01", 4, DutyKind.APPROVER, day)
            return [member.name for member, _ in held]

        return await stage.read(work)  # type: ignore[return-value]

    assert "Priya can't sign figures off yet." in await stage.says("Omar", AUGUST)
    await stage.says("Omar", "away 1 to 14 August, cover Eve")
    assert "You would sign off: all of ambition 4." in stage.told("Eve")[-1]
    assert await sign_off(date(2027, 8, 7)) == ["Omar"]
    await stage.presses("Eve", "Yes, I cover")
    assert "Cards for sign-off come to you in that time." in stage.told("Eve")[-1]
    assert await sign_off(date(2027, 8, 7)) == ["Omar", "Eve"]
    assert await sign_off(date(2027, 8, 15)) == ["Omar"]


async def test_cover_for_some_measures_only(stage: Stage) -> None:
    await stage.says("Owen", f"{AUGUST} for 4.02")
    await stage.presses("Priya", "Yes, I cover")
    assert await hands_in(stage, "4.02", date(2027, 8, 7)) == ["Priya"]
    assert await hands_in(stage, "4.01", date(2027, 8, 7)) == []


async def test_a_deputy_may_say_no(stage: Stage) -> None:
    await stage.says("Owen", AUGUST)
    await stage.presses("Priya", "No, I can't")
    assert "Priya can't cover for you" in stage.told("Owen")[-1]
    assert "Who covers for you, 1 to 14 August 2027?" in await stage.presses(
        "Owen", "Choose somebody"
    )
    assert "is asked to cover" in await stage.says("Owen", "Ann")


async def test_step_by_step(stage: Stage) -> None:
    assert "Which days?" in await stage.says("Owen", "/away")
    assert "Who covers for you" in await stage.says("Owen", "away 1 to 14 August")
    assert "Priya is asked" in await stage.says("Owen", "Priya")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("away 14 to 1 August, cover Priya", "before the first"),
        ("away 1 to 14 August 2025, cover Priya", "is past"),
        ("away 1 to 14 November, cover Priya", "If you mean next year"),
        ("away 31 September, cover Priya", "no such date"),
        ("away sometime until later, cover Priya", "Which days?"),
        ("away 1 January 2027 to 14 August 2028, cover Priya", "more than a year"),
        ("away 1 to 14 August, cover Nobody", "I know nobody called Nobody."),
        ("away 1 to 14 August, cover Owen", "can't cover for yourself"),
        ("away 1 to 14 August, cover Ravi", "Ravi can't hand figures in yet."),
        ("away 1 to 14 August, cover Priya for 7.01", "You don't hand in 7.01"),
        ("away 1 to 14 August, cover Priya for 9.99", "You don't hand in “9.99”"),
    ],
)
async def test_each_bad_wish_is_refused_with_its_reason(stage: Stage, said: str, why: str) -> None:
    assert why in await stage.says("Owen", said)
    assert await hands_in(stage, "4.01", date(2027, 8, 7)) == []
    assert not any("asks you to cover" in told for told in stage.told("Priya"))


async def test_ambiguous_dates_are_asked_with_the_name_of_the_month(stage: Stage) -> None:
    assert "Which days do you mean?" in await stage.says("Owen", "away 1/8, cover Priya")
    assert stage.labels("Owen") == ["1 August 2027", "8 January 2027"]
    assert "Priya is asked to cover for you, 8 January 2027." in await stage.presses(
        "Owen", "8 January 2027"
    )


async def test_two_people_of_one_name_are_asked_about(stage: Stage) -> None:
    await stage.joins("Priya Rao", Role.CONTRIBUTOR)
    await stage.says("Owen", "away 1 to 14 August, cover Pri")
    assert "Priya Rao, Council" in stage.labels("Owen")
    assert "Priya Rao is asked" in await stage.presses("Owen", "Priya Rao, Council")


async def test_circles_are_refused_short_and_long(stage: Stage) -> None:
    await stage.joins("Zoe", Role.CONTRIBUTOR, "1.01")
    await stage.says("Owen", AUGUST)
    assert "a circle" in await stage.says("Priya", "away 10 to 20 August, cover Owen")
    assert "is away too" in await stage.says("Zoe", "away 10 to 20 August, cover Owen")
    assert "is asked" in await stage.says("Priya", "away 20 to 25 August, cover Owen")


async def test_a_deputy_who_is_away_too_is_refused(stage: Stage) -> None:
    await stage.says("Priya", "away 10 to 20 August, cover Ann")
    assert "Priya is away too, 10 to 20 August 2027." in await stage.says("Owen", AUGUST)


async def test_cover_that_overlaps_is_changed_only_when_asked(stage: Stage) -> None:
    await stage.says("Owen", AUGUST)
    await stage.presses("Priya", "Yes, I cover")
    said = await stage.says("Owen", "away 10 to 20 August, cover Ann")
    assert "Priya covers for you already, 1 to 14 August 2027." in said
    await stage.presses("Owen", "Yes, change it")
    await stage.presses("Ann", "Yes, I cover")
    assert await hands_in(stage, "4.01", date(2027, 8, 12)) == ["Ann"]
    assert await hands_in(stage, "4.01", date(2027, 8, 2)) == []


async def test_somebody_who_has_not_opened_the_link_cannot_agree(stage: Stage) -> None:
    await stage.says("Ann", "/invite Nia; Council; contributor; 1.01")
    said = await stage.says("Owen", "away 1 to 14 August, cover Nia")
    assert "Nia has not opened their invitation" in said


async def test_nobody_agrees_for_another_or_twice(stage: Stage) -> None:
    await stage.says("Owen", AUGUST)
    numbers = await duty_numbers(stage)
    assert "was not for you" in await stage.says("Ravi", f"/cover {numbers}")
    await stage.says("Priya", f"/cover {numbers}")
    assert "agreed to that already" in await stage.says("Priya", f"/cover {numbers}")
    for odd in ("/cover", "/cover abc", "/cover 99999999999999999999"):
        assert "is over" in await stage.says("Priya", odd)


async def duty_numbers(stage: Stage) -> str:
    def work(stores: Stores) -> str:
        return " ".join(str(duty.id) for _, duty in stores.people.cover(date(2026, 11, 23)))

    return await stage.read(work)  # type: ignore[return-value]


async def test_cover_that_nobody_agreed_to_is_found_for_the_officer(stage: Stage) -> None:
    await stage.says("Owen", AUGUST)

    def open_on(day: date) -> object:
        def work(stores: Stores) -> list[str]:
            catalogue = stores.plan.catalogue()
            assert catalogue is not None
            found = cover.not_accepted(stores.people, catalogue.by_code["4.01"], day)
            return [one.deputy.name for one in found]

        return work

    assert await stage.read(open_on(date(2027, 8, 7))) == ["Priya"]  # type: ignore[arg-type]
    assert await stage.read(open_on(date(2027, 8, 15))) == []  # type: ignore[arg-type]
    await stage.presses("Priya", "Yes, I cover")
    assert await stage.read(open_on(date(2027, 8, 7))) == []  # type: ignore[arg-type]


async def test_whoever_owns_nothing_has_nothing_to_cover(stage: Stage) -> None:
    assert "nothing to cover" in await stage.says("Ann", AUGUST)


async def test_not_mine_any_more_is_confirmed_and_the_officer_finds_somebody(stage: Stage) -> None:
    assert "Which measures" in await stage.says("Owen", "not mine any more")
    await stage.says("Owen", "4.01")
    await stage.presses("Owen", "Yes, take it off")
    assert "Owen no longer hands in 4.01" in stage.told("Ann")[-1]
    assert "Who hands in 4.01" in await stage.presses("Ann", "Choose somebody")
    assert "Priya hands in 4.01" in await stage.says("Ann", "Priya")
    assert "You hand in 4.01" in stage.told("Priya")[-1]
    assert "You don't hand in “4.01”" in await stage.says("Owen", "/not_mine 4.01")


async def test_one_measure_of_an_ambition_is_given_up_and_the_rest_stays(stage: Stage) -> None:
    await stage.joins("Mel", Role.CONTRIBUTOR, "ambition 4")
    await stage.says("Mel", "4.01 is not mine any more")
    await stage.presses("Mel", "Yes, take it off")
    left = await stage.says("Ann", "/people Mel")
    assert "4.02" in left
    assert "4.01" not in left


async def test_an_officer_moves_a_measure_to_somebody_else(stage: Stage) -> None:
    said = await stage.says("Ann", "/reassign 4.01; Priya")
    assert "Priya hands in 4.01" in said
    assert "Until now: Owen." in said
    assert "4.01" not in await stage.says("Ann", "/people Owen")


async def test_who_leaves_loses_cover_too(stage: Stage) -> None:
    await stage.says("Owen", AUGUST)
    await stage.presses("Priya", "Yes, I cover")
    await stage.says("Ann", "/remove sure Priya")
    assert await hands_in(stage, "4.01", date(2027, 8, 7)) == []
    assert "no command" not in await stage.says("Owen", AUGUST)
