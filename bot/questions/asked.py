"""A question with all that was found in it, which the kinds are read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.questions.clues import Clues
from bot.questions.kinds import Kinds
from bot.questions.named import AmbitionNamed
from bot.questions.subjects import Subject

SUBJECT_SURE = 0.55
"""An ambition's subject must be said this fully to be meant."""
INSIDE = frozenset({"in", "under", "within", "for", "across", "from"})
PICKED_FROM = frozenset(
    """
    measures measure indicators indicator kpis kpi metrics metric ones targets target figures
    """.split()  # noqa: SIM905
)
"""What stands after an ambition's subject where it is the ambition's: "education measures"."""
AMBITION_WORDS = frozenset(
    """
    ambition strand theme pillar priority part section chapter side bit area
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with all that was found in it."""

    clues: Clues
    kinds: Kinds
    subject: Subject
    today: date

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash(self.clues)

    def ambition(self, *, within: bool = False) -> AmbitionNamed | None:
        """Return the ambition that is named: by number, or by a subject said fully enough.

        Where something `within` it is asked for, a subject must be called an ambition or stand
        after "in" or "under".
        """
        named = [one for one in self.clues.link.ambitions if one.held]
        numbered = [one for one in named if one.by == "number"]
        if numbered:
            return numbered[0]
        called = any(word in AMBITION_WORDS for word in self.clues.words)
        sure = [
            one
            for one in named
            if one.score >= (SUBJECT_SURE / 2 if called or one.by == "title" else SUBJECT_SURE)
        ]
        if within and not called:
            sure = [one for one in sure if self._is_inside(one)]
        return sure[0] if sure else None

    def _is_inside(self, ambition: AmbitionNamed) -> bool:
        tokens, first = self.clues.tokens, min(ambition.places)
        before = {token.norm for token in tokens[max(0, first - 2) : first]}
        after = {token.norm for token in tokens[max(ambition.places) + 1 :][:1]}
        return not (before.isdisjoint(INSIDE) and after.isdisjoint(PICKED_FROM))
