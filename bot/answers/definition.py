"""What a measure or a term means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.answers.asked import About, Asked, about
from bot.answers.related import related
from bot.plan.measures import Measure, Term
from bot.plan.periods import Period
from bot.plan.travel import starts_anew

ALIKE, MOST_ALIKE = 0.75, 2
"""How much of a name another one must hold to be taken for it; and of how many that is said."""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """A measure's entry in the dictionary; `first`, `last` are its oldest and newest periods.

    `before` is how it was worded until `changed_on`, where it was worded another way; `breaks` are
    the periods at which a new series starts; `alike` are measures that are easily taken for it.
    """

    measure: Measure
    first: Period | None = None
    last: Period | None = None
    before: Measure | None = None
    changed_on: date | None = None
    breaks: tuple[Period, ...] = ()
    alike: tuple[Measure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Definitions:
    """The terms and measures asked about."""

    about: About
    terms: tuple[Term, ...]
    meanings: tuple[Meaning, ...]


def answer(asked: Asked) -> Definitions:
    """Return the term and the measures asked about."""
    wanted = (asked.query.term or "").casefold()
    terms = tuple(term for term in asked.catalogue.terms if wanted and _is(term, wanted))
    measures = asked.measures
    if len(measures) != 1:
        return Definitions(
            about=about(asked), terms=terms, meanings=tuple(Meaning(measure=m) for m in measures)
        )
    series = [one for one in asked.plan.series(measures[0].code) if one.comparable]
    held = [figure.period for figure in series if figure.value is not None]
    before, changed_on = _before(asked, measures[0])
    meaning = Meaning(
        measure=measures[0],
        before=before,
        changed_on=changed_on,
        first=held[0] if held else None,
        last=held[-1] if held else None,
        breaks=tuple(figure.period for figure in series if starts_anew(figure)),
        alike=tuple(related(asked.catalogue, measures[0], close=ALIKE))[:MOST_ALIKE],
    )
    return Definitions(about=about(asked), terms=terms, meanings=(meaning,))


def _before(asked: Asked, measure: Measure) -> tuple[Measure | None, date | None]:
    """How a measure was defined before, and since when it is as it is."""
    versions = asked.plan.wordings(measure.code)
    for one, after in reversed(list(pairwise(versions))):
        if one.measure.definition != after.measure.definition:
            zone = ZoneInfo(asked.catalogue.plan.timezone)
            return one.measure, after.since.astimezone(zone).date()
    return None, None


def _is(term: Term, wanted: str) -> bool:
    return wanted in {term.term.casefold(), *(alias.casefold() for alias in term.aliases)}
