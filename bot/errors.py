"""Everything that can go wrong, drawn as one tree.

    BotError
    ├── SettingsError        a setting is unknown, wrong or unsafe
    ├── ExchangeError        a file cannot be read, or has bad rows
    │   └── BadRows          the rows, each with file, row, column, what was found, what is accepted
    ├── StorageError         the database cannot be used
    │   ├── DatabaseBusy     another process holds the SQLite file
    │   ├── DatabaseFull     the disk is full
    │   └── SchemaMismatch   the database is older or newer than this release
    ├── NotItsTurn           an earlier message of the same chat has to be handled first
    ├── DrawingError         a picture cannot be drawn; the text goes without it
    ├── PeriodError          dates that make no period of their kind
    └── BankError            a question bank has a broken line

Each error carries one text for the log (`str(error)`) and one for the person (`error.advice`),
which says what to do next.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


class BotError(Exception):
    """A failure the bot expects and can explain."""

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        """Keep `message` for the log and `advice` for the person (default: the message)."""
        super().__init__(message)
        self.advice = advice or message


class SettingsError(BotError):
    """A setting is unknown, has a wrong value, or is kept where others can read it."""


class NotItsTurn(BotError):
    """An earlier update of the same chat is not done yet; this one is tried again soon."""


class PeriodError(BotError):
    """Dates that make no period of the kind they are said to be."""


class DrawingError(BotError):
    """A picture cannot be drawn."""


class BankError(BotError):
    """A question bank that cannot be read; names the line."""


class ExchangeError(BotError):
    """A file or folder that cannot be read as a plan."""


@dataclass(frozen=True, kw_only=True)
class BadRow:
    """One thing wrong in a file: where it is, what was found and what is accepted.

    `row` counts as a spreadsheet shows it: the header is row 1. It is None for a whole-file fault.
    """

    file: str
    row: int | None
    column: str | None
    found: str
    accepted: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: found {self.found}; accepted: {self.accepted}"


class BadRows(ExchangeError):
    """Rows that cannot be imported; nothing was stored."""

    def __init__(self, rows: tuple[BadRow, ...], *, counts: dict[str, int] | None = None) -> None:
        """Collect every bad row, so that all can be mended in one go.

        Where `rows` are only the first of many, `counts` says how many there are in each file.
        """
        counts = counts or dict(Counter(row.file for row in rows))
        total = sum(counts.values())
        lines = [
            f"Nothing was stored: {total:,} {'thing' if total == 1 else 'things'} to put right.",
            *map(str, rows),
        ]
        if total > len(rows):
            by_file = ", ".join(f"{count:,} in {file}" for file, count in counts.items())
            lines.append(f"… and {total - len(rows):,} more ({by_file}).")
        super().__init__("\n".join(lines))
        self.rows = rows
        self.total = total


class StorageError(BotError):
    """The database cannot be used."""


class DatabaseBusy(StorageError):
    """Another process holds the same SQLite file."""


class DatabaseFull(StorageError):
    """There is no room on the disk; nothing was half written."""


class SchemaMismatch(StorageError):
    """The database was made by an older or a newer release."""
