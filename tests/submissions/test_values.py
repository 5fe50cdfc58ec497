"""Every form of a value that is taken, and every one that is not with its own reason."""

from __future__ import annotations

import pytest

from bot.people import Role
from bot.plan.periods import quarter
from tests.submissions.people import TIMELINESS, Chat, Office

SUMMER = quarter(2026, 2)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("backlog is 1,204 for Q2", "1,204 for Q2"),
        ("backlog is 1 204 for Q2", "1,204 for Q2"),
        ("backlog is 1.2k for Q2", "1,200 for Q2"),
        ("backlog is four hundred and thirty for Q2", "430 for Q2"),
        ("backlog is a dozen for Q2", "12 for Q2"),
        ("backlog is nil for Q2", "0 for Q2"),
        ("20 weeks is 61.4 for Q2", "61.4% for Q2"),
        ("20 weeks is 61·4% for Q2", "61.4% for Q2"),
        ("20 weeks is 43 of 70 for Q2", "61.4% for Q2"),
        ("20 weeks is 43/70 for Q2", "61.4% for Q2"),
    ],
)
async def test_values_that_are_taken(owner: Chat, typed: str, shown: str) -> None:
    said = await owner.say(typed)
    assert "Is this right?" in said
    assert shown in said


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("about 60", "exact figure, not an estimate"),
        ("60-65", "one figure, not a range"),
        ("same as last time", "even where it has not changed"),
        ("tbc", "figure that is known"),
        ("3/4/26", "as a percentage"),
        ("61.4 62.0", "more than one number"),
        ("NaN", "no figure that can be stored"),
        ("∞", "no figure that can be stored"),
        ("１２", "plain digits 0 to 9"),
        ("61,4", "use a full stop"),
        ("sixty", "in digits"),
        ("1e2", "in full"),
        ("-5", "cannot be below 0"),
        ("70 of 43", "larger than the whole"),
        ("5 of 0", "larger than the whole"),
        ("£40", "another unit"),
        ("<5", "small counts are hidden"),
    ],
)
async def test_values_that_are_refused_each_with_its_reason(
    owner: Chat, typed: str, reason: str
) -> None:
    await owner.say("/submit 4.02")
    await owner.press("September 2026")
    said = await owner.say(typed)
    assert reason in said
    assert "for example 61.4 or 43 of 70" in said
    assert "Is this right?" in await owner.say("61.4")


async def test_a_part_of_one_is_refused_where_ones_are_counted(owner: Chat) -> None:
    assert "counts whole ones" in await owner.say("backlog is 61.4 for Q2")


async def test_a_share_for_a_percentage_is_asked_about(owner: Chat) -> None:
    assert "Did you mean 61.4% or 0.614%?" in await owner.say("20 weeks is 0.614 for Q2")
    assert "61.4% for Q2" in await owner.press("61.4%")


async def test_more_decimals_than_are_shown_are_kept(
    office: Office, owner: Chat, approver: Chat
) -> None:
    said = await owner.say("20 weeks is 61.42 for Q2")
    assert "61.4% for Q2" in said
    assert "You typed 61.42" in said
    await owner.press("Confirm")
    await approver.say("/signoff")
    await approver.press("Approve")
    assert await office.revisions(TIMELINESS, SUMMER) == ["61.42"]


