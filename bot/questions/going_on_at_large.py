"""Questions that carry on from what was asked about an ambition, a list or another year."""

from __future__ import annotations

from bot.plan.measures import Catalogue
from bot.questions.asked import Asked
from bot.questions.before import Before, said
from bot.questions.building import Builder
from bot.questions.going_on import IN_AMBITION, OF_A_PERIOD, TIMED, heard, only_number, plainly
from bot.questions.leaning import leads_on, points_back
from bot.questions.period_parts import window_shift
from bot.questions.queries import Kind, Reading

LARGE = frozenset({Kind.DUE, Kind.LIST, Kind.RANKING, Kind.TARGET})
"""Kinds that are asked about the plan at large."""
_TURNED = {Kind.LIST: (Kind.TARGET, Kind.TREND)}
"""What a further condition of a list may sound like: "and on target?", "and improving?"."""
CENTURY, CENTURY_ENDS = 2000, 100
YEARS = range(2010, 2040)


class AtLarge:
    """Reads questions that carry on with less than a measure."""

    def __init__(self, catalogue: Catalogue, builder: Builder) -> None:
        """Keep the catalogue and the builder of queries."""
        self._catalogue = catalogue
        self._builder = builder

    def in_ambition(self, asked: Asked, earlier: Before) -> Reading | None:
        """'which ones in it are off target', 'and ambition 4', after an ambition."""
        clues, query, kind = asked.clues, earlier.query, heard(asked)
        if clues.link.ambitions and clues.link.ambitions[0].by == "number":
            if kind in {None, Kind.AMBITION} and query.ambition is not None and leads_on(clues):
                return plainly(query.but(ambition=clues.link.ambitions[0].number))
            return None
        if query.ambition is None or query.measures or kind is None or kind not in IN_AMBITION:
            return None
        of_all = kind is Kind.RANKING and "ambition" in clues.words  # "the worst ambition"
        if of_all and not points_back(clues):
            return None
        made = self._builder.query(kind, clues, asked.kinds, asked.today)
        taken = said(self._catalogue, query)
        return plainly(made.but(ambition=query.ambition, inherited=taken))

    def narrowed(self, asked: Asked, earlier: Before) -> Reading | None:
        """'and for Q3' after what is due, 'just ambition 6' after a list: the same, narrowed."""
        query, clues = earlier.query, asked.clues
        if query.measures or query.kind not in LARGE or asked.subject.named:
            return None
        if not leads_on(clues):
            return None
        kind = heard(asked)
        if kind not in {None, query.kind, Kind.AMBITION, *_TURNED.get(query.kind, ())}:
            return None
        made = self._builder.query(query.kind, clues, asked.kinds, asked.today)
        ambition = asked.ambition()
        numbered = ambition.number if ambition is not None and ambition.by == "number" else None
        if not (made.windows or made.filter or numbered is not None):
            return None
        return plainly(
            query.but(
                windows=made.windows or query.windows,
                filter=made.filter or query.filter,
                ambition=numbered if numbered is not None else query.ambition,
            )
        )

    def number(self, asked: Asked, earlier: Before) -> Reading | None:
        """'21?' after a figure of 2022, 'and 4?' after an ambition."""
        clues, query = asked.clues, earlier.query
        number = only_number(clues)
        if number is None or not (leads_on(clues) or clues.said.question):
            return None
        if query.ambition is not None and not query.measures:
            held = number in self._catalogue.by_number
            return plainly(query.but(ambition=number)) if held else None
        year = CENTURY + number if number < CENTURY_ENDS else number
        if not query.measures or not earlier.windows or year not in YEARS:
            return None
        last = earlier.windows[0]
        moved = window_shift(last, 12 * (year - last.end.year))
        kind = query.kind if query.kind in OF_A_PERIOD | TIMED else Kind.FIGURE
        taken = said(self._catalogue, query)
        return plainly(query.but(kind=kind, windows=(moved,), inherited=taken))
