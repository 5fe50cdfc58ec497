"""What a question can lean on: the turns before it that were about something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.plan.measures import Catalogue
from bot.questions.queries import Kind, Query, Turn, Window

NOTHING_SAID = frozenset({Kind.HELP, Kind.NOT_IN_PLAN})


@dataclass(frozen=True, kw_only=True)
class Before:
    """The last turn, and those that were about something, the newest first."""

    last: Turn
    turns: tuple[Turn, ...]

    @property
    def turn(self) -> Turn:
        """The last turn that was about something."""
        return self.turns[0]

    @property
    def query(self) -> Query:
        """The query of the last turn that was about something."""
        return self.turn.query

    @property
    def windows(self) -> tuple[Window, ...]:
        """The periods it named, or those its reply stated."""
        return self.query.windows or self.turn.answered

    @property
    def pair(self) -> tuple[str, ...]:
        """The measures of the last two turns, where each was about one and they differ."""
        found: list[str] = []
        for turn in self.turns:
            if len(turn.query.measures) != 1:
                break
            if turn.query.measures[0] not in found:
                found.insert(0, turn.query.measures[0])
            if len(found) == 2:
                return tuple(found)
        return ()

    @property
    def points(self) -> tuple[Window, ...]:
        """The periods of the last two figures of the same measures, oldest first."""
        found: list[Window] = []
        for turn in self.turns:
            if turn.query.measures != self.query.measures or turn.query.kind is not Kind.FIGURE:
                break
            found += turn.query.windows
        return tuple(sorted(dict.fromkeys(found[:2]), key=lambda window: window.start))


def before(catalogue: Catalogue, turns: Sequence[Turn]) -> Before | None:
    """Return what the turns, newest first, leave to lean on; None where there is nothing.

    A question back that offered far-flung measures was about none of them: what was answered
    before it is still what is spoken of.
    """
    about = tuple(turn for turn in turns if turn.reminder or turn.query.kind not in NOTHING_SAID)
    answered = tuple(turn for turn in about if not _is_far_flung(catalogue, turn))
    about = answered or about
    return Before(last=turns[0], turns=about) if about else None


def _is_far_flung(catalogue: Catalogue, turn: Turn) -> bool:
    """Say whether a turn asked back, and offered measures of several ambitions."""
    families = {catalogue.by_code[code].ambition for code in turn.query.measures}
    return bool(turn.asked) and len(families) != 1


def said(catalogue: Catalogue, query: Query) -> str:
    """Return what was taken from a query, in words, so that the reply can say it back."""
    if query.measures:
        return " and ".join(catalogue.by_code[code].name for code in query.measures)
    return f"ambition {query.ambition}" if query.ambition is not None else ""
