"""One and the same decision for every peer: answer, ask or refuse, by the score and its margin.

The peers find the measure; everything else is given to them by our own parsers: the words without
periods, numbers and cues, codes such as 7.02, the kind of question and its dates. Thresholds are
fitted on the tuning halves alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from typing import Any

from bot.plan.measures import Catalogue
from bot.questions.bank import BankLine
from bot.questions.building import Builder
from bot.questions.clues import Clues
from bot.questions.evaluation import Row
from bot.questions.kinds import Kinds, weigh
from bot.questions.normalise import TokenKind
from bot.questions.plain_words import FUNCTION
from bot.questions.queries import (
    Ambiguous,
    Choice,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Understood,
)
from bot.questions.readers import NEEDS_MEASURE
from bot.questions.scoring import Outcome, given, score
from bot.questions.subjects import subject_of
from bot.questions.understand import Understander
from tests.benchmarks.peers import Ranked

OFFERED = 6
STEPS = 14
SURE = 1e8
"""The score of a measure named by its code; no peer gives so much."""
WORTH = {Outcome.RIGHT: 1.0, Outcome.ONE_TAP: 0.5}
"""What an outcome is worth: a needless question back half an answer."""
WRONG = frozenset({Outcome.WRONG, Outcome.WRONG_FIGURE})
OUTSIDE = 0.5
"""From this chance on, our own kinds say that a question is outside the plan."""


def decided_by_linking(lines: Iterable[BankLine]) -> list[BankLine]:
    """Return the lines that stand alone and ask for one measure, for one of several, or for none.

    Plain words such as "hi" or "what are the ambitions" need no measure and tell nothing here.
    """
    return [
        line
        for line in lines
        if line.turn == 1
        and (
            line.kind is Kind.NOT_IN_PLAN
            or (line.kind in NEEDS_MEASURE and (len(line.measures) == 1 or line.ambiguous))
        )
    ]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A line with what our parsers give to everybody.

    `stripped` are the words as typed without periods, numbers and cues, `mended` the same spelled
    by our speller. `codes` are measures named by their code. `ours` is our own reading.
    """

    line: BankLine
    stripped: str
    mended: str
    codes: tuple[str, ...]
    clues: Clues
    kinds: Kinds
    ours: Reading

    @property
    def texts(self) -> tuple[str, str, str]:
        """The forms of the words, the plainest preparation first."""
        return self.line.text, self.stripped, self.mended


def prepare(reader: Understander, line: BankLine) -> Prepared:
    """Return what our parsers give for a line."""
    clues = reader.clues(line.text)
    drop = set(clues.cued)
    for spans in (clues.periods, clues.numerals):
        drop.update(place for one in spans for place in range(one.start, one.end))
    kept = [
        token
        for place, token in enumerate(clues.tokens)
        if place not in drop and token.kind is not TokenKind.SYMBOL and token.norm not in FUNCTION
    ]
    by_code = clues.link.mentions if clues.link.by_code else ()
    return Prepared(
        line=line,
        stripped=" ".join(token.text for token in kept) or line.text,
        mended=" ".join(token.norm for token in kept) or line.text,
        codes=tuple(one.best.code for one in by_code),
        clues=clues,
        kinds=weigh(clues, subject_of(clues)),
        ours=reader.read(line.text, line.today),
    )


@dataclass(frozen=True, kw_only=True)
class Found:
    """A peer's best score and margin for a line, and what each decision would come to."""

    score: float
    margin: float
    answered: Outcome
    asked: Outcome
    refused: Outcome


