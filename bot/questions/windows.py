"""The windows of a query: the periods that were named, as its kind and its measures read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.plan.measures import Catalogue
from bot.plan.periods import PeriodKind
from bot.questions.period_parts import window_shift
from bot.questions.period_points import Span
from bot.questions.period_words import Form, Mention, Resolved, resolve
from bot.questions.queries import Kind, Window

POINTS = frozenset({Kind.CHANGE})
OPEN = frozenset({Form.BEFORE, Form.UNTIL})
ASIDE = frozenset({Span.BEFORE_PANDEMIC, Span.PANDEMIC})
OPENED = frozenset({Kind.FIGURE, Kind.TREND, Kind.CHANGE, Kind.COMPARE})
PARTS = frozenset({Span.QUARTER, Span.HALF})
UNTIMED = frozenset({Kind.HELP, Kind.PLAN, Kind.FOLLOW})


@dataclass(frozen=True, kw_only=True)
class Dated:
    """The windows of a query; `choices` where careful people would ask which was meant."""

    windows: tuple[Window, ...] = ()
    choices: tuple[tuple[Window, ...], ...] = ()
    unclear: bool = False


def year_kind(catalogue: Catalogue, codes: Sequence[str]) -> PeriodKind | None:
    """Return the kind of year that most of the measures are published for."""
    counts = Counter(catalogue.year_kinds[code] for code in codes if code in catalogue.year_kinds)
    return counts.most_common(1)[0][0] if counts else None


def dated(
    periods: Sequence[Mention],
    kind: Kind,
    codes: Sequence[str],
    today: date,
    catalogue: Catalogue,
    answered: Sequence[Window] = (),
) -> Dated:
    """Return the windows that periods name for a question of a kind about some measures."""
    if kind in UNTIMED:
        return Dated()
    years = year_kind(catalogue, codes)
    windows: list[Window] = []
    choices: tuple[tuple[Window, ...], ...] = ()
    unclear = False
    for mention in periods:
        if _is_aside(mention) and kind not in OPENED:
            continue
        if kind is Kind.STORY and mention.form is Form.POINT and not mention.exact:
            continue  # 'why so many more than a few years back'
        found = resolve(mention, years, today, catalogue.plan, answered)
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


def _is_aside(mention: Mention) -> bool:
    """Say whether a period is only what something is held against: 'than before the pandemic'."""
    return mention.form in OPEN or any(point.span in ASIDE for point in mention.points)


def _chosen(found: Resolved, mention: Mention, kind: Kind, *, alone: bool) -> tuple[Window, ...]:
    """Return what a mention gives; of two ranges that are held together each is one point."""
    if kind in POINTS and not mention.spanning and (alone or mention.form is not Form.RANGE):
        return found.points
    if kind is Kind.SUBMIT and mention.form is not Form.POINT and not mention.spanning:
        return found.points[-1:]
    return found.windows
