"""The windows of a query: the periods that were named, as its kind and its measures read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.plan.measures import Catalogue, Plan
from bot.plan.periods import PeriodKind
from bot.questions.clues import Clues
from bot.questions.period_parts import window_shift
from bot.questions.period_points import Part, Span
from bot.questions.period_words import Form, Mention, Resolved, is_near, resolve
from bot.questions.put_right import meant
from bot.questions.queries import Kind, Window

POINTS = frozenset({Kind.CHANGE})
DRAWN = frozenset({Kind.TREND, Kind.FIGURE, Kind.COMPARE, Kind.SOURCE})
LONG = timedelta(days=400)
OPEN = frozenset({Form.BEFORE, Form.UNTIL})
ASIDE = frozenset({Span.BEFORE_PANDEMIC, Span.PANDEMIC})
OVER_TIME = frozenset({Kind.TREND, Kind.CHANGE})
OPENED = frozenset({Kind.FIGURE, Kind.TREND, Kind.CHANGE, Kind.COMPARE})
PARTS = frozenset({Span.QUARTER, Span.HALF})
PAPERS = frozenset(
    """
    report reports paper papers pack minutes meeting presentation submission newsletter dashboard
    bulletin review inspection strategy
    """.split()  # noqa: SIM905
)
ASKS_WHEN = frozenset({"when", "whens"})
UNTIMED = frozenset({Kind.HELP, Kind.PLAN, Kind.FOLLOW})


@dataclass(frozen=True, kw_only=True)
class Dated:
    """The windows of a query; `choices` where careful people would ask which was meant."""

    windows: tuple[Window, ...] = ()
    choices: tuple[tuple[Window, ...], ...] = ()
    unclear: bool = False


def year_kind(catalogue: Catalogue, codes: Sequence[str]) -> PeriodKind | None:
    """Return the kind of year that most of the measures are published for."""
    if len(codes) == 1:
        return catalogue.year_kinds.get(codes[0])
    counts = Counter(catalogue.year_kinds[code] for code in codes if code in catalogue.year_kinds)
    return counts.most_common(1)[0][0] if counts else None


def dated(
    periods: Sequence[Mention],
    kind: Kind,
    years: PeriodKind | None,
    today: date,
    plan: Plan,
    answered: Sequence[Window] = (),
) -> Dated:
    """Return the windows that periods name for a question of a kind about some measures.

    `years` is the kind of year that most of them are published for.
    """
    if kind in UNTIMED:
        return Dated()
    windows: list[Window] = []
    choices: tuple[tuple[Window, ...], ...] = ()
    unclear = False
    read = [(one, resolve(one, years, today, plan, answered)) for one in periods]
    years_long = any(window.end - window.start > LONG for _, one in read for window in one.windows)
    for mention, found in read:
        if _is_aside(mention) and kind not in OPENED:
            continue
        if kind not in OVER_TIME and _is_said_twice(mention, read):
            continue  # 'in the covid year 2020/21'
        if kind is Kind.STORY and mention.form is Form.POINT and not mention.exact:
            continue  # 'why so many more than a few years back'
        if years_long and kind in DRAWN and _is_of_each_year(mention):
            continue  # 'at 31 March over the last six years'
        unclear = unclear or found.ambiguous
        if found.ambiguous and found.choices and len(periods) == 1:
            choices = found.choices
        windows += _chosen(found, mention, kind, alone=len(periods) == 1)
    if kind is Kind.SUBMIT:
        windows = windows[-1:]
    if kind is Kind.DUE and len(periods) == 1 and _is_bare(periods[0]):
        windows = [_begun(window, today) for window in windows]
    if kind is Kind.CHANGE:
        windows.sort(key=lambda window: (window.start, window.end))
    return Dated(windows=tuple(dict.fromkeys(windows)), choices=choices, unclear=unclear)


def told(clues: Clues, kind: Kind) -> tuple[Mention, ...]:
    """Return the periods that a question of a kind is about.

    Of several periods a value is for the one beside it ('430 for Q2, was 512 in Q1'); 'when is it
    due' is not about the week in which somebody is away.
    """
    periods = clues.timed
    if len(periods) > 1:
        periods = tuple(one for one in periods if not _is_of_a_paper(clues, one)) or periods
    if kind is Kind.SUBMIT:
        periods = tuple(map(_whole, periods))
    if kind is Kind.DUE and not ASKS_WHEN.isdisjoint(clues.words):
        return tuple(one for one in periods if not is_near(one))
    if kind is Kind.SUBMIT and len(periods) > 1 and len(clues.numerals) > 1:
        values = meant(clues.tokens, clues.numerals)
        if len(values) == 1:
            value = values[0]
            ways = [max(one.start - value.end, value.start - one.end) for one in periods]
            if ways.count(min(ways)) == 1:
                return (periods[ways.index(min(ways))],)
    return periods


def _is_of_a_paper(clues: Clues, mention: Mention) -> bool:
    """Say whether a period only says which paper is spoken of: "last year's report"."""
    after = clues.tokens[mention.end].norm if mention.end < len(clues.tokens) else ""
    return after in PAPERS and mention.form is Form.POINT


def _whole(mention: Mention) -> Mention:
    """Return a period with its end taken for the whole: '86 at the end of quarter 2'."""
    ends = any(at.part is Part.END and at.span in PARTS for at in mention.points)
    if not ends or mention.form is not Form.POINT:
        return mention
    return replace(mention, points=tuple(replace(at, part=Part.WHOLE) for at in mention.points))


def _is_of_each_year(mention: Mention) -> bool:
    """Say whether a month or day without a year is the day of each year's figure."""
    if mention.form is not Form.POINT:
        return False
    point = mention.points[0]
    named = point.span in {Span.MONTH, Span.DAY} and point.number is not None
    return named and (point.year, point.back, point.year_back) == (None, None, None)


def _is_bare(mention: Mention) -> bool:
    """Say whether a part of a year is named, and no year: 'for Q3'."""
    return all(
        point.span in PARTS
        and point.number is not None
        and (point.year, point.back, point.year_back) == (None, None, None)
        for point in mention.points
    )


def _begun(window: Window, today: date) -> Window:
    """Return the latest of a part of the year that has begun: work is due for one that runs."""
    later = window_shift(window, 12)
    return later if later.start <= today else window


def _is_said_twice(mention: Mention, read: Sequence[tuple[Mention, Resolved]]) -> bool:
    """Say whether the pandemic is named beside dates that lie in it."""
    if mention.form is not Form.POINT or mention.points[0].span is not Span.PANDEMIC:
        return False
    whole = next(found.windows for one, found in read if one is mention)
    return any(
        window.start <= whole[0].end and whole[0].start <= window.end
        for one, found in read
        if one is not mention and one.form is Form.POINT
        for window in found.windows
    )


def _is_aside(mention: Mention) -> bool:
    """Say whether a period is only what something is held against: 'than before the pandemic'."""
    return mention.form in OPEN or any(point.span in ASIDE for point in mention.points)


def _chosen(found: Resolved, mention: Mention, kind: Kind, *, alone: bool) -> tuple[Window, ...]:
    """Return what a mention gives; of two ranges that are held together each is one point."""
    if kind in POINTS and not mention.spanning and (alone or mention.form is not Form.RANGE):
        return found.points
    if kind is Kind.SUBMIT and mention.form not in {Form.POINT, Form.RANGE}:
        return found.points[-1:]
    return found.windows
