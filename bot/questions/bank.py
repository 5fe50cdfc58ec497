"""Question banks: one line is one thing somebody types, with what it should be read as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import BankError
from bot.questions.queries import Filter, Kind, Window


class BankLine(BaseModel):
    """One line of a bank; the fields are those of the bank format, further ones are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    text: str
    kind: Kind
    measures: tuple[str, ...] = ()
    ambition: int | None = None
    windows: tuple[tuple[date, date], ...] = ()
    comparators: tuple[str, ...] = ()
    filter: Filter | None = None
    value: Decimal | None = None
    ambiguous: bool = False
    today: date
    conversation: str | None = None
    turn: int = Field(default=1, ge=1)
    author: str = ""
    style: str = ""

    @property
    def spans(self) -> tuple[Window, ...]:
        """The windows as the queries hold them."""
        return tuple(Window(start=start, end=end) for start, end in self.windows)


def read_bank(path: Path) -> tuple[BankLine, ...]:
    """Return the lines of a bank file, in order.

    Raises:
        BankError: the file cannot be read, a line is broken, or an id is there twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BankError(f"{path}: {error}", advice=f"The bank {path} cannot be read.") from error
    return parse_bank(text.splitlines(), str(path))


def parse_bank(rows: Iterable[str], name: str) -> tuple[BankLine, ...]:
    """Return the lines of a bank given as text rows; `name` is said in errors; blank rows pass."""
    lines: list[BankLine] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        line = _parse(row, name, number)
        if line.id in seen:
            raise BankError(f"{name}, line {number}: id {line.id} is on line {seen[line.id]} too")
        seen[line.id] = number
        lines.append(line)
    return tuple(lines)


def conversations(lines: Sequence[BankLine]) -> list[list[BankLine]]:
    """Return the lines grouped as they were said: a conversation in turn order, others alone.

    The groups stand in the order in which their first line appears.
    """
    groups: dict[str, list[BankLine]] = {}
    for line in lines:
        key = f"c {line.conversation}" if line.conversation else f"l {line.id}"
        groups.setdefault(key, []).append(line)
    return [sorted(group, key=lambda line: line.turn) for group in groups.values()]


def _parse(row: str, name: str, number: int) -> BankLine:
    try:
        line = BankLine.model_validate_json(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the line"
        raise BankError(f"{name}, line {number}: {where}: {first['msg']}") from error
    for start, end in line.windows:
        if end < start:
            raise BankError(f"{name}, line {number}: windows: {end} is before {start}")
    return line
