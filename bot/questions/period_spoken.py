"""Years and days said in words become digits: 'twenty sixteen', 'the thirtieth of September'."""

from __future__ import annotations

from collections.abc import Sequence

from bot.questions.period_names import MONTH_NUMBERS
from bot.questions.plain_words import word_list
from bot.questions.spoken_numbers import ONES, TENS, norm_at

ABSORBED = ""
"""The norm of a word that is part of a number which begins before it."""

_ORDINALS = {
    word: number
    for number, word in enumerate(
        word_list(
            """
            first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
            thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
            """
        ),
        start=1,
    )
} | {"thirtieth": 30}
_CENTURIES = {"nineteen": 1900, "twenty": 2000}
_NOUGHTS = frozenset({"oh", "o", "nought", "zero"})
_SLASHES = frozenset({"/", "-", "slash", "stroke", "dash", "to"})
_YEAR_WORDS = frozenset(
    word_list("year years fy ay in since from to of for quarter q one two three four")
)
_AGES = frozenset(word_list("aged age ages"))
_EARLIEST_PAIR, _LATEST_PAIR, _SURE_PAIR = 5, 40, 18
_TRIGGERS = frozenset({*_CENTURIES, *_ORDINALS, "thousand", "thirty", "eighteen"})


def may_be_spoken(norms: set[str]) -> bool:
    """Say whether a year or a day may be said in words."""
    return not _TRIGGERS.isdisjoint(norms)


def in_digits(norms: Sequence[str]) -> list[str]:
    """Return the words with spoken years and days in digits.

    The digits stand in the place of the first word of each; the words after it are `ABSORBED`.
    """
    written = list(norms)
    place = 0
    while place < len(norms):
        found = _year(norms, place) or _pair(norms, place) or _day(norms, place)
        if found is None:
            place += 1
            continue
        digits, end = found
        written[place:end] = [digits, *[ABSORBED] * (end - place - 1)]
        place = end
    return written


def _year(norms: Sequence[str], place: int) -> tuple[str, int] | None:
    """Return '2016' for 'twenty sixteen' and '2024/25' where the year after follows."""
    found = _full_year(norms, place)
    if found is None:
        return None
    year, end = found
    after = end + (norm_at(norms, end) in _SLASHES)
    following = _full_year(norms, after) if norm_at(norms, end) != "to" else None
    if following and following[0] == year + 1:
        return f"{year}/{following[0] % 100:02}", following[1]
    short = _two_digits(norms, after)
    if short and short[0] == (year + 1) % 100 and not _full_year(norms, after):
        return f"{year}/{short[0]:02}", short[1]
    return str(year), end


def _full_year(norms: Sequence[str], place: int) -> tuple[int, int] | None:
    if norm_at(norms, place) == "two" and norm_at(norms, place + 1) == "thousand":
        after = place + 2 + (norm_at(norms, place + 2) == "and")
        found = _two_digits(norms, after) or _one_digit(norms, after)
        return (2000 + found[0], found[1]) if found else None
    century = _CENTURIES.get(norm_at(norms, place))
    if century is None:
        return None
    after = _past_hyphen(norms, place + 1)
    found = _two_digits(norms, after)
    if found is None and norm_at(norms, after) in _NOUGHTS:
        found = _one_digit(norms, after + 1)
    if found is None or not 1980 <= century + found[0] <= 2049:
        return None
    return century + found[0], found[1]


def _pair(norms: Sequence[str], place: int) -> tuple[str, int] | None:
    """Return '21/22' for 'twenty one twenty two', None for 'sixteen seventeen year olds'."""
    first = _two_digits(norms, place)
    if first is None or norm_at(norms, place - 1) in _AGES:
        return None
    slash = norm_at(norms, first[1]) in _SLASHES - {"to"}
    last = _two_digits(norms, first[1] + slash)
    if last is None or last[0] != first[0] + 1:
        return None
    if not _EARLIEST_PAIR <= first[0] <= _LATEST_PAIR:
        return None
    if first[0] < _SURE_PAIR and norm_at(norms, place - 1) not in _YEAR_WORDS:
        return None
    if norm_at(norms, last[1]) in {"year", "years"}:
        older = norm_at(norms, last[1] + 1).startswith("old")
        if older or norm_at(norms, last[1] + 1) == "-":
            return None
    return f"{first[0]}/{last[0]}", last[1]


def _day(norms: Sequence[str], place: int) -> tuple[str, int] | None:
    """Return '31st' for 'thirty first' beside a month."""
    end = place + 1
    if norms[place] in {"twenty", "thirty"}:
        end = _past_hyphen(norms, end)
        more = _ORDINALS.get(norm_at(norms, end), 10)
        if more > 9:
            return None
        day, end = (20 if norms[place] == "twenty" else 30) + more, end + 1
    elif norms[place] in _ORDINALS:
        day = _ORDINALS[norms[place]]
    else:
        return None
    if day > 31 or not _beside_month(norms, place, end, sure=day > 4):
        return None
    return f"{day}{_ending(day)}", end


def _beside_month(norms: Sequence[str], place: int, end: int, *, sure: bool) -> bool:
    """Say whether a month stands beside; 'the first march figure' is no day."""
    before, after = norm_at(norms, place - 1), norm_at(norms, end)
    if after == "of" and norm_at(norms, end + 1) in MONTH_NUMBERS:
        return True
    if before == "the" and norm_at(norms, place - 2) in MONTH_NUMBERS:
        return True
    return sure and (after in MONTH_NUMBERS or before in MONTH_NUMBERS)


def _ending(day: int) -> str:
    if 10 < day < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _two_digits(norms: Sequence[str], place: int) -> tuple[int, int] | None:
    """Return the number from 10 to 99 that the words from a place say, and where they end."""
    word = norm_at(norms, place)
    if word in ONES and ONES[word] >= 10:
        return ONES[word], place + 1
    if word not in TENS:
        return None
    after = _past_hyphen(norms, place + 1)
    digit = ONES.get(norm_at(norms, after), 0)
    if 1 <= digit <= 9:
        return TENS[word] + digit, after + 1
    return TENS[word], place + 1


def _one_digit(norms: Sequence[str], place: int) -> tuple[int, int] | None:
    digit = ONES.get(norm_at(norms, place), 0)
    return (digit, place + 1) if 1 <= digit <= 9 else None


def _past_hyphen(norms: Sequence[str], place: int) -> int:
    return place + (norm_at(norms, place) == "-")
