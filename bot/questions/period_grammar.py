"""Stretches of time become mentions: points, ranges, 'since', 'before', 'last five years'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.questions.normalise import Token, TokenKind
from bot.questions.period_forms import Made, count_of
from bot.questions.period_names import (
    COUNT,
    MONTH_NUMBERS,
    SEASONS,
    SPANS,
    TERMS,
    UNIT,
    VAGUE_COUNTS,
)
from bot.questions.period_points import Form, Mention, Part, Point, Span
from bot.questions.period_table import stretches

HIDDEN = "\N{CURRENCY SIGN}"

_TRIGGERS = (
    frozenset(word for name in (*MONTH_NUMBERS, *SPANS, *TERMS, *SEASONS) for word in name.split())
    | frozenset(
        ["since", "before", "after", "until", "ytd", "covid", "covid19", "pandemic", "lockdown", "lockdowns", "corona", "coronavirus", "prepandemic", "precovid", "prelockdown", "postcovid", "prepan", "plan", "now", "today", "present", "yesterday", "census", "then", "earlier", "previous", "prior", "following", "last", "latest", "penultimate", "time", "historically", "history", "ever", "nowadays", "h1", "h2", "ye", "onwards", "that", "same", "decade", "strategy", "then", "postpandemic", "back", "ago"]
    )
) - {"a", "y", "/", "half"}
_DIGIT = re.compile(r"\d")

_LAST_N = re.compile(
    r"(?<![^ ])(?:(?:in|over|for|during|across|within|from) )?(?:the |our )?"
    r"(?:(?:last|past|previous|prior|recent|latest|lst|most recent|preceding) )"
    rf"(?P<count>{COUNT}) (?:or so |full |whole |complete )?"
    rf"(?P<unit>{UNIT}|data points?|points?|figures?|readings?|periods?|values?|data)(?![^ ])"
)
_N_YEAR = re.compile(
    rf"(?<![^ ])(?:(?P<lead>over|for|in|across) )?(?:a |the )?(?P<count>{COUNT}) ?-? ?(?P<unit>{UNIT})"
    r"(?P<tail> trends?| trajectory| history| series| view| picture| run| look ?back| change| graph| chart"
    r"| period| timeline| movement)(?![^ ])"
)
_OVER_N = re.compile(rf"(?<![^ ])(?:over|across) (?P<count>{COUNT}) (?P<unit>{UNIT})(?![^ ])")
_LAST_ONE = re.compile(
    r"(?<![^ ])(?:over|in|during|across|for|within) the (?:last|past|previous) (?P<unit>decade|12 months|twelve months)(?![^ ])"
    r"|(?<![^ ])(?:last|past|previous) (?P<bare>decade)(?![^ ])"
)
_OVER_TIME = re.compile(
    r"(?<![^ ])(?:over (?:the )?(?:time|years|yrs)|through(?:out)? (?:time|the years)|down the years"
    r"|historically|(?:full |whole )?history|all time|long ?- ?term trend|since records began"
    r"|(?:year|yr|quarter|month|term|week) (?:by|on) (?:year|yr|quarter|month|term|week)"
    r"|(?:each|every) (?:year|yr|quarter|month|term)|so far back as (?:you|we) (?:have|hold)"
    r"|as far back as (?:you|we|it) (?:have|hold|can|goes|go)|across the years)(?![^ ])"
)
_LATEST_BUT = re.compile(
    r"(?<![^ ])(?:the )?(?:(?:latest|last|newest|most recent) but (?P<count>one|two|three|1|2|3)"
    r"|(?P<second>second|2nd) (?:to last|latest|newest|most recent|from last)"
    r"|next to last|penultimate|(?P<last>last time|previous time))(?![^ ])"
)
_LATEST_UNIT = re.compile(
    rf"(?<![^ ])(?:the )?(?:latest|most recent|newest|last available|last reported|last published) (?:available |full |complete )?(?P<unit>{UNIT})(?![^ ])"
)

_SINCE = re.compile(
    r"(?:^| )(?:(?:ever )?since|after|post ?-?|starting(?: from| in)?|beginning(?: in)?|going back to|back to|dating back to)"
    r"(?: (?:the|about|around|roughly|at|in|start of|beginning of|end of|early|late|mid|as))*$"
)
_FROM = re.compile(
    r"(?:^| )from(?: (?:the|about|around|in|at|start of|beginning of|end of|early|late|mid))*$"
)
_BETWEEN = re.compile(r"(?:^| )(?:between|btw|btwn|betwen|beetween)(?: the)?$")
_BEFORE = re.compile(r"(?:^| )(?:before|prior to|pre ?-?|earlier than|b4|preceding)(?: the)?$")
_UNTIL = re.compile(
    r"(?:^| )(?:up to|upto|until|till|til|through to|up until|as far as)(?: and including)?(?: (?:the|end of))*$"
)
_ONWARDS = re.compile(
    r"^ ?(?:onwards?|on wards|and (?:after|since|onwards?|later)|forwards?|up ?wards|and beyond|to (?:now|today|date|present|the present)"
    r"|(?:up )?(?:until|till|til|up to) (?:now|today|date)|thru to now|on(?= |$))(?![^ ])"
)
_JOINT = re.compile(
    r"^ ?(?:to|until|till|til|thru|through|-|/|upto|up to|through to|up until|and up to|right through to|->|= >|- >)"
    r"(?: (?:the|end of|about|around|in|at|now|as at))*? ?$"
)
_AND = re.compile(r"^ ?(?:and|&|to|-)(?: (?:in|at|the|now))* ?$")
_PARTS = {
    "start": Part.START, "beginning": Part.START, "early": Part.START,
    "mid": Part.MIDDLE, "middle": Part.MIDDLE,
    "end": Part.END, "late": Part.END, "close": Part.END,
}  # fmt: skip
_PART = re.compile(
    r"(?:^| )(?:the )?(start|beginning|end|early|mid|middle|late|close)(?: of| -| in)?(?: the)?$"
)
_LEAD = re.compile(
    r"(?: |^)(?:as at|as of|as on|in|at|on|for|during|of|by|over|within|dated|back in|from)(?: the)?$"
)
_MODAL_MAY = re.compile(
    r"(?:^| )(?:in|for|since|from|to|until|till|by|of|last|this|next|at|end|early|mid|late|before|after|and|-|\()$"
)
_PEOPLE = re.compile(
    r"^ ?(?:- )?(?:year|yr|years|yrs|y)?(?: ?- ?| )?(?:olds?|old|yo|yos|y / o)(?![^ ])"
    r"|^ ?(?:%|percent|pc|weeks?|wks?|wk|months?|days?|miles?|mths?|hours|hrs|pupils|children|kids|placements|working|and under|or over|plus)(?![^ ])"
    r"|^ (?:year|yr) (?:olds?)"
)
_AGED = re.compile(r"(?:^| )(?:aged|age|ages|aged between|ages between)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    start: int
    end: int
    points: tuple[Point, ...]


def find_periods(
    tokens: Sequence[Token], hidden: Collection[tuple[int, int]] = ()
) -> tuple[Mention, ...]:
    """Return every period the tokens mention, in order.

    `hidden` are spans of tokens (start, end) in which nothing is a period: '16-17 year olds' in a
    measure's name.
    """
    covered = {place for start, end in hidden for place in range(start, end)}
    if not any(_may_tell(token) for place, token in enumerate(tokens) if place not in covered):
        return ()
    line = _Line(tokens, covered)
    mentions = _counted(line)
    pieces = _pieces(line, [(mention.start, mention.end) for mention in mentions])
    found = [*mentions, *_composed(line, pieces)]
    return tuple(sorted((line.placed(mention) for mention in found), key=lambda one: one.start))


def _may_tell(token: Token) -> bool:
    return (
        token.kind is TokenKind.NUMBER or token.norm in _TRIGGERS or bool(_DIGIT.search(token.norm))
    )


class _Line:
    """The normal forms in one string, and the way back from its characters to the tokens."""

    def __init__(self, tokens: Sequence[Token], covered: set[int]) -> None:
        norms = [HIDDEN if place in covered else one.norm for place, one in enumerate(tokens)]
        self.text = " ".join(norms)
        self._starts: list[int] = []
        start = 0
        for norm in norms:
            self._starts.append(start)
            start += len(norm) + 1

    def placed(self, mention: Mention) -> Mention:
        """Return the mention with tokens in place of characters."""
        first = bisect_right(self._starts, mention.start) - 1
        last = bisect_left(self._starts, mention.end)
        words = self.text[mention.start : mention.end].strip()
        return replace(mention, start=max(first, 0), end=last, text=words)


def _counted(line: _Line) -> list[Mention]:
    """Return the mentions that count: 'last five years', 'over time', 'latest but one'."""
    found: list[Mention] = []

    def add(match: re.Match[str], **what: object) -> None:
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        if all(end <= one.start or start >= one.end for one in found):
            found.append(Mention(start=start, end=end, **what))  # type: ignore[arg-type]

    text = line.text
    for match in _LATEST_BUT.finditer(text):
        count = 1 if not match["count"] else count_of(match["count"])
        add(match, form=Form.LATEST, count=count)
    for pattern in (_LAST_N, _N_YEAR, _OVER_N):
        for match in pattern.finditer(text):
            words = match["count"]
            unit = SPANS.get(match["unit"], Span.PERIOD)
            add(
                match,
                form=Form.LAST_N,
                count=count_of(words),
                unit=unit,
                exact=words not in VAGUE_COUNTS,
            )
    for match in _LAST_ONE.finditer(text):
        decade = "decade" in match[0]
        add(
            match,
            form=Form.LAST_N,
            count=10 if decade else 12,
            unit=Span.YEAR if decade else Span.MONTH,
        )
    for match in _OVER_TIME.finditer(text):
        add(match, form=Form.OVER_TIME, exact=False)
    for match in _LATEST_UNIT.finditer(text):
        add(match, form=Form.LATEST, count=0, unit=SPANS[match["unit"]])
    return found


def _pieces(line: _Line, taken: list[tuple[int, int]]) -> list[_Piece]:
    pieces = []
    for start, end, made in stretches(line.text):
        if any(start < last and first < end for first, last in taken):
            continue
        if made is not None and not _is_other(line.text, start, end, made):
            points = made if isinstance(made, tuple) else (made,)
            pieces.append(_Piece(start=start, end=end, points=points))
    return pieces


def _is_other(text: str, start: int, end: int, made: Made) -> bool:
    """Say whether the words are an age, a quantity or a verb and no period."""
    point = made[0] if isinstance(made, tuple) else made
    if point is None:
        return True
    words = text[start:end]
    if words == "may" and not _MODAL_MAY.search(text[:start].rstrip()):
        return True
    if words == "mar" or words == "jan":
        return False
    if words[:1].isdigit():
        after, before = text[end:], text[:start].rstrip()
        return bool(_PEOPLE.search(after) or _AGED.search(before) or before.endswith("£"))
    return False


def _composed(line: _Line, pieces: list[_Piece]) -> list[Mention]:
    found: list[Mention] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        merged = _explained(line.text, piece, following)
        if merged is not None:
            pieces[place : place + 2] = [merged]
            continue
        joined = _joined(line.text, piece, following)
        if joined is not None:
            found.append(joined)
            place += 2
            continue
        if len(piece.points) == 2:
            found.append(
                _range(line.text, piece.start, piece.end, piece.points[0], piece.points[1])
            )
        else:
            found.append(_single(line.text, piece))
        place += 1
    return found


def _explained(text: str, piece: _Piece, following: _Piece | None) -> _Piece | None:
    """Return one piece for 'Q2 (July to September 2026)': the half that tells more."""
    if following is None or len(piece.points) != 1 or len(following.points) != 1:
        return None
    if text[piece.end : following.start].strip() != "(":
        return None
    close = text.find(")", following.end)
    if close < 0:
        return None
    point = piece.points[0]
    if point.dated:
        return _Piece(start=piece.start, end=close + 1, points=piece.points)
    rest = stretches(text[following.start : close])
    years = [made.year for _, _, made in rest if isinstance(made, Point) and made.year]
    if point.span in {Span.QUARTER, Span.HALF, Span.TERM, Span.SEASON} and years:
        first = rest[0][2]
        month = first.number if isinstance(first, Point) else None
        if (
            month is not None
            and first is not None
            and isinstance(first, Point)
            and first.span is Span.MONTH
        ):
            start = years[0] if len(years) == len(rest) else years[-1]
            year = start if month >= 4 else start - 1
            if point.span is Span.QUARTER:
                return _Piece(
                    start=piece.start, end=close + 1, points=(replace(point, year=year, pair=True),)
                )
    return _Piece(start=piece.start, end=close + 1, points=piece.points)


def _joined(text: str, piece: _Piece, following: _Piece | None) -> Mention | None:
    if following is None or len(piece.points) != 1 or len(following.points) != 1:
        return None
    gap = text[piece.end : following.start]
    before = text[: piece.start].rstrip()
    between = bool(_BETWEEN.search(before))
    if not (
        _JOINT.match(gap)
        or gap == "-"
        or (between and _AND.match(gap))
        or (_FROM.search(before) and _AND.match(gap))
    ):
        return None
    first, last = piece.points[0], following.points[0]
    if last.span is Span.NOW:
        start = _lead_start(text, piece.start, _FROM, _BETWEEN)
        return Mention(start=start, end=following.end, form=Form.SINCE, points=(first,))
    if first.span is Span.NOW:
        return None
    start = _lead_start(text, piece.start, _FROM, _BETWEEN)
    return _range(text, start, following.end, first, last, between=between)


def _range(
    text: str, start: int, end: int, first: Point, last: Point, *, between: bool = False
) -> Mention:
    spanning = (
        first.span is last.span and not first.dated and first.span in {Span.MONTH, Span.QUARTER}
    )
    if (
        first.span in {Span.MONTH, Span.DAY, Span.QUARTER, Span.TERM}
        and not first.dated
        and last.dated
    ):
        first = _dated_like(first, last)
    return Mention(
        start=start,
        end=end,
        form=Form.RANGE,
        points=(first, last),
        spanning=spanning,
        between=between,
    )


def _dated_like(first: Point, last: Point) -> Point:
    """Return the first point of a range in the year of the last ('dec to feb 2025' starts in 2024)."""
    dated = replace(first, year=last.year, pair=last.pair, year_back=last.year_back)
    earlier = (first.number or 0) > (last.number or 0)
    if earlier and not last.pair and last.year is not None and first.span in {Span.MONTH, Span.DAY}:
        return replace(dated, year=last.year - 1)
    return dated


def _single(text: str, piece: _Piece) -> Mention:
    point = piece.points[0]
    before = text[: piece.start].rstrip()
    after = text[piece.end :]
    if point.span is Span.NOW:
        return Mention(start=piece.start, end=piece.end, form=Form.NOW)
    exact = point.span not in {Span.PANDEMIC, Span.BEFORE_PANDEMIC, Span.SEASON}
    onwards = _ONWARDS.match(after)
    for pattern, form in (
        (_SINCE, Form.SINCE), (_BEFORE, Form.BEFORE), (_UNTIL, Form.UNTIL), (_FROM, Form.FROM),
    ):  # fmt: skip
        found = pattern.search(before)
        if found is not None:
            point = _with_part(point, before)
            end = piece.end + onwards.end() if onwards else piece.end
            form = Form.SINCE if onwards and form is Form.FROM else form
            start = found.start() + (len(found[0]) - len(found[0].lstrip()))
            return Mention(start=start, end=end, form=form, points=(point,), exact=exact)
    start = _lead_start(text, piece.start, _PART)
    point = _with_part(point, before)
    start = _lead_start(text, start, _LEAD)
    if onwards:
        return Mention(
            start=start,
            end=piece.end + onwards.end(),
            form=Form.SINCE,
            points=(point,),
            exact=exact,
        )
    if text[piece.start : piece.end].startswith(("since ", "post", "after ")):
        return Mention(start=start, end=piece.end, form=Form.SINCE, points=(point,), exact=exact)
    return Mention(start=start, end=piece.end, form=Form.POINT, points=(point,), exact=exact)


def _with_part(point: Point, before: str) -> Point:
    found = _PART.search(before)
    return replace(point, part=_PARTS[found[1]]) if found and point.part is Part.WHOLE else point


def _lead_start(text: str, start: int, *patterns: re.Pattern[str]) -> int:
    """Return where the words begin that lead up to `start` by one of the patterns."""
    before = text[:start].rstrip()
    for pattern in patterns:
        found = pattern.search(before)
        if found is not None:
            return found.start() + len(found[0]) - len(found[0].lstrip())
    return start
