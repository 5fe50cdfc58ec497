"""One line hands a figure in: read back, confirmed, signed off, and only then seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people import Role
from bot.plan.periods import quarter
from tests.submissions.people import BACKLOG, Chat, Office, button_of, data_of, labels

SUMMER = quarter(2026, 2)
LINE = "backlog is 430 for Q2"


async def test_a_figure_is_read_back_before_it_counts(office: Office, owner: Chat) -> None:
    said = await owner.say(LINE)
    assert "Is this right?" in said
    assert "430 for Q2 2026-27 (July to September 2026)" in said
    assert "Last figure: 464 in September 2024" in said
    assert owner.buttons == ["Confirm", "Change", "Comment", "Cancel"]
    assert await office.published(BACKLOG, SUMMER) is None


async def test_it_is_published_once_it_is_signed_off(
    office: Office, owner: Chat, approver: Chat, reader: Chat
) -> None:
    await owner.say(LINE)
    assert "It waits for sign-off by Avery Ash" in await owner.press("Confirm")
    (card,) = await approver.arrived()
    assert labels(card) == ["Approve", "Return with a reason", "Ask the owner"]
    assert "464 in September 2024" in await reader.say("latest backlog")
    assert "Published" in await approver.press_data(button_of(card, "Approve"))
    assert "430 for Q2 2026-27" in await reader.say("latest backlog")
    assert "Signed off and published" in (await owner.arrived())[-1].notice.plain
    assert await office.revisions(BACKLOG, SUMMER) == ["430"]
    assert await office.audited("4.01 Q2 2026-27") == ["handed in", "signed off", "published"]


async def test_a_returned_figure_comes_back_with_its_reason(owner: Chat, approver: Chat) -> None:
    await owner.say(LINE)
    await owner.press("Confirm")
    (card,) = await approver.arrived()
    assert "Why do you return it?" in await approver.press_data(
        button_of(card, "Return with a reason")
    )
    assert "Returned" in await approver.say("please check the late requests")
    back = (await owner.arrived())[-1]
    assert "Avery Ash says: “please check the late requests”" in back.notice.plain
    assert "what is the figure?" in await owner.press_data(button_of(back, "Fix"))
    assert "431 for Q2 2026-27" in await owner.say("431")
    assert "Recorded" in await owner.press("Confirm")


async def test_two_presses_and_a_repeated_update_record_one_figure(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await owner.say(LINE)
    assert owner.last is not None
    confirm = data_of(owner.last, "Confirm")
    await owner.press_data(confirm)
    assert "Already recorded" in await owner.press_data(confirm)
    assert "Already recorded" in await owner.say(LINE)
    assert len(await approver.arrived()) == 1
    assert await office.audited("4.01 Q2 2026-27") == ["handed in"]


async def test_a_card_is_good_for_a_day(office: Office, owner: Chat) -> None:
    await owner.say(LINE)
    office.now += timedelta(days=1)
    assert "expired" in await owner.press("Confirm")


async def test_a_card_belongs_to_one_person(office: Office, owner: Chat) -> None:
    other = await office.join("Perry Pine", Role.CONTRIBUTOR, BACKLOG)
    await owner.say(LINE)
    assert "belongs to somebody else" in await other.say("/card confirm 1")
    assert await office.audited("4.01 Q2 2026-27") == []


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR])
async def test_who_does_not_owe_a_figure_cannot_hand_it_in(office: Office, role: Role) -> None:
    other = await office.join("Perry Pine", role, "7.01")
    said = await other.say(LINE)
    assert "You can't hand in figures" in said
    assert "Head of SEND" in said


async def test_somebody_removed_can_do_nothing_in_the_middle_of_a_card(
    office: Office, owner: Chat
) -> None:
    await owner.say(LINE)
    assert owner.member is not None
    member = owner.member
    await office.do(lambda stores: stores.people.leave(member, office.now))
    assert "Recorded" not in await owner.press("Confirm")
    assert await office.audited("4.01 Q2 2026-27") == []


async def test_a_duty_that_ended_between_card_and_confirm_counts(
    office: Office, owner: Chat
) -> None:
    await owner.say(LINE)
    assert owner.member is not None
    member = owner.member
    await office.do(lambda stores: stores.people.set_role(member, Role.READER))
    assert "You can't hand in figures" in await owner.press("Confirm")


async def test_a_draft_survives_a_restart_and_lives_in_the_database(
    office: Office, owner: Chat
) -> None:
    assert "which period is it for?" in await owner.say("/submit 4.01")
    assert "what is the figure?" in await owner.press("September 2026")
    assert "430 in September 2026" in await owner.say("430")
    draft = await office.do(lambda stores: stores.submissions.open_draft(owner.contact, office.now))
    assert draft is not None
    assert str(draft.offer.value) == "430"
