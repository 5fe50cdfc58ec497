"""Question banks: one line is one thing somebody types, with what it should be read as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import BankError
from bot.questions.queries import Filter, Kind, Window


class Typed(BaseModel):
    """What somebody typed, and when: all that is needed to answer it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    text: str
    today: date
    conversation: str | None = None
    turn: int = Field(default=1, ge=1)


class BankLine(Typed):
    """One line of a bank; the fields are those of the bank format, further ones are left alone."""

    kind: Kind
    measures: tuple[str, ...] = ()
    ambition: int | None = None
    windows: tuple[tuple[date, date], ...] = ()
    comparators: tuple[str, ...] = ()
    filter: Filter | None = None
    value: Decimal | None = None
    ambiguous: bool = False
    author: str = ""
    style: str = ""

    @property
    def spans(self) -> tuple[Window, ...]:
        """The windows as the queries hold them."""
        return tuple(Window(start=start, end=end) for start, end in self.windows)


Shape = TypeVar("Shape", bound=Typed)


def read_bank(path: Path) -> tuple[BankLine, ...]:
    """Return the lines of a bank file, in order.

    Raises:
        BankError: the file cannot be read, a line is broken, or an id is there twice.
    """
    return _lines(_rows(path), str(path), BankLine)


def read_questions(path: Path) -> tuple[Typed, ...]:
    """Return what is typed in a bank file, in order; what it should be read as may be missing.

    Raises:
        BankError: as for `read_bank`.
    """
    return _lines(_rows(path), str(path), Typed)


def parse_bank(rows: Iterable[str], name: str) -> tuple[BankLine, ...]:
    """Return the lines of a bank given as text rows; `name` is said in errors; blank rows pass."""
    return _lines(rows, name, BankLine)


def _rows(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BankError(f"{path}: {error}", advice=f"The bank {path} cannot be read.") from error
    return text.split("\n")


def _lines(rows: Iterable[str], name: str, shape: type[Shape]) -> tuple[Shape, ...]:
    lines: list[Shape] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        line = _parse(row, name, number, shape)
        if line.id in seen:
            raise BankError(f"{name}, line {number}: id {line.id} is on line {seen[line.id]} too")
        seen[line.id] = number
        lines.append(line)
    return tuple(lines)


def conversations(lines: Sequence[Shape]) -> list[list[Shape]]:
    """Return the lines grouped as they were said: a conversation in turn order, others alone.

    The groups stand in the order in which their first line appears.
    """
    groups: dict[str, list[Shape]] = {}
    for line in lines:
        key = f"c {line.conversation}" if line.conversation else f"l {line.id}"
        groups.setdefault(key, []).append(line)
    return [sorted(group, key=lambda line: line.turn) for group in groups.values()]


def _parse(row: str, name: str, number: int, shape: type[Shape]) -> Shape:
    try:
        line = shape.model_validate_json(row)
    except ValidationError as error:
        said = "; ".join(dict.fromkeys(_fault(one) for one in error.errors(include_url=False)))
        raise BankError(f"{name}, line {number}: {said}.") from error
    if isinstance(line, BankLine):
        for start, end in line.windows:
            if end < start:
                raise BankError(f"{name}, line {number}: windows: {end} is before {start}")
    return line


def _fault(error: ErrorDetails) -> str:
    """Return what is wrong with one field in words."""
    where = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "missing":
            return f"{where} is missing"
        case "json_invalid":
            return "it is no JSON object; a bank has one object a line"
        case "enum":
            return f"{where} is {error['input']!r}; allowed: {error['ctx']['expected']}"
        case _:
            return f"{where or 'the line'}: {error['msg']}"
