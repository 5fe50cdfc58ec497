"""The words that periods are made of, and the pieces of pattern that several forms share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.questions.period_points import Span
from bot.questions.plain_words import word_list

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
    name: number for number, names in enumerate(_MONTHS, start=1) for name in word_list(names)
}
# 'October's figure', freed of its apostrophe.
MONTH_NUMBERS |= {f"{word_list(names)[0]}s": at for at, names in enumerate(_MONTHS, 1) if at != 5}
PARTS = {
    **dict.fromkeys(word_list("first 1st one 1"), 1),
    **dict.fromkeys(word_list("second 2nd two 2"), 2),
    **dict.fromkeys(word_list("third 3rd three 3"), 3),
    **dict.fromkeys(word_list("fourth 4th four 4 last final"), 4),
}
BACK = {
    **dict.fromkeys(word_list("last previous prev prior past lst preceding"), 1),
    **dict.fromkeys(word_list("this current present"), 0),
    **dict.fromkeys(word_list("next coming upcoming"), -1),
}
_SPAN_WORDS = {
    Span.YEAR: "year years",
    Span.FINANCIAL_YEAR: "fy",
    Span.SCHOOL_YEAR: "ay",
    Span.CALENDAR_YEAR: "cy",
    Span.QUARTER: "quarter quarters q qr",
    Span.TERM: "term terms",
    Span.MONTH: "month months",
    Span.WEEK: "week weeks",
    Span.DAY: "day days",
    Span.DECADE: "decade decades",
    Span.HALF: "half halves",
}
_YEAR_KINDS = {
    Span.FINANCIAL_YEAR: "financial fiscal fin tax council reporting budget",
    Span.SCHOOL_YEAR: "school academic acad ac",
    Span.CALENDAR_YEAR: "calendar cal",
}
SPANS: dict[str, Span] = {
    **{word: span for span, words in _SPAN_WORDS.items() for word in word_list(words)},
    **{
        f"{kind} {year}": span
        for span, kinds in _YEAR_KINDS.items()
        for kind in word_list(kinds)
        for year in ("year", "years")
    },
    "school term": Span.TERM,
    "school terms": Span.TERM,
    "half year": Span.HALF,
    "half years": Span.HALF,
    "half - year": Span.HALF,
    "f / y": Span.FINANCIAL_YEAR,
    "a / y": Span.SCHOOL_YEAR,
}
YEAR_SPANS = {
    word: span
    for word, span in SPANS.items()
    if span in {Span.FINANCIAL_YEAR, Span.SCHOOL_YEAR, Span.CALENDAR_YEAR}
}
TERMS = {
    **dict.fromkeys(word_list("autumn michaelmas christmas xmas winter aut"), 0),
    **dict.fromkeys(word_list("spring lent easter hilary spr"), 1),
    **dict.fromkeys(word_list("summer trinity sum"), 2),
}
OLD_TERMS = word_list("michaelmas hilary lent trinity")
"""Terms that need no "term" beside them."""
SEASONS = {"winter": 0, "spring": 1, "summer": 2, "autumn": 3, "spr": 1, "aut": 3}
CENSUSES = {"spring": 1, "summer": 5, "autumn": 10}
_ONE_TO_TWELVE = word_list("one two three four five six seven eight nine ten eleven twelve")
COUNTS = {
    **{name: number for number, name in enumerate(_ONE_TO_TWELVE, start=1)},
    **dict.fromkeys(("couple", "couple of", "a couple", "a couple of", "coupla"), 2),
    **dict.fromkeys(("half dozen", "half a dozen"), 6),
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
}
VAGUE_COUNTS = {"few": 3, "a few": 3, "several": 5, "some": 3, "many": 5}
_TWELVE = ("12 month", "12 - month", "12 months", "12m", "twelve months", "twelve month")
STRETCHES = {
    **dict.fromkeys(("year", "years", "y / e", "ye", "fye", *_TWELVE), 12),
    **dict.fromkeys(("quarter", "q / e", "qe", "3 months", "3m", "three months"), 3),
    **dict.fromkeys(("half year", "half - year", "six months", "6 months", "6m"), 6),
}


def any_of(text: str) -> str:
    """Return a pattern that takes any of the patterns, one between each two bars, longest first."""
    parts = [" ".join(part.split()) for part in text.split("|")]
    return "(?:" + "|".join(sorted(parts, key=len, reverse=True)) + ")"


def one_of(names: Iterable[str] | Mapping[str, object]) -> str:
    """Return a pattern that takes any of the names, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + ")"


