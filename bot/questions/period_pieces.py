"""Stretches of time found in a text, with what their neighbours say about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.questions import period_leads as leads
from bot.questions.period_points import Mention, Point, Span
from bot.questions.period_table import stretches

_YEAR_KINDS = frozenset({Span.CALENDAR_YEAR, Span.FINANCIAL_YEAR, Span.SCHOOL_YEAR})
_DATES_BEFORE = frozenset({Span.QUARTER, Span.TERM, Span.HALF, Span.SEASON, Span.MONTH, Span.DAY})
"""What takes the year of the same thing after it: 'Q1 and Q2 25/26', 'March and May 2024'."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Stretches at characters `start` to `end`: one point, or two of a range written as one."""

    start: int
    end: int
    points: tuple[Point, ...]


def pieces(text: str, taken: Sequence[Mention]) -> list[Piece]:
    """Return the stretches of a text that no counting mention has taken, each with its year."""
    return _without_so_far(text, _dated(text, _found(text, taken)))


def _found(text: str, taken: Sequence[Mention]) -> list[Piece]:
    return [
        Piece(start=start, end=end, points=made if isinstance(made, tuple) else (made,))
        for start, end, made in stretches(text)
        if not any(start < one.end and one.start < end for one in taken)
        and _is_time(text, start, end)
    ]


def _is_time(text: str, start: int, end: int) -> bool:
    """Say whether the words are no age, amount or verb."""
    if text[start:end] == "may":
        return leads.is_month_of_may(text, start, end)
    return not (text[start].isdigit() and leads.is_age_or_amount(text, start, end))


def _dated(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the year or its kind that is said once for several of them.

    'Q1 and Q2 25/26' are of one year, 'calendar years 2022 and 2023' of one kind.
    """
    dated = list(found)
    for place in range(len(dated) - 2, -1, -1):
        one, following = dated[place], dated[place + 1]
        gap = text[one.end : following.start]
        if len(one.points) > 1 or not (leads.LISTED.match(gap) or leads.AGAINST.match(gap)):
            continue
        first, last = one.points[0], following.points[0]
        if first.span is last.span and first.span in _DATES_BEFORE:
            relative = (first.back, first.year_back, last.back) != (None, None, None)
            same = first.number == last.number  # 'Q3 against Q3 24/25' is of two years
            if last.dated and not first.dated and not (relative or same):
                dated[place] = replace(one, points=(dated_like(first, last),))
    for place, one in enumerate(dated[1:], start=1):
        before = dated[place - 1]
        if len(one.points) > 1 or len(before.points) > 1:
            continue
        kind, year = before.points[0].span, one.points[0]
        if kind in _YEAR_KINDS and year.span in {Span.YEAR, Span.PAIR} and year.year is not None:
            gap = text[before.end : one.start]
            if leads.LISTED.match(gap) and (year.pair or kind is Span.CALENDAR_YEAR):
                dated[place] = replace(one, points=(replace(year, span=kind),))
    return dated


def _without_so_far(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without 'year to date' beside the dates it explains: '2025/26 YTD'."""
    kept: list[Piece] = []
    for place, one in enumerate(found):
        if one.points[0].span is Span.YEAR_TO_DATE:
            before = text[kept[-1].end : one.start] if kept else "?"
            after = text[one.end : found[place + 1].start] if place + 1 < len(found) else "?"
            if leads.BESIDE.fullmatch(before):
                kept[-1] = replace(kept[-1], end=one.end)
                continue
            if leads.BESIDE.fullmatch(after):
                continue
        kept.append(one)
    return kept


def dated_like(first: Point, last: Point) -> Point:
    """Return the first point of a range in the year of the last ('dec to feb 2025')."""
    dated = replace(first, year=last.year, pair=last.pair, year_back=last.year_back)
    earlier = (first.number or 0) > (last.number or 0)
    if earlier and not last.pair and last.year is not None:
        return replace(dated, year=last.year - 1)
    return dated
