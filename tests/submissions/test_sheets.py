"""A sheet of figures: a dry run that says what each row would do, then one Confirm for all."""

from __future__ import annotations

import pytest

from bot.conversation import Attachment
from bot.exchange.filled_sheets import FilledRow, FilledSheet
from bot.plan.periods import month, quarter
from bot.submissions import sheets
from tests.submissions.people import BACKLOG, TIMELINESS, Chat, Office, button_of

SUMMER = quarter(2026, 2)
HEADER = ("Code", "Period", "Value", "Comment")


def sheet(*rows: tuple[str, ...], hidden: tuple[str, ...] = ()) -> FilledSheet:
    return FilledSheet(
        rows=tuple(
            FilledRow(sheet="Figures", number=number, cells=cells)
            for number, cells in enumerate((HEADER, *rows), start=1)
        ),
        hidden=hidden,
    )


async def send(chat: Chat, filled: FilledSheet) -> str:
    return await chat._send(Attachment(what="document", sheet=filled), None)


async def test_new_rows_are_stored_by_one_confirm(
    office: Office, owner: Chat, approver: Chat
) -> None:
    said = await send(owner, sheet(("4.01", "Q2 2026-27", "430"), ("4.02", "Sept 2026", "61.4%")))
    assert "Store two figures?" in said
    assert "2 new, 0 changed, 0 the same, 0 refused" in said
    assert await office.published(BACKLOG, SUMMER) is None
    assert "Recorded: two figures" in await owner.press("Confirm all")
    for card in await approver.arrived():
        await approver.press_data(button_of(card, "Approve"))
    assert await office.revisions(BACKLOG, SUMMER) == ["430"]
    assert await office.revisions(TIMELINESS, month(2026, 9)) == ["61.4"]


async def test_the_same_file_again_changes_nothing(owner: Chat, approver: Chat) -> None:
    filled = sheet(("4.01", "Q2 2026-27", "430"))
    await send(owner, filled)
    await owner.press("Confirm all")
    said = await send(owner, filled)
    assert "Nothing to store" in said
    assert "1 the same" in said
    await approver.say("/card approve 1")
    assert "1 the same" in await send(owner, filled)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("9.99", "Q2 2026-27", "430"), "A2, “9.99”: no measure of the plan"),
        (("7.01", "Q2 2026-27", "430"), "A2, “7.01”: you can't hand in this measure"),
        (("4.01", "soon", "430"), "B2, “soon”: no period"),
        (("4.01", "Q4 2026-27", "430"), "that period is not over yet"),
        (("4.01", "Q2 2026-27", "12,5"), "use a full stop"),
        (("4.01", "Q2 2026-27", "<5"), "small counts are hidden"),
        (("4.01", "Q2 2026-27", "-"), "C2, “'-”: no figure"),
        (("4.01", "Q2 2026-27", "*"), "no figure"),
        (("4.01", "Q2 2026-27", "NaN"), "no figure that can be stored"),
        (("4.01", "Q2 2026-27", "1e308"), "in full"),
        (("4.01", "Q2 2026-27", "=HYPERLINK(1)"), "“'=HYPERLINK(1)”"),
        (("4.01", "Q2 2026-27", "430", "Jayden Smith was late"), "could identify a child"),
    ],
)
async def test_a_refused_row_says_its_cell_and_the_reason(
    owner: Chat, row: tuple[str, ...], why: str
) -> None:
    said = await send(owner, sheet(row))
    assert "Nothing to store" in said
    assert why in said


async def test_a_row_that_comes_twice_is_refused_once(owner: Chat) -> None:
    row = ("4.01", "Q2 2026-27", "430")
    said = await send(owner, sheet(row, row))
    assert "1 new, 0 changed, 0 the same, 1 refused" in said
    assert "the same measure and period as in an earlier row" in said


async def test_rows_that_were_not_filled_in_are_left_alone(owner: Chat) -> None:
    said = await send(owner, sheet(("4.01", "Q2 2026-27", "430"), ("4.02", "Q2 2026-27", "")))
    assert "1 new, 0 changed, 0 the same, 0 refused" in said


async def test_a_comment_without_a_figure_is_not_passed_over(owner: Chat) -> None:
    said = await send(owner, sheet(("4.01", "Q2 2026-27", "", "the system was down")))
    assert "Figures, C2, “”: there is a comment but no figure" in said


async def test_rows_beyond_what_is_read_are_counted_and_named(
    owner: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST", 2)
    years = ("2023-24", "2024-25", "2025-26")
    said = await send(owner, sheet(*(("4.01", year, "430") for year in years)))
    assert "Store two figures?" in said
    assert "Only the first 2 filled-in rows were read, of 3." in said
    assert "Left out: one row, down to Figures, row 4." in said
    assert "Left out" not in await send(owner, sheet(("4.01", "2023-24", "431")))


async def test_a_changed_row_needs_a_reason(owner: Chat, approver: Chat) -> None:
    await send(owner, sheet(("4.01", "Q2 2026-27", "430")))
    await owner.press("Confirm all")
    await approver.say("/card approve 1")
    said = await send(owner, sheet(("4.01", "Q2 2026-27", "425")))
    assert "needs a reason here" in said
    said = await send(owner, sheet(("4.01", "Q2 2026-27", "425", "counted again")))
    assert "0 new, 1 changed" in said


async def test_hidden_sheets_are_mentioned(owner: Chat) -> None:
    filled = sheet(("4.01", "Q2 2026-27", "430"), hidden=("Old",))
    assert "Hidden sheets were left out: Old." in await send(owner, filled)


async def test_a_file_without_the_columns_is_explained(owner: Chat) -> None:
    said = await send(owner, FilledSheet(rows=(FilledRow(sheet="A", number=1, cells=("x",)),)))
    assert "code, period, value, comment" in said
