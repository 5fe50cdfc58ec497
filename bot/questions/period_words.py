"""Mentions of periods become dates, by the measure's own kind of period and the day it is.

Windows are the words' own dates: 'March 2024' is the whole month even where the figure is a
snapshot. Where the measure's kind decides ('2023/24', 'last year'), it does; where a careful
colleague would say back what was taken, `said_back` is set; where they would ask, `ambiguous` is,
and `choices` are the readings, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.plan.measures import Plan
from bot.plan.periods import ONE_DAY, PeriodKind
from bot.questions.period_dates import readings
from bot.questions.period_grammar import find_periods
from bot.questions.period_parts import Readings, window_shift
from bot.questions.period_points import Form, Mention, Span
from bot.questions.period_units import current
from bot.questions.queries import Window

__all__ = ["Form", "Mention", "Resolved", "find_periods", "is_near", "resolve"]

DAYS = frozenset({Span.WEEK, Span.DAY})
OPEN_START = date(1990, 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """The dates of one mention.

    `windows` is the reading for a figure or a trend: one window, none where no date is named
    ('over time', 'latest but one'). `points` is the reading for a change: one window for each
    point named. `steps` counts figures back from the newest ('latest but one' is 1) and `count`
    is how many figures are wanted ('last five readings').
    """

    windows: tuple[Window, ...] = ()
    points: tuple[Window, ...] = ()
    ambiguous: bool = False
    said_back: bool = False
    choices: tuple[tuple[Window, ...], ...] = ()
    open_start: bool = False
    to_now: bool = False
    steps: int | None = None
    count: int | None = None


def is_near(mention: Mention) -> bool:
    """Say whether a mention is of weeks or days beside today: "last week", "yesterday"."""
    return any(point.span in DAYS and point.number is None for point in mention.points)


def resolve(
    mention: Mention,
    kind: PeriodKind | None,
    today: date,
    plan: Plan | None = None,
    last_answered: Sequence[Window] = (),
) -> Resolved:
    """Return the dates that a mention stands for.

    Args:
        mention: one of `find_periods`.
        kind: the measure's own kind of period, None where none is known.
        today: the day on which it is said.
        plan: its start and end, for 'since the plan started'.
        last_answered: the windows of the figures stated last, for 'the year before'.
    """
    try:
        return _resolved(mention, kind, today, plan, last_answered)
    except (ValueError, OverflowError):  # a day that no calendar has, a year before all years
        return Resolved(ambiguous=True)


def _resolved(
    mention: Mention,
    kind: PeriodKind | None,
    today: date,
    plan: Plan | None,
    answered: Sequence[Window],
) -> Resolved:
    match mention.form:
        case Form.OVER_TIME | Form.NOW:
            return Resolved()
        case Form.LATEST:
            return Resolved(steps=mention.count)
        case Form.LAST_N:
            return _last(mention, kind, today)
        case Form.RANGE:
            return _range(mention, kind, today, plan, answered)
    read = readings(mention.points[0], kind, today, plan, answered)
    if not read.windows:
        return Resolved(ambiguous=True)
    match mention.form:
        case Form.SINCE | Form.FROM:
            return _since(mention, read, today)
        case Form.BEFORE:
            ends = read.windows[0].start - ONE_DAY
            window = Window(start=min(OPEN_START, ends), end=ends)
            return Resolved(windows=(window,), points=(window,), said_back=True, open_start=True)
        case Form.UNTIL:
            window = Window(start=min(OPEN_START, read.windows[0].end), end=read.windows[0].end)
            return Resolved(
                windows=(window,), points=(read.windows[0],), said_back=True, open_start=True
            )
        case _:
            return _point(read)


def _point(read: Readings) -> Resolved:
    choices = tuple((window,) for window in read.windows)
    return Resolved(
        windows=read.windows[:1],
        points=read.windows[:1],
        ambiguous=read.ambiguous,
        said_back=read.said_back,
        choices=choices if len(choices) > 1 else (),
    )


def _since(mention: Mention, read: Readings, today: date) -> Resolved:
    spans = tuple(
        (Window(start=window.start, end=max(today, window.end)),) for window in read.windows
    )
    return Resolved(
        windows=spans[0],
        points=read.windows[:1],
        ambiguous=read.ambiguous,
        said_back=read.said_back or mention.form is Form.FROM,
        choices=spans if len(spans) > 1 else (),
        to_now=True,
    )


def _range(
    mention: Mention,
    kind: PeriodKind | None,
    today: date,
    plan: Plan | None,
    answered: Sequence[Window],
) -> Resolved:
    first, last = mention.points
    until = readings(last, kind, today, plan, answered)
    if not until.windows:
        return Resolved(ambiguous=True)
    since = readings(first, kind, today, plan, answered)
    if not since.windows:
        return Resolved(ambiguous=True)
    start, end = since.windows[0], until.windows[0]
    if start == end and not (first.dated or last.dated):  # 'march to march'
        start = window_shift(start, -12)
    if start.start > end.end and not first.dated:  # 'dec to feb': the December before
        start = window_shift(start, -12)
    if start.start > end.end:
        start, end = end, start
    span = Window(start=start.start, end=max(start.end, end.end))
    return Resolved(
        windows=(span,),
        points=(start, end),
        ambiguous=since.ambiguous or until.ambiguous,
        said_back=since.said_back or until.said_back,
    )


def _last(mention: Mention, kind: PeriodKind | None, today: date) -> Resolved:
    count, unit = mention.count or 1, mention.unit or Span.PERIOD
    if unit is Span.PERIOD:
        return Resolved(count=count)
    if unit is Span.DECADE:
        count, unit = 10 * count, Span.YEAR
    if unit in {Span.WEEK, Span.DAY}:
        days = count * (7 if unit is Span.WEEK else 1)
        window = Window(start=today - timedelta(days=days - 1), end=today)
    else:
        newest = current(unit, kind, today, back=1)
        oldest = current(unit, kind, today, back=count)
        window = Window(start=oldest.start, end=newest.end)
    return Resolved(windows=(window,), points=(window,), said_back=not mention.exact, count=count)
