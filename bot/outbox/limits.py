"""How fast messages may leave: a bucket per chat, and one for all.

Each bucket is one row holding one instant: the time at which it is empty again (a leaky bucket,
"generic cell rate algorithm"). Rows are shared by all replicas, so together they keep within the
limits. Source: Telegram's bot FAQ: about 30 messages a second in all, 1 a second in one chat (short
bursts pass), 20 a minute in one group; then 429 with `retry_after`.

Answers and bulk share one bucket, so bulk takes whatever answers leave unused. Bulk keeps the pace
to the message; an answer may go one and a half messages before its turn, and those after it wait
that much longer. So no answer stands behind a storm of reminders, and no second has more than 30.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.outbox.notice import Notice, NoticeClass

EVERYONE = "all"
NOW = timedelta(0)
FAR_OFF = timedelta(minutes=1)
"""Much further than honest clocks are apart, and than a message is taken in hand ahead."""
PROMPT = frozenset({NoticeClass.ANSWER, NoticeClass.ACKNOWLEDGEMENT})


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """One limit's state. Both instants are aware UTC, or None where it was never used or halted."""

    name: str
    empty_at: datetime | None = None
    halted_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Rate:
    """One message every `every`, of which `burst` may go at once.

    Half a message of burst is half of `every` by which one may come early.
    """

    every: timedelta
    burst: float = 1


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The rates to keep. `everyone` is the pace of all chats together, `answers` that of answers.

    `ahead` is how long a message may be kept in hand for its turn: as short as may be, since an
    answer that comes meanwhile waits for what is in hand.
    """

    everyone: Rate = Rate(every=timedelta(seconds=1 / 28))
    answers: Rate = Rate(every=timedelta(seconds=1 / 28), burst=2.5)
    chat: Rate = Rate(every=timedelta(seconds=1.05))
    answers_in_private: Rate = Rate(every=timedelta(seconds=1.05), burst=5)
    group: Rate = Rate(every=timedelta(seconds=3.2), burst=2)
    ahead: timedelta = timedelta(seconds=0.5 / 28)


def wait(bucket: Bucket, rate: Rate, now: datetime) -> timedelta:
    """Return how long until this bucket lets one more message go; zero where it may go now."""
    waits = [NOW]
    empty_at = _empty_at(bucket, rate, now)
    if empty_at is not None:
        waits.append(empty_at - (rate.burst - 1) * rate.every - now)
    if bucket.halted_until is not None:
        waits.append(bucket.halted_until - now)
    return max(waits)


def take(bucket: Bucket, rate: Rate, at: datetime) -> Bucket:
    """Return the bucket after one message went at `at`."""
    start = max(at, _empty_at(bucket, rate, at) or at)
    return replace(bucket, empty_at=start + rate.every)


def _empty_at(bucket: Bucket, rate: Rate, now: datetime) -> datetime | None:
    """Return when a bucket is empty, None where that was written by a clock that is wrong.

    Nobody takes a message in hand long before its turn. Without this a replica whose clock is an
    hour fast would have all others wait for an hour.
    """
    at = bucket.empty_at
    if at is None or at - now > rate.burst * rate.every + FAR_OFF:
        return None
    return at


def halt(bucket: Bucket, until: datetime) -> Bucket:
    """Return the bucket halted until `until`, or later where it was halted longer already."""
    longest = until if bucket.halted_until is None else max(until, bucket.halted_until)
    return replace(bucket, halted_until=longest)


def is_group(chat: str) -> bool:
    """Say whether a chat is a group: Telegram gives groups negative ids."""
    return chat.partition(":")[2].startswith("-")


def rates(notice: Notice, limits: Limits) -> dict[str, Rate]:
    """Return the buckets that a notice takes from, with the rate each is kept to."""
    answer = notice.notice_class in PROMPT
    named = {EVERYONE: limits.answers if answer else limits.everyone}
    if is_group(notice.chat):
        named[notice.chat] = limits.group
    else:
        named[notice.chat] = limits.answers_in_private if answer else limits.chat
    return named
