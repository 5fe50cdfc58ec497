"""One way of reading the sheets of a plan, whether from a folder or a workbook.

A source yields lines as they stand; `rows` puts them under their column names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol, Self

from bot.exchange.bad_rows import Collector, quoted
from bot.exchange.columns import Sheet


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line as it stands: `number` counts as a spreadsheet shows it, the first is 1.

    `numbers` are the places of cells that a spreadsheet held as a number: their text may have
    lost zeros.
    """

    number: int
    cells: tuple[str, ...]
    numbers: frozenset[int] = frozenset()

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything but spaces."""
        return not any(map(str.strip, self.cells))


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row under its column names; columns that the sheet lacks are blank.

    `numbers` are the columns whose cell a spreadsheet held as a number.
    """

    number: int
    cells: dict[str, str]
    numbers: frozenset[str]


class Source(Protocol):
    """A plan as files: a folder of CSV files or a workbook. Use it in a `with` statement."""

    @property
    def ignored(self) -> tuple[str, ...]:
        """What was found and not read, such as 'sheet “notes” (hidden)'."""
        ...

    def has(self, name: str) -> bool:
        """Say whether the sheet is there."""
        ...

    def place(self, name: str) -> str:
        """Return how a person finds the sheet: 'figures.csv', 'plan.xlsx, sheet figures'."""
        ...

    def size(self, name: str) -> int:
        """Return about how many rows the sheet has, for a progress bar."""
        ...

    def lines(self, name: str) -> Iterator[Line]:
        """Yield the lines of a sheet as they stand, one at a time.

        Raises:
            ExchangeError: the sheet cannot be read to its end.
        """
        ...

    def plan(self) -> dict[str, str]:
        """Return the keys and values that describe the plan itself."""
        ...

    def lexicon(self) -> str | None:
        """Return the text of the plan's own lexicon, or None where it has none."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def rows(source: Source, sheet: Sheet, bad: Collector) -> Iterator[Row]:
    """Yield the rows of a sheet under its column names; blank rows are left out.

    A header that does not fit is reported, and no row is read under it.
    """
    lines = (line for line in source.lines(sheet.name) if not line.blank)
    place = source.place(sheet.name)
    header = next(lines, None)
    names = _names(header, sheet, place, bad)
    if names is None:
        return
    blank = dict.fromkeys(sheet.columns, "")
    for line in lines:
        if any(line.cells[len(names) :]):
            spilt = next(filter(None, line.cells[len(names) :]))
            accepted = f"{len(names)} cells, one a column; text that holds a comma needs quotes"
            bad.add(place, line.number, None, quoted(spilt), accepted)
            continue
        cells = blank | dict(zip(names, line.cells, strict=False))
        numbers = frozenset(names[place] for place in line.numbers if place < len(names))
        yield Row(number=line.number, cells=cells, numbers=numbers)


def column_of(source: Source, sheet: Sheet, column: str) -> Iterator[str]:
    """Yield what one column holds, even where the header or the row has faults of its own."""
    lines = (line for line in source.lines(sheet.name) if not line.blank)
    header = next(lines, None)
    names = () if header is None else _written(header)
    if column not in names:
        return
    place = names.index(column)
    for line in lines:
        if place < len(line.cells) and line.cells[place].strip():
            yield line.cells[place].strip()


def _written(header: Line) -> tuple[str, ...]:
    return _trimmed(tuple(cell.strip().lower().replace(" ", "_") for cell in header.cells))


def _names(header: Line | None, sheet: Sheet, place: str, bad: Collector) -> tuple[str, ...] | None:
    """Return the column names in the file's order, or None after reporting what is wrong."""
    known = ", ".join(sheet.columns)
    if header is None:
        bad.add(place, None, None, "no header row", f"a first row with the columns {known}")
        return None
    names = _written(header)
    other_mark = _other_separator(names, sheet)
    if other_mark:
        accepted = "columns separated by commas; save it as “CSV UTF-8 (Comma delimited)”"
        bad.add(place, header.number, None, f"columns separated by {other_mark}", accepted)
        return None
    before = len(bad)
    for name in sorted(set(names) - set(sheet.columns)):
        found = "a column without a name" if not name else f"the unknown column {quoted(name)}"
        near = get_close_matches(name, set(sheet.columns) - set(names), n=1)
        hint = f"{near[0]}, perhaps; the columns are {known}" if near else f"the columns {known}"
        bad.add(place, header.number, name or None, found, hint)
    for name in sheet.columns:
        if name not in names and name not in sheet.optional:
            bad.add(place, header.number, name, "no such column", f"the columns {known}")
        elif names.count(name) > 1:
            bad.add(place, header.number, name, "the column twice", "each column once")
    return names if len(bad) == before else None


def _trimmed(names: tuple[str, ...]) -> tuple[str, ...]:
    while names and not names[-1]:
        names = names[:-1]
    return names


def _other_separator(names: tuple[str, ...], sheet: Sheet) -> str | None:
    marks = {";": "semicolons", "\t": "tabs", "|": "bars"}
    if len(names) != 1 or names[0] in sheet.columns:
        return None
    return next((word for mark, word in marks.items() if mark in names[0]), None)
