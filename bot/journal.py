"""What came in and what was done: nothing is done twice, and who did what is kept.

The inbox holds every update until its effect is recorded; `JournalStore.finish` marks it done in
the same transaction as the effect. The audit is append-only; each line is sealed with the hash of
the one before it.
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

    def waiting(
        self, door: str, *, limit: int, before: datetime | None = None
    ) -> Sequence[InboxRow]:
        """Return updates not yet done, oldest first; only those received by `before`, if given."""
        ...

    def finish(self, door: str, update_id: int, now: datetime) -> bool:
        """Mark an update done and clear its body; False where it was done already.

        Raises:
            NotItsTurn: an earlier update of the same chat waits, maybe in another process's hands.
        """
        ...

    def fail(self, door: str, update_id: int, reason: str, now: datetime) -> int:
        """Count a failed try and return how many there were; at five it is set aside."""
        ...

    def backlog(self, door: str) -> tuple[int, datetime | None]:
        """Return how many updates wait, and when the oldest of them came in."""
        ...

    def schema_version(self) -> str:
        """Return the version of the database's tables."""
        ...

    def highest(self, door: str) -> int | None:
        """Return the highest update id received, or None."""
        ...


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """One act: who (role and member's number, never a name), what, on what, before and after.

    `actor` is "member 7", "command line" or "the bot". `action` is a short verb in the past
    ("confirmed", "approved", "invited"). `object` names what it was done to ("member 9", or a
    measure's code and the short name of a period: "4.02 Q2 2026-27"); its first word is what lines
    are gathered by. `before` and `after` are short texts of the values; never tokens, never free
    text.
    """

    actor: str
    role: str
    action: str
    object: str
    before: str = ""
    after: str = ""
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Seal:
    """The newest sealed line: its number in the chain, and the hash that every later one rests on.

    Noted outside the database, it shows later that nothing was cut off the chain's end.
    """

    number: int
    hash: str


class AuditStore(Protocol):
    """Who did what, append-only; fulfilled by `storage/audit_store.py`."""

    def note(self, line: AuditLine) -> None:
        """Append a line in the open transaction; it never waits for another's."""
        ...

    def about(self, object_: str, *, limit: int = 20) -> Sequence[AuditLine]:
        """Return the lines about one object, newest first."""
        ...

    def about_all(self, subject: str, *, limit: int = 20) -> Sequence[AuditLine]:
        """Return the lines whose object begins with the word `subject`, newest first."""
        ...

    def newest(self, *, limit: int = 50) -> Sequence[AuditLine]:
        """Return the newest lines, newest first."""
        ...

    def last_by(self, actor: str) -> datetime | None:
        """Return when somebody last did anything that is noted, or None."""
        ...

    def seal(self, *, limit: int = 1_000) -> int:
        """Seal up to `limit` lines that are not yet, oldest first, and return how many."""
        ...

    def unsealed(self) -> int:
        """Return how many lines are not sealed yet."""
        ...

    def seal_now(self) -> Seal | None:
        """Return the newest seal, or None where nothing is sealed."""
        ...

    def broken_at(self) -> int | None:
        """Return the number of the first sealed line that does not follow, or None: all is well."""
        ...
