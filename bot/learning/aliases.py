"""Adding a word for a measure: checked, tried on banks of questions, confirmed, remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.learning.store import LearningStore, Miss, MissState
from bot.plan.measures import Catalogue
from bot.questions.alias_check import AliasWarning, check_alias
from bot.questions.clues import Clues
from bot.questions.queries import Ambiguous, NotUnderstood, Reading, Understood
from bot.questions.understand import Understander, understander

MOST_SHOWN = 6


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A question that would be read in another way: in words, before and after."""

    text: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A word for a measure with what speaks against it and what it would change.

    `warnings` that refuse (`AliasWarning.refuses`) cannot be overridden. `tried` is how many
    questions were read before and after.
    """

    measure: str
    alias: str
    warnings: tuple[AliasWarning, ...]
    differences: tuple[Difference, ...]
    tried: int

    @property
    def refused(self) -> bool:
        """Say whether it cannot be added at all."""
        return any(warning.refuses for warning in self.warnings)


def propose(
    catalogue: Catalogue, code: str, alias: str, questions: Sequence[str], today: date
) -> Proposal:
    """Return what adding `alias` to the measure `code` would do.

    Args:
        catalogue: the plan as it is now.
        code: a measure of the plan.
        alias: the words.
        questions: texts to read before and after, such as a bank and the local misses.
        today: the day on which they are asked.
    """
    warnings = tuple(check_alias(catalogue, code, alias))
    if any(warning.refuses for warning in warnings):
        return Proposal(measure=code, alias=alias, warnings=warnings, differences=(), tried=0)
    before, after = understander(catalogue), Understander(with_alias(catalogue, code, alias))
    differences = []
    for text in questions:
        was = _said(before.read(text, today), catalogue)
        now = _said(after.read(text, today), catalogue)
        if was != now:
            differences.append(Difference(text=text, before=was, after=now))
    return Proposal(
        measure=code,
        alias=alias,
        warnings=warnings,
        differences=tuple(differences),
        tried=len(questions),
    )


def with_alias(catalogue: Catalogue, code: str, alias: str) -> Catalogue:
    """Return the catalogue as it would be with one more alias."""
    return replace(
        catalogue,
        measures=tuple(
            replace(
                measure,
                aliases=(*measure.aliases, alias),
                learnt=(*measure.learnt, alias),
            )
            if measure.code == code
            else measure
            for measure in catalogue.measures
        ),
    )


def words_for_alias(clues: Clues) -> str:
    """Return the words of a question that name something: no cues, periods, numbers or manners."""
    taken = set(clues.cued)
    for mention in clues.periods:
        taken.update(range(mention.start, mention.end))
    for numeral in clues.numerals:
        taken.update(range(numeral.start, numeral.end))
    weights = clues.link.weights
    left = [
        token.text
        for place, token in enumerate(clues.tokens)
        if place not in taken and place < len(weights) and weights[place] > 0
    ]
    return " ".join(left)


def answerable(
    store: LearningStore, catalogue: Catalogue, today: date
) -> Sequence[tuple[Miss, Understood]]:
    """Return the open and wanted misses that would be answered at once now, and mark them."""
    reads = understander(catalogue).read
    settled = []
    for state in (MissState.OPEN, MissState.WANTED):
        for miss in store.misses(state, limit=200):
            reading = reads(miss.text, today)
            if isinstance(reading, Understood) and reading.query.measures:
                store.decide(miss.id, MissState.ANSWERABLE)
                settled.append((miss, reading))
    return settled


def _said(reading: Reading, catalogue: Catalogue) -> str:
    """Return a reading in words short enough to lay side by side."""
    match reading:
        case Understood(query=query):
            names = [catalogue.by_code[code].name for code in query.measures]
            about = ", ".join(names) or "the plan"
            return f"{query.kind.value.replace('_', ' ')}: {about}"
        case Ambiguous(choices=choices):
            return "asks: " + "; ".join(choice.label for choice in choices)
        case NotUnderstood():
            return "not understood"
