"""What a question mentions: one mention for each thing that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.plan.measures import Catalogue
from bot.questions.candidates import Candidates, Context, of_code
from bot.questions.codes import CodeSpot
from bot.questions.ideas import Word
from bot.questions.measure_readings import ABSENT
from bot.questions.named import Candidate, Mention, Named
from bot.questions.reading_index import Readings
from bot.questions.readings import Match
from bot.questions.splitting import Asked, Splitter


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a question mentions: measures, topics the plan lacks, and the measures nearest."""

    mentions: tuple[Mention, ...]
    absent: tuple[Named, ...]
    nearest: tuple[Candidate, ...]


class Mentions:
    """Finds what a question mentions among the measures of a plan."""

    def __init__(self, catalogue: Catalogue, readings: Readings, context: Context) -> None:
        """Keep the index; `context` gives the ideas of all a plan says about a measure."""
        self._splitter = Splitter(readings, context)
        self._candidates = Candidates(catalogue, context)

    def found(self, asked: Asked, codes: Sequence[CodeSpot]) -> Mentioned:
        """Return the mentions in the order of the text, and the topics that the plan lacks."""
        mentions = [of_code(code) for code in codes]
        absent: list[Named] = []
        nearest: list[Candidate] = []
        for part in self._splitter.parts(asked):
            held = [match for match in part.matches if not match.target.startswith(ABSENT)]
            mention = self._candidates.mention(held, part.spots, asked.facets, asked.said)
            if part.best.target.startswith(ABSENT):
                absent.append(_absent(part.best, asked.words))
                nearest += mention.candidates if mention else ()
            elif mention is not None:
                mentions.append(mention)
        mentions.sort(key=lambda mention: (mention.start, mention.end))
        return Mentioned(_joined(mentions, asked), tuple(absent), tuple(nearest))


def _absent(match: Match, words: Sequence[Word]) -> Named:
    return Named(
        name=match.target.removeprefix(ABSENT),
        score=match.score,
        words=" ".join(words[place].norm for place in sorted(match.places)),
        places=match.places,
    )


def _joined(mentions: Sequence[Mention], asked: Asked) -> tuple[Mention, ...]:
    """Return the mentions with how each hangs on the one before it, the first on the second."""
    joined = [asked.joiner(one.best.places, other.best.places) for one, other in pairwise(mentions)]
    if not joined:
        return tuple(mentions)
    return tuple(
        replace(mention, joined=how)
        for mention, how in zip(mentions, (joined[0], *joined), strict=True)
    )
