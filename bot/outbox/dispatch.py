"""One turn of the outbox: record what came back, then take what may go now.

A turn is one transaction, so a busy sender pays one commit for many messages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.outbox.limits import (
    EVERYONE,
    NOW,
    PROMPT,
    Bucket,
    Limits,
    Rate,
    halt,
    rates,
    take,
    wait,
)
from bot.outbox.notice import (
    REMINDERS,
    Cancelled,
    Deferred,
    Halted,
    LeasedNotice,
    Notice,
    Outcome,
    Sent,
)
from bot.outbox.store import LimiterStore, OutboxStore

ALL_HALTED_FROM = 3


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What one send came to."""

    leased: LeasedNotice
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A notice marked as being sent; it is to leave after `pause`, which keeps the limits."""

    leased: LeasedNotice
    pause: timedelta


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What one turn came to. `wake` is when the next turn is worth while, or None."""

    ready: tuple[Ready, ...] = ()
    wake: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who sends: its name in the leases, its door, how long leases last, the limits it keeps."""

    owner: str
    door: str
    limits: Limits
    lease: timedelta = timedelta(seconds=30)


Verdict = Notice | Cancelled | Deferred
Recheck = Callable[[Sequence[Notice]], Mapping[str, Verdict]]
"""Says of reminders that are about to go what becomes of each, by key; those left out go as is."""


@dataclass(frozen=True, kw_only=True)
class Tray:
    """The two stores a turn needs, bound to the open transaction.

    `recheck` looks once more at reminders about to go, in the same transaction; None lets all go.
    """

    outbox: OutboxStore
    limiter: LimiterStore
    recheck: Recheck | None = None


def turn(
    tray: Tray, sender: Sender, now: datetime, *, settled: Sequence[Settlement], room: int
) -> Batch:
    """Record `settled`, then lease and mark up to `room` notices that the limits let go."""
    sent = {}
    for one in settled:
        if isinstance(one.outcome, Sent):
            sent[one.leased.id] = one.outcome.message_id
        else:
            tray.outbox.settle(one.leased.id, sender.owner, one.outcome, now)
    tray.outbox.mark_sent(sender.owner, sent, now)
    _halt(tray.limiter, settled, now)
    if room <= 0:
        return Batch()
    limits = sender.limits
    everyone = tray.limiter.hold((EVERYONE,))[EVERYONE]
    slots = _slots(everyone, limits.everyone, limits.ahead, now, room)
    # Where bulk has to wait, an answer may still go: it may be a little before its turn.
    only_answers = not slots
    slots = slots or _slots(everyone, limits.answers, limits.ahead, now, room)
    if not slots:
        return Batch(wake=_next_turn(everyone, limits.answers, limits, now))
    leased = tray.outbox.claim(
        sender.owner,
        now,
        lease=sender.lease,
        limit=slots,
        door=sender.door,
        start=True,
        only_answers=only_answers,
    )
    were_answers = all(one.notice.notice_class in PROMPT for one in leased)
    claimed, leased = len(leased), _rechecked(tray, sender, now, leased)
    ready, everyone = _admit(tray, sender, now, leased, everyone)
    if claimed == slots:
        rate = limits.answers if were_answers else limits.everyone
        wake = _next_turn(everyone, rate, limits, now) if slots < room else None
        return Batch(ready=ready, wake=wake)
    if only_answers:
        return Batch(ready=ready, wake=_next_turn(everyone, limits.everyone, limits, now))
    return Batch(ready=ready, wake=tray.outbox.next_due(sender.door))


def _slots(everyone: Bucket, rate: Rate, ahead: timedelta, now: datetime, room: int) -> int:
    """Return how many messages may leave within `ahead`, at most `room`."""
    slots = 0
    while slots < room and wait(everyone, rate, now) <= ahead:
        everyone = take(everyone, rate, now)
        slots += 1
    return slots


def _next_turn(everyone: Bucket, rate: Rate, limits: Limits, now: datetime) -> datetime:
    """Return when the next message at this rate may be taken in hand."""
    return now + max(wait(everyone, rate, now) - limits.ahead, NOW)


def _rechecked(
    tray: Tray, sender: Sender, now: datetime, leased: Sequence[LeasedNotice]
) -> Sequence[LeasedNotice]:
    """Return what still goes, with the words it has now; the rest is cancelled or put off."""
    reminders = [one.notice for one in leased if one.notice.notice_class in REMINDERS]
    if tray.recheck is None or not reminders:
        return leased
    verdicts = tray.recheck(reminders)
    going = []
    for one in leased:
        verdict = verdicts.get(one.notice.key)
        if isinstance(verdict, Cancelled | Deferred):
            tray.outbox.settle(one.id, sender.owner, verdict, now)
        else:
            going.append(one if verdict is None else replace(one, notice=verdict))
    return going


def _admit(
    tray: Tray,
    sender: Sender,
    now: datetime,
    leased: Sequence[LeasedNotice],
    everyone: Bucket,
) -> tuple[tuple[Ready, ...], Bucket]:
    """Return what leaves, each with its pause, and what is left of everybody's limit."""
    if not leased:
        return (), everyone
    wanted = [(one, rates(one.notice, sender.limits)) for one in leased]
    names = sorted({name for _, named in wanted for name in named} - {EVERYONE})
    buckets = {EVERYONE: everyone, **tray.limiter.hold(names)}
    ready = []
    for one, named in wanted:
        pause = max(wait(buckets[name], rate, now) for name, rate in named.items())
        if pause > sender.limits.ahead:
            outcome = Deferred(seconds=pause.total_seconds())
            tray.outbox.settle(one.id, sender.owner, outcome, now)
        else:
            _take_all(buckets, named, now + pause)
            ready.append(Ready(leased=one, pause=pause))
    tray.limiter.keep(buckets.values())
    return tuple(ready), buckets[EVERYONE]


def _take_all(buckets: dict[str, Bucket], named: dict[str, Rate], at: datetime) -> None:
    for name, rate in named.items():
        buckets[name] = take(buckets[name], rate, at)


def _halt(limiter: LimiterStore, settled: Sequence[Settlement], now: datetime) -> None:
    """Halt the chats that Telegram answered 429 for; everyone where it said so to several."""
    until = {
        one.leased.notice.chat: now + timedelta(seconds=one.outcome.seconds)
        for one in settled
        if isinstance(one.outcome, Halted)
    }
    if not until:
        return
    if len(until) >= ALL_HALTED_FROM:
        until[EVERYONE] = min(until.values())
    held = limiter.hold(sorted(until))
    limiter.keep(halt(held[name], instant) for name, instant in until.items())
