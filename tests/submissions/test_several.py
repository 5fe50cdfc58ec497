"""Several figures in one message are read back on one card."""

from __future__ import annotations

from bot.plan.periods import month, quarter
from tests.submissions.people import BACKLOG, TIMELINESS, Chat, Office

SUMMER = quarter(2026, 2)


async def test_lines_share_the_period_that_one_of_them_names(owner: Chat) -> None:
    said = await owner.say("4.01 430 / 4.02 61.4% for Q2")
    assert "430 for Q2 2026-27" in said
    assert "61.4% for Q2 2026-27" in said
    assert "Recorded: two figures" in await owner.press("Confirm all")


async def test_the_period_is_asked_for_once(owner: Chat) -> None:
    assert "Which period are those two figures for?" in await owner.say("4.01 430\n4.02 61.4%")
    said = await owner.press("September 2026")
    assert "430 in September 2026" in said
    assert "61.4% in September 2026" in said


async def test_a_table_as_text_is_read_line_by_line(owner: Chat) -> None:
    table = "Measure | Q2\n4.01 | 430 | Q2\n4.02 | 61.4% | Q2"
    said = await owner.say(table)
    assert "Are these two figures right?" in said


async def test_what_cannot_be_taken_is_said_with_its_reason(owner: Chat) -> None:
    said = await owner.say("4.01 430 for Q2; 4.02 61.4% for Q2; 7.01 12 for Q2")
    assert "Are these two figures right?" in said
    assert "Not taken: “7.01 12 for Q2”: you can't hand in this measure" in said


async def test_one_of_them_can_be_changed_before_all_are_confirmed(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await owner.say("4.01 430 / 4.02 61.4% for Q2")
    await owner.press("Change 4.01")
    assert "431 for Q2" in await owner.say("431")
    await owner.press("Confirm all")
    assert len(await approver.arrived()) == 2
    assert await office.audited("4.01 Q2 2026-27") == ["handed in"]


async def test_cancel_all_stores_nothing(office: Office, owner: Chat) -> None:
    await owner.say("4.01 430 / 4.02 61.4% for Q2")
    await owner.press("Cancel all")
    assert await office.published(BACKLOG, SUMMER) is None
    waiting = await office.do(lambda stores: stores.submissions.waiting())
    assert waiting == []


async def test_all_that_wait_are_listed_before_they_are_approved(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await owner.say("4.01 430 / 4.02 61.4% for Sept 2026")
    await owner.press("Confirm all")
    await approver.say("/signoff")
    said = await approver.press("Approve two without doubts")
    assert "430 in September 2026" in said
    assert await office.published(TIMELINESS, month(2026, 9)) is None
    assert "Signed off: two figures" in await approver.press("Approve them all")
    assert await office.published(TIMELINESS, month(2026, 9)) is not None
