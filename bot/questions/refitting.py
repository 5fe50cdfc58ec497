"""The decision fitted again to banks: how sure a measure is, and from when on to answer.

How cues weigh for each kind is left as it is: that takes far more phrasings than a bank has.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date

from bot.questions.bank import BankLine
from bot.questions.certainty import evidence
from bot.questions.fitting import Features, answer_at, fit_certainty
from bot.questions.kinds import weigh
from bot.questions.queries import Kind
from bot.questions.subjects import subject_of
from bot.questions.understand import Understander
from bot.questions.weights import Weights, bundled

MOST_WRONG = 0.03
"""At most this share may be about another measure before kinds and refusals have their say."""
LOWEST, HIGHEST = 0.5, 0.95
"""The threshold of answering stays between these, whatever a small bank says."""
MEASURELESS = frozenset({Kind.DUE, Kind.FOLLOW})
"""Kinds that may go without a measure; naming one is then wrong."""


def refit(reader: Understander, banks: Mapping[str, Sequence[BankLine]], fitted: date) -> Weights:
    """Return the weights with the certainty and its threshold fitted to banks.

    Args:
        reader: What reads the lines.
        banks: The lines of each bank by its name; those that lean on earlier turns are left out.
        fitted: The day of the fit, kept with the sizes of the banks.
    """
    start = bundled()
    examples = [one for lines in banks.values() for one in examples_of(reader, lines)]
    certainty = fit_certainty(examples, start.certainty) if examples else dict(start.certainty)
    made = replace(
        start,
        certainty={name: round(weight, 3) for name, weight in certainty.items()},
        fitted=fitted.isoformat(),
        lines={name: len(lines) for name, lines in banks.items()},
    )
    if not examples:
        return made
    lowest = answer_at([(made.sure(found), right) for found, right in examples], MOST_WRONG)
    return replace(made, answer_at=round(min(max(lowest, LOWEST), HIGHEST), 3))


def examples_of(reader: Understander, lines: Sequence[BankLine]) -> Iterator[tuple[Features, bool]]:
    """Yield the evidence for the measures read in each line, and whether they were meant."""
    for line in lines:
        clues = reader.clues(line.text)
        subject = subject_of(clues)
        measured = line.measures or line.kind is Kind.NOT_IN_PLAN or line.kind in MEASURELESS
        if line.turn > 1 or clues.empty or not subject.measures or not measured:
            continue
        right = line.kind is not Kind.NOT_IN_PLAN and set(subject.measures) == set(line.measures)
        yield dict(evidence(clues, subject, weigh(clues, subject))), right


def to_json(weights: Weights) -> str:
    """Return weights as the text that `bot.questions.weights.parse` reads."""
    return json.dumps(asdict(weights), indent=0, sort_keys=True) + "\n"
