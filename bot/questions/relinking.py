"""Other measures of one family: 'as a rate', 'and for secondary', 'the housing one'."""

from __future__ import annotations

from functools import lru_cache

from bot.plan.measures import Catalogue
from bot.questions.clues import Clues
from bot.questions.facets import agreement
from bot.questions.kin import counted
from bot.questions.leaning import LIGHT, REMEMBERED, figure_wanted
from bot.questions.names import Names
from bot.questions.normalise import tokenise
from bot.questions.queries import Query
from bot.questions.subjects import Subject

AS_WELL = 0.7
"""A part of what was spoken of is meant though another measure fits the words somewhat better."""
FITS = 0.3
"""How well a measure must fit the old name and the new words together."""


class Relinking:
    """Finds the measure that a few left-over words pick beside the one spoken of before."""

    def __init__(self, catalogue: Catalogue, names: Names) -> None:
        """Keep the catalogue and what finds names."""
        self._catalogue = catalogue
        self._names = names
        self._beside = lru_cache(maxsize=REMEMBERED)(self._picked_beside)

    def near(self, subject: Subject, query: Query) -> tuple[str, ...]:
        """Return the measures named; of several that fit, the ones like those before."""
        if subject.measures:
            return subject.measures
        spoken = tuple(code for code in subject.options if code in query.measures)
        if len(spoken) == 1:
            return spoken
        family = {self._catalogue.by_code[code].ambition for code in query.measures}
        near = tuple(
            code for code in subject.options if self._catalogue.by_code[code].ambition in family
        )
        return self._as_counted(near or subject.options, query)

    def part_of(self, subject: Subject, query: Query) -> tuple[str, ...]:
        """Return the part of what was spoken of that is named: "same for the fsm kids"."""
        for mention in subject.mentions:
            for one in mention.candidates:
                near = one.score >= AS_WELL * mention.best.score
                if near and any(self._holds(code, one.code) for code in query.measures):
                    return (one.code,)
        return ()

    def _holds(self, code: str, other: str) -> bool:
        """Say whether a measure's name goes on from another's: pupils of whom only some count."""
        whole, part = (self._catalogue.by_code[one].name.casefold() for one in (code, other))
        first, _, _ = part.partition(" - ")
        return code != other and part != first and whole.startswith(first)

    def _as_counted(self, codes: tuple[str, ...], query: Query) -> tuple[str, ...]:
        """Return measures without those that only count one of the others in another way.

        After a rate, "and permanent exclusions" goes on with their rate.
        """
        by_code = self._catalogue.by_code
        if len({counted(by_code[code].name) for code in codes}) > 1:
            return codes
        units = {by_code[code].unit for code in query.measures}
        return tuple(code for code in codes if by_code[code].unit in units) or codes

    def as_figure(self, clues: Clues, query: Query) -> tuple[str, ...]:
        """Return the number, rate or share of what was spoken of, where that is a measure too."""
        asked = figure_wanted(clues)
        if not asked or len(query.measures) != 1:
            return ()
        (code,) = query.measures
        name = counted(self._catalogue.by_code[code].name)
        return tuple(
            one.code
            for one in self._catalogue.measures
            if one.code != code
            and counted(one.name) == name
            and agreement(asked, one.unit)
            > max(agreement(asked, self._catalogue.by_code[code].unit), 0.0)
        )[:1]

    def other(self, clues: Clues, query: Query) -> tuple[str, ...]:
        """Return another measure of the same family that the words pick, or nothing."""
        found = (self._beside(clues, code) for code in query.measures)
        return next(((one,) for one in found if one), ())

    def _picked_beside(self, clues: Clues, code: str) -> str:
        """Return the measure that the words pick beside one, or nothing."""
        name = tokenise(self._catalogue.by_code[code].name)
        shift = len(name)
        taken = {shift + place for one in clues.periods for place in range(one.start, one.end)}
        link = self._names.link((*name, *clues.tokens), taken)
        telling = {
            shift + place for place, token in enumerate(clues.tokens) if token.stem not in LIGHT
        }
        found = [
            one
            for mention in link.mentions
            for one in mention.candidates
            if one.code != code
            and one.facet >= 0
            and one.score >= FITS
            and one.places & telling
            and self._kin(code, one.code)
        ]
        return max(found, key=lambda one: one.score).code if found else ""

    def _kin(self, code: str, other: str) -> bool:
        """Say whether two measures belong to one family: one ambition, words in common."""
        one, two = self._catalogue.by_code[code], self._catalogue.by_code[other]
        return one.ambition == two.ambition and bool(_stems(one.name) & _stems(two.name))


def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokenise(text) if token.norm.isalpha()) - LIGHT
