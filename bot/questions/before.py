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
    def points(self) -> tuple[Window, ...]:
        """The periods of the last two figures of the same measures, oldest first."""
        found: list[Window] = []
        for turn in self.turns:
            if turn.query.measures != self.query.measures or turn.query.kind is not Kind.FIGURE:
                break
            found += turn.query.windows
        return tuple(sorted(dict.fromkeys(found[:2]), key=lambda window: window.start))


def before(turns: Sequence[Turn]) -> Before | None:
    """Return what the turns, newest first, leave to lean on; None where there is nothing."""
    about = tuple(turn for turn in turns if turn.reminder or turn.query.kind not in NOTHING_SAID)
    return Before(last=turns[0], turns=about) if about else None


def said(catalogue: Catalogue, query: Query) -> str:
    """Return what was taken from a query, in words, so that the reply can say it back."""
    if query.measures:
        return " and ".join(catalogue.by_code[code].name for code in query.measures)
    return f"ambition {query.ambition}" if query.ambition is not None else ""
