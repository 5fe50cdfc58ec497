"""Reminders from the day a quarter ends until the figure is in: who is asked, when, how often."""

from __future__ import annotations

import pytest

from bot.people import DutyKind, Role
from storage.database import Database
from tests.reminders.scene import CAMHS, OTHER, Q2, Office, at, to


@pytest.fixture
def office(starter: Database) -> Office:
    return Office(starter)


async def test_an_owner_is_asked_at_each_stage_and_at_no_other_time(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    said = {}
    for day in range(1, 31):
        for hour in ("05:00", "09:00", "15:00", "20:00"):
            now = at(f"2026-10-{day:02d}", hour)
            if lines := to(await office.morning(now), owner):
                said[f"{day} {hour}"] = lines
    assert list(said) == ["1 09:00", "14 09:00", "21 09:00", "23 09:00"]
    assert said["14 09:00"][0].split("\n")[0] == (
        "CAMHS wait to treatment: the figure for Q2 2026-27 (July to September 2026) is due on "
        "Wednesday 21 October 2026, in five working days."
    )
    assert "was due on Wednesday 21 October 2026, two working days ago" in said["23 09:00"][0]


async def test_nobody_is_chased_for_what_has_come_in(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    assert to(await office.morning(at("2026-10-14")), owner)
    await office.publish(CAMHS, Q2, "12.4")
    assert not to(await office.morning(at("2026-10-21")), owner)


async def test_a_figure_that_comes_in_before_the_message_leaves_stops_it(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.plan(at("2026-10-14"))
    await office.sweep(at("2026-10-14"))
    await office.publish(CAMHS, Q2, "12.4")
    assert not to(await office.send(at("2026-10-14", "09:01")), owner)


async def test_one_message_says_all_that_is_missing_and_drops_what_came(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS, OTHER)
    await office.plan(at("2026-10-14"))
    await office.sweep(at("2026-10-14"))
    [both] = to(await office.send(at("2026-10-14")), owner)
    assert both.startswith("Wanted from you: two figures.")
    await office.plan(at("2026-10-21", "08:30"))
    await office.sweep(at("2026-10-21", "08:30"))
    await office.publish(OTHER, Q2, "3100")
    [one] = to(await office.send(at("2026-10-21", "08:31")), owner)
    assert one.startswith("CAMHS wait to treatment")
    assert "due today" in one


async def test_planning_twice_plans_nothing_new(office: Office) -> None:
    await office.hire("Owner", CAMHS, OTHER)
    first = await office.plan(at("2026-10-14"))
    second = await office.plan(at("2026-10-14", "09:10"))
    assert (first.owed > 0, second.owed, second.wanted, second.received) == (True, 0, 0, 0)


async def test_after_a_long_outage_only_the_newest_stage_is_sent(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-01"))
    assert len(to(await office.morning(at("2026-10-26")), owner)) == 1


async def test_pending_stages_move_to_the_new_owner(office: Office) -> None:
    before = await office.hire("Before", CAMHS)
    await office.morning(at("2026-10-14"))
    after = await office.hire("After", CAMHS)
    notices = await office.morning(at("2026-10-21"))
    assert not to(notices, before)
    assert len(to(notices, after)) == 1


async def test_a_message_in_the_outbox_is_not_sent_to_an_owner_who_is_none_any_more(
    office: Office,
) -> None:
    before = await office.hire("Before", CAMHS)
    await office.plan(at("2026-10-14"))
    await office.sweep(at("2026-10-14"))
    await office.hire("After", CAMHS)
    assert not to(await office.send(at("2026-10-14")), before)


async def test_the_deputy_is_asked_while_they_cover(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    deputy = await office.hire("Deputy")
    now = at("2026-10-01")
    await office.database.transact(
        lambda stores: stores.people.give(
            member=deputy.id,
            kind=DutyKind.DEPUTY,
            scope=CAMHS,
            starts=at("2026-10-10").date(),
            ends=at("2026-10-18").date(),
            covers=owner.id,
            accepted_at=now,
        )
    )
    covered = await office.morning(at("2026-10-14"))
    back = await office.morning(at("2026-10-21"))
    assert (len(to(covered, owner)), len(to(covered, deputy))) == (0, 1)
    assert (len(to(back, owner)), len(to(back, deputy))) == (1, 0)


async def test_officers_hear_of_what_is_five_working_days_late(office: Office) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-01"))
    await office.publish(OTHER, Q2, "3100")
    told = to(await office.morning(at("2026-10-28")), officer)
    assert any("CAMHS wait to treatment, Q2 2026-27: five working days late" in one for one in told)


async def test_a_message_that_waited_overnight_becomes_the_next_mornings(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.plan(at("2026-10-14", "16:00"))
    await office.sweep(at("2026-10-14", "16:00"))
    assert not to(await office.send(at("2026-10-14", "19:00")), owner)
    assert len(to(await office.morning(at("2026-10-15", "09:00")), owner)) == 1


@pytest.mark.parametrize(
    ("written", "woken", "again"),
    [
        ("2026-10-21", ("2026-10-24", "10:00"), "2026-10-26"),  # a Saturday
        ("2026-10-21", ("2026-10-25", "10:00"), "2026-10-26"),  # the clocks went back
    ],
)
async def test_a_message_that_waited_into_a_day_off_goes_on_the_next_working_day(
    office: Office, written: str, woken: tuple[str, str], again: str
) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.plan(at(written))
    await office.sweep(at(written))
    assert not to(await office.send(at(*woken)), owner)
    assert not to(await office.morning(at(*woken)), owner)
    assert not to(await office.morning(at(again, "07:30")), owner)
    assert len(to(await office.morning(at(again)), owner)) == 1


async def test_a_machine_asleep_for_three_days_sends_one_message(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.plan(at("2026-10-21", "09:00"))
    await office.sweep(at("2026-10-21", "09:00"))
    told = to(await office.morning(at("2026-10-26", "09:00")), owner)
    assert len(told) == 1
    assert "three working days ago" in told[0]


async def test_somebody_who_never_linked_a_chat_goes_to_the_officers_list_once(
    office: Office,
) -> None:
    await office.hire("Owner", CAMHS, linked=False)
    for hour in ("09:00", "09:10"):
        await office.morning(at("2026-10-14", hour))
    listed = await office.database.read(lambda stores: stores.reminders.unreached())
    assert [one.why for one in listed if one.subject.startswith("member")] == [
        "has not linked a chat yet"
    ]
