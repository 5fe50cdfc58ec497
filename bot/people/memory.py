"""What is remembered of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Said:
    """One earlier answer as it was kept: `query`, `choices`, `others` and `answered` as JSON text.

    `number` is the answer's row; its buttons are pressed by that number and their place.
    """

    number: int
    chat: str
    person: str
    at: datetime
    body: str


class ConversationStore(Protocol):
    """What was said lately in each chat; kept in the database so that a restart loses nothing."""

    def keep(self, *, chat: str, person: str, at: datetime, body: str) -> int:
        """Store one answer and return its number."""
        ...

    def find(self, number: int) -> Said | None:
        """Return one answer."""
        ...

    def recent(self, *, chat: str, person: str, since: datetime, limit: int = 5) -> Sequence[Said]:
        """Return this person's newest answers in this chat, newest first."""
        ...

    def forget_before(self, instant: datetime) -> int:
        """Delete answers older than `instant` and return how many."""
        ...
