"""Measures that count the same thing in another way: the number, the rate and the share of it.

Other places' figures are published for rates far more often than for numbers, so a comparison with
"children in care" is one of the rate where only the rate has something to be compared with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.plan.measures import Catalogue, Unit
from bot.questions.facets import FACETS
from bot.questions.ideas import written
from bot.questions.plain_words import FUNCTION

REMEMBERED = 1_024
"""How many names it is remembered of what they count."""
_FIGURES = frozenset(
    stem for phrases in FACETS.values() for one in phrases for stem in written(one)
)


class Kin:
    """The measures of one plan by what they count."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep which measures stand in for those that have nothing to be compared with."""
        self._stands_in = _stand_ins(catalogue)
        self._units = {measure.code: measure.unit for measure in catalogue.measures}
        together: dict[frozenset[str], list[str]] = {}
        for measure in catalogue.measures:
            together.setdefault(counted(measure.name), []).append(measure.code)
        self._kin = {code: tuple(codes) for codes in together.values() for code in codes}

    def comparable(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return measures, each as the one of its kin that other places have figures for."""
        return tuple(dict.fromkeys(self._stands_in.get(code, code) for code in codes))

    def taking(self, code: str, *, whole: bool) -> str:
        """Return the one of a measure's kin whose kind of figure a bare value is.

        A whole number is a count where one is kept: "permanent exclusions: 3" is no rate. What is
        no whole number is no count.
        """
        if whole is (self._units[code] is Unit.COUNT):
            return code
        fitting = [one for one in self._kin[code] if (self._units[one] is Unit.COUNT) is whole]
        return fitting[0] if len(fitting) == 1 else code


def _stand_ins(catalogue: Catalogue) -> Mapping[str, str]:
    """Return, by the code of a measure that nothing is held beside, the first of its kin."""
    first: dict[frozenset[str], str] = {}
    for measure in catalogue.measures:
        if measure.code in catalogue.compared:
            first.setdefault(counted(measure.name), measure.code)
    found = (
        (measure.code, first.get(counted(measure.name)))
        for measure in catalogue.measures
        if measure.code not in catalogue.compared
    )
    return {code: kin for code, kin in found if kin is not None}


@lru_cache(maxsize=REMEMBERED)
def counted(name: str) -> frozenset[str]:
    """Return the stems of what a name counts, without the kind of figure."""
    return frozenset(written(name)) - _FIGURES - FUNCTION
