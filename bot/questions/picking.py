"""A text that answers what the bot asked, or picks one of several measures shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.plan.measures import Catalogue
from bot.questions.asked import Asked
from bot.questions.before import Before
from bot.questions.building import Builder
from bot.questions.facets import agreement
from bot.questions.labels import choices_of
from bot.questions.leaning import LIGHT, figure_wanted
from bot.questions.normalise import tokenise
from bot.questions.picked_words import picked_places, says_none
from bot.questions.queries import Choice, Kind, Query

STANDS_ALONE = 0.5
SHORT = 8
"""A text of at most so many words may be a pick."""
LONGEST_PICK = 7
NO_KIND_OF_ITS_OWN = frozenset({Kind.LIST, Kind.SUBMIT, Kind.HELP, Kind.RANKING})


class Picking:
    """Reads picks."""

    def __init__(self, catalogue: Catalogue, builder: Builder) -> None:
        """Keep the catalogue and the builder of queries."""
        self._catalogue = catalogue
        self._builder = builder

    def placed(self, asked: Asked, before: Before) -> Query | None:
        """Return the query of the choices that a text picks by their place: "the second one"."""
        choices = before.last.asked
        if not choices or says_none(asked.clues):
            return None
        places = picked_places(asked.clues, len(choices))
        return None if places is None else _together([choices[place].query for place in places])

    def answer(self, asked: Asked, before: Before, kind: Kind | None) -> Query | None:
        """Return the query of the one choice that the words of a text pick.

        `kind` is the kind that the text asks for by its own words: "who owns the backlog one".
        """
        choices = before.last.asked
        if not choices or says_none(asked.clues):
            return None
        fitting = self.fitting(asked, choices)
        if len(fitting) != 1:
            return None
        chosen = fitting[0].query
        if kind is None or kind in NO_KIND_OF_ITS_OWN:
            kind = chosen.kind
        if kind is chosen.kind and not asked.clues.timed:
            return chosen
        # A period typed with the pick goes before the one that was asked with.
        return self._builder.query(
            kind, asked.clues, asked.kinds, asked.today, measures=chosen.measures
        )

    def narrowed(self, asked: Asked, query: Query) -> str | None:
        """Return the one of several measures shown that a short text picks out."""
        if len(asked.clues.tokens) > SHORT:
            return None
        codes = {*asked.subject.measures, *asked.subject.options}
        inside = [code for code in query.measures if code in codes]
        if len(inside) == 1 and len(codes) > 1:
            return inside[0]
        if not any(token.norm in {"one", "ones"} for token in asked.clues.tokens):
            return None
        shown = [query.but(measures=(code,)) for code in query.measures]
        fitting = self.fitting(asked, choices_of(self._catalogue, shown))
        return fitting[0].query.measures[0] if len(fitting) == 1 else None

    def fitting(self, asked: Asked, choices: Sequence[Choice]) -> list[Choice]:
        """Return the choices that the words of a text fit best."""
        subject, clues = asked.subject, asked.clues
        figures = self._by_figure(asked, choices)
        if figures:
            return figures
        codes = set(subject.measures) or set(subject.options)
        named = [one for one in choices if set(one.query.measures) == codes]
        if len(codes) == 1 and named:
            return named
        offered = {code for one in choices for code in one.query.measures}
        if codes and subject.score >= STANDS_ALONE and not codes & offered:
            return []
        stems = {
            token.stem
            for place, token in enumerate(clues.tokens)
            if place not in clues.cued or clues.link.facets
        }
        counts = [len(stems & _stems(one.label)) for one in choices]
        most = max(counts)
        by_label = [
            one for count, one in zip(counts, choices, strict=True) if count == most and most
        ]
        if len(by_label) == 1 and len(clues.tokens) <= SHORT:
            return by_label if _content(asked) <= _stems(by_label[0].label) else []
        if subject.options and subject.score >= STANDS_ALONE:
            inside = [one for one in choices if set(one.query.measures) & codes]
            return inside if len(inside) == 1 else []
        return []

    def _by_figure(self, asked: Asked, choices: Sequence[Choice]) -> list[Choice]:
        """Return the one choice that is the number, the rate or the share that is asked for."""
        wanted = figure_wanted(asked.clues)
        if not wanted or len(asked.clues.words) > LONGEST_PICK:
            return []
        fitting = [
            one
            for one in choices
            if len(one.query.measures) == 1
            and agreement(wanted, self._catalogue.by_code[one.query.measures[0]].unit) == 1.0
        ]
        return fitting if len(fitting) == 1 else []


def _content(asked: Asked) -> set[str]:
    """Return the stems of the words that name something: a pick names nothing else."""
    clues = asked.clues
    return {
        token.stem
        for place, token in enumerate(clues.tokens)
        if clues.link.weights[place] and token.norm.isalpha() and place not in clues.cued
    } - LIGHT


def _together(queries: Sequence[Query]) -> Query:
    codes = tuple(dict.fromkeys(code for query in queries for code in query.measures))
    return queries[0].but(measures=codes)


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokenise(text) if token.norm.isalpha()) - LIGHT
