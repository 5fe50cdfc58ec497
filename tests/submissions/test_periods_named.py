"""The period that a figure is for: spans, corrections of the same month, and what was typed."""

from __future__ import annotations

import pytest

from bot.people import TERMINAL, Role
from tests.submissions.people import Chat, Office

NEET = "5.03"


@pytest.fixture
async def neets(office: Office) -> Chat:
    return await office.join("Nell Nettle", Role.CONTRIBUTOR, NEET)


@pytest.mark.parametrize(
    "dates", ["dec 2025 - feb 2026", "december 2025 to february 2026", "dec to feb 2026"]
)
async def test_a_span_that_the_measure_is_counted_for_is_its_period(
    neets: Chat, dates: str
) -> None:
    said = await neets.say(f"neet is 4.3% for {dates}")
    assert "4.3% for December 2025 to February 2026, three-month average" in said
    assert "up 0.1 percentage points from December 2024 to February 2025" in said


async def test_a_span_that_it_is_not_counted_for_is_refused(neets: Chat) -> None:
    said = await neets.say("neet is 4.3% for dec 2025 to jan 2026")
    assert "December 2025 to January 2026 is no period" in said


async def test_the_period_and_the_figure_may_come_in_one_answer(neets: Chat) -> None:
    assert "December 2025 to February 2026" in await neets.say("/submit 5.03")
    said = await neets.say("4.3 for december 2025 to february 2026")
    assert "4.3% for December 2025 to February 2026, three-month average" in said


async def test_a_period_named_with_the_command_is_kept(owner: Chat) -> None:
    assert "(backlog), June 2026: what is the figure?" in await owner.say("/submit 4.01 june 2026")
    assert "446 in June 2026" in await owner.say("446")


async def test_a_figure_of_a_month_that_is_held_is_a_correction(owner: Chat) -> None:
    said = await owner.say("4.01 446 september 2024")
    assert "Published for this period: 464. Yours will be a correction." in said
    assert "Please type the reason for the correction." in said
    assert "Last figure: 638 in March 2024." in said
    assert "Reason: “five were counted twice”" in await owner.say("five were counted twice")


async def test_a_change_from_another_figure_than_the_last_says_so(
    office: Office, owner: Chat
) -> None:
    officer = await office.join("Casey Cedar", Role.OFFICER)
    await officer.say("/policy 4.01 none")
    await owner.say("backlog is 430 for Q2")
    await owner.press("Confirm")
    said = await owner.say("backlog is 430 for october 2026")
    assert "Last figure: 430 for Q2 2026-27." in said
    assert "from September 2024, the last figure for a period of that kind" in said


async def test_a_number_without_a_button_is_no_figure_at_the_terminal(office: Office) -> None:
    terminal = Chat(office, TERMINAL)
    await terminal.say("neet")
    for typed in ("99", "0", "-1"):
        assert f"There is no button {typed}." in await terminal.say(typed)
    assert "Trend" in terminal.buttons
    await terminal.say("/submit 5.03 for september 2026")
    assert "99.0% in September 2026" in await terminal.say("99")
