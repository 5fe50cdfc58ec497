"""Written forms of a stretch that is named by its end, by its place in a year, or by initials.

Each row is the words that can begin it, a pattern and what makes a point of a match; the table of
forms takes them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.questions import period_forms as forms
from bot.questions.period_forms import Builder, Form, Made
from bot.questions.period_names import (
    ANY_YEAR,
    COUNT,
    COUNTS,
    DATE_YEAR,
    DAY,
    FULL_YEAR,
    LINK,
    MONTH,
    MONTH_NUMBERS,
    PAIR,
    SPANS,
    STRETCHES,
    UNIT,
    VAGUE_COUNTS,
    YEAR_KIND,
    YEAR_SPANS,
    any_of,
    one_of,
)
from bot.questions.period_points import Part, Point, Span
from bot.questions.plain_words import word_list

DIGIT = "#"
Rows = tuple[tuple[Iterable[str], str, Builder], ...]

_COUNTED = frozenset(name.split()[0] for name in (*COUNTS, *VAGUE_COUNTS)) | {DIGIT}
_FINISHES = frozenset(name.split()[0] for name in STRETCHES if not name[0].isdigit())
_KINDS = frozenset(name.split()[0] for name in YEAR_SPANS)
_ENDS = any_of("ending|ended|end|ends|to|up to|until|till|to the end of|ending at|ending in")
_OF = r"(?: (?:in|on|at|the|of|end))*"
_NUMBERED = r"(?P<day>\d{1,2})[/.-](?P<mm>\d{1,2})(?:[/.-](?P<year>20\d\d|\d\d))?"
_WORDED = rf"(?:{DAY} (?:of )?)?(?P<month>{MONTH}){DATE_YEAR}"
_DAY_WORDED = rf"{DAY} (?:of )?(?P<month>{MONTH}){DATE_YEAR}"
_PERIOD = r"(?: (?:period|rolling|average|avg|pooled|total|run))?"
_MANY = rf"(?P<many>{COUNT}) ?-? ?(?P<length>years?|months?|quarters?|m|y)"
_LENGTHS = {"y": 12, "q": 3, "m": 1}
_FEW = one_of(COUNTS) + r"|\d{1,2}"

_TRIPLES = {
    "djf": 12, "jfm": 1, "fma": 2, "mam": 3, "amj": 4, "mjj": 5, "jja": 6, "jas": 7, "aso": 8,
    "son": 9, "ond": 10, "ndj": 11,
}  # fmt: skip
_WORDS_TOO = frozenset({"mam", "son", "jas", "aso", "fma"})
_ACCOUNT_LEAD = re.compile(
    r"(?:(?:^| )(?:at|for|in|end of|by|to|as at|as of|since|from|-|,|:)(?: the)?) ?$"
)
_ACCOUNT_END = re.compile(
    r" ?(?::|=|-|is|was|ytd|figure|position|outturn|actual|update|[\d.,]+)(?![^ ])|[ ?.!]*$"
)
_DECADES = {"noughties": 2000, "nineties": 1990, "eighties": 1980}


def many_ending(found: re.Match[str]) -> Made:
    """Return so many years or months up to a date: 'the three years to March 2021'."""
    months = forms.count_of(found["many"]) * _LENGTHS[found["length"][0]]
    return Form(like=Point(span=Span.ENDING, months=months))(found)


def years_ending(found: re.Match[str]) -> Made:
    """Return so many years up to the end of one: 'three years to 2020/21'."""
    point = forms.in_year(Point(span=Span.ENDING, number=3), found["year"])
    return point and replace(point, months=12 * forms.count_of(found["many"]))


def ending_year(found: re.Match[str]) -> Made:
    """Return the financial year that ends in one: 'FYE 2024', 'y/e 2024'."""
    year = forms.two_digits(found["year"])
    return Point(span=Span.FINANCIAL_YEAR, year=year - 1, pair=True)


def initials(found: re.Match[str]) -> Made:
    """Return the three months of 'DJF 2019/20'; of 'SON' and 'MAM' only where a year follows."""
    first = _TRIPLES[found["number"]]
    if found["number"] in _WORDS_TOO and not found["year"]:
        return None
    last = forms.in_year(Point(span=Span.MONTH, number=(first + 1) % 12 + 1), found["year"])
    return (Point(span=Span.MONTH, number=first), last) if last else None


def three_months(found: re.Match[str]) -> Made:
    """Return three months that follow each other: 'dec-jan-feb 24/25'."""
    first, second, third = (MONTH_NUMBERS[found[group]] for group in ("one", "two", "three"))
    if second != first % 12 + 1 or third != second % 12 + 1:
        return None
    last = forms.in_year(Point(span=Span.MONTH, number=third), found["year"])
    return (Point(span=Span.MONTH, number=first), last) if last else None


def account_month(found: re.Match[str]) -> Made:
    """Return a month of the financial year: 'month 7' and 'P7' are October."""
    before = found.string[max(0, found.start() - 16) : found.start()]
    short = found["word"] in {"p", "m"}
    shown = (
        found["year"]
        or _ACCOUNT_LEAD.search(before)
        or _ACCOUNT_END.match(found.string[found.end() :])
    )
    if short and not shown:
        return None
    number = (int(found["number"]) + 2) % 12 + 1
    return forms.in_year(Point(span=Span.MONTH, number=number), found["year"])


def part_of_year(found: re.Match[str]) -> Made:
    """Return the first or last so many months of a year: 'the first six months of 2026'."""
    within = found["within"]
    year: Made = Point(span=SPANS[within], back=0) if within else None
    if found["year"]:
        year = forms.in_year(Point(span=Span.YEAR), found["year"])
        if isinstance(year, Point) and year.pair:
            year = replace(year, span=Span.PAIR)
        elif isinstance(year, Point) and year.year_back is not None:
            year = replace(year, back=year.year_back, year_back=None)
    if not isinstance(year, Point) or year.loose_year:
        return None
    months = forms.count_of(found["count"]) * {"m": 1, "q": 3, "t": 4}[found["unit"][0]]
    part = Part.START if found["edge"] in {"first", "opening", "1st"} else Part.END
    return Point(span=Span.SLICE, months=months, anchor=year, number=int(part is Part.START))


def edge_of_month(found: re.Match[str]) -> Made:
    """Return the first or last day of a month."""
    point = forms.in_year(
        Point(span=Span.DAY, number=MONTH_NUMBERS[found["month"]], day=31), found["year"]
    )
    return point and (replace(point, day=1) if found["edge"] in {"first", "1st"} else point)


def so_far(found: re.Match[str]) -> Made:
    """Return what has passed of this year or term: 'this school year so far'."""
    return Point(span=Span.YEAR_TO_DATE, back=0, of=SPANS[found["unit"]])


def two_years(found: re.Match[str]) -> Made:
    """Return the one year of '2023 to 2024' where words around it say that it is one."""
    words = found.groupdict()
    kind = words.get("before") or words.get("after") or ""
    start = forms.pair_start(found["year"])
    if start is None or (not kind and not _IN_LEAD.search(found.string[: found.start()])):
        return None
    return Point(span=YEAR_SPANS.get(kind, Span.PAIR), year=start, pair=True)


_IN_LEAD = re.compile(r"(?:^| )(?:in|for|during|of)(?: the)? $")

WEEKS: Rows = (
    (
        word_list("week w"),
        rf"(?:week (?:ending|ended|end|to)|w / e)(?: on)?(?: the)? (?:{_DAY_WORDED})",
        Form(like=Point(span=Span.WEEK_ENDING)),
    ),
    (
        word_list("week w"),
        rf"(?:week (?:ending|ended|end|to)|w / e)(?: on)?(?: the)? {_NUMBERED}",
        Form(like=Point(span=Span.WEEK_ENDING)),
    ),
    (
        word_list("week w"),
        rf"(?:week (?:commencing|beginning|starting|of)|w / c|w / b)(?: the)? (?:{_DAY_WORDED})",
        Form(like=Point(span=Span.WEEK_FROM)),
    ),
    (
        word_list("week w"),
        rf"(?:week (?:commencing|beginning|starting|of)|w / c|w / b)(?: the)? {_NUMBERED}",
        Form(like=Point(span=Span.WEEK_FROM)),
    ),
)

ENDINGS: Rows = (
    *WEEKS,
    (
        _FINISHES | {DIGIT},
        rf"(?P<stretch>{one_of(STRETCHES)}){_PERIOD}(?: {_ENDS})?{_OF} (?:{_WORDED})",
        forms.ending,
    ),
    (
        _FINISHES | {DIGIT},
        rf"(?P<stretch>{one_of(STRETCHES)}){_PERIOD}(?: {_ENDS})?{_OF} {_NUMBERED}",
        forms.ending,
    ),
    (
        {"month"},
        rf"(?P<many>)(?P<length>month) (?:ending|ended|to){_OF} (?:{_WORDED})",
        many_ending,
    ),
    (_COUNTED, rf"{_MANY}{_PERIOD} {_ENDS}{_OF} (?:{_WORDED})", many_ending),
    (_COUNTED, rf"{_MANY}{_PERIOD} {_ENDS}{_OF} {_NUMBERED}", many_ending),
    (
        _COUNTED,
        rf"(?P<many>{COUNT}) ?-? ?years?{_PERIOD} {_ENDS}{_OF} (?P<year>{PAIR})",
        years_ending,
    ),
    (
        word_list("year y fye ye"),
        rf"(?:year (?:ending|ended)(?: in)?|y / e|fye|ye) ?(?P<year>{FULL_YEAR}|[012]\d)",
        ending_year,
    ),
)

MONTHS_TOGETHER: Rows = (
    (_TRIPLES, rf"(?P<number>{one_of(_TRIPLES)})(?:{LINK}(?P<year>{ANY_YEAR}))?", initials),
    (
        MONTH_NUMBERS,
        rf"(?P<one>{MONTH}) ?(?:[-/,&]|to|and)? ?(?P<two>{MONTH}) ?(?:[-/,&]|to|, and|and)? ?"
        rf"(?P<three>{MONTH})(?:{LINK}(?P<year>{ANY_YEAR}))?",
        three_months,
    ),
    (
        word_list("p m period month"),
        rf"(?P<word>period|month|p|m) ?(?P<number>1[0-2]|[1-9])(?! ?(?:old|olds|year|of))"
        rf"(?:{LINK}(?<!\d)(?P<year>{ANY_YEAR}))?",
        account_month,
    ),
)

WITHIN_YEARS: Rows = (
    (
        word_list("first 1st opening last final closing"),
        rf"(?P<edge>first|1st|opening|last|final|closing) (?P<count>{_FEW}) "
        rf"(?P<unit>months?|quarters?|terms?) (?:of|in) (?:the |this )?"
        rf"(?:(?P<year>{ANY_YEAR})|(?P<within>{YEAR_KIND}|year))",
        part_of_year,
    ),
    (
        word_list("so this current year") + tuple(_KINDS),
        rf"(?:so far )(?:in )?(?:this|the current) (?P<unit>{UNIT})",
        so_far,
    ),
    (
        {"this", "current"},
        rf"(?:this|current) (?P<unit>{UNIT}) (?:so far|to date|thus far|up to now)",
        so_far,
    ),
    (_KINDS, rf"(?P<unit>{YEAR_KIND}) (?:so far|to date)", so_far),
    (
        {"last", "final", "first", "1st"},
        rf"(?P<edge>last|final|first|1st) day (?:of|in) (?P<month>{MONTH}){DATE_YEAR}",
        edge_of_month,
    ),
    (
        {"start", "beginning"},
        rf"(?:start|beginning) of (?:the |this )?(?:current )?(?P<unit>{UNIT})(?! (?:\d|of))",
        Form(like=Point(span=Span.YEAR, back=0, part=Part.START)),
    ),
    (
        _DECADES,
        rf"(?<!high )(?<!mid )(?<!low )(?<!upper )(?<!still in the )(?P<number>{one_of(_DECADES)})"
        r"(?! ?(?:%|per ?cent|percent|pc|pct))",
        lambda found: Point(span=Span.DECADE, year=_DECADES[found["number"]]),
    ),
    (
        _KINDS | {"year"},
        rf"(?P<before>{YEAR_KIND}|year) (?P<year>{FULL_YEAR} (?:to|-) {FULL_YEAR})",
        two_years,
    ),
    (
        {DIGIT},
        rf"(?P<year>{FULL_YEAR} to {FULL_YEAR})(?: (?P<after>{YEAR_KIND}))?",
        two_years,
    ),
)
