"""Replicas that send from one outbox, in virtual time, with faults at every step.

The decisions (`bot.outbox.dispatch.turn`) and the storage are the real ones; only Telegram, the
clock and the machines are played. The same seed gives the same run.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.outbox.dispatch import Ready, Sender, Settlement, Tray, turn
from bot.outbox.limits import Limits
from bot.outbox.notice import (
    AnswerLost,
    Halted,
    Notice,
    NoticeClass,
    NoticeState,
    NotSent,
    Outcome,
    Sent,
)
from storage.bound_stores import BoundStores
from storage.catalogue import CatalogueCache
from storage.prepared import Link

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEASE = timedelta(seconds=30)
SAFE = 0.8
"""The share of its lease after which a sender no longer sends."""
HOUR = timedelta(hours=1)


@dataclass
class Telegram:
    """Takes messages and remembers when; keeps what Telegram keeps to."""

    delivered: Counter[str] = field(default_factory=Counter)
    unmarked: Counter[str] = field(default_factory=Counter)
    times: list[datetime] = field(default_factory=list)

    def take(self, ready: Ready, at: datetime) -> None:
        key = ready.leased.notice.key
        self.delivered[key] += 1
        self.unmarked[key] += not ready.leased.repeat
        self.times.append(at)

    def worst_second(self) -> int:
        """Return the most messages within any second."""
        times = sorted(self.times)
        worst = begin = 0
        for end, time in enumerate(times):
            while time - times[begin] >= timedelta(seconds=1):
                begin += 1
            worst = max(worst, end - begin + 1)
        return worst


@dataclass
class Replica:
    """One process: its clock is wrong by `skew`; `until` is when it goes on after a stall."""

    sender: Sender
    skew: timedelta
    settled: list[Settlement] = field(default_factory=list)
    hand: list[tuple[Ready, datetime]] = field(default_factory=list)
    until: datetime = START
    life: int = 0


@dataclass
class Run:
    """What a seed came to."""

    faults: Counter[str]
    states: Counter[NoticeState]
    delivered: Counter[str]
    unmarked: Counter[str]
    worst_second: int
    trace: list[str]


def simulate(
    seed: int,
    connection: Connection,
    *,
    replicas: int = 3,
    notices: int = 40,
    skew: float = 5.0,
    jumps: bool = False,
) -> Run:
    """Send `notices` messages with faults until nothing is open any more.

    Clocks are up to `skew` seconds apart; with `jumps` each goes forward or back an hour at times.
    """
    rng = random.Random(seed)
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    stores = BoundStores(Link(connection, raw), CatalogueCache())
    tray = Tray(outbox=stores.outbox, limiter=stores.limiter)
    telegram, faults, trace = Telegram(), Counter[str](), list[str]()
    raw.execute("BEGIN IMMEDIATE")
    for number in range(notices):
        kind = NoticeClass.ANSWER if number % 3 == 0 else NoticeClass.REMINDER
        stores.outbox.add(
            Notice(
                key=f"{number}",
                chat=f"telegram:{1 + number % (notices // 2)}",
                html="x",
                plain="x",
                notice_class=kind,
            ),
            START,
        )
    raw.execute("COMMIT")
    machines = [
        Replica(
            sender=Sender(owner=f"{place}", door="telegram", limits=Limits(), lease=LEASE),
            skew=timedelta(seconds=rng.uniform(-skew / 2, skew / 2)),
        )
        for place in range(replicas)
    ]
    now = START
    while now < START + 4 * HOUR:
        now += timedelta(milliseconds=rng.choice((20, 100, 400)))
        one = rng.choice(machines)
        if now < one.until:
            continue
        if jumps and rng.random() < 0.01:
            faults["a clock that jumped"] += 1
            one.skew = rng.choice((-HOUR, timedelta(0), HOUR))
        _step(rng, one, tray, raw, now, telegram, faults, trace)
        if not any(machine.hand or machine.settled for machine in machines):
            counts = stores.outbox.counts()
            if not any(
                counts[s] for s in (NoticeState.DUE, NoticeState.LEASED, NoticeState.SENDING)
            ):
                break
    states = Counter({state: n for state, n in stores.outbox.counts().items() if n})
    return Run(
        faults=faults,
        states=states,
        delivered=telegram.delivered,
        unmarked=telegram.unmarked,
        worst_second=telegram.worst_second(),
        trace=trace,
    )


def _step(
    rng: random.Random,
    one: Replica,
    tray: Tray,
    raw: sqlite3.Connection,
    now: datetime,
    telegram: Telegram,
    faults: Counter[str],
    trace: list[str],
) -> None:
    """Let one replica send what it has in hand, or take its next turn; or something goes wrong."""
    if one.hand:
        ready, taken_at = one.hand.pop(0)
        leased = ready.leased
        luck = rng.random()
        if luck < 0.03:
            faults["killed before a send"] += 1
            _die(one)
            return
        if luck < 0.06:
            faults["stopped for longer than the lease"] += 1
            one.until = now + LEASE * rng.uniform(1.1, 2)
            one.hand.insert(0, (ready, taken_at))
            return
        if now - taken_at > SAFE * LEASE:
            outcome: Outcome = NotSent(seconds=0.0, reason="the lease had nearly run out")
        else:
            outcome = _send(rng, ready, now, telegram, faults)
            if rng.random() < 0.03:
                faults["killed after a send"] += 1
                _die(one)
                return
        trace.append(
            f"{now.time()} {one.sender.owner} {leased.notice.key} {type(outcome).__name__}"
        )
        one.settled.append(Settlement(leased=leased, outcome=outcome))
        return
    if rng.random() < 0.03:
        faults["the database fails when a turn is taken"] += 1
        return  # what was settled is kept, and the turn is taken again
    raw.execute("BEGIN IMMEDIATE")
    batch = turn(tray, one.sender, now + one.skew, settled=one.settled, room=8)
    one.settled = []
    raw.execute("COMMIT")
    if rng.random() < 0.02:
        faults["killed after a turn"] += 1
        _die(one)
        return
    one.hand = [(ready, now) for ready in batch.ready]


def _send(
    rng: random.Random,
    ready: Ready,
    now: datetime,
    telegram: Telegram,
    faults: Counter[str],
) -> Outcome:
    luck = rng.random()
    if luck < 0.04:
        faults["no connection"] += 1
        return NotSent(seconds=1.0, reason="no connection")
    if luck < 0.08:
        faults["reset before delivery"] += 1
        return AnswerLost(reason="reset")
    if luck < 0.12:
        faults["reset after delivery"] += 1
        telegram.take(ready, now)
        return AnswerLost(reason="reset")
    if luck < 0.15:
        faults["429"] += 1
        return Halted(seconds=rng.choice((1.0, 30.0)))
    telegram.take(ready, now)
    return Sent(message_id=1)


def _die(one: Replica) -> None:
    """Forget everything, as kill -9 does; another process starts under another name."""
    one.hand, one.settled = [], []
    one.life += 1
    owner = f"{one.sender.owner.partition('.')[0]}.{one.life}"
    one.sender = Sender(
        owner=owner, door="telegram", limits=one.sender.limits, lease=one.sender.lease
    )
