"""What came in and what was done, so that nothing is done twice.

The inbox holds every update until its effect is recorded; `JournalStore.seen` marks it done in the
same transaction as the effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class InboxRow:
    """An update as it arrived: `body` is the door's own JSON; cleared once done."""

    door: str
    update_id: int
    chat: str
    body: str
    attempts: int = 0


class JournalStore(Protocol):
    """The inbox, and the log of what was done."""

    def receive(self, rows: Sequence[InboxRow], now: datetime) -> int:
        """Store updates not seen before and return how many were new."""
        ...

    def waiting(self, door: str, *, limit: int) -> Sequence[InboxRow]:
        """Return updates not yet done, oldest first."""
        ...

    def finish(self, door: str, update_id: int, now: datetime) -> bool:
        """Mark an update done and clear its body; False where it was done already."""
        ...

    def fail(self, door: str, update_id: int, reason: str, now: datetime) -> int:
        """Count a failed try and return how many there were; at five it is set aside."""
        ...

    def highest(self, door: str) -> int | None:
        """Return the highest update id received, or None."""
        ...
