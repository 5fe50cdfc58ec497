"""The written forms of one stretch of time, as patterns.

They are matched against the normal forms of the tokens joined by single spaces. Of two that start
at one place the earlier is taken, unless it comes to None.
"""

from __future__ import annotations

import re

from bot.questions import period_forms as forms
from bot.questions.period_forms import Builder, Made
from bot.questions.period_names import (
    ANY_YEAR,
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
    TERMS,
    UNIT,
    YEAR_KIND,
    one_of,
)
from bot.questions.period_points import Part, Point, Span

_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)"
_SLOT = rf"(?:{LINK}(?P<year>{ANY_YEAR}))?"
_DATE_YEAR = rf"(?:{LINK}(?P<year>{FULL_YEAR}|\d\d|{RELATIVE_YEAR}))?"
_Q = r"(?:quarter|quater|qtr|qrt|qr|q)"
_NTH = one_of(("first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th"))
_NUMBER = one_of(("one", "two", "three", "four", "1", "2", "3", "4"))
_TERM = one_of(TERMS)
_SEASON = one_of(SEASONS)
_LASTLY = r"(?P<back>last|previous|prev|prior|past|this|current|present|next|coming|upcoming|lst|preceding)"
_YEAR_FIRST = (
    rf"(?P<year>{PAIR}|{FULL_YEAR}|{YEAR_KIND} ?\d\d|{YEAR_KIND} {PAIR}|{RELATIVE_YEAR})(?: s)?"
)
_UNIT = rf"(?P<unit>{UNIT})"
_ONE = r"(?:one|1|figure|figures|period|reading|value|number|that|it|time|result|data)"
_STRETCH = (
    r"(?P<what>year|yr|y / e|ye|12 months?|twelve months|12 mths|quarter|qtr|quater|q / e|half year"
    r"|six months|6 months|3 months|three months)"
)

