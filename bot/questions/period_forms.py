"""What a written form of a stretch of time comes to, from the pieces its pattern found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot.questions.period_names import (
    BACK,
    COUNTS,
    MONTH_NUMBERS,
    PARTS,
    RELATIVE_YEAR,
    SEASONS,
    SPANS,
    STRETCHES,
    VAGUE_COUNTS,
    YEAR_KIND,
    YEAR_SPANS,
)
from bot.questions.period_points import Part, Point, Span

Made = Point | tuple[Point, Point] | None
Builder = Callable[[re.Match[str]], Made]

_SEASON_LEAD = re.compile(r"(?:^| )(?:in|over|during|since|from|by)(?: the)? $")
_PANDEMIC_LEAD = re.compile(
    r"(?:^| )(?:during|through|throughout|in|since|after|post|over|before|b4|pre|prior to|until"
    r"|from|to|than)(?: ?-)?(?: the)?(?: (?:start|beginning|onset|end) of)? $"
)
_EARLIEST_SHORT, _LATEST_SHORT = 2005, 2035


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """How a match becomes a point.

    The pattern's groups say which pieces there are: `day`, `month` (a name), `mm` (digits),
    `number` (looked up in `numbers`), `year`, `back`, `count` and `unit`. `like` holds what every
    such point has.
    """

    like: Point
    numbers: Mapping[str, int] = field(default_factory=lambda: PARTS)

    def __call__(self, found: re.Match[str]) -> Made:
        """Return the point, None where the pieces make none ('31/13')."""
        pieces = found.groupdict()
        point = self.like
        if unit := pieces.get("unit"):
            point = replace(point, span=SPANS[unit])
        if back := pieces.get("back"):
            point = replace(point, back=BACK[back])
        if count := pieces.get("count"):
            point = replace(point, back=count_of(count))
        if number := pieces.get("number"):
            if number not in self.numbers:
                return None
            point = replace(point, number=self.numbers[number])
        if month := pieces.get("month"):
            point = replace(point, number=MONTH_NUMBERS[month])
        if digits := pieces.get("mm"):
            point = replace(point, number=int(digits))
        if day := pieces.get("day"):
            point = replace(point, day=int(day.rstrip("stndrh")))
        return in_year(point, pieces.get("year")) if _can_be(point) else None


def _can_be(point: Point) -> bool:
    largest = {Span.HALF: 2, Span.QUARTER: 4, Span.TERM: 2}.get(point.span, 12)
    day = 1 if point.day is None else point.day
    number = 1 if point.number is None else point.number
    return 1 <= day <= 31 and 0 <= number <= largest


def two_digits(text: str) -> int:
    """Return the year that two or four digits stand for ('98' is 1998)."""
    number = int(text)
    if number >= 100:
        return number
    return 1900 + number if number >= 80 else 2000 + number


def count_of(words: str) -> int:
    """Return the number that 'five', 'a few' or '12' stands for."""
    if words.isdigit():
        return int(words)
    return COUNTS.get(words) or VAGUE_COUNTS.get(words) or 1


def pair_start(text: str) -> int | None:
    """Return the first year of '2023/24', '23-24', '2023-2024', '202324'; None for no such pair."""
    digits = re.findall(r"\d+", text)
    if len(digits) == 1 and len(digits[0]) == 6:
        digits = [digits[0][:4], digits[0][4:]]
    elif len(digits) == 1 and len(digits[0]) == 4 and not 1980 <= int(digits[0]) <= 2049:
        digits = [digits[0][:2], digits[0][2:]]  # 'q2 2526'
    if len(digits) != 2 or (len(digits[0]) == 2 and len(digits[1]) != 2):
        return None
    start, last = two_digits(digits[0]), int(digits[1])
    following = start + 1 if len(digits[1]) == 4 else (start + 1) % 10 ** len(digits[1])
    return start if last == following else None


def in_year(point: Point, words: str | None) -> Point | None:
    """Return `point` in the year that `words` name, None where they name none."""
    if not words:
        return point
    if re.fullmatch(RELATIVE_YEAR, words):
        return replace(point, year_back=BACK[words.removeprefix("the ").split()[0]])
    kind = re.search(YEAR_KIND, words)
    bare = re.sub(YEAR_KIND, "", words).strip()
    start = pair_start(bare)
    if start is not None:
        return replace(point, year=start, pair=True)
    if not re.fullmatch(r"\d\d|\d{4}", bare):
        return None
    year = two_digits(bare)
    if not 1980 <= year <= 2049:
        return None
    if kind and YEAR_SPANS[kind[0]] is not Span.CALENDAR_YEAR:  # 'fy24' ends in 2024
        return replace(point, year=year - 1, pair=True, loose_kind=True)
    if len(bare) == 2 and not _EARLIEST_SHORT <= year <= _LATEST_SHORT:
        return None
    return replace(point, year=year, loose_year=len(bare) == 2 and not kind)


def plain_day(found: re.Match[str]) -> Made:
    """Return the day of '31/10', None where it may be a share ('3/4') or a pair of years."""
    day, number = found["day"], found["mm"]
    sure = (len(day) == 2 and len(number) == 2) or int(day) > int(number)
    if not sure or (day, number) == ("24", "7") or pair_start(f"{day}/{number}") is not None:
        return None
    return Form(like=Point(span=Span.DAY))(found)


def numbered_month(found: re.Match[str]) -> Made:
    """Return the month of '03/2024' and '2024-03', None for a pair of years."""
    if pair_start(found[0]) is not None:
        return None
    made = Form(like=Point(span=Span.MONTH))(found)
    return replace(made, loose_year=False) if isinstance(made, Point) else None


def pandemic(found: re.Match[str]) -> Made:
    """Return the pandemic where it says when: 'since covid', and not 'covid vaccinations'."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    return Point(span=Span.PANDEMIC) if _PANDEMIC_LEAD.search(before) else None


