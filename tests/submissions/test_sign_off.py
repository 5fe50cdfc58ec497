"""Sign-off: who may, in which order, and the ways of returned, withdrawn and late figures."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people import TERMINAL, DutyKind, Role
from bot.plan.figures import FigureStatus
from bot.plan.periods import quarter
from bot.reminders.rules import rules_from
from bot.settings.reminding import ReminderSettings
from tests.submissions.people import BACKLOG, Chat, Office, button_of, labels

SUMMER = quarter(2026, 2)


async def handed_in(owner: Chat, value: str = "430") -> None:
    await owner.say(f"backlog is {value} for Q2")
    assert "Recorded" in await owner.press("Confirm")


async def corrected(owner: Chat, value: str, reason: str) -> None:
    assert "Yours will be a correction" in await owner.say(f"backlog is {value} for Q2")
    assert f"Reason: “{reason}”" in await owner.say(reason)
    assert "Recorded" in await owner.press("Confirm")


async def approve(approver: Chat) -> str:
    await approver.say("/signoff")
    return await approver.press("Approve")


async def test_out_of_scope_is_told_who_can(office: Office, owner: Chat, approver: Chat) -> None:
    other = await office.join("Blair Birch", Role.APPROVER, "7.01")
    await handed_in(owner)
    said = await other.say("/card approve 1")
    assert "You can't sign off this measure. Avery Ash can." in said
    assert await office.published(BACKLOG, SUMMER) is None


async def test_nobody_signs_off_what_they_handed_in(office: Office) -> None:
    both = await office.join("Olive Oak", Role.APPROVER, BACKLOG)
    officer = await office.join("Casey Cedar", Role.OFFICER)
    await both.say("backlog is 430 for Q2")
    assert "You can't hand in" in both.last.reply.text  # type: ignore[union-attr]
    await officer.say("backlog is 430 for Q2")
    await officer.press("Confirm")
    assert "You handed this figure in" in await officer.say("/card approve 1")
    assert "Published" in await both.say("/card approve 1")


async def test_the_terminal_does_not_sign_off_what_it_handed_in(office: Office) -> None:
    terminal = Chat(office, TERMINAL)
    await terminal.say("backlog is 430 for Q2")
    assert "Nobody else can yet." in await terminal.press("Confirm")
    said = await terminal.say("/signoff")
    assert "Nothing waits for your sign-off" in said
    assert "Yours waits: Children waiting for an EHC plan (backlog), 430 for Q2 2026-27." in said
    said = await terminal.say("/card approve 1")
    assert "/assign NAME; approver; 4.01" in said
    assert "/policy 4.01 one own" in said
    assert await office.published(BACKLOG, SUMMER) is None
    await terminal.say("/policy 4.01 one own")
    await terminal.say("/signoff")
    assert "Published" in await terminal.press("Approve")


async def test_under_two_the_one_who_handed_in_counts_for_neither(
    office: Office, approver: Chat
) -> None:
    terminal = Chat(office, TERMINAL)
    officer = await office.join("Casey Cedar", Role.OFFICER)
    await terminal.say("/policy 4.01 two")
    await terminal.say("backlog is 430 for Q2")
    await terminal.press("Confirm")
    assert "You handed this figure in" in await terminal.say("/card approve 1")
    assert "One more person" in await approver.say("/card approve 1")
    assert "You handed this figure in" in await terminal.say("/card approve 1")
    assert await office.published(BACKLOG, SUMMER) is None
    assert "Published" in await officer.say("/card approve 1")


async def test_a_sole_officer_is_told_how_somebody_else_may_sign_off(office: Office) -> None:
    officer = await office.join("Casey Cedar", Role.OFFICER)
    await officer.say("backlog is 430 for Q2")
    said = await officer.press("Confirm")
    assert "/assign NAME; approver; 4.01" in said
    assert "You handed this figure in" in await officer.say("/card approve 1")


async def test_the_source_is_the_owner_who_handed_it_in(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await handed_in(owner)
    await approve(approver)
    figure = await office.published(BACKLOG, SUMMER)
    assert figure is not None
    assert figure.source.startswith("Handed in by Head of SEND")


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.OFFICER, "Handed in by the performance officer on behalf of Head of SEND"),
        (Role.CONTRIBUTOR, "Handed in by a deputy on behalf of Head of SEND"),
    ],
)
async def test_the_source_says_on_whose_behalf_it_was_handed_in(
    office: Office, approver: Chat, role: Role, said: str
) -> None:
    other = await office.join("Dana Date", role, BACKLOG, kind=DutyKind.DEPUTY)
    await handed_in(other)
    await approve(approver)
    figure = await office.published(BACKLOG, SUMMER)
    assert figure is not None
    assert figure.source.startswith(said)


async def test_the_history_says_that_the_officer_acted_at_the_terminal(office: Office) -> None:
    terminal = Chat(office, TERMINAL)
    await handed_in(terminal)
    assert "the performance officer at the terminal handed in" in await terminal.say(
        "/history 4.01"
    )


async def test_without_an_approver_the_officer_signs_off(office: Office, owner: Chat) -> None:
    officer = await office.join("Casey Cedar", Role.OFFICER)
    await handed_in(owner)
    (card,) = await officer.arrived()
    assert "Published" in await officer.press_data(button_of(card, "Approve"))


async def test_two_people_sign_where_the_policy_says_so(
    office: Office, owner: Chat, approver: Chat
) -> None:
    officer = await office.join("Casey Cedar", Role.OFFICER)
    other = await office.join("Blair Birch", Role.APPROVER, "*")
    assert "signed off by two people" in await officer.say("/policy 4.01 two")
    await handed_in(owner)
    assert "One more person has to sign it off" in await approver.say("/card approve 1")
    assert "You have signed this figure off already" in await approver.say("/card approve 1")
    assert await office.published(BACKLOG, SUMMER) is None
    assert "Published" in await other.say("/card approve 1")
    assert await office.audited("4.01 sign-off") == ["changed"]


async def test_no_sign_off_publishes_at_once_where_the_policy_says_so(
    office: Office, owner: Chat
) -> None:
    officer = await office.join("Casey Cedar", Role.OFFICER)
    await officer.say("/policy 4.01 none")
    await owner.say("backlog is 430 for Q2")
    assert "Published" in await owner.press("Confirm")
    assert await office.revisions(BACKLOG, SUMMER) == ["430"]


async def test_only_the_officer_changes_a_policy(owner: Chat) -> None:
    assert "There is no command /policy here" in await owner.say("/policy 4.01 none")


async def test_a_correction_needs_a_reason_and_becomes_a_revision(
    office: Office, owner: Chat, approver: Chat, reader: Chat
) -> None:
    await handed_in(owner)
    await approve(approver)
    await corrected(owner, "425", "five were counted twice")
    assert "430 for Q2" in await reader.say("latest backlog")
    await approver.say("/signoff")
    assert "Correction" in approver.last.reply.text  # type: ignore[union-attr]
    assert "five were counted twice" in approver.last.reply.text  # type: ignore[union-attr]
    await approver.press("Approve")
    assert await office.revisions(BACKLOG, SUMMER) == ["430", "425"]
    said = await reader.say("latest backlog")
    assert "425 for Q2" in said
    assert "earlier published as 430" in said


async def test_an_unchanged_correction_is_recorded_already(owner: Chat, approver: Chat) -> None:
    await handed_in(owner)
    await approve(approver)
    assert "Already recorded" in await owner.say("backlog is 430 for Q2")


async def test_a_withdrawn_figure_no_longer_waits(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await handed_in(owner)
    (card,) = await approver.arrived()
    assert "Withdrawn" in await owner.press("Withdraw")
    said = await approver.press_data(button_of(card, "Approve"))
    assert "withdrawn before sign-off" in said
    assert await office.published(BACKLOG, SUMMER) is None


async def test_the_owner_is_asked_and_the_figure_goes_on_waiting(
    owner: Chat, approver: Chat
) -> None:
    await handed_in(owner)
    await approver.say("/signoff")
    await approver.press("Ask the owner")
    assert "Your question has gone" in await approver.say("does it include late requests?")
    asked = (await owner.arrived())[-1]
    assert "Avery Ash asks: “does it include late requests?”" in asked.notice.plain
    assert labels(asked) == ["Fix"]
    assert "Published" in await approver.press("Approve")


async def test_a_published_figure_is_taken_back_with_a_reason(
    office: Office, owner: Chat, approver: Chat, reader: Chat
) -> None:
    await handed_in(owner)
    await approve(approver)
    assert "Why is it taken back?" in await approver.press("Take it back")
    assert "Taken back" in await approver.say("the wrong quarter")
    assert await office.published(BACKLOG, SUMMER) is None
    assert "464 in September 2024" in await reader.say("latest backlog")
    assert "the wrong quarter" in (await owner.arrived())[-1].notice.plain


async def test_a_correction_taken_back_brings_the_earlier_value_as_a_revision(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await handed_in(owner)
    await approve(approver)
    await corrected(owner, "425", "five were counted twice")
    await approve(approver)
    await approver.press("Take it back")
    await approver.say("they were not")
    assert await office.revisions(BACKLOG, SUMMER) == ["430", "425", "430"]


async def test_a_figure_that_a_later_one_rests_on_is_not_taken_back(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await owner.say("backlog is 440 for Q1 2026/27")
    await owner.press("Confirm")
    await approve(approver)
    undo = approver.last
    assert undo is not None
    await handed_in(owner)
    await approve(approver)
    await approver.press_data(f"a{undo.number}:0")
    assert "rests on this one" in await approver.say("no longer right")


async def test_a_figure_of_a_hidden_size_is_shown_to_approvers_and_hidden_from_readers(
    office: Office, owner: Chat, approver: Chat, reader: Chat
) -> None:
    assert "Readers will see: withheld" in await owner.say("20 weeks is 3 of 70 for Q2")
    await owner.press("Confirm")
    await approver.say("/signoff")
    assert "That is 3 of 70" in approver.last.reply.text  # type: ignore[union-attr]
    assert "Internal, not for sharing." in approver.last.reply.text  # type: ignore[union-attr]
    await approver.press("Approve")
    said = await reader.say("20 weeks in Q2")
    assert "withheld" in said
    assert "4.3" not in said
    kept = await office.do(lambda stores: stores.audit.about("4.02 Q2 2026-27"))
    assert {one.after for one in kept} == {"withheld"}


@pytest.mark.parametrize(("days", "recalled"), [(7, False), (60, True)])
async def test_how_far_back_a_correction_is_told_is_a_setting(
    office: Office, owner: Chat, approver: Chat, reader: Chat, days: int, recalled: bool
) -> None:
    office.rules = rules_from(ReminderSettings(), recall_days=days)
    await handed_in(owner)
    await approve(approver)
    assert "430" in await reader.say("backlog in Q2")
    await reader.arrived()
    office.now += timedelta(days=8)
    await corrected(owner, "425", "counted twice")
    await approve(approver)
    told = [one.notice.plain for one in await reader.arrived()]
    assert any("it is now 425; you were told 430" in one for one in told) is recalled


async def test_mine_lists_what_is_owed_waits_and_came_back(owner: Chat, approver: Chat) -> None:
    said = await owner.say("/mine")
    assert "Not handed in yet" in said
    assert "Children waiting for an EHC plan (backlog)" in said
    await handed_in(owner)
    assert "Waits for sign-off" in await owner.say("/mine")
    await approver.say("/card return 1")
    await approver.say("please check it")
    said = await owner.say("/mine")
    assert "Came back to you" in said
    assert "please check it" in said


async def test_a_local_figure_is_provisional(office: Office, owner: Chat, approver: Chat) -> None:
    await handed_in(owner)
    await approve(approver)
    figure = await office.published(BACKLOG, SUMMER)
    assert figure is not None
    assert figure.status is FigureStatus.PROVISIONAL


async def test_an_approver_removed_after_the_card_can_sign_nothing(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await handed_in(owner)
    (card,) = await approver.arrived()
    assert approver.member is not None
    member = approver.member
    await office.do(lambda stores: stores.people.leave(member, office.now))
    await approver.press_data(button_of(card, "Approve"))
    assert await office.published(BACKLOG, SUMMER) is None


async def test_readers_see_that_a_newer_figure_waits_and_its_owner_sees_it(
    office: Office, owner: Chat, approver: Chat, reader: Chat
) -> None:
    await handed_in(owner)
    said = await reader.say("latest backlog")
    assert "A newer figure, for Q2 2026-27, waits for sign-off." in said
    assert "430" not in said
    for who in (owner, approver):
        said = await who.say("latest backlog")
        assert "Not published yet: 430 for Q2 2026-27 waits for sign-off" in said
        assert "464 in September 2024" in said
    await approve(approver)
    assert "waits" not in await reader.say("latest backlog")


async def test_whoever_was_given_the_old_figure_is_told_of_the_new_one(
    owner: Chat, approver: Chat, reader: Chat
) -> None:
    await handed_in(owner)
    await approve(approver)
    assert "430 for Q2" in await reader.say("latest backlog")
    await reader.arrived()
    await corrected(owner, "425", "five were counted twice")
    await approve(approver)
    (told,) = await reader.arrived()
    assert "has been corrected" in told.notice.plain
    assert "425" in told.notice.plain
    assert "five were counted twice" in told.notice.plain


async def test_a_value_that_comes_back_is_told_again(
    owner: Chat, approver: Chat, reader: Chat
) -> None:
    await handed_in(owner)
    await approve(approver)
    await reader.say("latest backlog")
    await reader.arrived()
    for value in ("425", "430", "425"):
        await corrected(owner, value, "counted again")
        await approve(approver)
        (told,) = await reader.arrived()
        assert f"it is now {value}" in told.notice.plain


async def test_the_source_says_whose_sign_off_a_figure_has(owner: Chat, approver: Chat) -> None:
    await handed_in(owner)
    await approve(approver)
    assert "Signed off by its approver on" in await approver.say("source of 4.01")
