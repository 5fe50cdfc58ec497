"""A plan as one .xlsx workbook. Text stays text and is never run; numbers keep their decimals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.exchange.columns import LEXICON, PLAN, PLAN_KEYS
from bot.exchange.records import Cell, Written
from bot.plan.measures import Catalogue

_SPECIAL = ("=", "+", "-", "@", "'", "#")
# Spreadsheets count days from 1900, and count one too many before March.
_FIRST_DAY = date(1900, 3, 1)


def write_workbook(
    path: Path, catalogue: Catalogue, sheets: Iterable[Written]
) -> Mapping[str, int]:
    """Write the workbook and return the rows of each sheet; empty optional ones are left out.

    Raises:
        OSError: the file cannot be written.
    """
    import openpyxl  # a quarter of a second, which a bot that only answers never spends

    book = openpyxl.Workbook(write_only=True)
    pairs = [(key, getattr(catalogue.plan, key)) for key in PLAN_KEYS]
    _write(book, PLAN, ("key", "value"), pairs, frozenset())
    counts = {}
    for written in sheets:
        sheet = written.sheet
        codes = frozenset(place for place, name in enumerate(sheet.columns) if name in sheet.codes)
        count = _write(book, sheet.name, sheet.columns, written.rows, codes, needed=sheet.needed)
        if count:
            counts[sheet.name] = count
    if catalogue.lexicon is not None:
        lines = [(line,) for line in catalogue.lexicon.rstrip("\n").split("\n")]
        _write(book, LEXICON, ("line",), lines, frozenset())
    book.save(path)
    return counts


def _write(
    book: Any,
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[Cell, ...]],
    codes: frozenset[int],
    *,
    needed: bool = True,
) -> int:
    """Write one sheet and return its rows."""
    sheet = _begin(book, name, columns) if needed else None
    count = 0
    for row in rows:
        sheet = sheet if sheet is not None else _begin(book, name, columns)
        sheet.append([_cell(sheet, value, place in codes) for place, value in enumerate(row)])
        count += 1
    return count


def _begin(book: Any, name: str, columns: tuple[str, ...]) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append(columns)
    return sheet


def _cell(sheet: Any, value: Cell, is_code: bool) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        risky = value.startswith(_SPECIAL)
        return _styled(sheet, value, "@", text=True) if is_code or risky else value
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return _styled(sheet, value, f"0.{'0' * places}" if places else "0")
    if isinstance(value, date):
        if value < _FIRST_DAY:
            return value.isoformat()
        return _styled(sheet, value, "yyyy-mm-dd")
    return value


def _styled(sheet: Any, value: Any, number_format: str, *, text: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = number_format
    if text:
        cell.data_type = "s"  # else openpyxl takes a leading = for a formula
        cell.quotePrefix = True  # and a spreadsheet does, once somebody edits the cell
    return cell
