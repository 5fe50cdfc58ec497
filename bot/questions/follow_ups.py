"""What a question leaves out is taken from the conversation."""

from __future__ import annotations

from datetime import date

from bot.plan.measures import Catalogue
from bot.questions.building import Builder
from bot.questions.clues import Clues
from bot.questions.kinds import Kinds
from bot.questions.names import Names
from bot.questions.queries import Reading, Turn
from bot.questions.tracing import Trace


class FollowUps:
    """Reads questions that lean on the turns before them."""

    def __init__(self, catalogue: Catalogue, names: Names, builder: Builder) -> None:
        """Keep what is needed to read a leaning question."""
        self.catalogue = catalogue
        self._names = names
        self._builder = builder

    def read(
        self,
        clues: Clues,
        kinds: Kinds,
        today: date,
        turns: tuple[Turn, ...],
        steps: Trace,
    ) -> Reading | None:
        """Return the reading of a question that leans on `turns`, None where it stands alone."""
        return None
