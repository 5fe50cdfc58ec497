"""How plainly questions lean, fitted to conversations and to questions that stand alone.

A conversation's later lines lean in the way that their answers show. A line that belongs to no
conversation stands alone whatever was said before it: it is read after other lines of its bank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.questions.asked import Asked
from bot.questions.bank import BankLine, conversations
from bot.questions.before import before
from bot.questions.fitting import Features, fit_certainty
from bot.questions.going_on import ABOUT_MEASURE, told
from bot.questions.kinds import weigh
from bot.questions.queries import Ambiguous, Kind, Query, Reading, Turn, Window
from bot.questions.scoring import SETTLED, Given, Outcome, given, score
from bot.questions.subjects import subject_of
from bot.questions.understand import Understander
from bot.questions.weights import LEAN_PRIORS

SureExample = tuple[Features, bool]
STEPS = (1, 7)
"""A line that stands alone is read after the lines so far before it."""
SWAPS = (3, 11, 23)
"""A line that leans is read after these further lines too."""


def fit_leaning(examples: Sequence[SureExample]) -> dict[str, float]:
    """Return the weights by feature; those that lean and those that do not count alike."""
    found = fit_certainty(examples, LEAN_PRIORS, pull=0.01, rate=0.06)
    return {name: round(one, 3) for name, one in sorted(found.items())}


def lean_examples(reader: Understander, lines: Sequence[BankLine]) -> list[SureExample]:
    """Return the evidence for each way in which lines may lean, and whether it was meant."""
    if not any(line.turn > 1 for line in lines):
        return []
    leaning, alone = list(_leaning(reader, lines)), list(_alone(reader, lines))
    times = max(round(len(alone) / len(leaning)), 1) if leaning else 1
    return [*leaning * times, *alone]


def _leaning(reader: Understander, lines: Sequence[BankLine]) -> Iterator[SureExample]:
    """Yield examples from later lines, after what was said and after other subjects."""
    others = [line for line in lines if _can_be_leant_on(line)]
    for group in conversations(lines):
        turns: list[Turn] = []
        for place, line in enumerate(group):
            if place:
                yield from _examples(reader, line, turns)
                last = group[place - 1]
                if line.measures and line.measures == last.measures and not line.windows and others:
                    for step in SWAPS:
                        other = others[(len(line.text) * step + place) % len(others)]
                        yield from _examples(
                            reader, line, [_told(reader, other)], meant=_goes_on_with(line, other)
                        )
            turns.insert(0, _told(reader, line))


def _alone(reader: Understander, lines: Sequence[BankLine]) -> Iterator[SureExample]:
    for place, line in enumerate(lines):
        if line.turn > 1:
            continue
        for step in STEPS:
            other = lines[place - step]
            if not set(line.measures) & set(other.measures):
                yield from _examples(reader, line, [_told(reader, other)], alone=True)


def _goes_on_with(line: BankLine, other: BankLine) -> Callable[[Reading], bool]:
    """Return what says whether a reading asks about another line's measures as a line does."""

    def right(reading: Reading) -> bool:
        query = reading.query
        alike = query.kind is Kind.COMPARE or set(query.measures) == set(other.measures)
        return query.kind is line.kind and alike

    return right


def _can_be_leant_on(line: BankLine) -> bool:
    return line.kind in ABOUT_MEASURE and len(line.measures) == 1 and not line.windows


def _examples(
    reader: Understander,
    line: BankLine,
    turns: Sequence[Turn],
    *,
    alone: bool = False,
    meant: Callable[[Reading], bool] | None = None,
) -> Iterator[SureExample]:
    earlier = before(reader.catalogue, turns)
    clues = reader.clues(line.text)
    if earlier is None or clues.empty:
        return
    subject = subject_of(clues)
    kinds = weigh(clues, subject)
    asked = told(Asked(clues=clues, kinds=kinds, subject=subject, today=line.today))
    reading = reader.read(line.text, line.today)
    for way in reader.follow_ups.ways(asked, earlier):
        features = dict(reader.follow_ups.evidence(asked, earlier, way, reading))
        right = meant(way.reading) if meant else _means(line, way.reading)
        if alone and right and way.reading.query.measures and not subject.named:
            continue  # right by chance
        yield features, right


def _means(line: BankLine, reading: Reading) -> bool:
    """Say whether a reading is what a line means, whatever the dates of its windows are."""
    got: Given = given(reading)
    dated = line.model_copy(update={"windows": tuple(got.windows)})
    outcome = score(dated, got)
    return outcome in SETTLED if isinstance(reading, Ambiguous) else outcome is Outcome.RIGHT


def _told(reader: Understander, line: BankLine) -> Turn:
    """Return the turn that a line leaves behind once it was understood as it was meant."""
    if line.ambiguous or line.kind is Kind.NOT_IN_PLAN:
        reading = reader.read(line.text, line.today)
        choices = reading.choices if isinstance(reading, Ambiguous) else ()
        return Turn(query=reading.query, asked=choices)
    windows = tuple(Window(start=start, end=end) for start, end in line.windows)
    return Turn(
        query=Query(
            kind=line.kind,
            measures=tuple(line.measures),
            ambition=line.ambition,
            windows=windows,
            comparators=tuple(line.comparators),
            filter=line.filter,
            value=line.value,
        ),
        answered=windows,
    )
