"""Text becomes a reading: what is asked, how sure that is, and what else it may have been.

The steps, each in a file of its own: the text is normalised and spelled; names, periods and
numbers are found (`clues`); cues say the kind (`kinds`); what is left out comes from the
conversation (`follow_ups`); the query is put together (`building`); and whether it is sure enough
to answer is decided (`decision`). Nothing here reads a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from bot.plan.measures import Catalogue
from bot.questions.asked import Asked
from bot.questions.building import Builder
from bot.questions.clues import Clues, Gatherer
from bot.questions.cues import Cues
from bot.questions.decision import Decider
from bot.questions.follow_ups import FollowUps
from bot.questions.going_on import told
from bot.questions.kinds import Kinds, weigh
from bot.questions.lexicon import Lexicon
from bot.questions.names import Names
from bot.questions.phrases import cues_with
from bot.questions.plain_words import FUNCTION, SOFT
from bot.questions.plan_readings import printed_texts
from bot.questions.queries import Reading, Turn
from bot.questions.spelling import Speller
from bot.questions.standing_alone import may_lean
from bot.questions.subjects import subject_of
from bot.questions.tracing import Trace
from bot.questions.typing_slips import TEXT_SPEAK
from bot.questions.weights import Weights, bundled

TURNS = 6
REMEMBERED = 512
"""How many texts are remembered with what was found in them."""


def _written(names: Names) -> Iterator[str]:
    """Yield every phrase that the plan and its field print: what spelling is mended towards."""
    lexicon = names.lexicon
    yield from printed_texts(names.catalogue)
    yield from lexicon.abbreviations
    yield from (phrase for meaning in lexicon.means for phrase in meaning.says)
    for part in (
        lexicon.abbreviations,
        lexicon.ideas,
        lexicon.loosely,
        lexicon.ambitions,
        lexicon.organisations,
        lexicon.comparators,
        lexicon.regions,
        lexicon.elsewhere,
        lexicon.absent,
        lexicon.breakdowns,
    ):
        yield from part
        for phrases in part.values():
            yield from phrases


@lru_cache(maxsize=4)
def understander(catalogue: Catalogue) -> Understander:
    """Return the understander of a catalogue; the same one for the same object."""
    return Understander(catalogue)


class Understander:
    """Reads questions about one plan."""

    def __init__(
        self,
        catalogue: Catalogue,
        weights: Weights | None = None,
        *,
        lexicon: Lexicon | None = None,
        phrases: Cues | None = None,
    ) -> None:
        """Build the indexes: some tenths of a second, more for a plan of thousands of measures.

        Args:
            catalogue: The plan.
            weights: The fitted numbers, where they are not those that come with the bot.
            lexicon: The field's words, where they are not those that come with the plan.
            phrases: The phrase tables, where they are not those that come with the bot.
        """
        self.catalogue = catalogue
        self.names = Names(catalogue, lexicon)
        heard = phrases or cues_with(self.names.lexicon.phrases)
        speller = Speller(
            (*_written(self.names), *sorted((FUNCTION | SOFT) - TEXT_SPEAK.keys())),
            heard.neighbours,
            heard.vocabulary,
        )
        self._gatherer = Gatherer(self.names, speller, heard)
        self._builder = Builder(catalogue)
        self._weights = weights or bundled()
        self._decider = Decider(catalogue, self._builder, self._weights)
        self.follow_ups = FollowUps(
            catalogue, self.names, self._builder, self._decider, self._weights
        )
        # The same few questions come again and again; what is found in a text never changes.
        self._found = lru_cache(maxsize=REMEMBERED)(self._find)
        self.asked = lru_cache(maxsize=REMEMBERED)(self._ask)
        self._alone = lru_cache(maxsize=REMEMBERED)(self._read_alone)
        self._after = lru_cache(maxsize=REMEMBERED)(self._read_after)

    def clues(self, text: str) -> Clues:
        """Return what is found in a text; for `--trace` and for fitting."""
        return self._gatherer.gather(text)

    def read(
        self, text: str, today: date, turns: Sequence[Turn] = (), *, trace: bool = False
    ) -> Reading:
        """Return what a text asks.

        Args:
            text: What was typed; any text is read, none raises.
            today: The day on which it is asked.
            turns: What was answered before in this conversation, the newest first.
            trace: Whether the reading says how it was come to.
        """
        said = tuple(turns)[:TURNS]
        if trace:
            return self._read_traced(text, today, said)
        if not may_lean(self.asked(text, today), said):
            return self._alone(text, today)
        return self._after(text, today, said)

    def _read_traced(self, text: str, today: date, said: tuple[Turn, ...]) -> Reading:
        steps = Trace(wanted=True)
        clues, kinds = self._found(text)
        steps.found(clues, kinds)
        reading = self._lean(text, today, said, steps)
        return steps.on(reading or self._decider.decide(clues, kinds, today, steps))

    def _read_after(self, text: str, today: date, said: tuple[Turn, ...]) -> Reading:
        return self._lean(text, today, said, Trace(wanted=False)) or self._alone(text, today)

    def _lean(self, text: str, today: date, said: tuple[Turn, ...], steps: Trace) -> Reading | None:
        """Return the reading of a question that leans on what was said, None for any other."""
        asked = self.asked(text, today)
        return self.follow_ups.read(asked, said, lambda: self._alone(text, today), steps)

    def _find(self, text: str) -> tuple[Clues, Kinds]:
        clues = self.clues(text)
        return clues, weigh(clues, subject_of(clues), self._weights)

    def _ask(self, text: str, today: date) -> Asked:
        """Return a question as it may lean on others."""
        clues, kinds = self._found(text)
        return told(Asked(clues=clues, kinds=kinds, subject=subject_of(clues), today=today))

    def _read_alone(self, text: str, today: date) -> Reading:
        return self._decider.decide(*self._found(text), today, Trace(wanted=False))
