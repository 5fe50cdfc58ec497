"""Stretches of time become mentions: points, ranges, 'since', 'before', 'last five years'."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.questions import period_leads as leads
from bot.questions.normalise import Token, TokenKind
from bot.questions.period_counts import COUNT_WORDS, counted
from bot.questions.period_pieces import Piece, dated_like, pieces
from bot.questions.period_points import Form, Mention, Part, Point, Span
from bot.questions.period_spoken import ABSORBED, in_digits, may_be_spoken
from bot.questions.period_table import may_begin

_FEW = ("few ", "a few ", "several ", "some ")
HIDDEN = "\N{CURRENCY SIGN}"

_DATED_LATER = frozenset({Span.MONTH, Span.DAY, Span.QUARTER, Span.TERM, Span.HALF})
_OF_MONTHS = frozenset({Span.QUARTER, Span.SEASON, Span.TERM, Span.HALF})
_NAMELY = frozenset({",", "-", ", so", "so", ", ie", "ie", ", that is", "that is", ", namely"})
"""What stands between a part of a year and the months that it is made of."""


def find_periods(
    tokens: Sequence[Token], hidden: Collection[tuple[int, int]] = ()
) -> tuple[Mention, ...]:
    """Return every period the tokens mention, in order.

    `hidden` are spans of tokens (start, end) in which nothing is a period: '16-17 year olds' in a
    measure's name.
    """
    covered = {place for start, end in hidden for place in range(start, end)}
    norms = {one.norm for place, one in enumerate(tokens) if place not in covered}
    counts = not COUNT_WORDS.isdisjoint(norms)
    spoken = may_be_spoken(norms)
    if not (counts or spoken or any(map(may_begin, norms))):
        return ()
    line = _Line(tokens, covered, spoken=spoken)
    mentions = counted(line.text) if counts else []
    mentions += _composed(line.text, pieces(line.text, mentions))
    mentions.sort(key=lambda one: one.start)
    return tuple(line.placed(mention) for mention in _anchored(mentions))


class _Line:
    """The normal forms in one string, and the way back from its characters to the tokens."""

    def __init__(self, tokens: Sequence[Token], covered: set[int], *, spoken: bool) -> None:
        norms = [
            HIDDEN if place in covered or _is_people(one) else one.norm
            for place, one in enumerate(tokens)
        ]
        if spoken:
            norms = in_digits(norms)
        self.text = " ".join(norm for norm in norms if norm != ABSORBED)
        self._starts: list[int] = []
        start = 0
        for norm in norms:
            if norm == ABSORBED:  # inside the digits before it
                self._starts.append(start - 2)
                continue
            self._starts.append(start)
            start += len(norm) + 1

    def placed(self, mention: Mention) -> Mention:
        """Return the mention with tokens in place of characters."""
        words = self.text[mention.start : mention.end]
        first = bisect_right(self._starts, mention.end - len(words.lstrip())) - 1
        last = bisect_left(self._starts, mention.end)
        return replace(mention, start=max(first, 0), end=last, text=words.strip())


def _is_people(token: Token) -> bool:
    """Say whether digits with an s are people ('16-17s') and no decade ('2010s')."""
    if token.kind is not TokenKind.NUMBER or token.text[-1] not in "sS" or token.norm[-1] == "s":
        return False
    return not (len(token.norm) == 4 and token.norm.startswith(("19", "20")))  # "2019's figure"


def _composed(text: str, found: Sequence[Piece]) -> Iterator[Mention]:
    place = 0
    while place < len(found):
        piece, rest = found[place], found[place + 1 :]
        closing = _closing(text, piece, rest)
        if closing:
            inside = [one for one in rest if one.start < closing]
            piece = _explained(piece, inside, closing)
            place += len(inside)
            rest = found[place + 1 :]
        joined = _joined(text, piece, rest[0]) if rest else None
        if joined is not None:
            running = rest[1] if len(rest) > 1 else None
            if joined.form is Form.RANGE and _runs_on(text, rest[0], running):
                joined = _since(joined, joined.points[0], rest[1])
                place += 1
            yield joined
            place += 2
            continue
        if len(piece.points) == 2 and _runs_on(text, piece, rest[0] if rest else None):
            whole = _range(text, piece.start, piece.end, piece.points[0], piece.points[1])
            yield _since(whole, whole.points[0], rest[0])
            place += 2
            continue
        if len(piece.points) == 2:
            yield _range(text, piece.start, piece.end, piece.points[0], piece.points[1])
        elif not _is_addition(text, piece):
            yield _single(text, piece)
        place += 1


def _is_addition(text: str, piece: Piece) -> bool:
    """Say whether 'year to date' only explains the dates before it."""
    return piece.points[0].span is Span.YEAR_TO_DATE and text[: piece.start].endswith(" , ")


def _closing(text: str, piece: Piece, rest: Sequence[Piece]) -> int:
    """Return where a bracket that explains the piece ends ('Q2 (July to September)'), or 0.

    Beside a quarter, season or term a comma does as well: 'Q2 2025/26, so July to September'.
    """
    if len(piece.points) != 1 or not rest:
        return 0
    between = text[piece.end : rest[0].start].strip()
    if between == "(":
        return text.find(")", rest[0].end) + 1
    point = piece.points[0]
    if between not in _NAMELY or point.span not in _OF_MONTHS or not point.dated:
        return 0
    return _months_end(text, rest)


def _months_end(text: str, pieces: Sequence[Piece]) -> int:
    """Return where 'July to September' ends that says no year, or 0 for anything else."""
    first, last = pieces[0], pieces[0]
    if len(first.points) == 1 and len(pieces) > 1:
        last = pieces[1]
        if not leads.JOINT.match(text[first.end : last.start]):
            return 0
    points = (*first.points, *last.points)
    if len(points) < 2 or any(one.span is not Span.MONTH or one.dated for one in points):
        return 0
    return last.end


def _explained(piece: Piece, inside: Sequence[Piece], closing: int) -> Piece:
    """Return the piece with what its explanation adds: a quarter's year, a term's months."""
    point = piece.points[0]
    named = [one for two in inside for one in two.points]
    years = [one.year for one in named if one.year is not None]
    points = piece.points
    if years and point.span is Span.QUARTER and not point.dated:
        points = (replace(point, year=years[-1] - (point.number == 4), pair=True),)
    elif years and point.span is Span.TERM and all(one.span is Span.MONTH for one in named):
        points = (dated_like(named[0], named[-1]) if len(years) == 1 else named[0], named[-1])
    return Piece(start=piece.start, end=closing, points=points)


def _joined(text: str, piece: Piece, following: Piece) -> Mention | None:
    """Return the range that two pieces make, None where they stand apart."""
    if len(piece.points) != 1 or len(following.points) != 1:
        return None
    gap = text[piece.end : following.start]
    opening = leads.start_of(leads.BETWEEN, text, piece.start)
    between = opening is not None
    if opening is None:
        opening = leads.start_of(leads.FROM, text, piece.start)
    if not leads.JOINT.match(gap) and not (opening is not None and leads.AND.match(gap)):
        return None
    first, last = piece.points[0], following.points[0]
    if first.span is Span.NOW:
        if opening is None or last.span is Span.NOW:
            return None  # 'between now and 2019'
        return Mention(start=opening, end=following.end, form=Form.SINCE, points=(last,))
    start = piece.start if opening is None else opening
    if last.span is Span.NOW:
        return Mention(start=start, end=following.end, form=Form.SINCE, points=(first,))
    return _range(text, start, following.end, first, last, between=between)


def _runs_on(text: str, piece: Piece, following: Piece | None) -> bool:
    """Say whether 'to now' follows: 'jan-mar 19 to now'."""
    return (
        following is not None
        and following.points[0].span is Span.NOW
        and (
            bool(leads.JOINT.match(text[piece.end : following.start]))
            or text.startswith(" to ", piece.end)
        )
    )


def _since(mention: Mention, first: Point, now: Piece) -> Mention:
    return Mention(start=mention.start, end=now.end, form=Form.SINCE, points=(first,))


def _range(
    text: str, start: int, end: int, first: Point, last: Point, *, between: bool = False
) -> Mention:
    undated = first.span in _DATED_LATER and not first.dated
    spanning = undated and first.span is last.span and not between and first.span is not Span.DAY
    if undated and last.dated:
        first = dated_like(first, last)
    led = between or text.startswith("from ", start)
    spanning = spanning or _is_one_period(first, last, led=led) or _is_pooled(text, start, end)
    opening = None if led else leads.preposition(text, start)
    return Mention(
        start=start if opening is None else opening,
        end=end,
        form=Form.RANGE,
        points=(first, last),
        spanning=spanning,
        between=between,
    )


def _is_pooled(text: str, start: int, end: int) -> bool:
    """Say whether 'pooled' stands beside years, which then are one period."""
    return bool(leads.POOLED.search(text[max(0, start - 16) : end + 24]))


def _is_one_period(first: Point, last: Point, *, led: bool) -> bool:
    """Say whether dates with years bound one quarter or year: 'dec 23-feb 24'.

    Between words that lead a range ('from', 'between') only whole days do.
    """
    if first.span is not last.span or first.year is None or last.year is None:
        return False
    months = 1 + last.month_count - first.month_count
    if months not in {3, 12}:
        return False
    if first.span is Span.DAY:
        return first.day == 1 and (last.day or 0) >= 28
    return first.span is Span.MONTH and not led


def _single(text: str, piece: Piece) -> Mention:
    point, start, end = piece.points[0], piece.start, piece.end
    if point.span is Span.NOW:
        return Mention(start=start, end=end, form=Form.NOW)
    exact = point.span not in {Span.PANDEMIC, Span.BEFORE_PANDEMIC, Span.SEASON}
    found = leads.lead(text, start)
    if point.ago and text[start:end].startswith(_FEW):
        exact = False
    onwards = leads.onwards(text, end, after_from=bool(found and found[0] is Form.FROM))
    end += onwards
    if point.span is Span.PLAN and point.part is Part.START:
        start = leads.plan_name(text, start)
    found = leads.lead(text, start)
    part = leads.part(text, start)
    if part is not None and point.part is Part.WHOLE:
        point = replace(point, part=part[0])
    if found is not None:
        form, start = found
        if form is Form.FROM and onwards:
            form = Form.SINCE
        elif form is Form.BEFORE and point.span is Span.PANDEMIC:
            form, point = Form.POINT, replace(point, span=Span.BEFORE_PANDEMIC, part=Part.WHOLE)
    else:
        form = Form.SINCE if onwards or _is_after(point) else Form.POINT
        start = start if part is None else part[1]
        opening = leads.preposition(text, start)
        start = start if opening is None else opening
    return Mention(start=start, end=end, form=form, points=(point,), exact=exact)


def _is_after(point: Point) -> bool:
    """Say whether a point is 'postcovid', which runs on to now."""
    return point.span is Span.PANDEMIC and point.part is Part.START


def _anchored(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions; what leans on an earlier one of the same text is told which.

    'That year' after a year adds nothing and is left out.
    """
    anchor: Point | None = None
    end = 0
    for one in mentions:
        mention = replace(one, start=max(one.start, end))  # 'before' belongs to one of them
        end = mention.end
        point = mention.points[-1] if mention.points else None
        if point is not None and point.of_answer and anchor is not None:
            if point.back == 0:
                continue
            yield replace(mention, points=(*mention.points[:-1], replace(point, anchor=anchor)))
            continue
        if point is not None and mention.form in {Form.POINT, Form.RANGE}:
            anchor = point
        yield mention
