"""The written forms of one stretch of time, as patterns.

They are matched against the normal forms of the tokens joined by single spaces. Of two that start
at one place the earlier is taken, unless it comes to None.
"""

from __future__ import annotations

import re

from bot.questions import period_forms as forms
from bot.questions.period_forms import Builder, Form, Made
from bot.questions.period_names import (
    ANY_YEAR,
    CENSUSES,
    COUNT,
    FULL_YEAR,
    LINK,
    MONTH,
    PAIR,
    PANDEMIC,
    PLAN_START,
    RELATIVE,
    RELATIVE_YEAR,
    SEASONS,
    STRETCHES,
    TERMS,
    UNIT,
    YEAR_KIND,
    any_of,
    one_of,
)
from bot.questions.period_points import Part, Point, Span

_DAY = r"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)"
_TH = r"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th))"
_MONTH = rf"(?P<month>{MONTH})"
_LASTLY = rf"(?:the )?(?P<back>{RELATIVE})"
_UNIT = rf"(?P<unit>{UNIT})"
_SLOT = rf"(?:{LINK}(?P<year>{ANY_YEAR}))?"
_DATE_YEAR = rf"(?:{LINK}(?P<year>{FULL_YEAR}|\d\d|{RELATIVE_YEAR}))?"
_YEAR_FIRST = (
    rf"(?P<year>{PAIR}|{FULL_YEAR}|{YEAR_KIND} ?\d\d|{YEAR_KIND} {PAIR}|{RELATIVE_YEAR})(?: s)?"
)
_Q = r"(?:q|quarter |q |qr )"
_NTH = r"(?P<number>first|second|third|fourth|1st|2nd|3rd|4th)"
_ONE_TO_FOUR = r"(?P<number>one|two|three|four|[1-4])"
_TERM = rf"(?P<number>{one_of(TERMS)})"
_SEASON = rf"(?P<number>{one_of(SEASONS)})"
_CENSUS = r"(?: (?:school )?census)?"
_STRETCH = rf"(?P<stretch>{one_of(STRETCHES)})"
_LAST_YEAR = any_of("last year|year before|previous year|a year ago|a year earlier|year earlier")
_THAT = any_of("that|then|this|it")
_THEN = any_of(
    """
    back then|at that time|at that point|at the time|same time|same period|same date|same dates|
    same point|that period|that date|that point
    """
)
_ONE = any_of("one|1|figure|period|reading|value|number|time|result")

_TERM_NUMBERS = {"1": 0, "one": 0, "2": 1, "two": 1, "3": 2, "three": 2}
_quarter = Form(like=Point(span=Span.QUARTER))
_half = Form(like=Point(span=Span.HALF))
_term = Form(like=Point(span=Span.TERM), numbers=TERMS)
_season = Form(like=Point(span=Span.SEASON), numbers=SEASONS)
_month = Form(like=Point(span=Span.MONTH))
_day = Form(like=Point(span=Span.DAY))
_counted = Form(like=Point(span=Span.YEAR))
_before_answer = Form(like=Point(span=Span.PERIOD, back=1, of_answer=True))
_after_answer = Form(like=Point(span=Span.PERIOD, back=-1, of_answer=True))
_that = Form(like=Point(span=Span.THEN, back=0, of_answer=True))
_same_last_year = Form(like=Point(span=Span.PERIOD, back=0, same_last_year=True))


def _always(span: Span, *, back: int | None = None, part: Part = Part.WHOLE) -> Form:
    return Form(like=Point(span=span, back=back, part=part))