MONTH = one_of(MONTH_NUMBERS)
FULL_YEAR = r"(?:19[89]\d|20[0-4]\d)"
PAIR = (
    rf"(?:(?:{FULL_YEAR}|\d\d) ?[/-] ?(?:{FULL_YEAR}|\d\d)|20[0-4]\d\d\d|{FULL_YEAR}[/-]\d(?!\d))"
)
YEAR_KIND = one_of(YEAR_SPANS)
RELATIVE = one_of(BACK)
RELATIVE_YEAR = rf"(?:(?:the )?{RELATIVE} (?:{YEAR_KIND}|years?))"
NAMED_YEAR = rf"(?:(?:{YEAR_KIND} ?)?(?:{PAIR}|{FULL_YEAR}|\d\d)(?: {YEAR_KIND})?)"
ANY_YEAR = rf"(?:{NAMED_YEAR}|{RELATIVE_YEAR})"
LINK = r"(?: (?:of|in|for|from|the|,|/|-|_|:|\())* ?"
SHORT_PAIR = r"[0-3]\d[0-3]\d"  # the 2526 of 'q2 2526'
_POSITION = "(?: (?:outturn|actuals?|position|figures?|data|results?))?"
SLOT = rf"(?:{_POSITION}{LINK}(?:(?<!\d)|(?=\D))(?P<year>{ANY_YEAR}|{SHORT_PAIR}))?"
COUNT = rf"(?:\d{{1,2}}|{one_of((*COUNTS, *VAGUE_COUNTS))})"
UNIT = one_of(SPANS)
DAY = r"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)"
_SHORT_YEAR = r"(?:0[5-9]|[12]\d|3[0-5])(?!\d)"  # the 44 of '30 sept: 44' is a value
DATE_YEAR = rf"(?:{LINK}(?P<year>{FULL_YEAR}|{_SHORT_YEAR}|{RELATIVE_YEAR}))?"
PANDEMICS = word_list("covid covid19 corona coronavirus pandemic lockdown lockdowns")
PANDEMIC = (
    r"(?:(?:start|beginning|onset|end) of )?(?:the )?(?:(?:first|1st) (?=lockdown))?"
    rf"{one_of(PANDEMICS)}(?: ?- ?19| 19)?"
    r"(?: (?:pandemic|lockdown|hit|started|began|struck|times|outbreak|came|period|era))?"
)
BEGAN = any_of(
    """
    started|starts|start|began|begins|begun|launched|launch|came in|came out|came into force|
    agreed|published|written|kicked off|went live|adopted
    """
)
PLAN_START = (
    "(?:start|beginning|launch|introduction|outset|adoption|day one|day 1|first day) of"
    r" (?:the|this|our) (?:\w+ ){0,3}?(?:plan|strategy)"
)
PLAN_BEGAN = rf"(?:plan|strategy) (?:has |was |has been )?{BEGAN}"

VOCABULARY = (
    frozenset(
        word
        for names in (MONTH_NUMBERS, SPANS, TERMS, COUNTS, BACK)
        for name in names
        for word in name.split()
        if len(word) >= 3 and word not in {"janu", "febuary", "feby", "mrch", "acad", "prev"}
    )
    | frozenset(
        word_list(
            """
        since before after until between pandemic covid lockdown census onwards ending ended
        latest penultimate ago earlier djf jfm amj ond fye yoy qoq fortnight commencing christmas
        q ac ye hilary trinity michaelmas noughties
        """
        )
    )
    | frozenset(f"{letter}{month}" for letter in "pm" for month in range(1, 13))
)
"""Words that spelling must know, so that 'setpember' is mended."""
