"""The decision fitted again to banks: what cues weigh, how sure a reading is, when to answer.

Everything is fitted to readings by readers that lack some of the words (`thinning`), since a bank's
own words are known by the time that it is fitted to. How sure a reading is, is fitted to lines
whose kinds were weighed without them. Without phrasings the cues keep their weights: that takes far
more phrasings than a bank has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zlib import crc32

from bot.plan.measures import Catalogue
from bot.questions.asked import Asked
from bot.questions.bank import BankLine
from bot.questions.building import Builder
from bot.questions.certainty import evidence
from bot.questions.clues import Clues
from bot.questions.decision import Decider
from bot.questions.fitting import Features, answer_at, fit_certainty, fit_kinds, log_loss
from bot.questions.kinds import LEARNT, features, weigh
from bot.questions.lean_fitting import fit_leaning, lean_examples
from bot.questions.queries import Kind, Understood
from bot.questions.scoring import Outcome, given, score
from bot.questions.subjects import subject_of
from bot.questions.thinning import thinned
from bot.questions.understand import Understander
from bot.questions.weights import CERTAINTY_PRIORS, WHOLE_PRIORS, Weights, bundled, prior

THINNED = (("a", 0.25), ("b", 0.4))
"""The seeds of the readers that lack words, and the share that each lacks."""
FOLDS = 4
SEEN = 4
"""A plain word, or a pair of words, counts from so many examples on."""
LEAST_WEIGHT = 0.05
MOST_WRONG = 0.035
"""At most this share of what is answered may be wrong on words nobody has heard yet."""
LOWEST, HIGHEST = 0.7, 0.95
"""The threshold of stating figures stays between these, whatever a small bank says."""
EASIER = 0.2
"""Where no figures are stated, a reading this much less sure is answered."""
MEASURELESS = frozenset({Kind.DUE, Kind.FOLLOW})
"""Kinds that may go without a measure; naming one is then wrong."""

Phrasing = tuple[str, str]
"""A kind, and a text of that kind."""
SureExample = tuple[Features, bool]


@dataclass(frozen=True, slots=True)
class Read:
    """A line of a bank and what one reader found in it."""

    line: BankLine
    clues: Clues


def refit(
    catalogue: Catalogue,
    banks: Mapping[str, Sequence[BankLine]],
    fitted: date,
    phrasings: Sequence[Phrasing] = (),
    say: Callable[[str], object] = lambda _: None,
) -> Weights:
    """Return weights fitted to banks.

    Args:
        catalogue: The plan that the banks ask about.
        banks: The lines of each bank by its name; those that lean on earlier turns say how
            plainly questions lean, and nothing else.
        fitted: The day of the fit, kept with the sizes of the banks.
        phrasings: Further texts with their kinds; without them the cues keep their weights.
        say: Is told how well it goes.
    """
    lines = [line for bank in banks.values() for line in bank if line.turn == 1]
    sizes = {name: len(bank) for name, bank in banks.items()}
    made = replace(bundled(), fitted=fitted.isoformat(), lines=sizes)
    if not lines:
        return made
    readers = [Understander(catalogue), *(thinned(catalogue, *one) for one in THINNED)]
    read = [list(_read(reader, lines)) for reader in readers]
    if phrasings:
        made = replace(made, lines={**sizes, "phrasings": len(phrasings)})
    said = [list(_said(reader, phrasings)) for reader in readers[:2]]
    without = {fold: _kinds(made, read, said, fold) for fold in range(FOLDS if phrasings else 1)}
    decider = Decider(catalogue, Builder(catalogue), made)

    unseen = [
        (one, without[fold_of(one.line) if phrasings else 0]) for ones in read for one in ones
    ]
    sure = [example for one, weights in unseen for example in measured(one, weights)]
    made = replace(made, certainty=_rounded(fit_certainty(sure, CERTAINTY_PRIORS)))
    decider = Decider(catalogue, Builder(catalogue), made)
    wholes = [example for one, weights in unseen for example in answered(decider, one, weights)]
    made = replace(made, whole=_rounded(fit_certainty([one[:2] for one in wholes], WHOLE_PRIORS)))
    scored = [(made.sure_of_whole(found), right) for found, right in wholes]
    lowest = round(min(max(answer_at(scored, MOST_WRONG), LOWEST), HIGHEST), 3)
    say(f"measures: surprise {log_loss(sure, made.certainty):.3f} on {len(sure)} readings")
    say(f"readings: surprise {log_loss(wholes, made.whole):.3f} on {len(wholes)} readings")
    for most in (0.01, 0.02, 0.03, 0.05):
        say(f"at most {most:.0%} wrong from {answer_at(scored, most):.2f} on")
    made = replace(made, leaning=_leaning(readers, banks) or made.leaning)
    kinds = _kinds(made, read, said, None).kinds
    return replace(made, kinds=kinds, answer_at=lowest, tell_at=round(lowest - EASIER, 3))


def _leaning(
    readers: Sequence[Understander], banks: Mapping[str, Sequence[BankLine]]
) -> dict[str, float]:
    """Return how questions lean, fitted to banks; nothing where they hold no conversation."""
    if not any(line.turn > 1 for bank in banks.values() for line in bank):
        return {}
    return fit_leaning(
        [
            one
            for reader in readers
            for bank in banks.values()
            for one in lean_examples(reader, bank)
        ]
    )


def fold_of(line: BankLine) -> int:
    """Return the fold of a line, which its text decides."""
    return crc32(line.text.encode()) % FOLDS


def measured(read: Read, weights: Weights) -> Iterator[SureExample]:
    """Yield the evidence for the measures that are read in a line, and whether they were meant."""
    line, clues = read.line, read.clues
    subject = subject_of(clues)
    bears = line.measures or line.kind is Kind.NOT_IN_PLAN or line.kind in MEASURELESS
    if clues.empty or not subject.measures or not bears:
        return
    right = line.kind is not Kind.NOT_IN_PLAN and set(subject.measures) == set(line.measures)
    yield dict(evidence(clues, subject, weigh(clues, subject, weights))), right


def answered(decider: Decider, read: Read, weights: Weights) -> Iterator[SureExample]:
    """Yield the evidence for the likeliest reading of a line, and whether it is right."""
    line, clues = read.line, read.clues
    if clues.empty:
        return
    subject = subject_of(clues)
    kinds = weigh(clues, subject, weights)
    asked = Asked(clues=clues, kinds=kinds, subject=subject, today=line.today)
    certainty = decider.sure_of_measures(asked)
    possible = decider.possible(asked, certainty)
    if possible:
        reading = Understood(query=possible[0].query, certainty=certainty)
        right = score(line, given(reading)) is Outcome.RIGHT
        yield dict(decider.evidence(asked, possible, certainty)), right


def _read(reader: Understander, lines: Sequence[BankLine]) -> Iterator[Read]:
    for line in lines:
        yield Read(line, reader.clues(line.text))


def _said(reader: Understander, phrasings: Sequence[Phrasing]) -> Iterator[tuple[Features, str]]:
    for kind, text in phrasings:
        clues = reader.clues(text)
        if not clues.empty:
            yield dict(features(clues, subject_of(clues))), kind


def _kinds(
    made: Weights,
    read: Sequence[Sequence[Read]],
    said: Sequence[Sequence[tuple[Features, str]]],
    fold: int | None,
) -> Weights:
    """Return the weights with those of kinds fitted to all but the lines of a fold."""
    if not any(said):
        return made
    examples = [example for ones in said for example in ones] + [
        (dict(features(one.clues, subject_of(one.clues))), one.line.kind.value)
        for ones in read
        for one in ones
        if not one.clues.empty and fold_of(one.line) != fold
    ]
    often = Counter(name for found, _ in examples for name in found)
    least = SEEN * (1 + len(THINNED))
    kept = [
        ({name: one for name, one in found.items() if _counts(name, often[name], least)}, kind)
        for found, kind in examples
    ]
    starting = {name: dict(prior(name)) for found, _ in kept for name in found}
    fitted = fit_kinds(kept, starting, rounds=12)
    return replace(made, kinds={name: _weighty(row) for name, row in sorted(fitted.items())})


def _counts(name: str, often: int, least: int) -> bool:
    """Say whether a feature is no plain word or pair of words, or is seen often enough."""
    return often >= least or not name.startswith(LEARNT)


def _weighty(row: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that matter, short enough to be read."""
    return {kind: round(one, 2) for kind, one in sorted(row.items()) if abs(one) >= LEAST_WEIGHT}


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(one, 3) for name, one in weights.items()}
