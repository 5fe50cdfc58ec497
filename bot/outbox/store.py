"""What the outbox needs remembered.

`storage/outbox_store.py`, `limiter_store.py` and `picture_store.py` fulfil it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.outbox.limits import Bucket
from bot.outbox.notice import Backlog, HeldNotice, LeasedNotice, Notice, NoticeState, Outcome


class OutboxStore(Protocol):
    """Messages waiting to leave; every method is safe to call from any replica."""

    def add(self, notice: Notice, now: datetime) -> bool:
        """Store a notice as due; return False where its key is already there."""
        ...

    def put(self, notice: Notice, now: datetime) -> None:
        """Store a notice as due unless its key is already there; nobody is told which."""
        ...

    def claim(
        self,
        owner: str,
        now: datetime,
        *,
        lease: timedelta,
        limit: int,
        chat: str | None = None,
        door: str | None = None,
        start: bool = False,
        only_answers: bool = False,
    ) -> Sequence[LeasedNotice]:
        """Lease up to `limit` due notices, answers first, oldest first, one per chat at a time.

        Notices whose lease has run out come back; those that were `sending` when it ran out are
        settled as `AnswerLost`, not leased again. `chat` narrows to one chat, `door` to
        the chats whose names begin with it ("telegram"). `start` marks them as being sent at once,
        for a sender that settles every one of them: `Deferred` where it did not try after all.
        `only_answers` leaves bulk for later.
        """
        ...

    def key_of(self, chat: str, message_id: int) -> str | None:
        """Return the key of the notice that became a message of a chat, None for any other."""
        ...

    def start_sending(self, notice_id: int, owner: str, now: datetime) -> bool:
        """Mark a leased notice as being sent; False where the lease is no longer this owner's."""
        ...

    def settle(self, notice_id: int, owner: str, outcome: Outcome, now: datetime) -> NoticeState:
        """Record what a send came to and return the notice's new state."""
        ...

    def mark_sent(self, owner: str, sent: Mapping[int, int | None], now: datetime) -> None:
        """Settle many notices as `Sent` in one go: notice id to Telegram's message id."""
        ...

    def hold_open(self, reason: str, now: datetime) -> int:
        """Hold what is in hand or was due by `now`, and return how many: it may have gone already.

        Notices whose time is yet to come stay due.
        """
        ...

    def held(self, *, limit: int = 100) -> Sequence[HeldNotice]:
        """Return notices held for a person, oldest first."""
        ...

    def release(self, notice_id: int, now: datetime) -> bool:
        """Send a held notice after all, marked as a possible repeat; False where none is held."""
        ...

    def drop(self, notice_id: int, now: datetime) -> bool:
        """Give up a held notice and clear what it said; False where none is held."""
        ...

    def backlog(self) -> Backlog:
        """Return what is open and held, without looking at what is done."""
        ...

    def counts(self) -> dict[NoticeState, int]:
        """Return how many notices are in each state."""
        ...

    def next_due(self, door: str | None = None) -> datetime | None:
        """Return when the next notice (of one door) may go, or None where none waits."""
        ...


class PictureStore(Protocol):
    """Where Telegram keeps the pictures that were sent, so that none is drawn twice."""

    def find(self, key: str) -> str | None:
        """Return the file id of a picture that was sent before, or None."""
        ...

    def keep(self, key: str, file_id: str, now: datetime) -> None:
        """Store where a picture is; a newer place takes over from an older one."""
        ...

    def forget_before(self, instant: datetime) -> int:
        """Delete what was sent before `instant` and return how many."""
        ...


class LimiterStore(Protocol):
    """What every replica has sent lately, so that together they stay within Telegram's limits."""

    def hold(self, names: Sequence[str]) -> Mapping[str, Bucket]:
        """Return a bucket for every name, kept from other replicas until the transaction ends.

        A name without a row comes back as a free bucket.
        """
        ...

    def keep(self, buckets: Iterable[Bucket]) -> None:
        """Store buckets, new or changed."""
        ...

    def forget_before(self, instant: datetime) -> int:
        """Delete buckets that were free before `instant` and return how many."""
        ...
