"""Where a figure comes from, how sure it is, the counts behind it, why two figures differ."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.held import Gap, Held, Match, match
from bot.answers.standing import Found, Standing, Unavailable, standing
from bot.plan.figures import Figure, Revision, SignedOff
from bot.plan.measures import Measure
from bot.plan.travel import starts_anew


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What one measure's figure rests on.

    `figure` is the one asked about, else the newest; None where none is held. `asides` are all
    figures of the measure that must not be compared with the rest, newest last. `matched` is what
    a named period came to, None where none was named. `gap` is the newest period where that has no
    value and `figure` is older; `breaks` are the figures at which a new series starts, and
    `revisions` every value the figure has had, oldest first; `signed_off` says whose sign-off
    published it here.
    """

    measure: Measure
    figure: Figure | None
    earlier: tuple[Revision, ...]
    asides: tuple[Figure, ...]
    matched: Match | None
    gap: Figure | None = None
    breaks: tuple[Figure, ...] = ()
    revisions: tuple[Revision, ...] = ()
    signed_off: SignedOff | None = None


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The provenance of each measure asked about."""

    about: About
    provenances: tuple[Provenance, ...]


def answer(asked: Asked) -> Sources:
    """Return what the figures of each measure asked about rest on."""
    return Sources(
        about=about(asked),
        provenances=tuple(_provenance(asked, measure) for measure in asked.measures),
    )


def _provenance(asked: Asked, measure: Measure) -> Provenance:
    windows = asked.query.windows
    matched = match(asked, measure, windows[-1]) if windows else None
    now = standing(asked, measure) if matched is None else None
    figure = _figure(matched, now)
    every = asked.plan.series(measure.code)
    return Provenance(
        measure=measure,
        figure=figure,
        earlier=asked.plan.earlier(figure) if figure is not None else (),
        asides=tuple(one for one in every if not one.comparable and one != figure),
        matched=matched,
        breaks=tuple(one for one in every if one.comparable and starts_anew(one)),
        revisions=asked.plan.values(figure) if figure is not None else (),
        signed_off=asked.plan.signed_off(figure) if figure is not None else None,
        gap=now.gap if isinstance(now, Unavailable) and now.last is not None else None,
    )


def _figure(matched: Match | None, now: Standing | None) -> Figure | None:
    match matched:
        case Held(main=main, asides=asides):
            return main.figure if main is not None else asides[-1]
        case Gap(figure=figure):
            return figure
    if isinstance(now, Found):
        return now.figure
    if isinstance(now, Unavailable):
        return now.gap if now.last is None else now.last.figure
    return None
