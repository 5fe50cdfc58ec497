"""What each written form of a stretch of time comes to, from the pieces its pattern found.

Each function takes a match of its pattern in `bot.questions.period_table`; None says that the words
are no period after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.questions.period_names import (
    BACK,
    COUNTS,
    MONTH_NUMBERS,
    PARTS,
    RELATIVE_YEAR,
    SEASONS,
    SPANS,
    TERMS,
    VAGUE_COUNTS,
    YEAR_KIND,
    YEAR_SPANS,
)
from bot.questions.period_points import Part, Point, Span

Made = Point | tuple[Point, Point] | None
Builder = Callable[[re.Match[str]], Made]

_SHORTEST_YEAR, _LONGEST_YEAR = 2005, 2035


def two_digits(text: str) -> int:
    """Return the year that two or four digits stand for ('98' is 1998)."""
    number = int(text)
    if number >= 100:
        return number
    return 1900 + number if number >= 80 else 2000 + number


def pair_start(text: str) -> int | None:
    """Return the first year of '2023/24', '23-24', '2023-2024' or '202324', None if no such pair."""
    digits = re.findall(r"\d+", text)
    if len(digits) == 1 and len(digits[0]) == 6:
        digits = [digits[0][:4], digits[0][4:]]
    if len(digits) != 2 or (len(digits[0]) == 2 and len(digits[1]) == 4):
        return None
    start, last = two_digits(digits[0]), int(digits[1])
    if len(digits[1]) == 4:
        return start if last == start + 1 else None
    return start if last == (start + 1) % 100 else None


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
    if len(bare) == 2 and not _SHORTEST_YEAR <= year <= _LONGEST_YEAR:
        return None
    return replace(point, year=year, loose_year=len(bare) == 2 and not kind)


def _date(day: str, month: int, year: str | None) -> Point | None:
    point = Point(span=Span.DAY, number=month, day=int(re.sub(r"\D", "", day)))
    if point.day is None or not 1 <= point.day <= 31 or not 1 <= month <= 12:
        return None
    return in_year(point, year)


def iso_day(found: re.Match[str]) -> Made:
    return _date(found["day"], int(found["month"]), found["year"])


def named_day(found: re.Match[str]) -> Made:
    return _date(found["day"], MONTH_NUMBERS[found["month"]], found["year"])


def cued_day(found: re.Match[str]) -> Made:
    return _date(found["day"], int(found["month"]), None)


def plain_day(found: re.Match[str]) -> Made:
    # '3/4' might be three of four; a date has a nought before or more days than months.
    day, month = found["day"], found["month"]
    sure = (len(day) == 2 and len(month) == 2) or int(day) > int(month)
    return _date(day, int(month), None) if sure and pair_start(f"{day}/{month}") is None else None


def month(found: re.Match[str]) -> Made:
    point = Point(span=Span.MONTH, number=MONTH_NUMBERS[found["month"]])
    return in_year(point, found["year"])


def numbered_month(found: re.Match[str]) -> Made:
    number = int(found["month"])
    if not 1 <= number <= 12 or pair_start(found[0]) is not None:
        return None
    point = in_year(Point(span=Span.MONTH, number=number), found["year"])
    return replace(point, loose_year=False) if point else None


def relative_month(found: re.Match[str]) -> Made:
    number = MONTH_NUMBERS[found["month"]]
    return Point(span=Span.MONTH, number=number, back=BACK[found["back"]])


def quarter(found: re.Match[str]) -> Made:
    number = PARTS.get(found["number"])
    return in_year(Point(span=Span.QUARTER, number=number), found["year"]) if number else None


def quarters(found: re.Match[str]) -> Made:
    first = in_year(Point(span=Span.QUARTER, number=PARTS[found["number"]]), found["year"])
    last = in_year(Point(span=Span.QUARTER, number=PARTS[found["last"]]), found["year"])
    return (first, last) if first and last else None


def half(found: re.Match[str]) -> Made:
    number = PARTS.get(found["number"])
    if number not in {1, 2}:
        return None
    return in_year(Point(span=Span.HALF, number=number), found["year"])


def term(found: re.Match[str]) -> Made:
    return in_year(Point(span=Span.TERM, number=TERMS[found["term"]]), found["year"])


def numbered_term(found: re.Match[str]) -> Made:
    number = PARTS[found["number"]]
    return in_year(Point(span=Span.TERM, number=number - 1), found["year"]) if number < 4 else None


def relative_term(found: re.Match[str]) -> Made:
    return Point(span=Span.TERM, number=TERMS[found["term"]], back=BACK[found["back"]])


def season(found: re.Match[str]) -> Made:
    return in_year(Point(span=Span.SEASON, number=SEASONS[found["season"]]), found["year"])


def relative_season(found: re.Match[str]) -> Made:
    return Point(span=Span.SEASON, number=SEASONS[found["season"]], back=BACK[found["back"]])


def census(found: re.Match[str]) -> Made:
    month = {"spring": 1, "summer": 5, "autumn": 10}[found["season"]]
    return in_year(Point(span=Span.MONTH, number=month), found["year"])


def ending(found: re.Match[str]) -> Made:
    span = {"y": Span.YEAR_ENDING, "1": Span.YEAR_ENDING, "t": Span.YEAR_ENDING}
    span |= {"q": Span.QUARTER_ENDING, "3": Span.QUARTER_ENDING}
    span |= {"h": Span.SIX_MONTHS_ENDING, "6": Span.SIX_MONTHS_ENDING, "s": Span.SIX_MONTHS_ENDING}
    kind = span[found["what"][0]]
    if found["what"].startswith("three"):
        kind = Span.QUARTER_ENDING
    point = Point(span=kind, number=MONTH_NUMBERS[found["month"]])
    if found["day"]:
        point = replace(point, day=int(re.sub(r"\D", "", found["day"])))
    return in_year(point, found["year"])


def kind_year(found: re.Match[str]) -> Made:
    words = found["before"] or found["after"]
    span = YEAR_SPANS[words]
    if span is Span.CALENDAR_YEAR and pair_start(found["year"]) is not None:
        return None
    made = in_year(Point(span=span), f"{words} {found['year']}")
    return made and replace(made, loose_year=False)


def year_end(found: re.Match[str]) -> Made:
    point = in_year(Point(span=Span.FINANCIAL_YEAR, part=Part.END), found["year"])
    if point and point.year is not None and not point.pair:
        point = replace(point, year=point.year - 1, pair=True, loose_year=False)
    return point if point is None or point.dated else replace(point, back=1)


def pair(found: re.Match[str]) -> Made:
    start = pair_start(found[0])
    if start is not None:
        return Point(span=Span.PAIR, year=start, pair=True)
    digits = re.findall(r"\d+", found[0])
    if len(digits) == 2 and len(digits[0]) == 4:  # '2016-20'
        first, last = int(digits[0]), two_digits(digits[1])
        if first < last <= first + 30:
            return Point(span=Span.YEAR, year=first), Point(span=Span.YEAR, year=last)
    return None


def year(found: re.Match[str]) -> Made:
    return Point(span=Span.YEAR, year=int(found["year"]))


def short_year(found: re.Match[str]) -> Made:
    year = two_digits(found["year"])
    if not _SHORTEST_YEAR <= year <= _LONGEST_YEAR:
        return None
    return Point(span=Span.YEAR, year=year, loose_year=True)


def decade(found: re.Match[str]) -> Made:
    return Point(span=Span.DECADE, year=two_digits(re.sub(r"\D", "", found["year"])))


def relative(found: re.Match[str]) -> Made:
    return Point(span=SPANS[found["unit"]], back=BACK[found["back"]])


def before_last(found: re.Match[str]) -> Made:
    return Point(span=SPANS[found["unit"]], back=2)


def ago(found: re.Match[str]) -> Made:
    return Point(span=SPANS[found["unit"]], back=count_of(found["count"]), ago=True)


def same_last_year(found: re.Match[str]) -> Made:
    unit = found["unit"]
    span = SPANS.get(unit, Span.PERIOD) if unit else Span.PERIOD
    return Point(span=span, back=0, same_last_year=True)


def before_answer(found: re.Match[str]) -> Made:
    return Point(span=SPANS.get(found["unit"] or "", Span.PERIOD), back=1, of_answer=True)


def after_answer(found: re.Match[str]) -> Made:
    return Point(span=SPANS.get(found["unit"] or "", Span.PERIOD), back=-1, of_answer=True)


def that(found: re.Match[str]) -> Made:
    return Point(span=SPANS.get(found["unit"] or "", Span.THEN), back=0, of_answer=True)


def count_of(words: str) -> int:
    """Return the number that 'five', 'a few' or '12' stands for."""
    if words.isdigit():
        return int(words)
    return COUNTS.get(words) or VAGUE_COUNTS.get(words) or 1


def fixed(point: Point) -> Builder:
    return lambda _: point
