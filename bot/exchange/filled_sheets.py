"""A sheet of figures that somebody sent, as rows of texts; nothing in it is believed yet.

It is read in a process of its own (`handlers.reading`), since a small workbook can be a bomb.
"""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import ExchangeError
from bot.exchange.encodings import check_text, read_text
from bot.exchange.limits import CHAT, Limits
from bot.exchange.workbook_cells import cell_text
from bot.exchange.workbook_checks import check_workbook


@dataclass(frozen=True, kw_only=True)
class FilledRow:
    """One row: its sheet, its number as the spreadsheet shows it, and its cells as texts."""

    sheet: str
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FilledSheet:
    """What a file holds; `hidden` are the sheets that were left out."""

    rows: tuple[FilledRow, ...] = ()
    hidden: tuple[str, ...] = ()


def read_filled(path: Path, limits: Limits = CHAT) -> FilledSheet:
    """Return the rows of a .csv file or of an .xlsx workbook's visible sheets.

    Formulas are read as the values they last had.

    Raises:
        ExchangeError: it cannot be read, is too large, locked, or holds macros or links.
    """
    if path.suffix.lower() == ".csv":
        return _csv(path, limits)
    check_workbook(path, limits)
    return _workbook(path, limits)


def _csv(path: Path, limits: Limits) -> FilledSheet:
    check_text(path, limits.file_size)
    lines = csv.reader(read_text(path).splitlines())
    rows = [
        FilledRow(sheet=path.stem, number=number, cells=tuple(cell.strip() for cell in cells))
        for number, cells in enumerate(lines, start=1)
        if any(cell.strip() for cell in cells)
    ]
    _check_size(path, len(rows), max((len(row.cells) for row in rows), default=0), limits)
    return FilledSheet(rows=tuple(rows))


def _workbook(path: Path, limits: Limits) -> FilledSheet:
    import openpyxl  # costs a tenth of a second, so only where it is needed

    if not openpyxl.DEFUSEDXML:
        raise ExchangeError("Workbooks are not read here. Please send the figures as .csv.")
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
            if len(shown) > limits.sheets:
                raise ExchangeError(
                    f"{path.name} has {len(shown)} sheets, and at most {limits.sheets} are read."
                )
            rows = [row for sheet in shown for row in _rows(path, sheet, limits)]
    except ExchangeError:
        raise
    except Exception as error:
        raise ExchangeError(
            f"{path.name} cannot be read. Save it again as an Excel workbook, then send it."
        ) from error
    return FilledSheet(rows=tuple(rows), hidden=tuple(hidden))


def _rows(path: Path, sheet: Any, limits: Limits) -> Iterator[FilledRow]:
    # What a sheet says of its own size may be a lie; rows are counted as they come.
    widest = sheet.iter_rows(max_col=limits.columns, max_row=limits.rows + 1)
    for number, cells in enumerate(widest, start=1):
        _check_size(path, number, 0, limits)
        texts = [cell_text(cell.value, cell.number_format or "") for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield FilledRow(sheet=sheet.title, number=number, cells=tuple(texts))


def _check_size(path: Path, rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.rows or columns > limits.columns:
        raise ExchangeError(
            f"{path.name} is too large: at most {limits.rows:,} rows of {limits.columns} columns "
            "are read."
        )
