"""How fast messages may leave: a bucket per chat, one for all, one for bulk.

Each bucket is one row holding one instant: the time at which it is empty again (a leaky bucket,
"generic cell rate algorithm"). Rows are shared by all replicas, so together they keep within the
limits. Source: Telegram's bot FAQ: about 30 messages a second in all, 1 a second in one chat (short
bursts pass), 20 a minute in one group; then 429 with `retry_after`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.outbox.notice import Notice, NoticeClass

EVERYONE = "all"
BULK = "bulk"
NOW = timedelta(0)
PROMPT = frozenset({NoticeClass.ANSWER, NoticeClass.ACKNOWLEDGEMENT})


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """One limit's state. Both instants are aware UTC, or None where it was never used or halted."""

    name: str
    empty_at: datetime | None = None
    halted_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Rate:
    """One message every `every`, of which `burst` may go at once."""

    every: timedelta
    burst: int = 1


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The rates to keep. `ahead` is how long a message may be kept in hand for its turn."""

    everyone: Rate = Rate(every=timedelta(seconds=1 / 28))
    bulk: Rate = Rate(every=timedelta(seconds=1 / 20))
    chat: Rate = Rate(every=timedelta(seconds=1.05))
    answers_in_private: Rate = Rate(every=timedelta(seconds=1.05), burst=5)
    group: Rate = Rate(every=timedelta(seconds=3.2), burst=2)
    ahead: timedelta = timedelta(seconds=0.25)


def wait(bucket: Bucket, rate: Rate, now: datetime) -> timedelta:
    """Return how long until this bucket lets one more message go; zero where it may go now."""
    waits = [NOW]
    if bucket.empty_at is not None:
        waits.append(bucket.empty_at - (rate.burst - 1) * rate.every - now)
    if bucket.halted_until is not None:
        waits.append(bucket.halted_until - now)
    return max(waits)


def take(bucket: Bucket, rate: Rate, at: datetime) -> Bucket:
    """Return the bucket after one message went at `at`."""
    start = at if bucket.empty_at is None else max(at, bucket.empty_at)
    return replace(bucket, empty_at=start + rate.every)


def halt(bucket: Bucket, until: datetime) -> Bucket:
    """Return the bucket halted until `until`, or later where it was halted longer already."""
    longest = until if bucket.halted_until is None else max(until, bucket.halted_until)
    return replace(bucket, halted_until=longest)


def is_group(chat: str) -> bool:
    """Say whether a chat is a group: Telegram gives groups negative ids."""
    return chat.partition(":")[2].startswith("-")


def rates(notice: Notice, limits: Limits) -> dict[str, Rate]:
    """Return the buckets that a notice takes from, with the rate each is kept to."""
    named = {EVERYONE: limits.everyone}
    answer = notice.notice_class in PROMPT
    if not answer:
        named[BULK] = limits.bulk
    if is_group(notice.chat):
        named[notice.chat] = limits.group
    else:
        named[notice.chat] = limits.answers_in_private if answer else limits.chat
    return named
