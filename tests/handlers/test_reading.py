"""Files from people are read apart: within limits, and the bot answers meanwhile."""

from __future__ import annotations

import asyncio
import io
import zipfile

import openpyxl
import pytest

from bot.errors import ExchangeError
from handlers.reading import read_sheet


def workbook(*rows: tuple[str | int | float | None, ...], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    if hidden:
        book.create_sheet(hidden).sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_workbook_comes_back_as_rows() -> None:
    content = workbook(("code", "period", "value"), ("4.01", "Q2", 430), hidden="Old")
    found = await read_sheet(content, "figures.xlsx")
    assert [row.cells for row in found.rows] == [("code", "period", "value"), ("4.01", "Q2", "430")]
    assert found.hidden == ("Old",)


async def test_a_percentage_keeps_its_sign() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = 0.614
    book.active["A1"].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    found = await read_sheet(out.getvalue(), "figures.xlsx")
    assert found.rows[0].cells == ("61.4%",)


async def test_a_csv_file_comes_back_as_rows() -> None:
    found = await read_sheet(b"code,period,value\n4.01,Q2,430\n", "figures.csv")
    assert found.rows[1].cells == ("4.01", "Q2", "430")


def bomb() -> bytes:
    out = io.BytesIO(workbook(("a",)))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 50_000_000)
    return out.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "code"
    book.active["XFD1048576"] = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def macros() -> bytes:
    out = io.BytesIO(workbook(("a",)))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (bomb(), "would unpack to"),
        (far_cell(), "too large"),
        (macros(), "macros"),
        (workbook(("a",))[:200], "damaged"),
        (b"not a workbook", "no Excel workbook"),
        (b"", "empty"),
    ],
    ids=["bomb", "far cell", "macros", "cut short", "text", "empty"],
)
async def test_hostile_and_broken_files_are_refused(content: bytes, why: str) -> None:
    with pytest.raises(ExchangeError, match=why):
        await read_sheet(content, "figures.xlsx")


async def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ExchangeError, match="takes too much"):
        await read_sheet(workbook(("a",)), "figures.xlsx", longest=0.0)


async def test_others_are_served_while_a_file_is_read() -> None:
    turns = 0
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(read_sheet(workbook(("a",)), "figures.xlsx"))
        while not reading.done():
            await asyncio.sleep(0)
            turns += 1
    assert reading.result().rows
    assert turns > 10
