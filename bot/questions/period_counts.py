"""Mentions that count: 'last five years', 'over time', 'the latest but one'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.questions.period_forms import count_of
from bot.questions.period_names import COUNT, SPANS, UNIT, VAGUE_COUNTS, any_of
from bot.questions.period_points import Form, Mention, Span
from bot.questions.plain_words import word_list

_EDGE, _END = r"(?<![^ ])", r"(?![^ ])"
_THINGS = any_of("data point|data points|point|points|figure|figures|reading|readings|values|data")
_LAST = any_of("last|past|previous|prior|recent|latest|most recent|preceding")
_LEAD = r"(?:(?:in|over|for|during|across|within|from|through) )"

COUNT_WORDS = frozenset(
    word_list(
        """
        last past previous prior recent latest preceding newest penultimate next second 2nd over
        across through throughout down historically history all trend trends long records each every
        trajectory series view picture run look change graph chart timeline movement by on back
        """
    )
)
"""One of these is in every mention that counts."""

_LAST_N = re.compile(
    rf"{_EDGE}(?P<lead>{_LEAD}?(?:the |our )?){_LAST} (?P<count>{COUNT})"
    rf" (?:or so |full |whole |complete )?(?P<unit>{UNIT}|{_THINGS}|periods){_END}"
)
_N_TREND = re.compile(
    rf"{_EDGE}(?:{_LEAD})?(?:a |the )?(?P<count>{COUNT}) ?-? ?(?P<unit>{UNIT}) "
    + any_of(
        """
        trend|trends|trajectory|history|series|view|picture|run|look back|change|graph|chart|
        timeline|movement
        """
    )
    + _END
)
_OVER_N = re.compile(rf"{_EDGE}(?:over|across) (?P<count>{COUNT}) (?P<unit>{UNIT}){_END}")
_DECADE = re.compile(rf"{_EDGE}{_LEAD}?(?:the )?(?:last|past|previous) decade{_END}")
_OVER_TIME = re.compile(
    _EDGE
    + any_of(
        """
        over time|over the years|over years|through the years|through time|throughout the years|
        down the years|across the years|historically|history|full history|whole history|all time|
        long ?-? ?term trend|since records began|each year|each quarter|each term|each month|
        every year|every quarter|every term|every month|year [bo][yn] year|month [bo][yn] month|
        quarter [bo][yn] quarter|term [bo][yn] term|week [bo][yn] week|
        as far back as [ywi]\\w+ \\w+
        """
    )
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
    for match in _LATEST_BUT.finditer(text):
        count = count_of(match["count"]) if match["count"] else 1
        yield _mention(match, Form.LATEST, count=count)
    for match in _LAST_N.finditer(text):
        if match["lead"] or not _is_length(text, match):
            yield _last_n(match)
    for pattern in (_N_TREND, _OVER_N):
        yield from map(_last_n, pattern.finditer(text))
    for match in _DECADE.finditer(text):
        yield _mention(match, Form.LAST_N, count=10, unit=Span.YEAR)
    for match in _OVER_TIME.finditer(text):
        yield _mention(match, Form.OVER_TIME, exact=False)
    for match in _LATEST_UNIT.finditer(text):
        yield _mention(match, Form.LATEST, count=0, unit=SPANS[match["unit"]])


def _is_length(text: str, match: re.Match[str]) -> bool:
    """Say whether 'past 20 weeks' is how long something lasts."""
    return match[0].startswith("past ") and bool(_TOOK.search(text[: match.start()].rstrip()))


def _last_n(match: re.Match[str]) -> Mention:
    words = match["count"]
    unit = SPANS.get(match["unit"], Span.PERIOD)
    exact = words not in VAGUE_COUNTS
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
