"""Who speaks, and what is remembered of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person may do; each includes the ones before it."""

    STRANGER = "stranger"
    READER = "reader"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    OFFICER = "officer"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who speaks. `id` is the door's own name ("telegram:123", "terminal")."""

    id: str
    role: Role


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
