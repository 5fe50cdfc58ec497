"""Reminders in virtual time: people who do as they like, replicas that crash at every step.

Planner, sweep, re-check, outbox and storage are the real ones; the clock, the people, the machines
and Telegram are played. The same seed gives the same run. `live` is a quarter, looked at on the
days on which something is due and some others; `live_years` is every day of three years.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.outbox.dispatch import Batch, Sender, Settlement, Tray, Verdict, turn
from bot.outbox.limits import Limits
from bot.outbox.notice import Notice
from bot.people import DutyKind
from bot.plan.days import ONE_DAY
from bot.plan.measures import Catalogue
from bot.plan.periods import quarter
from bot.reminders.calendar import Calendar, calendar_of
from bot.reminders.delivery_page import Balance, balance
from bot.reminders.planner import Planner, stage_key
from bot.reminders.planning import plan_reminders
from bot.reminders.recheck import recheck_reminders
from bot.reminders.rules import Rules
from bot.reminders.sweep import sweep_reminders
from bot.stores import Stores
from tests.reminders.simulated_people import Act, People
from tests.reminders.simulated_telegram import Telegram, worst_second

LONDON, UTC = ZoneInfo("Europe/London"), ZoneInfo("UTC")
LEASE = timedelta(seconds=30)
HORIZON = 33
RULES = Rules()
LIMITS = Limits()


Transact = Callable[[Callable[[], Any]], Any]
"""Commits what some work does and returns what it returns, or undoes it."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a seed came to; `wrong` lists every promise that was broken."""

    planned: int
    steps: int
    balance: Balance
    faults: Counter[str]
    delivered: Counter[str]
    unmarked: Counter[str]
    wrong: list[str]
    worst_second: int


def live(seed: int, stores: Stores, transact: Transact, *, crash_at: int | None = None) -> Run:
    """Return a quarter's run; `crash_at` has the machine die at that step and at no other."""
    simulation = Simulation(seed, stores, transact, crash_at=crash_at)
    return simulation.run(simulation.eventful_days(), answers=(0, 0, 0, 1))


def live_years(seed: int, stores: Stores, transact: Transact) -> Run:
    """Return the run of the plan's three years, day by day."""
    simulation = Simulation(seed, stores, transact, first=date(2024, 4, 1))
    last = simulation.catalogue.plan.ends
    days = (date(2024, 4, 1) + ahead * ONE_DAY for ahead in range((last - date(2024, 4, 1)).days))
    return simulation.run(days, answers=(0, 0, 1, 2))


