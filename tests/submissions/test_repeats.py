"""Repeats and races: exactly one revision, and the second person is shown the first's."""

from __future__ import annotations

from bot.people import Role
from bot.plan.periods import quarter
from tests.submissions.people import BACKLOG, Chat, Office, button_of, data_of

SUMMER = quarter(2026, 2)


async def second_owner(office: Office) -> Chat:
    return await office.join("Perry Pine", Role.CONTRIBUTOR, BACKLOG)


async def test_the_second_of_two_people_sees_the_firsts_figure(
    office: Office, owner: Chat, approver: Chat
) -> None:
    other = await second_owner(office)
    await owner.say("backlog is 430 for Q2")
    await other.say("backlog is 431 for Q2")
    await owner.press("Confirm")
    said = await other.press("Confirm")
    assert "Olive Oak handed in 430" in said
    assert "Yours will take its place" in said
    assert len(await approver.arrived()) == 1
    assert "Recorded" in await other.press("Replace it")
    told = (await owner.arrived())[-1].notice.plain
    assert "Another figure has taken the place of yours" in told
    assert "Perry Pine handed in 431" in told


async def test_the_same_value_from_a_second_person_is_recorded_already(
    office: Office, owner: Chat
) -> None:
    other = await second_owner(office)
    await owner.say("backlog is 430 for Q2")
    await other.say("backlog is 430 for Q2")
    await owner.press("Confirm")
    said = await other.press("Confirm")
    assert "Already recorded" in said
    assert "Olive Oak handed it in" in said


async def test_an_approver_with_the_card_of_a_replaced_figure_gets_the_one_that_counts(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await owner.say("backlog is 430 for Q2")
    await owner.press("Confirm")
    (old,) = await approver.arrived()
    await owner.say("backlog is 431 for Q2")
    await owner.press("Replace it")
    said = await approver.press_data(button_of(old, "Approve"))
    assert "That card is out of date. This one counts now:" in said
    assert "431 for Q2" in said
    assert await office.published(BACKLOG, SUMMER) is None
    assert "Published" in await approver.press("Approve")
    assert await office.revisions(BACKLOG, SUMMER) == ["431"]


async def test_a_repeated_update_changes_nothing(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await owner.say("backlog is 430 for Q2")
    assert owner.last is not None
    confirm = data_of(owner.last, "Confirm")
    await owner.press_data(confirm, key="telegram:once")
    await owner.press_data(confirm, key="telegram:once")
    assert await office.audited("4.01 Q2 2026-27") == ["handed in"]
    assert len(await approver.arrived()) == 1


async def test_two_approvers_who_press_at_once_publish_one_revision(
    office: Office, owner: Chat, approver: Chat
) -> None:
    other = await office.join("Blair Birch", Role.APPROVER, "*")
    await owner.say("backlog is 430 for Q2")
    await owner.press("Confirm")
    (first,) = await approver.arrived()
    (second,) = await other.arrived()
    assert "Published" in await approver.press_data(button_of(first, "Approve"))
    assert "It is published" in await other.press_data(button_of(second, "Approve"))
    assert await office.revisions(BACKLOG, SUMMER) == ["430"]


async def test_a_figure_published_since_the_card_was_shown_is_shown_first(
    office: Office, owner: Chat, approver: Chat
) -> None:
    other = await second_owner(office)
    await owner.say("backlog is 430 for Q2")
    await other.say("backlog is 431 for Q2")
    await owner.press("Confirm")
    (card,) = await approver.arrived()
    await approver.press_data(button_of(card, "Approve"))
    said = await other.press("Confirm")
    assert "Published for this period: 430" in said
    assert "Please type the reason for the correction" in said
    assert await office.revisions(BACKLOG, SUMMER) == ["430"]
