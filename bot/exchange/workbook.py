"""A plan as one .xlsx workbook with a sheet of each name."""

from __future__ import annotations

import csv
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from operator import is_not
from pathlib import Path
from typing import IO, Any, Self
from xml.etree.ElementTree import ParseError

from bot.errors import ExchangeError
from bot.exchange.columns import LEXICON, NEEDED, PLAN, SHEETS
from bot.exchange.limits import Limits
from bot.exchange.sheets import Line
from bot.exchange.workbook_cells import cell_text
from bot.exchange.workbook_checks import check_workbook

_NAMES = frozenset({PLAN, LEXICON, *(sheet.name for sheet in SHEETS)})
_KEY_VALUE = ("key", "value")
_DAMAGE = (
    *(ParseError, zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError),
    *(TypeError, AttributeError, IndexError, OverflowError, NotImplementedError),
)


class WorkbookSource:
    """Reads a workbook row by row. Formulas are read as their values; hidden sheets are left out.

    Taking XML apart is what costs time, so what a sheet said is kept in a temporary file for the
    second reading.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        """Check the file, then open it.

        Raises:
            ExchangeError: it is no workbook that may be opened, or lacks a sheet every plan needs.
        """
        self._path, self._limits = path, limits
        check_workbook(path, limits)
        self._spools: dict[str, IO[str]] = {}
        # openpyxl leaves a file open that it cannot load, so the file is ours to close.
        self._file = path.open("rb")
        try:
            self._book = _load(path, self._file)
            self._sheets, self.ignored = self._choose()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the workbook and forget what was kept."""
        self._book.close()
        self._file.close()
        for spool in self._spools.values():
            spool.close()

    def has(self, name: str) -> bool:
        """Say whether the sheet is there."""
        return name in self._sheets

    def place(self, name: str) -> str:
        """Return the file and the sheet."""
        sheet = self._sheets.get(name)
        return f"{self._path.name}, sheet {sheet.title if sheet is not None else name}"

    def size(self, name: str) -> int:
        """Return the number of rows that the sheet says it has."""
        sheet = self._sheets.get(name)
        return max((sheet.max_row or 0) - 1, 0) if sheet is not None else 0

    def lines(self, name: str) -> Iterator[Line]:
        """Yield the rows of a sheet, one at a time.

        Raises:
            ExchangeError: the sheet is damaged or too long.
        """
        if name in self._spools:
            yield from _replayed(self._spools[name])
            return
        spool = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 (kept)
        writer = csv.writer(spool)
        try:
            for line in self._parsed(name):
                writer.writerow((line.number, " ".join(map(str, line.numbers)), *line.cells))
                yield line
        except BaseException:
            spool.close()
            raise
        self._spools[name] = spool

    def plan(self) -> dict[str, str]:
        """Return the plan sheet: two columns key and value, or one header row with one row."""
        lines = [line.cells for line in self.lines(PLAN) if not line.blank]
        if not lines:
            return {}
        header = tuple(cell.strip().lower() for cell in lines[0])
        if len(lines) == 2 and len([cell for cell in header if cell]) > 2:
            return {key: value for key, value in zip(header, lines[1], strict=False) if key}
        pairs = lines[1:] if header[:2] == _KEY_VALUE else lines
        return {pair[0].strip().lower(): pair[1] if len(pair) > 1 else "" for pair in pairs}

    def lexicon(self) -> str | None:
        """Return the lexicon sheet, one line a row under its header, or None."""
        if not self.has(LEXICON):
            return None
        lines: list[str] = []
        for line in self.lines(LEXICON):
            if line.number > 1:
                lines += [""] * (line.number - 2 - len(lines))
                lines.append(line.cells[0] if line.cells else "")
        return "\n".join(lines) + "\n"

    def _choose(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        chosen: dict[str, Any] = {}
        ignored: list[str] = []
        if len(self._book.sheetnames) > self._limits.sheets:
            raise ExchangeError(
                f"{self._path.name} has {len(self._book.sheetnames)} sheets, and at most "
                f"{self._limits.sheets} are read. Remove those that are no part of the plan."
            )
        for sheet in self._book.worksheets:
            name = sheet.title.strip().lower()
            if sheet.sheet_state != "visible":
                ignored.append(f"sheet {sheet.title} (hidden)")
            elif name not in _NAMES or name in chosen:
                ignored.append(f"sheet {sheet.title}")
            else:
                chosen[name] = sheet
        missing = [name for name in NEEDED if name not in chosen]
        if missing:
            raise ExchangeError(
                f"{self._path.name} has no sheet {' and no sheet '.join(missing)}. A plan needs "
                f"the sheets {', '.join(NEEDED)}, none of them hidden; "
                "`partnership-bot export example.xlsx` writes an example."
            )
        return chosen, tuple(ignored)

    def _parsed(self, name: str) -> Iterator[Line]:
        sheet = self._sheets[name]
        raw = name == LEXICON
        sheet.reset_dimensions()  # some programs write a wrong size, and rows would be cut off
        from openpyxl.cell.read_only import EMPTY_CELL

        blank = (EMPTY_CELL,) * self._limits.columns
        with _undamaged(self._path):
            for number, cells in enumerate(sheet.iter_rows(max_col=self._limits.columns), start=1):
                if number > self._limits.rows:
                    raise ExchangeError(
                        f"{self._path.name}, sheet {sheet.title} has more than "
                        f"{self._limits.rows:,} rows. Split it, or give a folder of CSV files."
                    )
                # A cell in the last row makes a million blank rows: they must cost next to nothing.
                if any(map(is_not, cells, blank)):
                    yield _line(number, cells, raw=raw)


def _load(path: Path, file: IO[bytes]) -> Any:
    import openpyxl  # a quarter of a second, which a bot that only answers never spends

    if not openpyxl.DEFUSEDXML:
        raise ExchangeError(
            "Workbooks are not read, since the protection against hostile XML is off. Install "
            "defusedxml, and remove OPENPYXL_DEFUSEDXML from the environment."
        )
    with _undamaged(path), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about looks, such as an unknown drop-down list
        return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)


@contextmanager
def _undamaged(path: Path) -> Iterator[None]:
    try:
        yield
    except ExchangeError:
        raise
    except _DAMAGE as error:
        raise ExchangeError(
            f"{path.name} is damaged or hostile and cannot be read to its end ({error!r:.80}). "
            "Open it in your spreadsheet program, save it anew and import that."
        ) from error


def _line(number: int, cells: tuple[Any, ...], *, raw: bool) -> Line:
    texts: list[str] = []
    numbers: list[int] = []
    for place, cell in enumerate(cells):
        value = cell.value
        if value is None:
            texts.append("")
        elif isinstance(value, str):
            texts.append(value if raw else value.strip())
        else:
            texts.append(cell_text(value, cell.number_format or ""))
            if isinstance(value, int | float):
                numbers.append(place)
    while texts and not texts[-1]:
        texts.pop()
    return Line(number=number, cells=tuple(texts), numbers=frozenset(numbers))


def _replayed(spool: IO[str]) -> Iterator[Line]:
    spool.seek(0)
    for number, places, *cells in csv.reader(spool):
        numbers = frozenset(map(int, places.split()))
        yield Line(number=int(number), cells=tuple(cells), numbers=numbers)
