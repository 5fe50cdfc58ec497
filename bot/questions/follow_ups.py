"""What a question leaves out is taken from the conversation, and said back.

It is read in every way in which it may carry on (`carrying_on`), and as if nothing had been said.
How plainly its words lean, and how well it stands alone, says which of these is meant
(`lean_evidence`, fitted on conversations); where neither is clear, both are offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.plan.measures import Catalogue
from bot.questions.asked import Asked
from bot.questions.before import Before, before
from bot.questions.building import Builder
from bot.questions.carrying_on import CarryingOn
from bot.questions.decision import NONE_OF_THESE, STATING, Decider
from bot.questions.going_on import heard, only_number, plainly
from bot.questions.handing_in import HandingIn
from bot.questions.labels import choices_of
from bot.questions.lean_evidence import lean_evidence
from bot.questions.lean_ways import Leaning, Way
from bot.questions.leaning import REMEMBERED, leads_plainly
from bot.questions.names import Names
from bot.questions.picking import Picking
from bot.questions.queries import Ambiguous, Choice, Query, Reading, Turn, Understood
from bot.questions.standing_alone import may_lean
from bot.questions.tracing import Trace
from bot.questions.weights import Weights

MOST, FURTHER = 6, 3
SURER = 0.08
"""How much likelier it must be to lean where a question has an answer of its own."""
PICKED = 0.95
"""How sure a choice is that was picked by its place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A way to read a question that leans, with the chance that it is meant."""

    chance: float
    leaning: Leaning


class FollowUps:
    """Reads questions that lean on the turns before them."""

    def __init__(
        self,
        catalogue: Catalogue,
        names: Names,
        builder: Builder,
        decider: Decider,
        weights: Weights,
    ) -> None:
        """Keep what is needed to read a leaning question."""
        self._catalogue = catalogue
        self._picking = Picking(catalogue, builder)
        self._handing_in = HandingIn(catalogue, builder)
        self._carrying_on = CarryingOn(catalogue, names, builder)
        self._decider = decider
        self._weights = weights
        self._sure = lru_cache(maxsize=REMEMBERED)(self._sure_of_measures)

    def read(
        self,
        asked: Asked,
        turns: tuple[Turn, ...],
        alone: Callable[[], Reading],
        steps: Trace,
    ) -> Reading | None:
        """Return the reading of a question that leans on `turns`, None where it stands alone."""
        earlier = before(self._catalogue, turns) if may_lean(asked, turns) else None
        if earlier is None or asked.clues.empty:
            return None
        goes_on = leads_plainly(asked.clues) and only_number(asked.clues) is not None  # "and 23"
        value = None if goes_on else self._handing_in.read(asked, earlier)
        if value is not None:
            steps.say("a value for what was said before")
            return value
        placed = self._picking.placed(asked, earlier)
        if placed is not None:
            steps.say("picks what was offered")
            return Understood(query=placed, certainty=PICKED)
        ways = self.ways(asked, earlier)
        if not ways:
            return None
        weighed = self._weighed(asked, earlier, ways, alone())
        for one in weighed:
            query = one.leaning.reading.query
            steps.say(
                f"may lean ({one.leaning.way}): {query.kind} {' '.join(query.measures)}"
                f" {one.chance:.2f}"
            )
        return self._decided(weighed, alone())

    def ways(self, asked: Asked, earlier: Before) -> list[Leaning]:
        """Return the ways in which a question may lean on what was said before."""
        picked = self._picking.answer(asked, earlier, heard(asked))
        ways = [] if picked is None else [Leaning(way=Way.PICK, reading=plainly(picked))]
        return [*ways, *self._carrying_on.ways(asked, earlier, self._sure(asked))]

    def evidence(
        self, asked: Asked, earlier: Before, leaning: Leaning, alone: Reading
    ) -> Iterator[tuple[str, float]]:
        """Yield the features of the certainty that a way is meant; for fitting."""
        return lean_evidence(asked, earlier, leaning, alone, self._sure(asked))

    def _sure_of_measures(self, asked: Asked) -> float:
        """Return how sure the measures are that a question names, 0 where it names none."""
        return self._decider.sure_of_measures(asked) if asked.subject.named else 0.0

    def _weighed(
        self, asked: Asked, earlier: Before, ways: Sequence[Leaning], alone: Reading
    ) -> list[Weighed]:
        found = [
            Weighed(
                chance=self._weights.sure_of_leaning(
                    dict(self.evidence(asked, earlier, one, alone))
                ),
                leaning=one,
            )
            for one in ways
        ]
        return sorted(found, key=lambda one: -one.chance)

    def _decided(self, weighed: Sequence[Weighed], alone: Reading) -> Reading | None:
        """Return the likeliest way where it is clear, None where the question stands alone."""
        best = weighed[0]
        reading, query = best.leaning.reading, best.leaning.reading.query
        surely = query.kind in STATING and isinstance(alone, Understood)
        if best.chance >= (self._weights.lean_at if surely else self._weights.lean_tell_at):
            return replace(reading, certainty=best.chance)
        surer = SURER if isinstance(alone, Understood) else 0.0
        if best.chance < self._weights.alone_at + surer:
            return None
        return self._either(weighed, alone)

    def _either(self, weighed: Sequence[Weighed], alone: Reading) -> Reading:
        """Return a question back: as a follow-up, or on its own."""
        offered: list[Query] = []
        for one in weighed:
            if one.chance < self._weights.alone_at:
                break
            reading = one.leaning.reading
            if isinstance(reading, Ambiguous):
                offered += [choice.query for choice in reading.choices]
            elif isinstance(reading, Understood):
                offered.append(reading.query)
        if isinstance(alone, Understood):
            offered.append(alone.query)
        elif isinstance(alone, Ambiguous):
            offered += [one.query for one in alone.choices[:FURTHER] if one.query.measures]
        first = weighed[0].leaning.reading.query
        told: dict[Query, Query] = {}
        for query in offered:
            told.setdefault(query.but(inherited=None), query)
        offered = list(told.values()) or [first]
        choices: list[Choice] = list(choices_of(self._catalogue, offered[:MOST]))
        none = [NONE_OF_THESE] if len(choices) < MOST else []
        codes = tuple(dict.fromkeys(code for one in offered[:MOST] for code in one.measures))
        return Ambiguous(
            asking="Which of these do you mean?",
            choices=(*choices, *none),
            certainty=weighed[0].chance,
            query=first.but(measures=codes),
        )
