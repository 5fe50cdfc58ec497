"""A plan as one .xlsx workbook. Text stays text and is never run; numbers keep their decimals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.exchange.columns import LEXICON, PLAN, PLAN_KEYS, Sheet
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
    try:
        counts = _fill(book, catalogue, sheets)
        book.save(path)
    except BaseException:
        _abandon(book)
        raise
    return {name: count for name, count in counts.items() if count}


def _fill(book: Any, catalogue: Catalogue, sheets: Iterable[Written]) -> dict[str, int]:
    pairs = [(key, getattr(catalogue.plan, key)) for key in PLAN_KEYS]
    _write(book, _made(PLAN, ("key", "value"), pairs))
    counts = {written.sheet.name: _write(book, written) for written in sheets}
    if catalogue.lexicon is not None:
        lines = [(line,) for line in catalogue.lexicon.rstrip("\n").split("\n")]
        _write(book, _made(LEXICON, ("line",), lines))
    return counts


def _abandon(book: Any) -> None:
    """Close the sheets and remove the temporary files that openpyxl keeps them in."""
    for sheet in book.worksheets:
        with suppress(Exception):
            sheet.close()
        with suppress(Exception):
            sheet._writer.cleanup()


def _made(name: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> Written:
    sheet = Sheet(name=name, columns=columns, needed=True)
    return Written(sheet=sheet, rows=iter(rows), size=len(rows))


def _write(book: Any, written: Written) -> int:
    """Write one sheet and return its rows; one that is not needed begins with its first row."""
    columns, codes = written.sheet.columns, written.sheet.codes
    are_codes = tuple(name in codes for name in columns)
    sheet = _begin(book, written) if written.sheet.needed else None
    count = 0
    for row in written.rows:
        sheet = sheet if sheet is not None else _begin(book, written)
        cells = zip(row, are_codes, strict=True)
        sheet.append([_cell(sheet, value, is_code) for value, is_code in cells])
        count += 1
    return count


def _begin(book: Any, written: Written) -> Any:
    from openpyxl.utils import get_column_letter

    columns = written.sheet.columns
    sheet = book.create_sheet(written.sheet.name)
    sheet.freeze_panes = "A2"
    if written.size is not None:
        # Without its size, openpyxl reads a sheet to its end to learn it, before reading it.
        corner = f"{get_column_letter(len(columns))}{written.size + 1}"
        sheet.calculate_dimension = lambda: f"A1:{corner}"
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
