"""Values and differences in words people read aloud (R9 to R17).

Everything here takes what the disclosure gate has passed; rounding happens here and nowhere else.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from bot.plan.measures import Measure, Unit
from bot.plan.rounding import rounded
from bot.rendering.disclosure import Difference, Parts, Shown

WITHHELD = "withheld to protect confidentiality"

_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_BASES = {
    Unit.RATE_PER_1000: "1,000",
    Unit.RATE_PER_10000: "10,000",
    Unit.RATE_PER_100000: "100,000",
}
_SMALLEST_BASE_FOR_A_SHARE = 50
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_ONE = re.compile(r"1(\.0+)?")  # R10: one is one, with as many decimals as its neighbours


def value(shown: Shown, *, with_base: bool = False) -> str:
    """Return the value as it is printed: '7.8%', '464', '£6,900 a week', '75 per 10,000'.

    A rate says whom it counts on its first mention (`with_base`, R14).
    """
    unit = shown.measure.unit
    digits = _digits(shown.number, shown.places)
    if unit is Unit.PERCENT:
        return f"{digits}%"
    if unit is Unit.GBP_PER_WEEK:
        return f"{_pounds(digits)} a week"
    if unit is Unit.WEEKS:
        return f"{digits} {_plural('week', digits)}"
    if unit in _BASES:
        return f"{digits} {base(shown.measure) if with_base else f'per {_BASES[unit]}'}"
    return digits


def short_value(shown: Shown) -> str:
    """Return the value for a list whose unit was named above it: a rate without its base."""
    unit = shown.measure.unit
    if unit in _BASES:
        return _digits(shown.number, shown.places)
    if unit is Unit.GBP_PER_WEEK:
        return _pounds(_digits(shown.number, shown.places))
    return value(shown)


def size(gap: Difference) -> str:
    """Return how big a difference is, without its sign: '174', '4.3 percentage points' (R10)."""
    unit = gap.one.measure.unit
    digits = _digits(abs(gap.number), gap.places)
    if unit is Unit.PERCENT:
        return f"{digits} {_plural('percentage point', digits)}"
    if unit is Unit.GBP_PER_WEEK:
        return f"{_pounds(digits)} a week"
    if unit is Unit.WEEKS:
        return f"{digits} {_plural('week', digits)}"
    if unit is Unit.SCORE:
        return f"{digits} {_plural('point', digits)}"
    return f"{digits} per {_BASES[unit]}" if unit in _BASES else digits


def moved(gap: Difference) -> str:
    """Return 'down 174', 'up 4.3 percentage points', or 'no change' (R12)."""
    if _is_level(gap):
        return "no change"
    return f"{'up' if gap.number > 0 else 'down'} {size(gap)}"


def share(gap: Difference) -> str | None:
    """Return the relative change, 'a fall of 27.3%', or None where it would mislead.

    Only for counts and money, never for percentages (R10), and not on a base under 50.
    """
    unit, start = gap.one.measure.unit, gap.other.number
    if unit not in {Unit.COUNT, Unit.GBP_PER_WEEK} or start < _SMALLEST_BASE_FOR_A_SHARE:
        return None
    if _is_level(gap):
        return None
    return f"a {'rise' if gap.number > 0 else 'fall'} of {relative(gap)}%"


def relative(gap: Difference) -> str:
    """Return the difference as a share of the earlier value in percent, with one decimal."""
    return _digits(abs(gap.number) / abs(gap.other.number) * 100, 1)


def beside(gap: Difference) -> str:
    """Return '38.6 percentage points lower', or 'the same' (R25 of a comparison)."""
    if _is_level(gap):
        return "the same"
    return f"{size(gap)} {'higher' if gap.number > 0 else 'lower'}"


def away(gap: Difference) -> str:
    """Return '12 above', '0.04 percentage points below' or 'exactly on', for a target."""
    if gap.number == 0:
        return "exactly on"
    return f"{size(gap)} {'above' if gap.number > 0 else 'below'}"


def counted(number: int) -> str:
    """Return a number of things in words up to twelve, then in figures: 'four', '57'."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def things(number: int, noun: str) -> str:
    """Return 'four measures', 'one measure', 'no measures'."""
    return f"{counted(number)} {noun if number == 1 else _plurals(noun)}"


def capital(text: str) -> str:
    """Return the text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def whole(number: Decimal) -> str:
    """Return a count behind a share: '1,045', or with its decimals where it has any."""
    return f"{number:,f}"


@lru_cache(maxsize=4096)
def base(measure: Measure) -> str:
    """Return whom a rate counts, in the plan's own words: 'per 10,000 aged 0-17' (R14)."""
    per = f"per {_BASES[measure.unit]}"
    found = re.search(rf"{per}([^.,;()]*)", measure.definition)
    return f"{per}{found[1].rstrip()}" if found else per


def too_few(parts: Parts | None) -> str:
    """Return what is told of a share of too few: '12 of 18, too few for a percentage' (R17)."""
    words = "too few for a percentage"
    if parts is None or parts.numerator is None or parts.denominator is None:
        return words
    return f"{whole(parts.numerator)} of {whole(parts.denominator)}, {words}"


def unit_words(measure: Measure) -> str:
    """Return the unit in words: 'a percentage', 'a count', 'a rate per 10,000 aged 0-17'."""
    if measure.unit in _BASES:
        return f"a rate {base(measure)}"
    return {
        Unit.PERCENT: "a percentage",
        Unit.COUNT: "a count",
        Unit.WEEKS: "a number of weeks",
        Unit.SCORE: "a score in points",
        Unit.GBP_PER_WEEK: "an amount in pounds a week",
    }[measure.unit]


def _digits(number: Decimal, places: int) -> str:
    """Round half up, with thousands commas; a value that is not zero never prints as zero."""
    shown = rounded(number, places)
    while shown == 0 and number != 0 and places < 12:
        places += 1
        shown = rounded(number, places)
    if shown == 0:
        shown = abs(shown)
    return f"{shown:,f}"


def _pounds(digits: str) -> str:
    return f"-£{digits[1:]}" if digits.startswith("-") else f"£{digits}"


def _is_level(gap: Difference) -> bool:
    return rounded(gap.one.number, gap.places) == rounded(gap.other.number, gap.places)


def _plural(noun: str, digits: str) -> str:
    return noun if _ONE.fullmatch(digits) else f"{noun}s"


def _plurals(noun: str) -> str:
    return f"{noun[:-1]}ies" if _CONSONANT_Y.search(noun) else f"{noun}s"
