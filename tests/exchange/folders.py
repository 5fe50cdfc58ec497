"""Plans as files for tests: copied, spoilt in one cell, turned into workbooks."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl

from bot.errors import BadRow, BadRows
from bot.exchange import starter_plan_folder
from bot.exchange.checking import Checked, check
from bot.exchange.limits import LOCAL, Limits
from bot.exchange.opening import open_source
from bot.plan.measures import Catalogue

TRAVEL = Path(__file__).parent / "plans" / "travel"
STARTER = starter_plan_folder()
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

Table = list[list[str]]


def checked(path: Path, stored: Catalogue | None = None, limits: Limits = LOCAL) -> Checked:
    with open_source(path, limits) as source:
        return check(source, stored, lambda: None, NOW.date())


def bad_rows(path: Path, stored: Catalogue | None = None) -> tuple[BadRow, ...]:
    try:
        checked(path, stored)
    except BadRows as error:
        return error.rows
    return ()


def table(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_table(path: Path, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def change(folder: Path, sheet: str, edit: Callable[[Table], object]) -> None:
    path = folder / f"{sheet}.csv"
    rows = table(path)
    edit(rows)
    write_table(path, rows)


def set_cell(folder: Path, sheet: str, row: int, column: str, text: str) -> None:
    """Set a cell; `row` counts as a spreadsheet shows it."""

    def edit(rows: Table) -> None:
        rows[row - 1][rows[0].index(column)] = text

    change(folder, sheet, edit)


def as_workbook(folder: Path, path: Path, edit: Callable[[Any], object] | None = None) -> Path:
    """Write a folder as a workbook of text cells, as somebody pasting it would."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for file in sorted(folder.glob("*.csv")):
        sheet = book.create_sheet(file.stem)
        for number, row in enumerate(table(file), start=1):
            for place, text in enumerate(row, start=1):
                cell = sheet.cell(number, place)
                cell.value = text or None
                cell.data_type = "s" if text else "n"
    sheet = book.create_sheet("plan")
    lines = (folder / "plan.toml").read_text(encoding="utf-8").splitlines()
    for line in lines:
        key, _, value = line.partition(" = ")
        sheet.append((key, value.strip('"')))
    if edit is not None:
        edit(book)
    book.save(path)
    return path


def copied(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return to
