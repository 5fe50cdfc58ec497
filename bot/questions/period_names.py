"""The words that periods are made of, and the pieces of pattern that several forms share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.questions.period_points import Span

_MONTHS = (
    "january jan janu",
    "february feb febuary feby",
    "march mar mrch",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
MONTH_NUMBERS = {
    name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()
}
PARTS = {
    **dict.fromkeys(("first", "1st", "one", "1"), 1),
    **dict.fromkeys(("second", "2nd", "two", "2"), 2),
    **dict.fromkeys(("third", "3rd", "three", "3"), 3),
    **dict.fromkeys(("fourth", "4th", "four", "4", "last", "final"), 4),
}
BACK = {
    **dict.fromkeys(["last", "previous", "prev", "prior", "past", "lst", "preceding"], 1),
    **dict.fromkeys(["this", "current", "present"], 0),
    **dict.fromkeys(["next", "coming", "upcoming"], -1),
}
_SPAN_WORDS = {
    Span.YEAR: "year yr years yrs yeer",
    Span.FINANCIAL_YEAR: "fy",
    Span.SCHOOL_YEAR: "ay",
    Span.CALENDAR_YEAR: "cy",
    Span.QUARTER: "quarter quarters qtr qtrs qrt quater quaters qr q",
    Span.TERM: "term terms",
    Span.MONTH: "month months mth mths mnth mnths",
    Span.WEEK: "week weeks wk wks",
    Span.DAY: "day days",
    Span.DECADE: "decade decades",
    Span.HALF: "half halves",
}
_YEAR_KINDS = {
    Span.FINANCIAL_YEAR: "financial fiscal fin tax council reporting budget",
    Span.SCHOOL_YEAR: "school academic acad",
    Span.CALENDAR_YEAR: "calendar cal",
}
SPANS: dict[str, Span] = {
    **{word: span for span, words in _SPAN_WORDS.items() for word in words.split()},
    **{
        f"{kind} {year}": span
        for span, kinds in _YEAR_KINDS.items()
        for kind in kinds.split()
        for year in ("year", "yr", "years", "yrs")
    },
    **{f"school {term}": Span.TERM for term in ("term", "terms")},
    **{f"half {year}": Span.HALF for year in ("year", "yr", "years")},
    "f / y": Span.FINANCIAL_YEAR,
    "a / y": Span.SCHOOL_YEAR,
}
YEAR_SPANS = {
    word: span
    for word, span in SPANS.items()
    if span in {Span.FINANCIAL_YEAR, Span.SCHOOL_YEAR, Span.CALENDAR_YEAR}
}
TERMS = {
    **dict.fromkeys(["autumn", "michaelmas", "christmas", "xmas", "winter"], 0),
    **dict.fromkeys(["spring", "lent", "easter"], 1),
    "summer": 2,
}
SEASONS = {"winter": 0, "spring": 1, "summer": 2, "autumn": 3}
_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNTS = {
    **{name: number for number, name in enumerate(_COUNTS, start=1)},
    **dict.fromkeys(("couple", "couple of", "a couple", "a couple of"), 2),
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
}
VAGUE_COUNTS = {"few": 3, "a few": 3, "several": 5, "some": 3, "many": 5}


def one_of(names: Iterable[str]) -> str:
    """Return a pattern that takes any of the names, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + ")"


MONTH = one_of(MONTH_NUMBERS)
FULL_YEAR = r"(?:19[89]\d|20[0-4]\d)"
PAIR = rf"(?:(?:{FULL_YEAR}|\d\d) ?[/-] ?(?:{FULL_YEAR}|\d\d)|20[0-4]\d\d\d)"
YEAR_KIND = one_of(YEAR_SPANS)
RELATIVE = one_of(BACK)
NAMED_YEAR = rf"(?:(?:{YEAR_KIND} ?)?(?:{PAIR}|{FULL_YEAR}|\d\d)(?: {YEAR_KIND})?)"
RELATIVE_YEAR = rf"(?:(?:the )?{RELATIVE} (?:{YEAR_KIND}|year|yr))"
ANY_YEAR = rf"(?:{NAMED_YEAR}|{RELATIVE_YEAR})"
LINK = r"(?: (?:of|in|for|from|the|,|/|-|:|\())* ?"
COUNT = rf"(?:\d{{1,2}}|{one_of((*COUNTS, *VAGUE_COUNTS))})"
UNIT = one_of(SPANS)
PANDEMIC = (
    r"(?:the )?(?:(?:start|beginning|onset|end) of )?(?:the )?"
    r"(?:covid(?: ?- ?19| 19)?|covid19|corona(?:virus)?|pandemic|lockdowns?)"
    r"(?: (?:pandemic|lockdown|hit|started|began|struck|times|outbreak|came|days|period|era))?"
)
_PLAN = r"(?:\w+ ){0,3}?(?:plan|strategy)"
PLAN_START = (
    rf"(?:(?:the )?(?:start|beginning|launch|introduction|outset|adoption) of (?:the|this|our) {_PLAN}"
    rf"|(?:the|this|our) {_PLAN} (?:has |was |has been |have )?(?:started|starts|start|began|begins|begun|launched"
    r"|launch|came in|came out|came into force|agreed|published|written|kicked off|went live|adopted)"
    r"|plan (?:started|start|began|launch|launched))"
)

# What a vocabulary for spelling needs, so that 'setpember' and 'quater' are mended.
VOCABULARY = frozenset(
    word
    for names in (MONTH_NUMBERS, SPANS, TERMS, COUNTS, BACK)
    for name in names
    for word in name.split()
    if len(word) > 3
    and word not in {"janu", "febuary", "feby", "mrch", "quater", "quaters", "yeer"}
) | frozenset(
    ["since", "before", "after", "until", "between", "pandemic", "covid", "lockdown", "census", "onwards", "ending", "ended", "latest", "penultimate", "ago", "earlier"]
)
