"""The kinds of cell: text as it stands in a file -> a value, or what would be accepted.

Nothing is guessed. A blank is never zero, and neither is '-', '*' or '.' (R23, R24).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from bot.plan.days import MONTHS
from bot.plan.due_dates import YearDay

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHER_DATE = re.compile(r"([0-9]{1,4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,4})")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_COMMA_NUMBER = re.compile(r"-?[0-9]+,[0-9]+")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_CODE = re.compile(r"[^\W_](?:[\w./ -]{0,18}[^\W_])?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s")
# A workbook keeps 15 significant digits; more would not come back as they went.
_DIGITS = 15

SHORT, MIDDLE, LONG = 200, 1_000, 8_000


def refuse(accepted: str) -> PydanticCustomError:
    """Return the error that says what would be accepted."""
    return PydanticCustomError("accepted", "{accepted}", {"accepted": accepted})


def text(longest: int, *, required: bool = False) -> PlainValidator:
    """Return a check of plain text: stripped, line ends as one character, no control codes."""

    def check(found: object) -> str:
        kept = str(found).strip()
        if "\r" in kept:
            kept = kept.replace("\r\n", "\n").replace("\r", "\n")
        if required and not kept:
            raise refuse("some text")
        if len(kept) > longest:
            raise refuse(f"at most {longest:,} characters (this has {len(kept):,})")
        if _CONTROL.search(kept):
            raise refuse("text without control characters")
        return kept

    return PlainValidator(check)


# A hundred thousand figures share few dates and addresses, so those are taken apart once.


@lru_cache(maxsize=8192)
def _date(found: str) -> date:
    written = found.strip()
    if _ISO_DATE.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise refuse(f"a date as YYYY-MM-DD, such as {_likely_date(written) or '2024-03-31'}")


def _likely_date(written: str) -> str | None:
    """Return the one date that the text can mean, or None where it may mean two or none."""
    match = _OTHER_DATE.fullmatch(written)
    if match is None:
        return None
    first, middle, last = map(int, match.groups())
    orders = {(first, middle, last), (first, last, middle), (last, middle, first)}
    likely = set()
    for year, month, day in orders | {(last, first, middle)}:
        try:
            likely.add(date(year, month, day))
        except ValueError:
            continue
    likely = {day for day in likely if day.year >= 1900}
    return likely.pop().isoformat() if len(likely) == 1 else None


def _optional_date(found: str) -> date | None:
    return _date(found) if found.strip() else None


def number(found: object) -> Decimal:
    """Return a number exactly as written.

    Raises:
        PydanticCustomError: it is none; says how a number is written.
    """
    written = str(found).strip()
    if _NUMBER.fullmatch(written) and len(written) <= _DIGITS + 2:
        kept = Decimal(written)
        if len(kept.as_tuple().digits) <= _DIGITS:
            return kept or kept.copy_abs()  # there is no minus nought
    if _THOUSANDS.fullmatch(written):
        raise refuse(f"a number without commas, such as {written.replace(',', '')}")
    if _COMMA_NUMBER.fullmatch(written):
        example = written.replace(",", ".")
        raise refuse(f"a number with a full stop and no comma, such as {example}")
    raise refuse("a number such as 61.4, at most 15 digits")


def _optional_number(found: object) -> Decimal | None:
    return number(found) if str(found).strip() else None


def whole(lowest: int, highest: int) -> Callable[[object], int]:
    """Return a check of whole numbers between two bounds, both included."""

    def check(found: object) -> int:
        written = str(found).strip()
        if written.isascii() and written.isdigit() and lowest <= int(written[:12]) <= highest:
            return int(written)
        raise refuse(f"a whole number from {lowest} to {highest:,}")

    return check


def whole_or_blank(lowest: int, highest: int) -> Callable[[object], int | None]:
    """Return a check of whole numbers, a blank being None."""
    check = whole(lowest, highest)
    return lambda found: check(found) if str(found).strip() else None


Choice = TypeVar("Choice", bound=StrEnum)


def one_of(
    choices: type[Choice], *, but: frozenset[str] = frozenset()
) -> Callable[[object], Choice]:
    """Return a check that the text is one of the words."""
    words = {str(choice): choice for choice in choices if choice not in but}

    def check(found: object) -> Choice:
        choice = words.get(str(found).strip().lower())
        if choice is None:
            raise refuse(f"one of {', '.join(words)}")
        return choice

    return check


def one_of_or_blank(choices: type[Choice]) -> Callable[[object], Choice | None]:
    """Return a check that the text is one of the words, a blank being None."""
    check = one_of(choices)
    return lambda found: check(found) if str(found).strip() else None


def _yes_or_no(found: object) -> bool:
    written = str(found).strip().lower()
    if written not in {"yes", "no"}:
        raise refuse("yes or no")
    return written == "yes"


def _yes_or_nothing(found: object) -> bool:
    written = str(found).strip().lower()
    if written not in {"yes", "no", ""}:
        raise refuse("yes, no or nothing")
    return written == "yes"


def _aliases(found: object) -> tuple[str, ...]:
    written = str(found).strip()
    if not written:
        return ()
    names = tuple(name.strip() for name in written.split("|"))
    if not all(names):
        raise refuse("names with one bar between two, such as GLD|school readiness")
    if max(map(len, names)) > SHORT or _CONTROL.search(written) or "\n" in written:
        raise refuse(f"names of one line and at most {SHORT} characters, with bars between")
    folded = [name.casefold() for name in names]
    twice = next((name for name in names if folded.count(name.casefold()) > 1), None)
    if twice is not None:
        raise refuse(f"each name once; “{twice}” stands there twice")
    return names


@lru_cache(maxsize=1024)
def _address(found: str) -> str:
    written = found.strip()
    if not written:
        return ""
    if not written.startswith(("https://", "http://")) or _CONTROL.search(written):
        raise refuse("an address that begins with https://, or nothing")
    if len(written) > LONG or _SPACE.search(written):
        raise refuse("one address without spaces")
    return written


def _code_or_blank(found: object) -> str:
    return _code(found) if str(found).strip() else ""


def _code(found: object) -> str:
    written = str(found).strip()
    if not _CODE.fullmatch(written):
        raise refuse(
            "a code of at most 20 letters, digits, full stops, hyphens or slashes, such as 7.10"
        )
    return written


@lru_cache(maxsize=64)
def _timezone(found: object) -> str:
    written = str(found).strip()
    try:
        ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refuse("a time zone such as Europe/London") from None
    return written


def year_days(found: object) -> tuple[YearDay, ...]:
    """Return days of the year, "31 October|30 April"; a blank is none.

    Raises:
        PydanticCustomError: it is none; says how they are written.
    """
    written = str(found).strip()
    return tuple(_year_day(part.strip()) for part in written.split("|")) if written else ()


def _year_day(written: str) -> YearDay:
    number, _, name = written.partition(" ")
    months = [month.lower() for month in MONTHS]
    if number.isdecimal() and name.strip().lower() in months:
        one = YearDay(month=months.index(name.strip().lower()) + 1, day=int(number[:2]))
        try:
            one.in_year(2024)  # a leap year, so that 29 February is a day
        except ValueError:
            pass
        else:
            return one
    raise refuse("days of the year with a bar between, such as 31 October|30 April")


Day = Annotated[date, PlainValidator(_date)]
DayOrBlank = Annotated[date | None, PlainValidator(_optional_date)]
Number = Annotated[Decimal, PlainValidator(number)]
NumberOrBlank = Annotated[Decimal | None, PlainValidator(_optional_number)]
YesOrNo = Annotated[bool, PlainValidator(_yes_or_no)]
YesOrNothing = Annotated[bool, PlainValidator(_yes_or_nothing)]
Aliases = Annotated[tuple[str, ...], PlainValidator(_aliases)]
Address = Annotated[str, PlainValidator(_address)]
Code = Annotated[str, PlainValidator(_code)]
CodeOrBlank = Annotated[str, PlainValidator(_code_or_blank)]
TimeZone = Annotated[str, PlainValidator(_timezone)]
Name = Annotated[str, text(SHORT, required=True)]
NameOrBlank = Annotated[str, text(SHORT)]
Sentence = Annotated[str, text(MIDDLE, required=True)]
SentenceOrBlank = Annotated[str, text(MIDDLE)]
Prose = Annotated[str, text(LONG, required=True)]
ProseOrBlank = Annotated[str, text(LONG)]