def bare_season(found: re.Match[str]) -> Made:
    """Return a season with no year where a preposition stands before it: 'over the summer'."""
    before = found.string[max(0, found.start() - 16) : found.start()]
    if not _SEASON_LEAD.search(before):
        return None
    return Form(like=Point(span=Span.SEASON), numbers=SEASONS)(found)


def quarters(found: re.Match[str]) -> Made:
    """Return both quarters of 'Q1-Q3 24/25'."""
    first, last = (
        in_year(Point(span=Span.QUARTER, number=PARTS[found[group]]), found["year"])
        for group in ("number", "last")
    )
    return (first, last) if first and last else None


def ending(found: re.Match[str]) -> Made:
    """Return the stretch that ends in a month: 'year ending march 22', 'quarter to dec 2025'."""
    return Form(like=Point(span=Span.ENDING, months=STRETCHES[found["stretch"]]))(found)


def kind_year(found: re.Match[str]) -> Made:
    """Return the year whose kind is said beside it: 'fy24', '2023/24 school year'."""
    words = found["before"] or found["after"]
    span = YEAR_SPANS[words]
    if span is Span.CALENDAR_YEAR and pair_start(found["year"]) is not None:
        return None
    made = in_year(Point(span=span), f"{words} {found['year']}")
    return made and replace(made, loose_year=False)


def year_end(found: re.Match[str]) -> Made:
    """Return the last day of a financial year: 'year end 2024' is 31 March 2024."""
    point = in_year(Point(span=Span.FINANCIAL_YEAR, part=Part.END), found["year"])
    if point is None:
        return None
    if point.year is not None and not point.pair:
        return replace(point, year=point.year - 1, pair=True, loose_year=False)
    return point if point.dated else replace(point, back=1)


def pair(found: re.Match[str]) -> Made:
    """Return the year of '2023/24', both years of '2016-20', None for any other two numbers."""
    start = pair_start(found[0])
    if start is not None:
        return Point(span=Span.PAIR, year=start, pair=True)
    digits = re.findall(r"\d+", found[0])
    if len(digits) == 2 and len(digits[0]) == 4:
        first, last = int(digits[0]), two_digits(digits[1])
        if first < last <= first + 30:
            return Point(span=Span.YEAR, year=first), Point(span=Span.YEAR, year=last)
    return None


def decade(found: re.Match[str]) -> Made:
    """Return the ten years of 'the 2010s'."""
    return Point(span=Span.DECADE, year=two_digits(found["year"].rstrip("s")))
