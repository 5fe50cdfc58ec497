"""Mentions that count: 'last five years', 'over time', 'the latest but one'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.questions.period_forms import count_of
from bot.questions.period_names import ANY_YEAR, COUNT, SPANS, UNIT, VAGUE_COUNTS, any_of
from bot.questions.period_points import Form, Mention, Span
from bot.questions.plain_words import word_list

_EDGE, _END = r"(?<![^ ])", r"(?![^ ])"
_THINGS = any_of("data point|data points|point|points|figure|figures|reading|readings|values|data")
_LAST = any_of("last|lst|past|previous|prior|recent|latest|most recent|preceding")
_ROUGHLY = any_of(
    "say|maybe|like|about|around|roughly|approximately|perhaps|probably|um|i dont know"
)
_LEAD = rf"(?:(?:in|over|for|during|across|within|from|through) (?:{_ROUGHLY} )?)"
_OR = rf"(?:{COUNT} (?:or|to) |\d{{1,2}}-(?=\d))"
_SHORT = {"y": Span.YEAR, "m": Span.MONTH}

COUNT_WORDS = frozenset(
    word_list(
        """
        last lst past previous prior recent latest preceding newest penultimate next second 2nd over
        across through throughout down historically history all trend trends long records each every
        trajectory series view picture run look change graph chart timeline movement by on back
        year years quarters terms months y q yoy qoq since
        """
    )
)
"""One of these is in every mention that counts."""

_LAST_N = re.compile(
    rf"{_EDGE}(?P<lead>{_LEAD}?(?:the |our |these )?){_LAST}(?: {_ROUGHLY})? (?P<vague>{_OR})?"
    rf"(?P<count>{COUNT}) ?(?:or so |full |whole |complete )?(?P<unit>{UNIT}|{_THINGS}|periods|y|m)"
    rf"(?! (?:of|in) (?:the )?{ANY_YEAR}){_END}"
)
_N_LAST = re.compile(
    rf"{_EDGE}(?P<lead>{_LEAD}?(?:the )?)(?P<count>{COUNT}) {_LAST} "
    rf"(?P<unit>years|quarters|months|terms|weeks|days){_END}"
)
_SINCE_N = re.compile(rf"{_EDGE}since (?P<count>{COUNT}) (?P<unit>{UNIT})(?! (?:ago|back)){_END}")
_YEAR_AND_A_HALF = re.compile(rf"{_EDGE}{_LEAD}?(?:the )?{_LAST} year and a half{_END}")
_HALF_DECADE = re.compile(rf"{_EDGE}{_LEAD}?(?:the )?(?:last|past|previous) half ?-? decade{_END}")
_FORTNIGHT = re.compile(rf"{_EDGE}{_LEAD}?(?:the )?(?:last|past|previous) fortnight{_END}")
_N_TREND = re.compile(
    rf"{_EDGE}(?:{_LEAD})?(?:a |the )?(?P<count>{COUNT}) ?-? ?(?P<unit>{UNIT}|y) "
    + any_of(
        """
        trend|trends|trajectory|history|series|view|picture|run|look back|change|graph|chart|
        timeline|movement
        """
    )
    + _END
)
_OVER_N = re.compile(
    rf"{_EDGE}(?:over|across) (?:{_ROUGHLY} )?(?P<count>{COUNT}) ?(?P<unit>{UNIT}|y)"
    rf"(?! (?:late|old|overdue|behind|or more|in care|on roll|waiting)){_END}"
)
# 'chart it, 3 years': so many at the end, where a line over time is asked for or a comma parts it.
_BARE_N = re.compile(
    rf"(?:(?<=^)|(?<=[^ ] ))(?<!for )(?<!in )(?<!aged )(?<!within )(?<!under )(?<!every )"
    rf"(?P<count>{COUNT}) ?(?P<unit>years|quarters|terms|months|year|y|q){_END}"
    r"(?= ?[?.!]*$| , (?:plot|graph|chart|draw|show|trend|line|please)\b)"
)
_DECADE = re.compile(rf"{_EDGE}{_LEAD}?(?:the )?(?:last|past|previous) decade{_END}")
_OVER_TIME = re.compile(
    _EDGE
    + any_of(
        """
        over time|over the years|over years|through the years|through time|throughout the years|
        down the years|across the years|historically|history|full history|whole history|all time|
        long ?-? ?term trend|since records began|each year|each quarter|each term|each month|
        every year|every quarter|every term|every month|year [bo][yn] year|month [bo][yn] month|
        quarter [bo][yn] quarter|term [bo][yn] term|week [bo][yn] week|yoy|y - o - y|qoq|q - o - q|
        full (?:time )?series|whole (?:time )?series|entire (?:time )?series|
        complete (?:time )?series|all (?:the )?years|all (?:the )?quarters|
        all (?:the )?(?:data )?points|all available (?:data )?points|all (?:available )?periods|
        every year we have|the whole series|whole series|
        as far back as [ywi]\\w+ \\w+
        """
    )
    + r"(?! (?:19|20)\d\d)"
    + _END
)
_LATEST_BUT = re.compile(
    rf"{_EDGE}(?:the )?(?:(?:latest|last|newest|most recent) but (?P<count>one|two|three|[123])"
    r"|(?:second|2nd) (?:to last|latest|newest|most recent|from last)|next to last|penultimate"
    rf"|last time|previous time){_END}"
)
_LATEST_UNIT = re.compile(
    rf"{_EDGE}(?:the )?(?:latest|most recent|newest|last available|last reported|last published)"
    rf" (?:available |full |complete )?(?P<unit>{UNIT}){_END}"
)
_STRETCHES = (
    (_YEAR_AND_A_HALF, 18, Span.MONTH),
    (_HALF_DECADE, 5, Span.YEAR),
    (_FORTNIGHT, 2, Span.WEEK),
    (_DECADE, 10, Span.YEAR),
)
_NAMED_STRETCH = re.compile("decade|fortnight|and a half")
_LINES = frozenset(
    word_list(
        """
        trend trends trajectory history series view picture run look change graph chart timeline
        movement
        """
    )
)
_OVERS = frozenset({"over", "across"})
_AGES = frozenset(
    word_list(
        """
        over through throughout down across historically history all long since each every year
        month quarter term week yoy y qoq q full whole entire complete as
        """
    )
)
"""One of these is in every mention of all time."""
_LASTS = frozenset(
    word_list(
        """
        last lst past previous prior recent latest preceding newest penultimate next second 2nd
        """
    )
)
_BARE_UNITS = frozenset(word_list("years quarters terms months year y q"))
_BESIDE_BARE = frozenset(
    word_list(
        """
        , chart charted graph graphs plot plotted trend trends draw line series history trajectory
        sparkline timeline track
        """
    )
)
# 'plans that took past 12 months' is how long something took, 'the past 12 months' a period.
_TOOK = re.compile(
    r"(?:^| )"
    + any_of(
        """
        on|those|that|are|is|go|goes|gone|went|going|waiting|wait|waited|drag|dragged|dragging|run|
        ran|running|only|open|well|way|just|cases|taken|took|take|takes|taking|still|now|be|been|
        being|was|were
        """
    )
    + "$"
)


def counted(text: str) -> list[Mention]:
    """Return the counting mentions of the joined text; `start` and `end` are characters."""
    found: list[Mention] = []
    for mention in _each(text):
        if all(mention.end <= one.start or mention.start >= one.end for one in found):
            found.append(mention)
    return found


def _each(text: str) -> Iterator[Mention]:
    words = frozenset(text.split())
    if not words.isdisjoint(_LASTS):
        yield from _counted_back(text)
    if not words.isdisjoint(_LINES):
        yield from map(_last_n, _N_TREND.finditer(text))
    if not words.isdisjoint(_OVERS):
        yield from map(_last_n, _OVER_N.finditer(text))
    if "since" in words:
        for match in _SINCE_N.finditer(text):
            yield replace(_last_n(match), exact=False)
    if not words.isdisjoint(_BARE_UNITS) and not words.isdisjoint(_BESIDE_BARE):
        for match in _BARE_N.finditer(text):
            if text[: match.start()].rstrip().endswith(",") or words & (_BESIDE_BARE - {","}):
                yield _last_n(match)
    if not words.isdisjoint(_AGES):
        for match in _OVER_TIME.finditer(text):
            yield _mention(match, Form.OVER_TIME, exact=False)
    if not words.isdisjoint(_LASTS):
        for match in _LATEST_UNIT.finditer(text):
            yield _mention(match, Form.LATEST, count=0, unit=SPANS[match["unit"]])


def _counted_back(text: str) -> Iterator[Mention]:
    for pattern, months, unit in _STRETCHES if _NAMED_STRETCH.search(text) else ():
        for match in pattern.finditer(text):
            yield _mention(match, Form.LAST_N, count=months, unit=unit)
    for match in _LATEST_BUT.finditer(text):
        count = count_of(match["count"]) if match["count"] else 1
        yield _mention(match, Form.LATEST, count=count)
    for match in _LAST_N.finditer(text):
        if (match["lead"] or not _is_length(text, match)) and not _is_newest(match):
            yield _last_n(match)
    yield from map(_last_n, _N_LAST.finditer(text))


def _is_length(text: str, match: re.Match[str]) -> bool:
    """Say whether 'past 20 weeks' is how long something lasts."""
    return match[0].startswith("past ") and bool(_TOOK.search(text[: match.start()].rstrip()))


def _is_newest(match: re.Match[str]) -> bool:
    """Say whether 'latest 20 weeks' is the newest figure of a length in a name."""
    newest = match[0].startswith(("latest ", "the latest ", "recent ", "newest "))
    return newest and SPANS.get(match["unit"]) in {Span.WEEK, Span.DAY}


def _last_n(match: re.Match[str]) -> Mention:
    words = match["count"]
    unit = SPANS.get(match["unit"]) or _SHORT.get(match["unit"], Span.PERIOD)
    exact = words not in VAGUE_COUNTS and not match.groupdict().get("vague")
    return _mention(match, Form.LAST_N, count=count_of(words), unit=unit, exact=exact)


def _mention(
    match: re.Match[str],
    form: Form,
    *,
    count: int | None = None,
    unit: Span | None = None,
    exact: bool = True,
) -> Mention:
    start, end = match.span()
    return Mention(start=start, end=end, form=form, count=count, unit=unit, exact=exact)