class Simulation:
    """One seed: an office, some weeks or years, one replica after another."""

    def __init__(
        self,
        seed: int,
        stores: Stores,
        transact: Transact,
        *,
        crash_at: int | None = None,
        first: date | None = None,
    ) -> None:
        """Hire everybody."""
        self._rng = random.Random(seed)
        self._stores, self._commit, self._crash_at = stores, transact, crash_at
        found = stores.plan.catalogue()
        assert found is not None
        self.catalogue: Catalogue = found
        ended = quarter(self._rng.choice((2025, 2026)), self._rng.randint(1, 4)).end
        self._first = first or ended
        begins = datetime.combine(self._first, time(9), tzinfo=LONDON)
        self._people: People = transact(lambda: People(stores, self.catalogue, self._rng, begins))
        self._telegram = Telegram(
            stores=stores,
            catalogue=self.catalogue,
            rules=RULES,
            rng=self._rng,
            published=self._people.published,
            blocked=self._people.blocked,
        )
        self._replica = self._steps = 0
        self._last = self._first

    def eventful_days(self) -> list[date]:
        """Return the days on which a stage of the quarter falls, and some at random."""
        calendar, first = self._calendar(), self._first
        due = calendar.council.add(first, RULES.lag)
        stages = [
            calendar.council.add(first, 1),
            *(calendar.council.add(due, days) for days in (-5, 0, 2, 5)),
        ]
        others = [first + timedelta(days=ahead) for ahead in self._rng.sample(range(HORIZON), 3)]
        days = sorted({*stages, *others})
        if self._rng.random() < 0.3:
            self._telegram.faults["asleep for three days"] += 1
            gone = self._rng.choice(days)
            days = [day for day in days if not timedelta(0) <= day - gone < timedelta(days=3)]
        return days

    def run(self, days: Iterator[date] | Sequence[date], *, answers: Sequence[int]) -> Run:
        """Live through the days, let everything come to rest, and see what was broken."""
        for day in days:
            self._last = day
            for clock in self._hours():
                now = datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)
                acts = self._people.acts(now, answers=answers)
                soon = [act for act in acts if self._rng.random() < 0.7]
                self._do(soon)
                self._tick(now, meanwhile=[act for act in acts if act not in soon])
        end = self._rest()
        self._commit(lambda: self._look_for_lost(end))
        found = self._commit(lambda: balance(self._stores))
        told = self._telegram
        return Run(
            planned=found.planned,
            steps=self._steps,
            balance=found,
            faults=told.faults,
            delivered=told.delivered,
            unmarked=told.unmarked,
            wrong=told.wrong,
            worst_second=worst_second(told.times),
        )

    def _rest(self) -> datetime:
        """Let everything come to rest on the next working day, without a fault."""
        day = self._calendar().council.on_or_after(self._last + ONE_DAY)
        end = datetime.combine(day, time(11), tzinfo=LONDON).astimezone(UTC)
        for minute in (0, 2):
            self._tick(end + timedelta(minutes=minute), faults=False)
        return end

    def _hours(self) -> list[time]:
        listed = [time(9, self._rng.randint(0, 59))]
        if self._rng.random() < 0.2:
            listed.append(time(self._rng.randint(0, 23)))
        return sorted(listed)

    def _catalogue(self) -> Catalogue:
        """Return the plan as it is in this transaction."""
        found = self._stores.plan.catalogue()
        assert found is not None
        return found

    def _calendar(self) -> Calendar:
        return calendar_of(self.catalogue, self._stores.reminders, RULES)

    # The machines.

    def _tick(self, now: datetime, *, faults: bool = True, meanwhile: Sequence[Act] = ()) -> None:
        """Plan, sweep and send, each a transaction, by a machine that may die in between.

        `meanwhile` is what people do once it has planned, or once the messages are written.
        """
        again = [self._plan] if self._rng.random() < 0.1 else []
        early = [act for act in meanwhile if self._rng.random() < 0.5]
        late = [act for act in meanwhile if act not in early]
        for step in (self._plan, *again, self._sweep):
            if faults and self._dies("killed before a step"):
                return
            if step == self._sweep:
                self._do(early)
            self._commit(partial(step, now))
        self._do(late)
        self._send(now, faults=faults)

    def _do(self, acts: Sequence[Act]) -> None:
        for act in acts:
            self._commit(act)

    def _plan(self, now: datetime) -> None:
        plan_reminders(self._stores, self._catalogue(), RULES, now)

    def _sweep(self, now: datetime) -> None:
        while sweep_reminders(self._stores, self._catalogue(), RULES, now):
            pass

    def _send(self, now: datetime, *, faults: bool) -> None:
        settled: list[Settlement] = []
        moment = now
        for _ in range(400):
            batch: Batch = self._commit(partial(self._turn, moment, settled))
            settled = []
            if faults and batch.ready and self._dies("killed after a turn"):
                return
            for ready in batch.ready:
                outcome = self._telegram.deliver(ready, moment + ready.pause, faults=faults)
                if faults and self._dies("killed after a send"):
                    return
                settled.append(Settlement(leased=ready.leased, outcome=outcome))
            if not settled and (batch.wake is None or batch.wake > now + timedelta(minutes=2)):
                return
            moment = max(moment + timedelta(milliseconds=20), batch.wake or moment)

    def _turn(self, now: datetime, settled: Sequence[Settlement]) -> Batch:
        def recheck(notices: Sequence[Notice]) -> Mapping[str, Verdict]:
            return recheck_reminders(self._stores, self._catalogue(), RULES, now, notices)

        sender = Sender(
            owner=f"replica {self._replica}", door="telegram", limits=LIMITS, lease=LEASE
        )
        tray = Tray(outbox=self._stores.outbox, limiter=self._stores.limiter, recheck=recheck)
        return turn(tray, sender, now, settled=settled, room=8)

    def _dies(self, how: str) -> bool:
        self._steps += 1
        if self._crash_at is None:
            dies = self._rng.random() < 0.02
        else:
            dies = self._steps == self._crash_at
        if dies:
            self._telegram.faults[how] += 1
            self._replica += 1
        return dies

    def _look_for_lost(self, end: datetime) -> None:
        """See that everybody whom nothing happened to was asked for all that is still missing."""
        rows, people = self._stores.reminders, self._people
        planner = Planner(calendar=self._calendar(), rules=RULES)
        said = {(expected, stage) for expected, _, stage in rows.said()}
        today = end.astimezone(LONDON).date()
        owners = {
            duty.scope: member
            for member, duty in self._stores.people.all_duties(today)
            if duty.kind is DutyKind.OWNER
        }
        for one in rows.missing():
            owner = owners.get(one.measure)
            if owner is None or one.id in people.touched or -owner.id in people.touched:
                continue
            reached = [stage for stage, day in planner.stages(one) if day <= today]
            if reached and (one.id, stage_key(reached[-1], one)) not in said:
                self._telegram.wrong.append(f"lost: {one.measure} {one.period.short} {reached}")
