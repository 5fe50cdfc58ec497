"""The written forms of one stretch of time, as patterns.

They are matched against the normal forms of the tokens joined by single spaces, each only where a
word stands that can begin it. Of two that match at one place the earlier is taken, unless it comes
to None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.questions import period_forms as forms
from bot.questions.period_events import EVENTS, always
from bot.questions.period_forms import Builder, Form, Made
from bot.questions.period_names import (
    ANY_YEAR,
    BACK,
    CENSUSES,
    COUNT,
    COUNTS,
    DATE_YEAR,
    DAY,
    FULL_YEAR,
    LINK,
    MONTH,
    MONTH_NUMBERS,
    OLD_TERMS,
    PAIR,
    RELATIVE,
    RELATIVE_YEAR,
    SEASONS,
    SHORT_PAIR,
    SLOT,
    SPANS,
    TERMS,
    UNIT,
    VAGUE_COUNTS,
    YEAR_KIND,
    YEAR_SPANS,
    any_of,
    one_of,
)
from bot.questions.period_points import Point, Span
from bot.questions.period_rows import DIGIT, ENDINGS, MONTHS_TOGETHER, WITHIN_YEARS
from bot.questions.plain_words import word_list

_TH = r"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th))"
_MONTH = rf"(?P<month>{MONTH})"
_SHORT_MONTH = r"(?P<month>jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
_LASTLY = rf"(?P<back>{RELATIVE})"
_UNIT = rf"(?P<unit>{UNIT})"
_YEAR_FIRST = (
    rf"(?P<year>{PAIR}|{FULL_YEAR}|{SHORT_PAIR}|{YEAR_KIND} ?{PAIR}|{YEAR_KIND} ?\d\d"
    rf"|{RELATIVE_YEAR})(?: s)?"
)
_Q = r"(?:q|quarter |q |qr |qtr ?|qt ?)"
_NTH = r"(?P<number>first|second|third|fourth|1st|2nd|3rd|4th)"
_ONE_TO_FOUR = r"(?P<number>one|two|three|four|[1-4])"
_TERM = rf"(?P<number>{one_of(TERMS)})"
_SEASON = rf"(?P<number>{one_of(SEASONS)})"
_CENSUS = r"(?: (?:school )?census)?"
_LAST_YEAR = any_of("last year|year before|previous year|a year ago|a year earlier|year earlier")
_BEFORE = any_of("before|prior|previous|earlier|previously|b4|beforehand")
_THAT = any_of("that|then|this|it")
_THINGS = any_of("one|1|figure|period|reading|value|number|time|result")

_MONTHS = frozenset(MONTH_NUMBERS)
_BACKS = frozenset(BACK)
_UNITS = frozenset(name.split()[0] for name in SPANS)
_KINDS = frozenset(name.split()[0] for name in YEAR_SPANS)
_YEARS = _KINDS | _BACKS | {DIGIT}
_NTHS = frozenset(word_list("first second third fourth")) | {DIGIT}
_QS = frozenset(word_list("q quarter qr qtr qt"))
_COUNTED = frozenset(name.split()[0] for name in (*COUNTS, *VAGUE_COUNTS)) | {"a", "an", DIGIT}
_ONES = frozenset(word_list("one figure period reading value number time result")) | {DIGIT}

_quarter = Form(like=Point(span=Span.QUARTER))
_half = Form(like=Point(span=Span.HALF))
_term = Form(like=Point(span=Span.TERM), numbers=TERMS)
_term_number = Form(
    like=Point(span=Span.TERM),
    numbers={"1": 0, "one": 0, "2": 1, "two": 1, "3": 2, "three": 2},
)
_season = Form(like=Point(span=Span.SEASON), numbers=SEASONS)
_season_before = Form(like=Point(span=Span.SEASON, back=2), numbers=SEASONS)
_term_before = Form(like=Point(span=Span.TERM, back=2), numbers=TERMS)
_month_before = Form(like=Point(span=Span.MONTH, back=2))
_census = Form(like=Point(span=Span.MONTH), numbers=CENSUSES)
_month = Form(like=Point(span=Span.MONTH))
_day = Form(like=Point(span=Span.DAY))
_counted = Form(like=Point(span=Span.YEAR))
_ENDED = "(?:ending|ended|ends|end|finished|finishing|finishes) (?:in )?"
_CLOSE = "(?:the )?(?:summer|july|august|june|march)(?: of)?"
_before_last = Form(like=Point(span=Span.YEAR, back=2))
_gone = Form(like=Point(span=Span.YEAR, back=1))
_ago = Form(like=Point(span=Span.YEAR, ago=True))
_before_answer = Form(like=Point(span=Span.PERIOD, back=1, of_answer=True))
_after_answer = Form(like=Point(span=Span.PERIOD, back=-1, of_answer=True))


def _since_then(found: re.Match[str]) -> Made:
    """Return what was answered last where 'since then' leans on it."""
    return _that(found) if found.string[: found.start()].endswith("since ") else None


def _one_after(found: re.Match[str]) -> Made:
    """Return the stretch after the last answer, None for '4 weeks after the review'.

    'Year after year' is none either.
    """
    before = found.string[: found.start()].split()
    if before and (before[-1].isdigit() or before[-1] in COUNTS):
        return None
    after = found.string[found.end() :].split()
    if after and found[0].startswith(after[0]):
        return None
    return _after_answer(found)


_that = Form(like=Point(span=Span.THEN, back=0, of_answer=True))
_same_last_year = Form(like=Point(span=Span.PERIOD, back=0, same_last_year=True))


_TABLE: tuple[tuple[Iterable[str], str, Builder], ...] = (
    # days
    ({DIGIT}, rf"(?P<year>{FULL_YEAR})-(?P<mm>\d\d)-(?P<day>\d\d)", _day),
    ({DIGIT}, r"(?P<day>\d{1,2})[/.-](?P<mm>\d{1,2})[/.-](?P<year>20\d\d|\d\d)", _day),
    ({DIGIT}, rf"{DAY} (?:of )?{_SHORT_MONTH} \. (?P<year>{FULL_YEAR}|\d\d)", _day),
    ({DIGIT}, rf"{DAY} (?:of )?{_MONTH}{DATE_YEAR}", _day),
    (_MONTHS, rf"{_MONTH} (?:the )?{_TH}{DATE_YEAR}", _day),
    (_MONTHS, rf"{_MONTH} {DAY}(?: ,)? (?P<year>{FULL_YEAR})", _day),
    ({DIGIT}, rf"{DAY} - {_MONTH} - (?P<year>{FULL_YEAR}|\d\d)", _day),
    *ENDINGS,
    *MONTHS_TOGETHER,
    *WITHIN_YEARS,
    (SEASONS, rf"{_SEASON} before last", _season_before),
    (TERMS, rf"{_TERM} term before last", _term_before),
    (_MONTHS, rf"{_MONTH} before last", _month_before),
    # quarters
    (_QS, rf"{_Q}(?P<number>[1-4]) ?(?:-|to) ?{_Q}?(?P<last>[1-4]){SLOT}", forms.quarters),
    (_QS, rf"{_Q}{_ONE_TO_FOUR}{SLOT}", _quarter),
    (_NTHS, rf"{_NTH} (?:quarter|q){SLOT}", _quarter),
    (
        {"last", "final"},
        rf"(?P<number>last|final) quarter (?:of|in) (?:the )?(?P<year>{ANY_YEAR})",
        _quarter,
    ),
    (_YEARS, rf"{_YEAR_FIRST} ?[-/,:]? ?{_Q}(?P<number>[1-4])", _quarter),
    (_YEARS, rf"{_YEAR_FIRST} {_NTH} quarter", _quarter),
    # halves
    ({"h", "half"}, rf"h(?:alf )?(?P<number>[12]){SLOT}", _half),
    (
        {"half"},
        rf"(?P<number>half) ?-? ?year(?:{LINK}(?P<year>{PAIR}))",
        Form(like=Point(span=Span.HALF), numbers={"half": 1}),
    ),
    (_NTHS, rf"{_NTH} half(?: year)?(?: of the year)?{SLOT}", _half),
    (_YEARS, rf"{_YEAR_FIRST} ?[-/,]? ?h(?:alf )?(?P<number>[12])", _half),
    # terms and seasons
    (_BACKS, rf"{_LASTLY} {_TERM} term", _term),
    (TERMS, rf"{_TERM} terms?{SLOT}", _term),
    (
        {"term", "school"},
        rf"(?:school )?term (?P<number>[123]|one|two|three){LINK}(?P<year>{ANY_YEAR})",
        _term_number,
    ),
    (OLD_TERMS, rf"(?P<number>{one_of(OLD_TERMS)})(?: of)? (?P<year>{ANY_YEAR})", _term),
    (_YEARS, rf"{_YEAR_FIRST} {_TERM} term", _term),
    (CENSUSES, rf"(?P<number>{one_of(CENSUSES)})(?: school)? census{SLOT}", _census),
    (_BACKS, rf"{_LASTLY} {_SEASON}", _season),
    (SEASONS, rf"{_SEASON}(?: of)? (?P<year>{ANY_YEAR})", _season),
    (SEASONS, _SEASON, forms.bare_season),
    # months
    (_MONTHS, rf"{_SHORT_MONTH} \. (?P<year>{FULL_YEAR}|{PAIR}|\d\d)", _month),
    (_MONTHS, rf"{_MONTH}{_CENSUS} ?[-/]? ?(?P<year>{ANY_YEAR}){_CENSUS}", _month),
    (_MONTHS, rf"{_MONTH}{LINK}(?P<year>{FULL_YEAR}|{PAIR}|{RELATIVE_YEAR})", _month),
    (_MONTHS, rf"{_MONTH}(?P<year>\d\d)", _month),
    (_YEARS, rf"(?P<year>{FULL_YEAR}|{RELATIVE_YEAR})(?: s)?(?: in)? {_MONTH}{_CENSUS}", _month),
    ({DIGIT}, rf"(?P<mm>0?[1-9]|1[0-2])/(?P<year>{FULL_YEAR})", forms.numbered_month),
    ({DIGIT}, rf"(?P<year>{FULL_YEAR})[-/](?P<mm>0[1-9]|1[0-2])", forms.numbered_month),
    (_BACKS, rf"{_LASTLY} {_MONTH}{_CENSUS}", _month),
    (_MONTHS, rf"{_MONTH}{_CENSUS}", _month),
    # years of a named kind
    (
        _KINDS | {"year", "end"},
        rf"(?:{YEAR_KIND} )?(?:year ?-? end|end of (?:the )?(?:year|{YEAR_KIND})){SLOT}",
        forms.year_end,
    ),
    (
        _KINDS,
        rf"(?P<before>{YEAR_KIND}) ?(?:(?:that |which )?{_ENDED}(?:{_CLOSE} )?)?"
        rf"(?P<year>{PAIR}|{FULL_YEAR}|\d\d)(?P<after>)",
        forms.kind_year,
    ),
    (
        {DIGIT},
        rf"(?P<before>)(?P<year>{PAIR}|{FULL_YEAR}|\d\d) (?P<after>{YEAR_KIND})",
        forms.kind_year,
    ),
    (
        word_list("year ytd so this"),
        "year to date|ytd|so far this year|this year so far|year so far",
        always(Span.YEAR_TO_DATE, back=0),
    ),
    # years
    ({DIGIT}, r"(?P<day>\d{1,2})/(?P<mm>\d{1,2})", forms.plain_day),
    ({DIGIT}, r"(?P<mm>0?[1-9]|1[0-2])/(?P<year>1[5-9]|2\d|3[0-5])", forms.numbered_month),
    ({DIGIT, "year"}, rf"(?:year )?{PAIR}", forms.pair),
    ({DIGIT}, r"(?P<year>(?:19|20)\d0s|[89]0s)", forms.decade),
    (
        {DIGIT, "year"},
        rf"(?:year )?(?P<year>{FULL_YEAR})(?: year(?! ?(?:\d|group|old|olds|\()))?",
        _counted,
    ),
    *EVENTS,
    # counted from today
    (_UNITS, rf"{_UNIT} before last", _before_last),
    (
        {"this", "same"},
        rf"(?:this|same) (?:time|point|stage|period|date|day) (?:of |in )?(?:the )?{_LAST_YEAR}",
        _same_last_year,
    ),
    ({"same"}, rf"same {_UNIT} (?:of |in )?(?:the )?{_LAST_YEAR}", _same_last_year),
    (_COUNTED, rf"(?P<count>{COUNT}|an?) (?:full )?{_UNIT} (?:ago|back(?! to))", _ago),
    (_UNITS, rf"{_UNIT} (?:that (?:has |is )?)?(?:just )?(?:gone|ended|finished|closed)", _gone),
    (_BACKS, rf"{_LASTLY} (?:full|whole|complete|completed|entire) {_UNIT}", _counted),
    (_BACKS, rf"{_LASTLY} {_UNIT}(?! (?:[1-9]|1[0-3]|group|olds?)(?![^ ]))", _counted),
    ({"yesterday", "last"}, "last night|yesterday", always(Span.DAY, back=1)),
    # counted from the last answer
    (
        _COUNTED,
        rf"(?P<count>{COUNT}) {_UNIT} (?:{_BEFORE} {_THAT}|(?:before|earlier|prior)(?= ?[?.!,]*$))",
        _before_answer,
    ),
    (_UNITS, rf"{_UNIT} {_BEFORE}(?: {_THAT})?", _before_answer),
    (_ONES, rf"{_THINGS} (?:before|prior|previous)(?: {_THAT})?", _before_answer),
    ({"previous", "before"}, rf"previous {_THINGS}|before that", _before_answer),
    (_UNITS, rf"{_UNIT} (?:after|later|following)(?: {_THAT})?", _one_after),
    ({"following"}, rf"following {_UNIT}", _after_answer),
    ({"same", "that"}, rf"(?:same|that) {_UNIT}", _that),
    (
        {"same", "that", "back", "at"},
        "(?:same|that) (?:time|period|dates?|point)|back then|at the time",
        _that,
    ),
    ({"then"}, "then", _since_then),
    (
        word_list("now today present to current nowadays"),
        "now|today|present(?: day)?|(?<!up )to date|current day|nowadays",
        always(Span.NOW),
    ),
)

_EDGE = r"(?![^ -])"
_BY_FIRST: dict[str, list[tuple[re.Pattern[str], Builder]]] = {}
for _firsts, _pattern, _builder in _TABLE:
    _compiled = re.compile(f"(?:{_pattern}){_EDGE}")
    for _first in _firsts:
        _BY_FIRST.setdefault(_first, []).append((_compiled, _builder))

# Where a stretch may begin: at a word or number, and after a hyphen ('18/19-20/21').
_BEGINNING = re.compile(r"(?:^|(?<=[ -]))([a-z]+|\d)")


def may_begin(norm: str) -> bool:
    """Say whether a stretch of time can begin with a word."""
    return norm[:1].isdigit() or norm.rstrip("0123456789") in _BY_FIRST


def stretches(text: str) -> list[tuple[int, int, Point | tuple[Point, Point]]]:
    """Return (start, end, points) of every stretch of time named in the joined text, in order."""
    found: list[tuple[int, int, Point | tuple[Point, Point]]] = []
    done = 0
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        if start < done:
            continue
        first = beginning[1]
        for pattern, builder in _BY_FIRST.get(DIGIT if first.isdigit() else first, ()):
            match = pattern.match(text, start)
            made = builder(match) if match and not _is_value_after_colon(match) else None
            if match and not made and match.re.groupindex.get("year") and match["year"]:
                match = pattern.match(text, start, match.start("year"))  # 'q2 88': no year
                made = builder(match) if match else None
            if match and made:
                found.append((start, match.end(), made))
                done = match.end()
                break
    return found


def _is_value_after_colon(match: re.Match[str]) -> bool:
    """Say whether two digits after a colon are a value and no year: 'q2: 24'."""
    if not match.re.groupindex.get("year") or not match["year"]:
        return False
    before = match.string[: match.start("year")].rstrip()
    return before.endswith(":") and match["year"].isdigit() and len(match["year"]) == 2
