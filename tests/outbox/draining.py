"""A storm of reminders leaves while people ask, in virtual time.

The decisions and the storage are the real ones; the clock, Telegram and what a turn costs are
played.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.outbox.dispatch import Batch, Sender, Settlement, Tray, turn
from bot.outbox.limits import PROMPT, Limits
from bot.outbox.notice import Notice, NoticeClass, Sent
from bot.stores import Stores
from storage.database import Database

START = datetime(2026, 10, 14, 8, tzinfo=UTC)
TURN = timedelta(milliseconds=4)
"""What one transaction of a turn takes on a small machine."""
TELEGRAM = timedelta(milliseconds=80)
"""What Telegram takes to answer a send."""
SENDS = 32
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Drained:
    """How long it took, how long each answer waited until it left, the most in one second."""

    seconds: float
    waits: tuple[float, ...]
    worst_second: int

    @property
    def p95(self) -> float:
        """The wait that 95 of 100 answers stay within, in seconds."""
        ordered = sorted(self.waits)
        return ordered[int(0.95 * len(ordered))]


async def drain(
    database: Database,
    *,
    reminders: int,
    answers: int = 0,
    every: float = 0.5,
    seed: int = 0,
    limits: Limits | None = None,
) -> Drained:
    """Return how `reminders` due at once leave while `answers` come, one each `every` seconds."""
    rng = random.Random(seed)
    await _fill(database, reminders)
    arrivals = _arrivals(rng, answers, every)
    sender = Sender(owner="one", door="telegram", limits=limits or Limits(), lease=LEASE)
    now, left, wanted = START, list[datetime](), reminders + answers
    waits: list[float] = []
    flying: list[tuple[datetime, Settlement]] = []
    asked: dict[str, datetime] = {}
    while len(left) < wanted:
        while arrivals and arrivals[0] <= now:
            at = arrivals.pop(0)
            key = f"answer:{len(asked)}"
            asked[key] = at
            await database.transact(partial(_add, notice=_answer(key), at=at))
        done = [one for at, one in flying if at <= now]
        flying = [(at, one) for at, one in flying if at > now]
        batch = await database.transact(
            partial(_turn, sender=sender, now=now, settled=done, room=SENDS - len(flying))
        )
        ended = now + TURN
        for ready in batch.ready:
            leaves = max(ended, now + ready.pause)
            left.append(leaves)
            flying.append(
                (leaves + TELEGRAM, Settlement(leased=ready.leased, outcome=Sent(message_id=1)))
            )
            if ready.leased.notice.notice_class in PROMPT:
                waits.append((leaves - asked[ready.leased.notice.key]).total_seconds())
        now = _next(ended, batch, [at for at, _ in flying], arrivals)
    return Drained(
        seconds=(max(left) - START).total_seconds(),
        waits=tuple(waits),
        worst_second=_worst_second(left),
    )


def _next(
    ended: datetime, batch: Batch, flying: Sequence[datetime], arrivals: Sequence[datetime]
) -> datetime:
    """Return when the messenger takes its next turn: woken, or when something comes back."""
    times = list(arrivals[:1])
    if flying:
        times.append(min(flying))
    if batch.wake is not None:
        times.append(batch.wake)
    return max(ended, min(times, default=ended))


def _turn(
    stores: Stores, *, sender: Sender, now: datetime, settled: Sequence[Settlement], room: int
) -> Batch:
    tray = Tray(outbox=stores.outbox, limiter=stores.limiter)
    return turn(tray, sender, now, settled=settled, room=room)


def _arrivals(rng: random.Random, answers: int, every: float) -> list[datetime]:
    times, at = [], START
    for _ in range(answers):
        at += timedelta(seconds=rng.expovariate(1 / every))
        times.append(at)
    return times


def _answer(key: str) -> Notice:
    chat = f"telegram:{900_000 + int(key.partition(':')[2]) % 5_000}"
    return Notice(key=key, chat=chat, html="x", plain="x", notice_class=NoticeClass.ANSWER)


def _add(stores: Stores, *, notice: Notice, at: datetime) -> None:
    stores.outbox.add(notice, at)


async def _fill(database: Database, many: int) -> None:
    for first in range(0, many, 1_000):
        numbers = range(first, min(first + 1_000, many))
        await database.transact(lambda stores, numbers=numbers: _reminders(stores, numbers))  # type: ignore[misc]


def _reminders(stores: Stores, numbers: Sequence[int]) -> None:
    for number in numbers:
        notice = Notice(
            key=f"reminder:{number}:2026-10-14",
            chat=f"telegram:{1_000 + number}",
            html="x",
            plain="x",
            notice_class=NoticeClass.REMINDER,
        )
        stores.outbox.add(notice, START)


def _worst_second(times: Sequence[datetime]) -> int:
    ordered, worst, begin = sorted(times), 0, 0
    for end, moment in enumerate(ordered):
        while moment - ordered[begin] >= timedelta(seconds=1):
            begin += 1
        worst = max(worst, end - begin + 1)
    return worst
