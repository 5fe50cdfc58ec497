"""One day as people write it: "30 October", "Friday", "in two weeks"; then perhaps a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.plan.days import MONTHS, day_text, shift_years

EXAMPLE = "30 October"
JUST_PAST = timedelta(days=92)
"""Who names a day of these without a year hardly means next year's."""
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\b")
_WORDED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b\.?(?:,? (\d{{4}}))?", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?", re.IGNORECASE
)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?(?!\d)")
_IN = re.compile(r"in (a|one|two|three|four|five|six|\d{1,2}) (day|week)s?\b", re.IGNORECASE)
_NEXT_WEEK = re.compile(r"next week\b", re.IGNORECASE)
_NEAR = re.compile(r"(today|tomorrow)\b", re.IGNORECASE)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"(?:next |on )?({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LEAD = re.compile(r"^(?:on|by|until|till|not before|from|about)\s+", re.IGNORECASE)
_TAIL = re.compile(r"^[\s,.;:–-]*(?:because|as|since|reason:?)?\s*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class OneDay:
    """The day that was named, and what was said beside it."""

    day: date
    rest: str = ""


@dataclass(frozen=True, kw_only=True)
class NoDay:
    """Why no day could be taken, in a sentence."""

    why: str


def read_day(text: str, today: date, *, ahead: bool = False) -> OneDay | NoDay:
    """Return the day a text begins with; without a year the next such day is meant.

    With `ahead`, a day that has only just passed is not taken for next year's unasked.
    """
    found = _read(text, today)
    if not ahead or isinstance(found, NoDay) or str(found.day.year) in text:
        return found
    passed = shift_years(found.day, -1)
    if timedelta() < today - passed <= JUST_PAST:
        return NoDay(
            why=f"{day_text(passed)} is past. If you mean next year, write {day_text(found.day)}."
        )
    return found


def _read(text: str, today: date) -> OneDay | NoDay:
    plain = _LEAD.sub("", " ".join(text.split()))
    for form in (_read_iso, _read_worded, _read_near):
        found = form(plain, today)
        if isinstance(found, NoDay):
            return found
        if found is not None:
            day, length = found
            return OneDay(day=day, rest=_TAIL.sub("", plain[length:]).strip())
    match = _SLASHED.match(plain)
    if match is not None:
        return _slashed(match, plain, today)
    return NoDay(why=f"I can't read a date in that. Please begin with one, such as {EXAMPLE}.")


Read = tuple[date, int] | NoDay | None


def _read_iso(text: str, _: date) -> Read:
    match = _ISO.match(text)
    if match is None:
        return None
    return _made(int(match[1]), int(match[2]), int(match[3]), match.end())


def _read_worded(text: str, today: date) -> Read:
    match = _WORDED.match(text)
    if match is not None:
        return _dated(_month(match[2]), int(match[1]), match[3], match.end(), today)
    match = _MONTH_FIRST.match(text)
    if match is not None:
        return _dated(_month(match[1]), int(match[2]), match[3], match.end(), today)
    return None


def _read_near(text: str, today: date) -> Read:
    if match := _NEAR.match(text):
        ahead = 0 if match[1].lower() == "today" else 1
        return today + timedelta(days=ahead), match.end()
    if match := _IN.match(text):
        word = match[1].lower()
        count = _NUMBERS.get(word) or int(word)
        unit = 7 if match[2].lower() == "week" else 1
        return today + timedelta(days=count * unit), match.end()
    if match := _NEXT_WEEK.match(text):
        return today + timedelta(days=7 - today.weekday()), match.end()
    if match := _WEEKDAY.match(text):
        ahead = (_WEEKDAYS.index(match[1].lower()) - today.weekday()) % 7 or 7
        return today + timedelta(days=ahead), match.end()
    return None


def _slashed(match: re.Match[str], text: str, today: date) -> OneDay | NoDay:
    first, second = int(match[1]), int(match[2])
    if first <= 12 and second <= 12 and first != second:
        either = " or ".join(
            f"{day} {MONTHS[month - 1]}" for day, month in ((first, second), (second, first))
        )
        return NoDay(why=f"“{match[0]}” can mean {either}. Please write the month as a word.")
    day, month = (first, second) if second <= 12 else (second, first)
    found = _dated(month, day, match[3], match.end(), today)
    if isinstance(found, NoDay):
        return found
    return OneDay(day=found[0], rest=_TAIL.sub("", text[found[1] :]).strip())


def _dated(
    month: int, day: int, year: str | None, length: int, today: date
) -> tuple[date, int] | NoDay:
    if year is not None:
        return _made(int(year), month, day, length)
    found = _made(today.year, month, day, length)
    if isinstance(found, NoDay):
        return found
    if found[0] < today:
        return shift_years(found[0], 1), length
    return found


def _made(year: int, month: int, day: int, length: int) -> tuple[date, int] | NoDay:
    try:
        return date(year, month, day), length
    except ValueError:
        name = MONTHS[month - 1] if 1 <= month <= 12 else f"month {month}"
        return NoDay(why=f"There is no {day} {name} {year}. Please send another date.")


def _month(word: str) -> int:
    return [name[:3].lower() for name in MONTHS].index(word[:3].lower()) + 1


def no_working_day(named: date, taken: date) -> list[str]:
    """Return the line that says why another day was taken than was named; none where it was."""
    if named == taken:
        return []
    which = "after" if taken > named else "before"
    return [f"{said_day(named)} is no working day, so I took the one {which} it."]


def said_day(day: date) -> str:
    """Return a day with its weekday: 'Friday 30 October 2026'."""
    return f"{_WEEKDAYS[day.weekday()].capitalize()} {day_text(day)}"
