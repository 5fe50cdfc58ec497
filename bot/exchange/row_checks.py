"""Checks of one row that need more than one cell, or the measure it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol, TypeVar

from pydantic_core import PydanticCustomError

from bot.errors import PeriodError
from bot.exchange import cells
from bot.exchange.bad_rows import Collector, quoted
from bot.exchange.columns import Sheet
from bot.exchange.sheets import Row, Source
from bot.plan.figures import FigureStatus
from bot.plan.measures import Unit
from bot.plan.periods import Period, PeriodKind

Result = TypeVar("Result")


class Fault(Exception):
    """One thing that does not fit: the column, what was found, and what is accepted."""

    def __init__(self, column: str, found: str, accepted: str) -> None:
        super().__init__(accepted)
        self.column, self.found, self.accepted = column, found, accepted


class Impossible(Fault):
    """A number that the unit of the measure cannot have."""


@dataclass(frozen=True, kw_only=True)
class RowChecks:
    """Tries one check after another on a row, so that all its faults are reported."""

    bad: Collector
    place: str
    row: Row

    def attempt(self, check: Callable[..., Result], *arguments: object) -> Result | None:
        """Return what the check returns, or None after reporting its fault."""
        try:
            return check(*arguments)
        except AlreadyReported:
            return None
        except Fault as fault:
            self.bad.add(self.place, self.row.number, fault.column, fault.found, fault.accepted)
            return None


class AlreadyReported(Exception):
    """What a row needs is spoilt in another sheet, and was reported there."""


class Once:
    """Remembers keys with their rows, to refuse the second row of a kind."""

    def __init__(self, column: str, accepted: str) -> None:
        self._column, self._accepted = column, accepted
        self._rows: dict[object, int] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def check(self, key: object, row: Row) -> bool:
        """Return True for a new key.

        Raises:
            Fault: an earlier row has the key.
        """
        first = self._rows.setdefault(key, row.number)
        if first != row.number:
            raise Fault(self._column, f"the same as in row {first}", self._accepted)
        return True


def checks_of(source: Source, sheet: Sheet, row: Row, bad: Collector) -> RowChecks:
    """Return the checks of one row of a sheet."""
    return RowChecks(bad=bad, place=source.place(sheet.name), row=row)


class Dated(Protocol):
    """A row with the three columns of a period."""

    @property
    def period_start(self) -> date:
        """The first day."""
        ...

    @property
    def period_end(self) -> date:
        """The last day."""
        ...


def period_of(shape: Dated, kind: PeriodKind) -> Period:
    """Return the period of a row.

    Raises:
        Fault: the dates make no period of the kind.
    """
    start, end = shape.period_start, shape.period_end
    try:
        return shared_period(kind, start, end)
    except PeriodError as error:
        if end < start:
            raise Fault("period_end", quoted(str(end)), f"a day from {start} on") from error
        name = kind.value.replace("_", " ")
        expected = str(error).partition("expected ")[2]
        raise Fault("period_type", quoted(f"{start} to {end}"), f"{name}: {expected}") from error


@lru_cache(maxsize=8192)
def shared_period(kind: PeriodKind, start: date, end: date) -> Period:
    """Return the period; one object for the same dates, since figures share few periods.

    Raises:
        PeriodError: the dates make no period of the kind.
    """
    return Period(kind=kind, start=start, end=end)


def value_of(written: str, unit: Unit | None) -> Decimal:
    """Return a value as written; a percent sign is dropped where the unit is or may be percent.

    Raises:
        Fault: it is no number, or none that the unit can have; says how it is written.
    """
    bare = written
    if unit in {Unit.PERCENT, None} and written.endswith("%"):
        bare = written[:-1].rstrip()
    try:
        value = cells.number(bare)
    except PydanticCustomError as error:
        raise Fault("value", quoted(written), error.message()) from error
    if unit is not None:
        _check_possible(written, value, unit)
    return value


def _check_possible(written: str, value: Decimal, unit: Unit) -> None:
    if unit is Unit.PERCENT and not 0 <= value <= 100:
        accepted = "a share from 0 to 100; the unit score takes any number, such as a change"
        raise Impossible("value", quoted(written), accepted)
    if unit is not Unit.SCORE and value < 0:
        accepted = f"0 or more where the unit is {unit}; the unit score takes any number"
        raise Impossible("value", quoted(written), accepted)


def whole_where_counted(value: Decimal | None, unit: Unit) -> bool:
    """Return True for what can be counted: our own counts are whole, averages of others are not.

    Raises:
        Fault: it is a part of one.
    """
    if unit is Unit.COUNT and value is not None and value != value.to_integral_value():
        accepted = "a whole number where the unit is count"
        raise Fault("value", quoted(str(value)), accepted)
    return True


def value_or_blank(written: str, unit: Unit) -> Decimal | None:
    """Return a value as written, a blank being None.

    Raises:
        Fault: it is no number, or none that the unit can have.
    """
    return value_of(written, unit) if written else None


def value_with_status(written: str, unit: Unit | None, status: FigureStatus) -> Decimal | None:
    """Return a figure's value; None exactly where the status says that there is none.

    Raises:
        Fault: value and status contradict each other, or the value is no number or impossible.
    """
    if status is FigureStatus.NOT_AVAILABLE:
        if written:
            accepted = "no value where the status is not_available; else another status"
            raise Fault("value", quoted(written), accepted)
        return None
    if not written:
        accepted = f"a number where the status is {status}; else the status not_available"
        raise Fault("value", "nothing", accepted)
    try:
        return value_of(written, unit)
    except Impossible:
        raise
    except Fault as fault:
        hint = "; where there is no figure, nothing and the status not_available"
        commas = "comma" in fault.accepted
        raise Fault("value", fault.found, fault.accepted + ("" if commas else hint)) from fault


def check_parts(
    unit: Unit, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
) -> None:
    """Return if numerator and denominator can be counts behind the value at all.

    That they make another share than is printed is no fault but a warning: sources do print such.

    Raises:
        Fault: they cannot.
    """
    if numerator is not None and numerator < 0:
        raise Fault("numerator", quoted(str(numerator)), "0 or more, or nothing")
    if denominator is not None and denominator <= 0:
        raise Fault("denominator", quoted(str(denominator)), "a number above zero, or nothing")
    if unit is not Unit.PERCENT or None in {value, numerator, denominator}:
        return
    assert value is not None
    assert numerator is not None
    assert denominator is not None
    if numerator > denominator:
        accepted = f"at most the denominator, {denominator}, since the value is {value}%"
        raise Fault("numerator", quoted(str(numerator)), accepted)