_TABLE: tuple[tuple[str, Builder], ...] = (
    # days
    (rf"(?P<year>{FULL_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)", forms.iso_day),
    (r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>20\d\d|\d\d)", forms.iso_day),
    (rf"(?:the )?(?P<day>{_DAY}{_TH}?) (?:of )?(?P<month>{MONTH}){_DATE_YEAR}", forms.named_day),
    (rf"(?P<month>{MONTH}) (?:the )?(?P<day>{_DAY}{_TH}){_DATE_YEAR}", forms.named_day),
    (rf"(?P<month>{MONTH}) (?P<day>{_DAY})(?: ,)? (?P<year>{FULL_YEAR})", forms.named_day),
    # stretches named by their end: 'year ending march 22', 'quarter to dec 2025'
    (
        rf"(?:the )?{_STRETCH}(?: (?:ending|ended|end|ends|to|up to))?(?: (?:in|on|at|the|of))*"
        rf" (?:(?P<day>{_DAY}{_TH}?) (?:of )?)?(?P<month>{MONTH}){_DATE_YEAR}",
        forms.ending,
    ),
    # quarters
    (rf"(?:q|{_Q} )(?P<number>[1-4]) ?(?:-|to|and) ?(?:q|{_Q} )?(?P<last>[1-4]){_SLOT}", forms.quarters),
    (rf"(?:the )?(?:q|{_Q} ){_NUMBER.replace('(?:', '(?P<number>', 1)}{_SLOT}", forms.quarter),
    (rf"(?:the )?(?P<number>{_NTH}) {_Q}{_SLOT}", forms.quarter),
    (rf"(?:the )?(?P<number>last|final) {_Q} (?:of|in) (?:the )?(?P<year>{ANY_YEAR})", forms.quarter),
    (rf"{_YEAR_FIRST} ?(?:-|/|,|:)? ?(?:q|{_Q} )(?P<number>[1-4])", forms.quarter),
    (rf"{_YEAR_FIRST} (?P<number>{_NTH}) {_Q}", forms.quarter),
    # halves
    (rf"(?:h|half )(?P<number>[12]){_SLOT}", forms.half),
    (rf"(?:the )?(?P<number>first|second|1st|2nd) half(?: year)?(?: of the year)?{_SLOT}", forms.half),
    (rf"{_YEAR_FIRST} ?(?:-|/|,)? ?(?:h|half )(?P<number>[12])", forms.half),
    # terms and seasons
    (rf"(?:the )?(?P<back>{RELATIVE}) (?P<term>{_TERM}) term", forms.relative_term),
    (rf"(?:the )?(?P<term>{_TERM}) terms?{_SLOT}", forms.term),
    (rf"(?:school )?term (?P<number>[123]|one|two|three){_SLOT}", forms.numbered_term),
    (rf"{_YEAR_FIRST} (?P<term>{_TERM}) term", forms.term),
    (rf"(?:the )?(?P<season>spring|summer|autumn)(?: school)? census{_SLOT}", forms.census),
    (rf"(?:the )?{_LASTLY} (?P<season>{_SEASON})", forms.relative_season),
    (rf"(?:the )?(?P<season>{_SEASON})(?: of)? (?P<year>{ANY_YEAR})", forms.season),
    (rf"(?:in|over|during|since|from|by) (?:the )?(?P<season>{_SEASON})(?P<year>)", forms.season),
    # months
    (rf"(?P<month>{MONTH}) ?[-/]? ?(?P<year>{ANY_YEAR})", forms.month),
    (rf"(?P<month>{MONTH}){LINK}(?P<year>{FULL_YEAR}|{PAIR}|{RELATIVE_YEAR})", forms.month),
    (rf"(?P<month>{MONTH})(?P<year>\d\d)", forms.month),
    (rf"(?P<year>{FULL_YEAR}|{RELATIVE_YEAR})(?: s)?(?: in)? (?P<month>{MONTH})", forms.month),
    (rf"(?P<month>0?[1-9]|1[0-2])/(?P<year>{FULL_YEAR})", forms.numbered_month),
    (rf"(?P<year>{FULL_YEAR})[-/](?P<month>0[1-9]|1[0-2])", forms.numbered_month),
    (rf"(?:the )?{_LASTLY} (?P<month>{MONTH})", forms.relative_month),
    (rf"(?P<month>{MONTH})(?P<year>)", forms.month),
    # years of a named kind
    (
        rf"(?:the )?(?:{YEAR_KIND} )?(?:year ?- ?end|yr ?- ?end|end of (?:the )?(?:year|{YEAR_KIND}))"
        rf"{_SLOT}",
        forms.year_end,
    ),
    (rf"(?:the )?(?P<before>{YEAR_KIND}) ?(?:ending |ended |end )?(?P<year>{PAIR}|{FULL_YEAR}|\d\d)(?P<after>)", forms.kind_year),
    (rf"(?:the )?(?P<before>)(?P<year>{PAIR}|{FULL_YEAR}|\d\d) (?P<after>{YEAR_KIND})", forms.kind_year),
    (r"(?:the )?(?:whole )?year to date|ytd|so far this year|this year so far|in this year to date", forms.fixed(Point(span=Span.YEAR_TO_DATE, back=0))),
    # years
    (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})", forms.plain_day),
    (r"(?P<month>0[1-9]|1[0-2])/(?P<year>1[5-9]|2\d|3[0-5])", forms.numbered_month),
    (PAIR, forms.pair),
    (r"(?:the )?(?P<year>(?:19|20)\d0s|[89]0s)", forms.decade),
    (rf"(?:year )?(?P<year>{FULL_YEAR})", forms.year),
    # counted from today
    (rf"(?:the )?{_UNIT} before last", forms.before_last),
    (r"(?:this|same|the same) (?:time|point|stage|period|date|day) (?:of |in )?(?:the )?(?:last year|year before|previous year|a year ago|yr before)(?P<unit>)", forms.same_last_year),
    (rf"(?:the )?same {_UNIT} (?:of |in )?(?:the )?(?:last year|last yr|year before|previous year|a year ago|a year earlier)", forms.same_last_year),
    (r"(?P<unit>)(?:a )?(?:year|yr) on (?:from )?(?:last year)", forms.same_last_year),
    (rf"(?P<count>{COUNT}|a|an|one) (?:full )?{_UNIT} ago", forms.ago),
    (rf"(?:the )?{_LASTLY} {_UNIT}(?! (?:[1-9]|1[0-3]|group|olds?))", forms.relative),
    (r"last night|yesterday", forms.fixed(Point(span=Span.DAY, back=1))),
    # counted from the last answer
    (rf"(?:the )?{_UNIT} (?:before|prior|previous|earlier|previously|b4|beforehand)(?: (?:that|then|this))?", forms.before_answer),
    (r"(?:the )?(?P<unit>)(?:one|period|time|figure|reading|number) (?:before|prior|previous)(?: (?:that|then|it))?", forms.before_answer),
    (rf"(?:the )?previous (?P<unit>){_ONE}|(?P<unit2>)before that", forms.before_answer),
    (rf"(?:the )?{_UNIT} (?:after|later|following)(?: that)?", forms.after_answer),
    (rf"(?:the )?(?:same|that) {_UNIT}", forms.that),
    (r"(?P<unit>)(?:back then|at that (?:time|point)|at the time|same (?:time|period|date|dates|point)|that (?:period|date|point))", forms.that),
    # events
    (PLAN_START, forms.fixed(Point(span=Span.PLAN, part=Part.START))),
    (r"(?:over |during |in |across |for |within )(?:the )?(?:life|lifetime|course|length|period|whole) of (?:the|this|our) plan|(?:the )?plan (?:period|so far|to date)|so far in the plan", forms.fixed(Point(span=Span.PLAN))),
    (rf"(?:the )?(?:last )?(?:full )?(?:year|yr) (?:just |right )?(?:before|b4|pre|prior to) (?:the )?{PANDEMIC}", forms.fixed(Point(span=Span.BEFORE_PANDEMIC))),
    (rf"(?:before|b4|pre ?-?|prior to|pre) ?(?:the )?{PANDEMIC}", forms.fixed(Point(span=Span.BEFORE_PANDEMIC, part=Part.START))),
    (rf"(?:during|through|throughout|in|since|after|post ?-?|over) {PANDEMIC}|post(?:covid|pandemic|lockdown)", forms.fixed(Point(span=Span.PANDEMIC))),
    (r"now|today|present|present day|to date|current day|the present|nowadays", forms.fixed(Point(span=Span.NOW))),
)  # fmt: skip


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


_EDGE, _END = r"(?<![^ -])", r"(?![^ -])"
_EACH = tuple((re.compile(pattern + _END), builder) for pattern, builder in _TABLE)
_ALL = re.compile(
    _EDGE
    + "(?:"
    + "|".join(f"(?P<f{place}>{_unnamed(pattern)})" for place, (pattern, _) in enumerate(_TABLE))
    + ")"
    + _END
)


def stretches(text: str) -> list[tuple[int, int, Made]]:
    """Return (start, end, points) of every stretch of time named in the joined text, in order."""
    found: list[tuple[int, int, Made]] = []
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
