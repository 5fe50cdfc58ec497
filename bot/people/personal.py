"""What is held on one person across all rooms, and how it is let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

FAREWELL = "farewell:"
"""How the key of a last message begins: whom it went to is forgotten once it has gone."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """How much is held under a contact: numbers of rows, and the day of the oldest answer.

    `answers` are kept so that their buttons work, `questions` are on the list of what was not
    answered at once, `deliveries` and `updates` say what went out and came in, without its text;
    `follows` are measures they are told of, `drafts` figures they began to hand in.
    """

    answers: int
    oldest_answer: datetime | None
    questions: int
    deliveries: int
    updates: int
    follows: int
    drafts: int


class PersonalStore(Protocol):
    """Rows that carry a person's contact; `storage/personal_store.py` fulfils it."""

    def held(self, contact: str) -> Held:
        """Return how much is held under a contact."""
        ...

    def erase(self, contact: str) -> None:
        """Delete answers, drafts, follows and who asked what; take the contact out of the rest.

        What waits to be sent to them is cancelled.
        """
        ...

    def forget_farewells(self) -> int:
        """Take the contact off last messages that have gone; return how many."""
        ...

    def forget_updates_before(self, instant: datetime) -> int:
        """Delete updates that were done before `instant`; the newest of each door stays."""
        ...

    def forget_deliveries_before(self, instant: datetime) -> int:
        """Delete what is kept of messages that were settled before `instant`."""
        ...
