"""The difference between two points, or since one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.held import Gap, Held, Match, NotHeld, match
from bot.answers.standing import Found, NotYet, Standing, Unavailable, standing
from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.plan.travel import Travel, between


@dataclass(frozen=True, kw_only=True)
class Moved:
    """From one point to another. `travel` says the change, or why there is none."""

    measure: Measure
    travel: Travel
    newest: bool


@dataclass(frozen=True, kw_only=True)
class Unmoved:
    """A point that the change needs is not held; `held` are the points that are."""

    measure: Measure
    lacking: tuple[Gap | NotHeld | Held, ...]
    held: tuple[Figure, ...]
    now: Standing | None = None


Step = Moved | Unmoved


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The change of each measure asked about."""

    about: About
    steps: tuple[Step, ...]


def answer(asked: Asked) -> Changes:
    """Return the change of each measure between the points named, or since the one named."""
    return Changes(
        about=about(asked), steps=tuple(_step(asked, measure) for measure in asked.measures)
    )


def _step(asked: Asked, measure: Measure) -> Step:
    windows = sorted(asked.query.windows, key=lambda window: (window.end, window.start))
    if len(windows) >= 2:
        first, last = match(asked, measure, windows[0]), match(asked, measure, windows[-1])
        return _between(asked, measure, [first, last])
    now = standing(asked, measure)
    latest = _newest(now)
    if not windows or latest is None:
        return _since_before(measure, now, latest)
    first = match(asked, measure, windows[0])
    if not isinstance(first, Held) or first.main is None:
        return Unmoved(measure=measure, lacking=(first,), held=(latest.figure,), now=now)
    if first.main.figure.period == latest.figure.period:
        return _since_before(measure, now, latest)
    return _moved(asked, measure, first.main.figure, latest.figure, newest=True)


def _between(asked: Asked, measure: Measure, matches: list[Match]) -> Step:
    held = [one.main.figure for one in matches if isinstance(one, Held) and one.main is not None]
    if len(held) < len(matches):
        lacking = tuple(one for one in matches if not (isinstance(one, Held) and one.main))
        return Unmoved(measure=measure, lacking=lacking, held=tuple(held))
    if held[0].period == held[-1].period:
        last = matches[-1]
        assert isinstance(last, Held)
        assert last.main is not None
        return Moved(measure=measure, travel=last.main.travel, newest=False)
    return _moved(asked, measure, held[0], held[-1], newest=False)


def _moved(asked: Asked, measure: Measure, before: Figure, after: Figure, *, newest: bool) -> Moved:
    inside = asked.plan.series(measure.code, start=before.period.end, end=after.period.end)
    figures = [figure for figure in inside if figure.comparable]
    travel = between(measure, before, after, figures=figures)
    return Moved(measure=measure, travel=travel, newest=newest)


def _since_before(measure: Measure, now: Standing, latest: Found | None) -> Step:
    if latest is None:
        return Unmoved(measure=measure, lacking=(), held=(), now=now)
    return Moved(measure=measure, travel=latest.travel, newest=True)


def _newest(now: Standing) -> Found | None:
    if isinstance(now, Found):
        return now
    if isinstance(now, Unavailable):
        return now.last
    assert isinstance(now, NotYet)
    return None
