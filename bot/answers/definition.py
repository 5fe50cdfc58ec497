"""What a measure or a term means."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.plan.measures import Measure, Term
from bot.plan.periods import Period


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """A measure's entry in the dictionary; `first`, `last` are its oldest and newest periods."""

    measure: Measure
    first: Period | None = None
    last: Period | None = None


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
    held = [
        figure.period
        for figure in asked.plan.series(measures[0].code)
        if figure.comparable and figure.value is not None
    ]
    meaning = Meaning(
        measure=measures[0],
        first=held[0] if held else None,
        last=held[-1] if held else None,
    )
    return Definitions(about=about(asked), terms=terms, meanings=(meaning,))


def _is(term: Term, wanted: str) -> bool:
    return wanted in {term.term.casefold(), *(alias.casefold() for alias in term.aliases)}
