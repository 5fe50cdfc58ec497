"""Weeks of reminders in virtual time: people who answer, delay, block, change; replicas that crash.

Planner, sweep, re-check, outbox and storage are the real ones; the clock, the people, the machines
and Telegram are played. The same seed gives the same run.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.outbox.dispatch import Batch, Ready, Sender, Settlement, Tray, Verdict, turn
from bot.outbox.limits import Limits
from bot.outbox.notice import (
    AnswerLost,
    Halted,
    Notice,
    NotSent,
    Outcome,
    Refused,
    Sent,
)
from bot.people import DutyKind, Member, Role
from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Catalogue
from bot.plan.periods import Period, quarter
from bot.reminders.calendar import calendar_of
from bot.reminders.delivery_page import Balance, balance
from bot.reminders.hours import Hours
from bot.reminders.planner import Planner, stage_key
from bot.reminders.planning import plan_reminders
from bot.reminders.recheck import recheck_reminders
from bot.reminders.records import Snooze, Wish
from bot.reminders.rules import Rules
from bot.reminders.sweep import REMINDER, sweep_reminders
from storage.bound_stores import BoundStores
from storage.catalogue import CatalogueCache
from storage.prepared import Link

Result = TypeVar("Result")

LONDON = ZoneInfo("Europe/London")
LEASE = timedelta(seconds=30)
HORIZON = 33
RULES = Rules()
_CACHE = CatalogueCache()


@dataclass
class Telegram:
    """Takes messages; whoever has blocked the bot gets none."""

    delivered: Counter[str] = field(default_factory=Counter)
    unmarked: Counter[str] = field(default_factory=Counter)
    by_day: Counter[tuple[str, date]] = field(default_factory=Counter)
    times: list[datetime] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)


@dataclass
class Run:
    """What a seed came to; `wrong` lists every promise that was broken."""

    planned: int
    balance: Balance
    faults: Counter[str]
    delivered: Counter[str]
    unmarked: Counter[str]
    wrong: list[str]
    worst_second: int


class Simulation:
    """One seed: an office, some weeks, three replicas."""

    def __init__(self, seed: int, connection: Connection) -> None:
        """Hire people and give each measure an owner."""
        self._rng = random.Random(seed)
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        self._raw = raw
        self.stores = BoundStores(Link(connection, raw), _CACHE)
        found = self.stores.plan.catalogue()
        assert found is not None
        self.catalogue: Catalogue = found
        self._telegram = Telegram()
        self._faults: Counter[str] = Counter()
        self._replica = 0
        self._published: set[tuple[str, Period]] = set()
        self._touched: set[int] = set()
        ended = quarter(self._rng.choice((2024, 2025)), self._rng.randint(1, 4))
        self._first = ended.end
        self._owners = self._commit(self._hire)

    def run(self) -> Run:
        """Live through the weeks, let everything come to rest, and see what was broken."""
        asleep = 0
        for ahead in range(HORIZON):
            day = self._first + timedelta(days=ahead)
            if asleep:
                asleep -= 1
                continue
            if self._rng.random() < 0.04:
                self._faults["asleep for three days"] += 1
                asleep = 2
                continue
            for clock in self._hours():
                now = datetime.combine(day, clock, tzinfo=LONDON).astimezone(ZoneInfo("UTC"))
                self._people_act(now)
                self._tick(now)
        end = datetime.combine(
            self._first + timedelta(days=HORIZON), time(11), tzinfo=LONDON
        ).astimezone(ZoneInfo("UTC"))
        while not calendar_of(self.catalogue, self.stores.reminders, RULES).council.is_working(
            end.date()
        ):
            end += timedelta(days=1)
        for minute in (0, 2, 4):
            self._tick(end + timedelta(minutes=minute), faults=False)
        self._commit(lambda: self._look_for_lost(end))
        found = self._commit(lambda: balance(self.stores))
        return Run(
            planned=found.planned,
            balance=found,
            faults=self._faults,
            delivered=self._telegram.delivered,
            unmarked=self._telegram.unmarked,
            wrong=self._telegram.wrong,
            worst_second=_worst_second(self._telegram.times),
        )

    # The office.

    def _hire(self) -> list[Member]:
        owners, now = [], datetime.combine(self._first, time(9), tzinfo=LONDON)
        for number in range(8):
            role = Role.OFFICER if number >= 6 else Role.CONTRIBUTOR
            member = self.stores.people.add(
                name=f"Person {number}", organisation="Council", role=role, now=now
            )
            self.stores.people.link(member.id, f"telegram:{100 + number}", now)
            self.stores.people.confirm(member.id, now)
            found = self.stores.people.find(member.id)
            assert found is not None
            owners.append(found)
        for measure in self.catalogue.measures:
            self._give(self._rng.choice(owners[:6]), measure.code)
        return owners

    def _give(self, member: Member, code: str) -> None:
        self.stores.people.give(member=member.id, kind=DutyKind.OWNER, scope=code)

    def _hours(self) -> list[time]:
        listed = [time(9, self._rng.randint(0, 59)), time(self._rng.randint(0, 23))]
        return sorted(listed[: 1 + (self._rng.random() < 0.5)])

    # People.

    def _people_act(self, now: datetime) -> None:
        missing = list(self.stores.reminders.missing())
        self._rng.shuffle(missing)
        for one in missing[: self._rng.choice((0, 1, 3))]:
            self._commit(lambda one=one: self._publish(one.measure, one.period, now))  # type: ignore[misc]
        if self._rng.random() < 0.15 and missing:
            member = self._someone()
            until = now.date() + timedelta(days=self._rng.randint(1, 6))
            snooze = Snooze(expected=missing[-1].id, member=member.id, until=until)
            self._commit(lambda: self.stores.reminders.snooze(snooze))
        if self._rng.random() < 0.05:
            member = self._someone()
            wish = Wish(
                member=member.id,
                quiet_from=time(self._rng.randint(12, 18)),
                quiet_until=time(self._rng.randint(8, 11)),
                weekdays=frozenset(self._rng.sample(range(5), 3)),
            )
            self._commit(lambda: self.stores.reminders.put_wish(wish))
        if self._rng.random() < 0.05:
            contact = f"telegram:{100 + self._someone().id - self._owners[0].id}"
            self._telegram.blocked ^= {contact}
        if self._rng.random() < 0.1 and missing:
            self._commit(lambda: self._give(self._someone(), missing[0].measure))
            self._touched.add(missing[0].id)
        if self._rng.random() < 0.1 and missing:
            later = missing[0].due_on + timedelta(days=self._rng.randint(1, 9))
            self._commit(lambda: self.stores.reminders.move_due(missing[0].id, later, "late"))
            self._touched.add(missing[0].id)
        if self._rng.random() < 0.01:
            gone = self._someone()
            self._commit(lambda: self.stores.people.leave(gone.id, now))

    def _someone(self) -> Member:
        member = self._rng.choice(self._owners[:6])
        self._touched.add(-member.id)
        return member

    def _publish(self, code: str, period: Period, now: datetime) -> None:
        figure = Figure(
            measure=code,
            period=period,
            value=Decimal("5"),
            status=FigureStatus.LOCAL,
            comparable=True,
            source="simulated",
            source_date=None,
        )
        self.stores.exchange.put_figures([(figure, ())], now)
        self._published.add((code, period))

    # The machines.

    def _tick(self, now: datetime, *, faults: bool = True) -> None:
        """Plan, sweep and send, each a transaction, by a machine that may die in between."""
        for step in (self._plan, self._plan, self._sweep):
            if faults and self._dies("killed before a step"):
                return
            self._commit(lambda step=step: step(now))  # type: ignore[misc]
        self._send(now, faults=faults)

    def _plan(self, now: datetime) -> None:
        plan_reminders(self.stores, self.catalogue, RULES, now)

    def _sweep(self, now: datetime) -> None:
        while sweep_reminders(self.stores, self.catalogue, RULES, now):
            pass

    def _send(self, now: datetime, *, faults: bool) -> None:
        settled: list[Settlement] = []
        moment = now
        for _ in range(400):
            batch = self._commit(partial(self._turn, moment, settled))
            settled = []
            if faults and self._dies("killed after a turn"):
                return
            for ready in batch.ready:
                outcome = self._deliver(ready, moment + ready.pause, faults=faults)
                if faults and self._dies("killed after a send"):
                    return
                settled.append(Settlement(leased=ready.leased, outcome=outcome))
            if not settled and (batch.wake is None or batch.wake > now + timedelta(minutes=2)):
                return
            moment = max(moment + timedelta(milliseconds=50), batch.wake or moment)

    def _turn(self, now: datetime, settled: Sequence[Settlement]) -> Batch:
        def recheck(notices: Sequence[Notice]) -> Mapping[str, Verdict]:
            return recheck_reminders(self.stores, self.catalogue, RULES, now, notices)

        sender = Sender(
            owner=f"replica {self._replica}", door="telegram", limits=Limits(), lease=LEASE
        )
        tray = Tray(outbox=self.stores.outbox, limiter=self.stores.limiter, recheck=recheck)
        return turn(tray, sender, now, settled=settled, room=8)

    def _deliver(self, ready: Ready, now: datetime, *, faults: bool) -> Outcome:
        notice = ready.leased.notice
        if notice.chat in self._telegram.blocked:
            return Refused(reason="bot was blocked by the user")
        luck = self._rng.random() if faults else 1.0
        if luck < 0.03:
            self._faults["no connection"] += 1
            return NotSent(seconds=2.0, reason="no connection")
        if luck < 0.06:
            self._faults["reset before delivery"] += 1
            return AnswerLost(reason="reset")
        if luck < 0.08:
            self._faults["429"] += 1
            return Halted(seconds=5.0)
        self._take(ready, now)
        if luck < 0.11:
            self._faults["reset after delivery"] += 1
            return AnswerLost(reason="reset")
        return Sent(message_id=1)

    def _take(self, ready: Ready, now: datetime) -> None:
        """Telegram shows a message to somebody: is it one they should see?"""
        told, notice = self._telegram, ready.leased.notice
        told.delivered[notice.key] += 1
        told.unmarked[notice.key] += not ready.leased.repeat
        told.times.append(now)
        member = self.stores.people.by_contact(notice.chat)
        if member is None:
            told.wrong.append(f"{notice.key}: sent to somebody who has left")
            return
        calendar = calendar_of(self.catalogue, self.stores.reminders, RULES)
        wish = self.stores.reminders.wishes().get(member.id)
        if not Hours(calendar=calendar, rules=RULES, wish=wish).allow(now):
            told.wrong.append(f"{notice.key}: sent in quiet hours, at {now}")
        if notice.key.startswith(REMINDER) and not ready.leased.repeat:
            told.by_day[notice.chat, calendar.local(now).date()] += 1
            if told.by_day[notice.chat, calendar.local(now).date()] > 1:
                told.wrong.append(f"{notice.key}: the second message of the day")
        for code, period in self._published:
            measure = self.catalogue.by_code[code]
            if (
                f"• {measure.name}, {period.short}:" in notice.plain
                or f"{measure.name}: the figure {period.full_phrase}" in notice.plain
            ):
                told.wrong.append(f"{notice.key}: chases {code}, which is in")

    def _look_for_lost(self, end: datetime) -> None:
        """See that everybody whom nothing happened to was asked for all that is still missing."""
        calendar = calendar_of(self.catalogue, self.stores.reminders, RULES)
        planner = Planner(calendar=calendar, rules=RULES)
        said = {(expected, stage) for expected, _, stage in self.stores.reminders.said()}
        today = calendar.local(end).date()
        owners = {
            duty.scope: member
            for member, duty in self.stores.people.all_duties(today)
            if duty.kind is DutyKind.OWNER
        }
        for one in self.stores.reminders.missing():
            owner = owners.get(one.measure)
            if owner is None or one.id in self._touched or -owner.id in self._touched:
                continue
            if owner.contact in self._telegram.blocked:
                continue
            reached = [stage for stage, day in planner.stages(one) if day <= today]
            if reached and (one.id, stage_key(reached[-1], one)) not in said:
                self._telegram.wrong.append(f"lost: {one.measure} {one.period.short} {reached}")

    def _dies(self, how: str) -> bool:
        if self._rng.random() >= 0.02:
            return False
        self._faults[how] += 1
        self._replica += 1
        return True

    def _commit(self, work: Callable[[], Result]) -> Result:
        self._raw.execute("BEGIN IMMEDIATE")
        try:
            done = work()
        except BaseException:
            self._raw.execute("ROLLBACK")
            raise
        self._raw.execute("COMMIT")
        return done


def _worst_second(times: list[datetime]) -> int:
    ordered, worst, begin = sorted(times), 0, 0
    for end, moment in enumerate(ordered):
        while moment - ordered[begin] >= timedelta(seconds=1):
            begin += 1
        worst = max(worst, end - begin + 1)
    return worst
