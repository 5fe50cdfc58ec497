"""One workbook with sheets of the same names reads as the folder does; hostile ones are refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.errors import ExchangeError
from bot.exchange.limits import CHAT, LOCAL, MIB, Limits
from bot.exchange.opening import open_source
from bot.exchange.workbook_cells import cell_text
from tests.exchange.folders import TRAVEL, as_workbook, bad_rows, checked

# Spreadsheets know no time zones.
MIDNIGHT = datetime.fromisoformat("2024-03-31T00:00")
NOON = datetime.fromisoformat("2024-03-31T12:00")
Edit = Callable[[Any], object]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return as_workbook(TRAVEL, tmp_path / "plan.xlsx")


def refusal(path: Path, limits: Limits = LOCAL) -> str:
    with pytest.raises(ExchangeError) as raised:
        checked(path, limits=limits)
    text = raised.value.advice
    assert "\n" not in text
    assert text.endswith(".")
    return text


def edited(path: Path, edit: Edit) -> Path:
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def column(book: Any, sheet: str, name: str) -> int:
    return 1 + [cell.value for cell in book[sheet][1]].index(name)


def test_a_workbook_reads_as_its_folder_does(workbook: Path) -> None:
    one, other = checked(workbook), checked(TRAVEL)
    assert one.plan == other.plan
    assert one.measures == other.measures
    assert one.targets == other.targets
    assert one.histories.current.keys() == other.histories.current.keys()
    assert one.pairs == other.pairs


def test_the_plan_may_be_one_row_under_its_keys(workbook: Path) -> None:
    def turn(book: Any) -> None:
        pairs = list(book["plan"].values)
        del book["plan"]
        sheet = book.create_sheet("Plan")
        sheet.append([key for key, _ in pairs])
        sheet.append([value for _, value in pairs])

    assert checked(edited(workbook, turn)).plan == checked(TRAVEL).plan


def test_the_plan_may_have_a_header(workbook: Path) -> None:
    edited(workbook, lambda book: book["plan"].insert_rows(1))
    edited(workbook, lambda book: book["plan"].append([]))

    def head(book: Any) -> None:
        book["plan"]["A1"], book["plan"]["B1"] = "Key", "Value"

    assert checked(edited(workbook, head)).plan == checked(TRAVEL).plan


def test_dates_and_numbers_may_be_real_ones(workbook: Path) -> None:
    def make_real(book: Any) -> None:
        sheet = book["figures"]
        starts, values = (column(book, "figures", name) for name in ("period_start", "value"))
        for row in range(2, sheet.max_row + 1):
            start, value = sheet.cell(row, starts), sheet.cell(row, values)
            start.value = datetime.fromisoformat(start.value)
            value.value = float(value.value) if value.value else None

    assert not bad_rows(edited(workbook, make_real))


def test_a_bad_cell_is_named_by_sheet_and_row(workbook: Path) -> None:
    def spoil(book: Any) -> None:
        book["figures"].cell(5, column(book, "figures", "value")).value = "12,5"

    (bad,) = bad_rows(edited(workbook, spoil))
    assert (bad.file, bad.row, bad.column) == ("plan.xlsx, sheet figures", 5, "value")


def test_a_formula_without_a_value_is_a_blank(workbook: Path) -> None:
    def spoil(book: Any) -> None:
        book["figures"].cell(5, column(book, "figures", "value")).value = "=1+1"

    (bad,) = bad_rows(edited(workbook, spoil))
    assert bad.found == "nothing"


def test_merged_cells_leave_blanks_that_are_reported(workbook: Path) -> None:
    edited(workbook, lambda book: book["figures"].merge_cells("A5:A6"))
    (bad,) = bad_rows(workbook)
    assert (bad.row, bad.column, bad.found) == (6, "measure", "nothing")


def test_blank_rows_are_no_matter_and_rows_keep_their_numbers(workbook: Path) -> None:
    def spoil(book: Any) -> None:
        book["figures"].insert_rows(3, amount=4)
        book["figures"].cell(9, column(book, "figures", "status")).value = "draft"
        book["figures"].cell(900, 1).value = "  "

    (bad,) = bad_rows(edited(workbook, spoil))
    assert bad.row == 9


def test_other_and_hidden_sheets_are_left_out_and_mentioned(workbook: Path) -> None:
    def add(book: Any) -> None:
        book.create_sheet("Cover")
        book.create_sheet("old").sheet_state = "hidden"

    edited(workbook, add)
    with open_source(workbook) as source:
        assert source.ignored == ("sheet Cover", "sheet old (hidden)")


def test_a_needed_sheet_must_be_there_and_seen(workbook: Path) -> None:
    edited(workbook, lambda book: setattr(book["figures"], "sheet_state", "hidden"))
    assert "has no sheet figures" in refusal(workbook)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (61.4, "General", "61.4"),
        (70, "0.0", "70.0"),
        (7.1, "0.00", "7.10"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.5, "#,##0.00", "1234567.50"),
        (0.614, "0.0%", "61.4%"),
        (0.6, "0%", "60%"),
        (0.61428, "0.0%", "61.428%"),
        (5, '0" %"', "5"),
        (-3, '0;[Red]-0.0"%"', "-3"),
        (1e21, "General", "1000000000000000000000"),
        (0.000001, "General", "0.000001"),
        (True, "General", "TRUE"),
        (MIDNIGHT, "yyyy-mm-dd", "2024-03-31"),
        (NOON, "yyyy-mm-dd", "2024-03-31 12:00:00"),
        (date(2024, 3, 31), "General", "2024-03-31"),
        ("  text ", "General", "text"),
        (None, "General", ""),
    ],
)
def test_a_cell_says_what_it_shows(value: object, number_format: str, text: str) -> None:
    assert cell_text(value, number_format) == text


def test_a_share_shown_as_a_percentage_is_one(workbook: Path) -> None:
    def share(book: Any) -> None:
        cell = book["figures"].cell(2, column(book, "figures", "value"))
        cell.value, cell.number_format = 0.31, "0.0%"

    assert not bad_rows(edited(workbook, share))


# Hostile and broken files.


def test_text_named_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("measure,value\n")
    assert "is no Excel workbook, whatever its name says" in refusal(path)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").touch()
    assert "is empty" in refusal(tmp_path / "plan.xlsx")


def test_an_old_workbook_under_a_new_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600)
    assert "of the old .xls kind" in refusal(path)


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    stream = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + stream)
    assert "locked with a password" in refusal(path)


def test_a_workbook_cut_short(workbook: Path) -> None:
    workbook.write_bytes(workbook.read_bytes()[:2000])
    assert "cut short or damaged" in refusal(workbook)


def test_a_workbook_damaged_inside(workbook: Path) -> None:
    content = bytearray(workbook.read_bytes())
    with zipfile.ZipFile(workbook) as archive:
        part = archive.getinfo("xl/worksheets/sheet3.xml")
    start = part.header_offset + 60
    content[start : start + 400] = b"\xff" * 400
    workbook.write_bytes(content)
    assert "damaged or hostile" in refusal(workbook)


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plan.xlsx", "w") as archive:
        archive.writestr("figures.csv", "measure")
    assert "no .xlsx workbook" in refusal(tmp_path / "plan.xlsx")


def test_macros_are_refused(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert "holds macros" in refusal(workbook)


def test_links_to_other_workbooks_are_refused(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<x/>")
    assert "other workbooks" in refusal(workbook)


def test_a_bomb_is_refused_before_it_is_unpacked(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * (40 * MIB))
    assert "times its size" in refusal(workbook)
    assert "would unpack to" in refusal(workbook, CHAT)


def test_too_many_parts_are_refused(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as archive:
        for number in range(CHAT.entries):
            archive.writestr(f"part{number}", b"")
    assert "parts, and at most 200" in refusal(workbook, CHAT)


def test_too_many_sheets_are_refused(workbook: Path) -> None:
    def add(book: Any) -> None:
        for _ in range(60):
            book.create_sheet()

    assert "sheets, and at most 50" in refusal(edited(workbook, add))


def test_a_billion_laughs_are_refused(workbook: Path, tmp_path: Path) -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{"x" * 9}">' for n in range(10)
    )
    xml = f'<?xml version="1.0"?><!DOCTYPE w [{laughs}]><worksheet>&l9;</worksheet>'
    path = tmp_path / "laughs.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            is_sheet = part.filename == "xl/worksheets/sheet3.xml"
            new.writestr(part.filename, xml if is_sheet else old.read(part))
    assert "hostile" in refusal(path)


def test_a_cell_at_the_far_corner_costs_nothing(workbook: Path) -> None:
    edited(workbook, lambda book: book["terms"].cell(200_000, 16_384, "far"))
    assert not bad_rows(workbook)


def test_a_wrong_size_in_the_file_cuts_nothing_off(workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "small.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                head, _, rest = content.partition(b'<dimension ref="')
                content = head + b'<dimension ref="A1' + rest[rest.index(b'"') :]
            new.writestr(part.filename, content)
    assert len(checked(path).measures) == 13
