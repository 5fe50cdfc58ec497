"""The days of an absence, as people write them: "1 to 14 August"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.plan.days import MONTHS, ONE_DAY, day_text, month_end, shift_years

EXAMPLE = "1 to 14 August"
LONGEST = timedelta(days=366)
JUST_PAST = timedelta(days=31)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in WEEKDAYS)
_WEEKDAY = re.compile(rf"(this|next)?\s*({_DAY_NAMES}|tues|thurs)\.?", re.IGNORECASE)
_MONTHS_END = re.compile(r"(?:the\s+)?(?:end of (?:the|this) month|month'?s end)", re.IGNORECASE)
_WEEKS = {"this week": timedelta(), "next week": timedelta(days=7)}

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_WORDED = re.compile(rf"{_DAY}(?: of)? ({_MONTH})\.?(?:,? ([0-9]{{4}}))?", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"({_MONTH})\.? {_DAY}(?:,? ([0-9]{{4}}))?", re.IGNORECASE)
_ISO = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})(?:[/.]([0-9]{2}|[0-9]{4}))?")
_BARE = re.compile(_DAY, re.IGNORECASE)
_APART = re.compile(
    r"\s+(?:to|until|till|through|and)\s+|\s*[-–—]\s*(?![0-9]{1,2}-)", re.IGNORECASE
)
_LEAD = re.compile(r"^(?:from|between|on)\s+", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:until|till|to|up to)\s+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Days:
    """The first and the last day, both included. `year_was_taken` where none was written."""

    first: date
    last: date
    year_was_taken: bool = False

    @property
    def text(self) -> str:
        """The days in words: '1 to 14 August 2027'."""
        if self.first == self.last:
            return day_text(self.first)
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first.day} to {day_text(self.last)}"
        if self.first.year == self.last.year:
            return f"{self.first.day} {MONTHS[self.first.month - 1]} to {day_text(self.last)}"
        return f"{day_text(self.first)} to {day_text(self.last)}"

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Say whether two absences share a day; None is open."""
        return (first is None or first <= self.last) and (last is None or self.first <= last)


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Why the days could not be taken, in a sentence."""

    why: str


@dataclass(frozen=True, kw_only=True)
class Unclear:
    """The days can be read in more than one way ("1/8")."""

    either: tuple[Days, ...]


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One date as far as it is written."""

    day: int
    month: int | None = None
    year: int | None = None


def read(text: str, today: date) -> Days | Refused | Unclear:
    """Return the days that a text names, counted from today where no year is written."""
    plain = " ".join(text.split()).strip(" ,.;")
    if (weeks := _WEEKS.get(plain.casefold())) is not None:
        monday = today - timedelta(days=today.weekday()) + weeks
        return Days(first=max(monday, today), last=monday + timedelta(days=6))
    readings = []
    reasons = []
    for first, last in _pairs(plain, today):
        found = _span(first, last, today)
        if isinstance(found, Days):
            readings.append(found)
        else:
            reasons.append(found)
    if len(set(readings)) > 1:
        return Unclear(either=tuple(dict.fromkeys(readings)))
    if readings:
        return readings[0]
    return reasons[0] if reasons else Refused(why=f"Which days? For example: {EXAMPLE}.")


def _pairs(text: str, today: date) -> Iterator[tuple[_Part, _Part]]:
    """Yield each way to read a text as two dates."""
    until = _UNTIL.match(text)
    rest = _UNTIL.sub("", _LEAD.sub("", text))
    halves = _ISO.findall(rest) if _ISO.match(rest) else _APART.split(rest)
    if len(halves) == 1:
        for part in _parts(halves[0], today):
            yield (_of(today), part) if until else (part, part)
    elif len(halves) == 2:
        for last in _parts(halves[1], today):
            for first in _parts(halves[0], today, last):
                yield first, last


