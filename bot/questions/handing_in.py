"""A value without a measure: handed in after a reminder, set right, or asked about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.plan.measures import Catalogue
from bot.questions.asked import Asked
from bot.questions.before import Before, said
from bot.questions.building import Builder
from bot.questions.clues import Clues
from bot.questions.labels import choices_of
from bot.questions.queries import Ambiguous, Choice, Kind, Query, Reading, Understood

STANDS_ALONE = 0.5
CLOSE, LOOSE = 0.55, 2.5
"""How much may be unknown in a value's words: at large, and where a value is expected."""
LOUD = 4.0
COUNTED_BACK = frozenset({"those", "these", "the", "them", "last", "both", "all"})
FEW = 6
HANDED = frozenset({Kind.SUBMIT, Kind.DUE})
QUIET = frozenset({Kind.SUBMIT, Kind.LATEST, Kind.FIGURE, Kind.CHANGE, Kind.DEFINITION})


class HandingIn:
    """Reads values that lean on what was said before."""

    def __init__(self, catalogue: Catalogue, builder: Builder) -> None:
        """Keep the catalogue and the builder of queries."""
        self._catalogue = catalogue
        self._builder = builder

    def read(self, asked: Asked, before: Before) -> Reading | None:
        """Return what a value without a measure is, None where there is no such value."""
        if not self._is_value(asked, before):
            return None
        query = before.query
        if before.last.asked and query.kind is Kind.SUBMIT:
            return self._for_choices(asked, before.last.asked)
        if len(query.measures) != 1:
            return None
        made = self._submission(asked, query).but(inherited=said(self._catalogue, query))
        expected = before.turn.reminder or query.kind in HANDED
        if expected or asked.clues.weight(Kind.SUBMIT.value) >= LOUD:
            return Understood(query=made, certainty=0.85)
        return Ambiguous(
            asking=f"Is that a figure to hand in for {made.inherited}?",
            choices=choices_of(self._catalogue, [made, query]),
            certainty=0.5,
            query=made,
        )

    def _is_value(self, asked: Asked, before: Before) -> bool:
        clues = asked.clues
        if not clues.numerals or clues.said.question:
            return False
        if asked.subject.named and asked.subject.score >= STANDS_ALONE:
            return False
        if _counts_what_was_said(clues):
            return False
        expected = before.turn.reminder or before.query.kind is Kind.SUBMIT
        if clues.left_over > (LOOSE if expected else CLOSE):
            return False
        other = max(clues.weight(kind.value) for kind in Kind if kind not in QUIET)
        return other <= max(clues.weight(Kind.SUBMIT.value), 2.0)

    def _submission(self, asked: Asked, query: Query) -> Query:
        made = self._builder.query(
            Kind.SUBMIT, asked.clues, asked.kinds, asked.today, measures=query.measures
        )
        return made if made.windows else made.but(windows=query.windows)

    def _for_choices(self, asked: Asked, choices: Sequence[Choice]) -> Reading:
        """A value set right while it is still open for which measure it is."""
        made = [
            choice.query.but(value=again.value, windows=again.windows)
            for choice in choices
            for again in (self._submission(asked, choice.query),)
        ]
        return Ambiguous(
            asking="Which measure is that for?",
            choices=choices_of(self._catalogue, made),
            certainty=0.5,
            query=made[0].but(measures=tuple(code for one in made for code in one.measures)),
        )


def _counts_what_was_said(clues: Clues) -> bool:
    """Say whether a number only counts what was spoken of: "between those two"."""
    before = {
        clues.tokens[one.start - 1].norm
        for one in clues.numerals
        if one.start and one.value is not None and one.value <= FEW
    }
    return not before.isdisjoint(COUNTED_BACK)