_TABLE: tuple[tuple[str, Builder], ...] = (
    # days
    (rf"(?P<year>{FULL_YEAR})-(?P<mm>\d\d)-(?P<day>\d\d)", _day),
    (r"(?P<day>\d{1,2})[/.-](?P<mm>\d{1,2})[/.-](?P<year>20\d\d|\d\d)", _day),
    (rf"(?:the )?{_DAY} (?:of )?{_MONTH}{_DATE_YEAR}", _day),
    (rf"{_MONTH} (?:the )?{_TH}{_DATE_YEAR}", _day),
    (rf"{_MONTH} {_DAY}(?: ,)? (?P<year>{FULL_YEAR})", _day),
    # stretches named by their end
    (
        rf"(?:the )?{_STRETCH}(?: (?:ending|ended|end|ends|to|up to))?(?: (?:in|on|at|the|of))*"
        rf" (?:{_DAY} (?:of )?)?{_MONTH}{_DATE_YEAR}",
        forms.ending,
    ),
    # quarters
    (rf"{_Q}(?P<number>[1-4]) ?(?:-|to) ?(?:{_Q})?(?P<last>[1-4]){_SLOT}", forms.quarters),
    (rf"(?:the )?{_Q}{_ONE_TO_FOUR}{_SLOT}", _quarter),
    (rf"(?:the )?{_NTH} (?:quarter|q){_SLOT}", _quarter),
    (rf"(?:the )?(?P<number>last|final) quarter (?:of|in) (?:the )?(?P<year>{ANY_YEAR})", _quarter),
    (rf"{_YEAR_FIRST} ?(?:-|/|,|:)? ?{_Q}(?P<number>[1-4])", _quarter),
    (rf"{_YEAR_FIRST} {_NTH} quarter", _quarter),
    # halves
    (rf"h(?:alf )?(?P<number>[12]){_SLOT}", _half),
    (
        rf"(?:the )?(?P<number>first|second|1st|2nd) half(?: year)?(?: of the year)?{_SLOT}",
        _half,
    ),
    (rf"{_YEAR_FIRST} ?(?:-|/|,)? ?h(?:alf )?(?P<number>[12])", _half),
    # terms and seasons
    (rf"{_LASTLY} {_TERM} term", _term),
    (rf"(?:the )?{_TERM} terms?{_SLOT}", _term),
    (
        rf"(?<!long )(?<!short )(?<!medium )(?:school )?term (?P<number>[123]|one|two|three)"
        rf"{LINK}(?P<year>{ANY_YEAR})",
        Form(like=Point(span=Span.TERM), numbers=_TERM_NUMBERS),
    ),
    (rf"{_YEAR_FIRST} {_TERM} term", _term),
    (
        rf"(?:the )?(?P<number>{one_of(CENSUSES)})(?: school)? census{_SLOT}",
        Form(like=Point(span=Span.MONTH), numbers=CENSUSES),
    ),
    (rf"{_LASTLY} {_SEASON}", _season),
    (rf"(?:the )?{_SEASON}(?: of)? (?P<year>{ANY_YEAR})", _season),
    (rf"(?:in|over|during|since|from|by) (?:the )?{_SEASON}", _season),
    # months
    (rf"{_MONTH}{_CENSUS} ?[-/]? ?(?P<year>{ANY_YEAR}){_CENSUS}", _month),
    (rf"{_MONTH}{LINK}(?P<year>{FULL_YEAR}|{PAIR}|{RELATIVE_YEAR})", _month),
    (rf"{_MONTH}(?P<year>\d\d)", _month),
    (rf"(?P<year>{FULL_YEAR}|{RELATIVE_YEAR})(?: s)?(?: in)? {_MONTH}{_CENSUS}", _month),
    (rf"(?P<mm>0?[1-9]|1[0-2])/(?P<year>{FULL_YEAR})", forms.numbered_month),
    (rf"(?P<year>{FULL_YEAR})[-/](?P<mm>0[1-9]|1[0-2])", forms.numbered_month),
    (rf"{_LASTLY} {_MONTH}{_CENSUS}", _month),
    (rf"{_MONTH}{_CENSUS}", _month),
    # years of a named kind
    (
        rf"(?:the )?(?:{YEAR_KIND} )?(?:year ?- ?end|year end|end of (?:the )?(?:year|{YEAR_KIND}))"
        rf"{_SLOT}",
        forms.year_end,
    ),
    (
        rf"(?:the )?(?P<before>{YEAR_KIND}) ?(?:ending |ended |end )?"
        rf"(?P<year>{PAIR}|{FULL_YEAR}|\d\d)(?P<after>)",
        forms.kind_year,
    ),
    (
        rf"(?:the )?(?P<before>)(?P<year>{PAIR}|{FULL_YEAR}|\d\d) (?P<after>{YEAR_KIND})",
        forms.kind_year,
    ),
    (
        r"(?:the )?(?:whole )?year to date|ytd|so far this year|this year so far|year so far",
        _always(Span.YEAR_TO_DATE, back=0),
    ),
    # years
    (r"(?P<day>\d{1,2})/(?P<mm>\d{1,2})", forms.plain_day),
    (r"(?P<mm>0[1-9]|1[0-2])/(?P<year>1[5-9]|2\d|3[0-5])", forms.numbered_month),
    (rf"(?:(?:the )?year )?{PAIR}", forms.pair),
    (r"(?:the )?(?P<year>(?:19|20)\d0s|[89]0s)", forms.decade),
    (rf"(?:(?:the )?year )?(?P<year>{FULL_YEAR})", _counted),
    # counted from today
    (rf"(?:the )?{_UNIT} before last", Form(like=Point(span=Span.YEAR, back=2))),
    (
        r"(?:at )?(?:this|(?:the )?same) (?:time|point|stage|period|date|day) (?:of |in )?"
        rf"(?:the )?{_LAST_YEAR}",
        _same_last_year,
    ),
    (rf"(?:the )?same {_UNIT} (?:of |in )?(?:the )?{_LAST_YEAR}", _same_last_year),
    (
        rf"(?P<count>{COUNT}|a|an) (?:full )?{_UNIT} ago",
        Form(like=Point(span=Span.YEAR, ago=True)),
    ),
    (rf"{_LASTLY} {_UNIT}(?! (?:[1-9]|1[0-3]|group|olds?)(?![^ ]))", _counted),
    (r"last night|yesterday", _always(Span.DAY, back=1)),
    # counted from the last answer
    (
        rf"(?:the )?{_UNIT} {any_of('before|prior|previous|earlier|previously|b4|beforehand')}"
        rf"(?: {_THAT})?",
        _before_answer,
    ),
    (
        rf"(?:the )?{_ONE} (?:before|prior|previous)(?: {_THAT})?",
        _before_answer,
    ),
    (rf"(?:the )?previous {_ONE}|before that", _before_answer),
    (
        rf"(?:the )?{_UNIT} (?:after|later|following)(?: {_THAT})?",
        _after_answer,
    ),
    (rf"(?:the )?following {_UNIT}", _after_answer),
    (rf"(?:the )?(?:same|that) {_UNIT}", _that),
    (_THEN, _that),
    # events
    (PLAN_START, _always(Span.PLAN, part=Part.START)),
    (
        r"(?:over |during |in |across |for |within )(?:the )?(?:life|lifetime|course|length|period)"
        r" of (?:the|this|our) plan|(?:the )?plan (?:period|so far|to date)|so far in the plan",
        _always(Span.PLAN),
    ),
    (
        r"(?:the )?(?:last )?(?:full )?year (?:just |right )?(?:before|b4|pre|prior to) (?:the )?"
        + PANDEMIC,
        _always(Span.BEFORE_PANDEMIC),
    ),
    (
        rf"(?:before|b4|pre ?-?|prior to) ?(?:the )?{PANDEMIC}",
        _always(Span.BEFORE_PANDEMIC, part=Part.START),
    ),
    (
        rf"(?:during|through|throughout|in|since|after|post ?-?|over) {PANDEMIC}"
        r"|post(?:covid|pandemic|lockdown)",
        _always(Span.PANDEMIC),
    ),
    (
        any_of("now|today|present|present day|to date|current day|the present|nowadays"),
        _always(Span.NOW),
    ),
)


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


_EDGE, _END = r"(?<![^ -])", r"(?![^ -])"
_EACH = tuple((re.compile(f"(?:{pattern}){_END}"), builder) for pattern, builder in _TABLE)
_ALL = re.compile(
    _EDGE
    + "(?:"
    + "|".join(f"(?P<f{place}>{_unnamed(pattern)})" for place, (pattern, _) in enumerate(_TABLE))
    + ")"
    + _END
)


def stretches(text: str) -> list[tuple[int, int, Point | tuple[Point, Point]]]:
    """Return (start, end, points) of every stretch of time named in the joined text, in order."""
    found: list[tuple[int, int, Point | tuple[Point, Point]]] = []
    place = 0
    while (match := _ALL.search(text, place)) is not None:
        start = match.start()
        made, end = _built(text, start, int((match.lastgroup or "f0")[1:]))
        if made is None:
            place = start + 1
            continue
        found.append((start, end, made))
        place = end
    return found


def _built(text: str, start: int, first: int) -> tuple[Made, int]:
    for pattern, builder in _EACH[first:]:
        match = pattern.match(text, start)
        if match is not None:
            made = builder(match)
            if made is not None:
                return made, match.end()
    return None, start