def _parts(text: str, today: date, last: _Part | None = None) -> list[_Part]:
    """Return each date that a text may be; "1" takes its month from the last day's."""
    word = text.casefold()
    if word in ("today", "tomorrow"):
        return [_of(today + (ONE_DAY if word == "tomorrow" else timedelta()))]
    if found := _WEEKDAY.fullmatch(text):
        return _weekdays(found[1], found[2], today)
    if _MONTHS_END.fullmatch(text):
        return [_of(month_end(today))]
    if _ISO.fullmatch(text):
        year, month, day_of_month = map(int, text.split("-"))
        return [_Part(day=day_of_month, month=month, year=year)]
    if found := _WORDED.fullmatch(text):
        return [_Part(day=int(found[1]), month=_month(found[2]), year=_year(found[3]))]
    if found := _MONTH_FIRST.fullmatch(text):
        return [_Part(day=int(found[2]), month=_month(found[1]), year=_year(found[3]))]
    if found := _SLASHED.fullmatch(text):
        return _slashed(int(found[1]), int(found[2]), _year(found[3]))
    if last is not None and (found := _BARE.fullmatch(text)):
        return [_Part(day=int(found[1]), month=last.month, year=last.year)]
    return []


def _weekdays(which: str | None, name: str, today: date) -> list[_Part]:
    """Return the next day of that name; "next Friday" may be that one or the one after it."""
    place = next(n for n, one in enumerate(WEEKDAYS) if one[:3] == name[:3].casefold())
    day = today + timedelta(days=(place - today.weekday()) % 7)
    if (which or "").casefold() != "next":
        return [_of(day)]
    return [_of(day), _of(day + timedelta(days=7))] if day != today else [_of(day + 7 * ONE_DAY)]


def _of(day: date) -> _Part:
    return _Part(day=day.day, month=day.month, year=day.year)


def _slashed(one: int, other: int, year: int | None) -> list[_Part]:
    """Return day and month both ways round where both can be a month."""
    ways = [_Part(day=one, month=other, year=year)]
    if one != other:
        ways.append(_Part(day=other, month=one, year=year))
    return [way for way in ways if way.month is not None and 1 <= way.month <= 12] or ways[:1]


def _span(first: _Part, last: _Part, today: date) -> Days | Refused:
    taken = last.year is None
    try:
        start, end = _dates(first, last, today)
    except ValueError:
        return Refused(why="There is no such date. Please look at the day and the month again.")
    if end < start:
        return Refused(
            why=f"The last day ({day_text(end)}) is before the first ({day_text(start)})."
        )
    if taken and timedelta() < today - shift_years(end, -1) <= JUST_PAST:
        return Refused(
            why=f"{day_text(shift_years(end, -1))} is past. If you mean next year, write"
            f" the year: {day_text(end)}."
        )
    if end < today:
        return Refused(why=f"{day_text(end)} is past. Please send days from today on.")
    if end - start > LONGEST:
        return Refused(
            why="That is more than a year. To hand measures over for good, send: not mine any more"
        )
    return Days(first=max(start, today), last=end, year_was_taken=taken)


def _dates(first: _Part, last: _Part, today: date) -> tuple[date, date]:
    """Return both days; without a year, the next time that the last day comes.

    Raises:
        ValueError: there is no such date.
    """
    assert first.month is not None
    assert last.month is not None
    if last.year is None and first.year is None:
        _exists(last)
        end = _next(last, today)
        turns = (first.month, first.day) > (last.month, last.day) and first.month != last.month
        return date(end.year - turns, first.month, first.day), end
    year = last.year if last.year is not None else first.year
    assert year is not None
    start = date(first.year or year, first.month, first.day)
    end = date(year, last.month, last.day)
    if end < start and last.year is None and first.month != last.month:
        end = shift_years(end, 1)
    return start, end


def _exists(part: _Part) -> None:
    assert part.month is not None
    date(2028, part.month, part.day)  # a leap year: 29 February exists


def _next(part: _Part, today: date) -> date:
    """Return the next day of this name, today included."""
    assert part.month is not None
    for years in range(9):
        try:
            day = date(today.year + years, part.month, part.day)
        except ValueError:
            continue
        if day >= today:
            return day
    raise ValueError


def _month(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3].casefold() == word[:3].casefold())


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)
