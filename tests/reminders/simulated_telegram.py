"""Telegram as it is played: takes messages, loses some, and looks at each that somebody sees."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.outbox.dispatch import Ready
from bot.outbox.notice import (
    AnswerLost,
    Halted,
    Notice,
    NoticeClass,
    NotSent,
    Outcome,
    Refused,
    Sent,
)
from bot.people import Member
from bot.plan.measures import Catalogue
from bot.plan.periods import Period
from bot.reminders.calendar import calendar_of
from bot.reminders.composing import REMINDER
from bot.reminders.hours import Hours
from bot.reminders.rules import Rules
from bot.stores import Stores

APART = timedelta(seconds=1)


@dataclass
class Telegram:
    """Delivers messages; `wrong` lists every promise that one of them breaks."""

    stores: Stores
    catalogue: Catalogue
    rules: Rules
    rng: random.Random
    published: set[tuple[str, Period]]
    delivered: Counter[str] = field(default_factory=Counter)
    unmarked: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    times: list[datetime] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)
    _by_day: Counter[tuple[str, date]] = field(default_factory=Counter)
    _last: dict[str, datetime] = field(default_factory=dict)

    def deliver(self, ready: Ready, now: datetime, *, faults: bool) -> Outcome:
        """Return what a send comes to."""
        if ready.leased.notice.chat in self.blocked:
            return Refused(reason="bot was blocked by the user")
        luck = self.rng.random() if faults else 1.0
        if luck < 0.03:
            self.faults["no connection"] += 1
            return NotSent(seconds=2.0, reason="no connection")
        if luck < 0.06:
            self.faults["reset before delivery"] += 1
            return AnswerLost(reason="reset")
        if luck < 0.08:
            self.faults["429"] += 1
            return Halted(seconds=5.0)
        self._take(ready, now)
        if luck < 0.11:
            self.faults["reset after delivery"] += 1
            return AnswerLost(reason="reset")
        return Sent(message_id=1)

    def _take(self, ready: Ready, now: datetime) -> None:
        """Show a message to somebody: is it one they should see, and now?"""
        notice = ready.leased.notice
        self.delivered[notice.key] += 1
        self.unmarked[notice.key] += not ready.leased.repeat
        self.times.append(now)
        if notice.notice_class is NoticeClass.ANSWER:
            return  # people are answered at any hour
        self._look_at_pace(notice, now)
        member = self.stores.people.by_contact(notice.chat)
        if member is None:
            self.wrong.append(f"{notice.key}: sent to somebody who has left")
            return
        self._look_at_hour(notice, member, now, repeat=ready.leased.repeat)
        self._look_at_words(notice)

    def _look_at_pace(self, notice: Notice, now: datetime) -> None:
        last = self._last.get(notice.chat)
        if last is not None and now - last < APART:
            self.wrong.append(f"{notice.key}: {now - last} after the message before it")
        self._last[notice.chat] = now

    def _look_at_hour(self, notice: Notice, member: Member, now: datetime, *, repeat: bool) -> None:
        calendar = calendar_of(self.catalogue, self.stores.reminders, self.rules)
        wish = self.stores.reminders.wishes().get(member.id)
        if not Hours(calendar=calendar, rules=self.rules, wish=wish).allow(now):
            self.wrong.append(f"{notice.key}: sent in quiet hours, at {now}")
        if notice.key.startswith(REMINDER) and not repeat:
            today = calendar.local(now).date()
            self._by_day[notice.chat, today] += 1
            if self._by_day[notice.chat, today] > 1:
                self.wrong.append(f"{notice.key}: the second message of the day")

    def _look_at_words(self, notice: Notice) -> None:
        """See that nothing is asked for which is in or excused, nor what was put off."""
        message = self.stores.reminders.messages([notice.key]).get(notice.key)
        if message is None:
            return
        for one in self.stores.reminders.expected(message.items):
            measure = self.catalogue.by_code[one.measure]
            is_in = (one.measure, one.period) in self.published or not one.is_missing
            if is_in and (
                f"• {measure.name}, {one.period.short}:" in notice.plain
                or f"{measure.name}: the figure for {one.period.text}" in notice.plain
            ):
                self.wrong.append(f"{notice.key}: chases {one.measure}, which is settled")


def worst_second(times: Sequence[datetime]) -> int:
    """Return the most messages in any second."""
    ordered, worst, begin = sorted(times), 0, 0
    for end, moment in enumerate(ordered):
        while moment - ordered[begin] >= timedelta(seconds=1):
            begin += 1
        worst = max(worst, end - begin + 1)
    return worst
