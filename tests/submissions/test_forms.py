"""/form sends a sheet of what somebody owes; filled in and sent back, it hands the figures in."""

from __future__ import annotations

import io

import openpyxl

from bot.exchange import form
from bot.exchange.form import COLUMNS, FormRow, FormSpec
from bot.people import Role
from handlers.reading import read_sheet
from tests.submissions.people import Chat, Office
from tests.submissions.test_sheets import send

ROW = FormRow(
    code="4.02",
    name="=HYPERLINK(1)",
    period="September 2026",
    given_as="a percentage",
    last="7.8% in 2024",
    least="0",
    most="100",
)


async def test_the_form_lists_what_is_owed_with_its_last_figure(owner: Chat) -> None:
    assert "Your form: two figures" in await owner.say("/form")
    (sent,) = await owner.arrived()
    assert sent.notice.document is not None
    spec = form.from_json(sent.notice.document)
    assert [row.code for row in spec.rows] == ["4.01", "4.02"]
    assert spec.rows[1].last == "7.8% in 2024"


async def test_nothing_owed_sends_no_form(reader: Chat, approver: Chat) -> None:
    assert "There is no command /form" in await reader.say("/form")
    assert "No measures are in your name" in await approver.say("/form")


async def test_what_is_known_is_locked_and_what_is_asked_is_open() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form.make(FormSpec(name="f.xlsx", rows=(ROW,)))))
    sheet = book["Figures"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[2]] == [True] * 5 + [False] * 2
    assert sheet["B2"].data_type == "s"
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "100")


async def test_a_filled_form_comes_back_as_figures(owner: Chat) -> None:
    await owner.say("/form")
    (sent,) = await owner.arrived()
    assert sent.notice.document is not None
    book = openpyxl.load_workbook(io.BytesIO(form.make(form.from_json(sent.notice.document))))
    book["Figures"]["F2"], book["Figures"]["F3"] = 430, 61.4
    out = io.BytesIO()
    book.save(out)
    said = await send(owner, await read_sheet(out.getvalue(), "figures.xlsx"))
    assert "Store two figures?" in said
    assert "430 in October 2026" in said
    assert "61.4% in October 2026" in said


async def test_a_form_holds_no_figure_that_readers_may_not_see(office: Office) -> None:
    owner = await office.join("Olive Oak", Role.CONTRIBUTOR, "4.02")
    approver = await office.join("Avery Ash", Role.APPROVER, "4.02")
    await owner.say("20 weeks is 3 of 70 for Q2")
    await owner.press("Confirm")
    await approver.say("/signoff")
    await approver.press("Approve")
    await owner.arrived()
    await owner.say("/form")
    sent = (await owner.arrived())[-1]
    assert sent.notice.document is not None
    for row in form.from_json(sent.notice.document).rows:
        assert "4.3" not in row.last