class Decisions:
    """Scores what a peer's ranking would come to."""

    def __init__(self, catalogue: Catalogue, *, our_refusals: bool) -> None:
        """Keep the catalogue; `our_refusals` gives our reading of "outside the plan" as well."""
        self._builder = Builder(catalogue)
        self._our_refusals = our_refusals

    def found(self, prepared: Prepared, ranked: Ranked) -> Found:
        """Return what answering, asking and refusing come to."""
        line = prepared.line
        refused = score(line, given(_refusal()))
        kind = self._kind(prepared)
        if kind is Kind.NOT_IN_PLAN:
            return Found(score=SURE, margin=1.0, answered=refused, asked=refused, refused=refused)
        if kind is None:
            same = score(line, given(prepared.ours))
            return Found(score=SURE, margin=1.0, answered=same, asked=same, refused=same)
        if prepared.codes:
            ranked = [(code, SURE) for code in prepared.codes[:1]]
        if not ranked:
            return Found(score=0.0, margin=0.0, answered=refused, asked=refused, refused=refused)
        queries = [self._query(prepared, kind, code) for code, _ in ranked[:OFFERED]]
        best = ranked[0][1]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        return Found(
            score=best,
            margin=(best - second) / best if best > 0 else 0.0,
            answered=score(line, given(Understood(query=queries[0], certainty=1.0))),
            asked=score(line, given(_question(queries))),
            refused=refused,
        )

    def _kind(self, prepared: Prepared) -> Kind | None:
        """Return the kind as we read it; None where it needs no measure."""
        kinds, timed = prepared.kinds, bool(prepared.clues.timed)
        if self._our_refusals and kinds.chances[Kind.NOT_IN_PLAN] >= OUTSIDE:
            return Kind.NOT_IN_PLAN
        best = next(kind for kind in kinds.ordered if kind is not Kind.NOT_IN_PLAN)
        if best not in NEEDS_MEASURE:
            return None
        if best in {Kind.LATEST, Kind.FIGURE}:
            return Kind.FIGURE if timed else Kind.LATEST
        return best

    def _query(self, prepared: Prepared, kind: Kind, code: str) -> Query:
        return self._builder.query(
            kind, prepared.clues, prepared.kinds, prepared.line.today, measures=(code,)
        )


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Answer from a score and a margin on; below `ask_at` refuse; between, ask."""

    answer_at: float
    margin_at: float
    ask_at: float

    def outcome(self, found: Found) -> Outcome:
        """Return what a line comes to."""
        if found.score < self.ask_at:
            return found.refused
        if found.score >= self.answer_at and found.margin >= self.margin_at:
            return found.answered
        return found.asked


def tally(name: str, outcomes: Sequence[Outcome]) -> Row:
    """Return the outcomes counted."""
    return Row(name=name, lines=len(outcomes), counts={one: outcomes.count(one) for one in Outcome})


def fit(found: Sequence[Found], most_wrong: float) -> tuple[Thresholds, float]:
    """Return the thresholds of the greatest worth with at most a share `most_wrong` wrong.

    Where nothing stays below that share, what is least wrong is returned.
    """
    numpy: Any = import_module("numpy")
    score_of = numpy.array([one.score for one in found])
    margin_of = numpy.array([one.margin for one in found])
    outcomes = [[one.refused, one.asked, one.answered] for one in found]
    gains = numpy.array([[WORTH.get(one, 0.0) for one in row] for row in outcomes])
    wrongs = numpy.array([[one in WRONG for one in row] for row in outcomes])
    places = numpy.arange(len(found))
    scores = [0.0, *_steps([one.score for one in found if one.score < SURE]), SURE]
    margins = _steps([one.margin for one in found])
    best: tuple[tuple[float, float], Thresholds] | None = None
    for ask_at, answer_at, margin_at in product(scores, scores, margins):
        if answer_at < ask_at:
            continue
        answers = (score_of >= answer_at) & (margin_of >= margin_at)
        done = numpy.where(score_of < ask_at, 0, numpy.where(answers, 2, 1))
        over = max(0.0, float(wrongs[places, done].mean()) - most_wrong)
        rank = (-over, float(gains[places, done].mean()))
        if best is None or rank > best[0]:
            thresholds = Thresholds(answer_at=answer_at, margin_at=margin_at, ask_at=ask_at)
            best = rank, thresholds
    assert best is not None
    return best[1], best[0][1]


def _steps(values: Sequence[float]) -> list[float]:
    """Return some of the values, evenly spread over their ranks."""
    ordered = sorted(set(values))
    if len(ordered) <= STEPS:
        return ordered
    return [ordered[place * (len(ordered) - 1) // (STEPS - 1)] for place in range(STEPS)]


def _question(queries: Sequence[Query]) -> Ambiguous:
    return Ambiguous(
        asking="",
        choices=tuple(Choice(label="", query=query) for query in queries),
        certainty=0.0,
        query=queries[0],
    )


def _refusal() -> NotUnderstood:
    return NotUnderstood(query=Query(kind=Kind.NOT_IN_PLAN), nearest=(), certainty=0.0)
