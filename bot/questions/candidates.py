"""From matches to candidates: the evidence for each measure, and which the words fit equally."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.plan.measures import Catalogue
from bot.questions.codes import CodeSpot
from bot.questions.facets import agreement
from bot.questions.ideas import written
from bot.questions.named import Candidate, Mention
from bot.questions.readings import HEAVY, WHOLE, By, Match, Reading, Weighed, fit

MOST = 6
EQUAL = 0.97
"""Scores of at least this share of the best are equal."""
LITERAL = {By.NAME: 0.06, By.ALIAS: 0.05, By.LEXICON: 0.02}
"""What it adds that a phrase is said word for word."""
FACET = 0.05
"""What it adds, or takes, that a measure is the kind of figure that was asked for."""
IN_CONTEXT = 0.5
"""How much a word explains that a measure uses, but not in the phrase that was matched."""
NEARLY = 0.85
"""A measure of the kind that was asked for decides where it scores this share of the best."""
ALSO = 0.6
"""Where nothing is named whole, this share of the best score counts as equal."""

Context = Callable[[str], frozenset[str]]


class Candidates:
    """Makes mentions of matches."""

    def __init__(self, catalogue: Catalogue, context: Context) -> None:
        """Keep the measures' units; `context` gives the ideas of all a plan says of a measure."""
        self._units = {measure.code: measure.unit for measure in catalogue.measures}
        self._context = context

    def mention(
        self,
        matches: Sequence[Match],
        question: Sequence[Weighed],
        facets: frozenset[str],
        said: str,
    ) -> Mention | None:
        """Return the matches as one mention, the best first; None where there are none."""
        found = [self._candidate(match, question, facets, said) for match in matches]
        candidates = _ranked(_by_facet(found))
        if not candidates:
            return None
        candidates[0] = replace(candidates[0], again=self._again(candidates[0], question))
        places = candidates[0].places
        return Mention(
            candidates=tuple(candidates),
            tied=_tied(candidates),
            start=min(places),
            end=max(places) + 1,
        )

    def _candidate(
        self, match: Match, question: Sequence[Weighed], facets: frozenset[str], said: str
    ) -> Candidate:
        reading = match.reading
        whole = match.recall >= WHOLE
        literal = [text for text in reading.texts if _framed(text) in said] if whole else []
        # A lay phrase for several measures at once stays a phrase for all of them.
        several = len(reading.targets) > 1
        facet = 0.0 if several else agreement(facets, self._units[match.target])
        coverage = min(match.coverage + self._in_context(match, question), 1.0)
        score = match.score * (fit(1.0, coverage) / fit(1.0, match.coverage))
        if literal:
            score += LITERAL[reading.by]
        return Candidate(
            code=match.target,
            score=score,
            recall=match.recall,
            coverage=coverage,
            phrase=literal[0] if literal else reading.texts[0],
            by=reading.by,
            whole=whole,
            literal=bool(literal),
            generic=reading.generic,
            facet=facet,
            places=match.places,
        )

    def _again(self, best: Candidate, question: Sequence[Weighed]) -> frozenset[int]:
        """Return the places of words that are said of the measure, but not in what was matched."""
        context = self._context(best.code)
        return frozenset(
            place
            for one in question
            if one.weight and best.places.isdisjoint(one.spot.places)
            if any(idea in context for idea, strength in one.spot.ideas if strength == 1.0)
            for place in one.spot.places
        )

    def _in_context(self, match: Match, question: Sequence[Weighed]) -> float:
        """Return the share of the question that the measure's other words explain, at half."""
        rest = [
            one
            for one in question
            if one.weight >= HEAVY and match.places.isdisjoint(one.spot.places)
        ]
        if not rest:
            return 0.0
        context = self._context(match.target)
        known = sum(
            one.weight for one in rest if any(idea in context for idea, _ in one.spot.ideas)
        )
        return IN_CONTEXT * known / sum(one.weight for one in question)


def is_literal(reading: Reading, said: str, holding: Sequence[str]) -> bool:
    """Say whether a wording that holds one of some words stands in a question word for word."""
    return any(
        framed in said and any(word in framed for word in holding)
        for framed in map(_framed, reading.texts)
    )


@lru_cache(maxsize=65_536)
def _framed(text: str) -> str:
    """Return the stems of a wording, as they stand in a question."""
    return f" {' '.join(written(text))} "


def of_code(code: CodeSpot) -> Mention:
    """Return a measure named by its code."""
    candidate = Candidate(
        code=code.code,
        score=1.0 if code.exact or code.called else 0.8,
        recall=1.0,
        coverage=1.0,
        phrase=code.code,
        by=By.CODE,
        whole=True,
        literal=code.exact,
        generic=False,
        facet=0.0,
        places=frozenset(range(code.start, code.end)),
    )
    return Mention(candidates=(candidate,), tied=(code.code,), start=code.start, end=code.end)


def _by_facet(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates with the kind of figure counted, where it tells near equals apart."""
    best = max((one.score for one in candidates), default=0.0)
    if not any(one.facet == 1.0 and one.score >= NEARLY * best for one in candidates):
        return candidates
    return [replace(one, score=max(one.score + FACET * one.facet, 0.0)) for one in candidates]


def _ranked(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates, the best first; of equals, those before that explain all and more."""
    candidates.sort(key=lambda one: (-one.score, -one.by, one.code))
    if len(candidates) < 2:
        return candidates
    equals = [one for one in candidates if one.score >= candidates[0].score * EQUAL]
    fuller = [
        one
        for one in equals
        if not any(one.places < other.places and one.score <= other.score for other in equals)
    ]
    return [*fuller, *(one for one in candidates if one not in fuller)]


def _tied(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the codes that the words fit equally.

    Where the best is named whole, only its equals count; else all that explain as much.
    """
    best = candidates[0]
    floor = best.score * EQUAL if best.whole else ALSO * best.score
    return tuple(
        one.code
        for one in candidates
        if one.score >= floor and one.coverage >= best.coverage * EQUAL and one.places & best.places
    )[:MOST]