async def test_the_counts_behind_a_share_are_kept(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await owner.say("20 weeks is 43 of 70 for Q2")
    await owner.press("Confirm")
    await approver.say("/signoff")
    await approver.press("Approve")
    figure = await office.published(TIMELINESS, SUMMER)
    assert figure is not None
    assert (str(figure.numerator), str(figure.denominator)) == ("43", "70")


async def test_after_three_texts_that_cannot_be_taken_the_officer_helps(owner: Chat) -> None:
    await owner.say("/submit 4.02")
    await owner.press("September 2026")
    for typed in ("about 60", "60-65"):
        await owner.say(typed)
        assert "Leave it with the officer" not in owner.buttons
    await owner.say("tbc")
    assert "Left with the performance officer" in await owner.press("Leave it with the officer")


async def test_no_figure_this_time_needs_a_reason(
    office: Office, owner: Chat, approver: Chat, reader: Chat
) -> None:
    assert "Why is there no figure" in await owner.say("20 weeks is n/a for Q2")
    assert "no figure, not applicable" in await owner.press("Not applicable")
    await owner.press("Confirm")
    await approver.say("/signoff")
    await approver.press("Approve")
    figure = await office.published(TIMELINESS, SUMMER)
    assert figure is not None
    assert figure.value is None
    assert "not applicable" in await reader.say("20 weeks in Q2")


@pytest.mark.parametrize("line", ["4.02 n/a", "4.02 n/a for Q2", "n/a for 4.02 Q2", "20 weeks n/a"])
async def test_not_available_asks_why_there_is_no_figure(owner: Chat, line: str) -> None:
    assert "Why is there no figure" in await owner.say(line)
    said = await owner.press("Withheld for confidentiality")
    if "which period" in said:
        said = await owner.press("September 2026")
    assert "no figure, withheld for confidentiality" in said


async def test_not_available_is_heard_where_the_period_is_asked_for(owner: Chat) -> None:
    await owner.say("/submit 4.02")
    assert "Why is there no figure" in await owner.say("n/a")


@pytest.mark.parametrize("named", ["4.02", "EHC plans within 20 weeks"])
async def test_the_measure_asked_for_may_be_typed(owner: Chat, named: str) -> None:
    await owner.say("/submit")
    assert "EHC plans issued within 20 weeks: which period is it for?" in await owner.say(named)


async def test_a_question_gets_out_of_handing_in(owner: Chat) -> None:
    await owner.say("/submit")
    assert "464 in September 2024" in await owner.say("what is the backlog")
    await owner.say("/submit 4.02 for September 2026")
    assert "464 in September 2024" in await owner.say("what is the backlog")


@pytest.mark.parametrize("asked", ["neet in 2099", "child poverty in 1999", "backlog in 2099"])
async def test_a_measure_and_a_year_are_no_value(owner: Chat, asked: str) -> None:
    await owner.say("/submit 4.01 for September 2026")
    said = await owner.say(asked)
    assert "Is this right?" not in said
    assert "2,099" not in said
    assert "1,999" not in said


@pytest.mark.parametrize("typed", ["in 2099", "430 in 2099", "430 for the year 2099"])
async def test_a_year_that_can_have_no_figure_is_said_and_the_value_is_awaited(
    owner: Chat, typed: str
) -> None:
    await owner.say("/submit 4.01 for September 2026")
    assert "has no figure of the year 2099" in await owner.say(typed)
    assert "2,099 in September 2026" in await owner.say("2099")


async def test_a_sharp_jump_takes_one_more_tap_where_few_figures_are_known(owner: Chat) -> None:
    said = await owner.say("backlog was 20 in december 2024")
    assert "It is less than a third of the figure in September 2024 (464)." in said
    assert "Confirm" not in owner.buttons


async def test_a_series_that_left_its_range_is_not_doubted_each_time(office: Office) -> None:
    officer = await office.join("Casey Cedar", Role.OFFICER)
    assert "Please look again" not in await officer.say("7.01 480 for 2025-26")
    assert "Please look again" in await officer.say("7.01 700 for 2025-26")


async def test_not_collected_needs_the_officers_agreement(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await owner.say("20 weeks is n/a for Q2")
    await owner.press("Not collected this period")
    await owner.press("Confirm")
    assert await approver.arrived() == []
    assert "needs the performance officer's agreement" in await approver.say("/card approve 1")
    assert await office.published(TIMELINESS, SUMMER) is None


async def test_a_period_that_is_not_over_is_not_open(owner: Chat) -> None:
    said = await owner.say("backlog is 430 for Q3 2026/27")
    assert "is not over yet" in said
    assert "from 1 January 2027" in said


@pytest.mark.parametrize(
    ("before", "now", "doubt"),
    [
        ("464", "4640", "about 10 times"),
        ("464", "46", "about a tenth"),
        ("464", "464", "exactly the same"),
    ],
)
async def test_a_doubtful_value_takes_one_more_tap(
    owner: Chat, approver: Chat, before: str, now: str, doubt: str
) -> None:
    assert before in await owner.say(f"backlog is {now} for September 2026")
    assert doubt in (await owner.say(f"backlog is {now} for September 2026"))
    assert "Confirm" not in owner.buttons
    assert "Why is it right?" in await owner.press("Yes, and say why")
    assert "Why it is right: “we cleared a large batch”" in await owner.say(
        "we cleared a large batch"
    )
    assert "Recorded" in await owner.press("Confirm")
    (card,) = await approver.arrived()
    assert doubt in card.notice.plain
    assert "we cleared a large batch" in card.notice.plain


@pytest.mark.parametrize(
    "comment",
    [
        "Jayden Smith was late",
        "a boy aged 7 moved away",
        "see case number 12345",
        "born 03/04/2015",
        "ring 0161 496 0000 about it",
        "ask someone@example.org",
        "John Smith moved school",
        "one of them is Grace Hill",
        "john did not come",
        "JOHN SMITH moved",
        "agreed with J. Smith",
        "he is 9 and at another school",
        "date of birth 3 May 2017",
        "the family at 12 High Street",
        "they live at SK4 1AB",
        "more staff joined, " * 20 + "and John Smith left",
    ],
)
async def test_a_comment_that_could_identify_a_child_is_stopped(owner: Chat, comment: str) -> None:
    await owner.say("backlog is 430 for Q2")
    await owner.press("Comment")
    assert "could identify a child" in await owner.say(comment)
    assert "“two staff joined”" in await owner.say("two staff joined")


@pytest.mark.parametrize(
    "comment",
    [
        "Stockport Council and the Head of Inclusion agreed a new panel",
        "Two staff joined; children aged 5 to 16 wait less",
        "Requests rose in May and June, and are now 12% higher",
        "DfE and NHS England changed the definition; Ofsted agreed in October",
        "Asian children are over-represented, and Q2 is 12 higher",
        "St John's Primary School opened a new unit in September",
    ],
)
async def test_roles_places_and_ages_of_many_are_kept(owner: Chat, comment: str) -> None:
    await owner.say("backlog is 430 for Q2")
    await owner.press("Comment")
    assert f"Comment: “{comment}”" in await owner.say(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "John Smith aged 9 moved school",
        "Priya Shah is 9 and lives at 12 High Street SK4 1AB",
        "late " * 120,
    ],
)
async def test_a_comment_in_the_same_line_is_stopped_and_the_figure_stays(
    owner: Chat, approver: Chat, comment: str
) -> None:
    said = await owner.say(f"backlog is 430 for Q2 comment {comment}")
    assert "Is this right?" in said
    assert "Your comment was not kept." in said
    assert comment.strip() not in said
    await owner.press("Confirm")
    (card,) = await approver.arrived()
    assert "430 for Q2" in card.notice.plain
    assert "Comment" not in card.notice.plain


async def test_a_comment_of_one_line_among_several_is_stopped(owner: Chat, approver: Chat) -> None:
    said = await owner.say(
        "4.01 430 for Q2 comment John Smith left / 4.02 62% for Q2 comment more staff joined"
    )
    assert "the comment on Children waiting for an EHC plan (backlog)" in said
    assert "John" not in said
    assert "“more staff joined”" in said


async def test_a_comment_is_looked_at_again_beside_a_hidden_figure(owner: Chat) -> None:
    await owner.say("20 weeks is 61.4% for Q2 comment only three were late")
    await owner.press("Change")
    said = await owner.say("3 of 70")
    assert "can't name numbers below 5" in said
    assert "only three" not in said


async def test_a_comment_on_a_hidden_figure_cannot_name_small_numbers(owner: Chat) -> None:
    assert "Readers will see: withheld" in await owner.say("20 weeks is 3 of 70 for Q2")
    await owner.press("Comment")
    assert "can't name numbers below 5" in await owner.say("only three were late")


async def test_words_after_comment_in_one_line_are_the_comment(owner: Chat) -> None:
    said = await owner.say("submit 20 weeks Q2 61.4% comment more staff joined")
    assert "61.4% for Q2" in said
    assert "Comment: “more staff joined”" in said
