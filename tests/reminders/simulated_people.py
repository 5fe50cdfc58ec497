"""People as they are played: they answer, delay, go on leave, block, leave, and change owners."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal

from bot.outbox.notice import Notice
from bot.people import DutyKind, Member, Role
from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Catalogue
from bot.plan.periods import Period
from bot.plan.working_days import DayOff, DaysOffFor
from bot.reminders.records import Expected, NewReminder, Snooze, Stage, Wanted, Wish
from bot.stores import Stores

OWNERS, OFFICERS = 3, 4

Act = Callable[[], None]


class People:
    """An office. Every method works inside the caller's transaction.

    `touched` are figures, and members as negative numbers, to which something happened that may
    rightly keep a reminder from them.
    """

    def __init__(
        self, stores: Stores, catalogue: Catalogue, rng: random.Random, begins: datetime
    ) -> None:
        """Hire everybody and give each measure an owner."""
        self._stores, self._catalogue, self._rng = stores, catalogue, rng
        self.published: set[tuple[str, Period]] = set()
        self.touched: set[int] = set()
        self.blocked: set[str] = set()
        self._hired = OWNERS + OFFICERS
        self._owners = [
            self._hire(number, begins, role=Role.CONTRIBUTOR) for number in range(OWNERS)
        ]
        for number in range(OWNERS, self._hired):
            self._hire(number, begins, role=Role.OFFICER)
        for measure in catalogue.measures:
            self._give(rng.choice(self._owners), measure.code)

    def _hire(self, number: int, now: datetime, *, role: Role) -> Member:
        people = self._stores.people
        member = people.add(name=f"Person {number}", organisation="Council", role=role, now=now)
        people.link(member.id, f"telegram:{100 + number}", now)
        people.confirm(member.id, now)
        found = people.find(member.id)
        assert found is not None
        return found

    def acts(self, now: datetime, *, answers: Sequence[int]) -> list[Act]:
        """Return what people do at a moment, each a transaction of its own.

        `answers` are how many figures may come in, one of which is drawn.
        """
        missing = list(self._stores.reminders.missing())
        self._rng.shuffle(missing)
        done: list[Act] = [
            lambda one=one: self._publish(one, now)  # type: ignore[misc]
            for one in missing[: self._rng.choice(answers)]
        ]
        if not missing:
            return done
        kinds = (
            (0.15, self._put_off),
            (0.05, self._wish),
            (0.06, self._block),
            (0.10, self._reassign),
            (0.10, self._move),
            (0.05, self._excuse),
            (0.08, self._cover),
            (0.08, self._nudge),
            (0.01, self._leave),
            (0.01, self._day_off),
        )
        for chance, kind in kinds:
            if self._rng.random() < chance:
                one = self._rng.choice(missing)
                done.append(lambda kind=kind, one=one: kind(one, now))  # type: ignore[misc]
        return done

    def _someone(self) -> Member:
        member = self._rng.choice(self._owners)
        self.touched.add(-member.id)
        return member

    def _give(self, member: Member, code: str) -> None:
        self._stores.people.give(member=member.id, kind=DutyKind.OWNER, scope=code)

    def _publish(self, one: Expected, now: datetime) -> None:
        figure = Figure(
            measure=one.measure,
            period=one.period,
            value=Decimal("5"),
            status=FigureStatus.LOCAL,
            comparable=True,
            source="simulated",
            source_date=None,
        )
        self._stores.submissions.publish(figure, now)
        self.published.add((one.measure, one.period))

    def _put_off(self, one: Expected, now: datetime) -> None:
        until = now.date() + timedelta(days=self._rng.randint(1, 6))
        snooze = Snooze(expected=one.id, member=self._someone().id, until=until)
        self._stores.reminders.snooze(snooze)

    def _wish(self, _: Expected, __: datetime) -> None:
        wish = Wish(
            member=self._someone().id,
            quiet_from=time(self._rng.randint(12, 18)),
            quiet_until=time(self._rng.randint(8, 11)),
            weekdays=frozenset(self._rng.sample(range(5), 3)),
        )
        self._stores.reminders.put_wish(wish)

    def _block(self, _: Expected, now: datetime) -> None:
        """Block the bot, or let it in again and say something, which it answers."""
        contact = self._someone().contact
        assert contact is not None
        self.blocked ^= {contact}
        if contact not in self.blocked:
            key = f"answer:{contact}:{now}"
            answer = Notice(key=key, chat=contact, html="x", plain="x")
            self._stores.outbox.add(answer, now)

    def _reassign(self, one: Expected, _: datetime) -> None:
        self._give(self._someone(), one.measure)
        self.touched.add(one.id)

    def _move(self, one: Expected, _: datetime) -> None:
        later = one.due_on + timedelta(days=self._rng.randint(1, 9))
        self._stores.reminders.move_due(one.id, later, "late")
        self.touched.add(one.id)

    def _excuse(self, one: Expected, _: datetime) -> None:
        self._stores.reminders.mark([one.id], Wanted.EXCUSED, None, "the survey was not held")

    def _cover(self, _: Expected, now: datetime) -> None:
        """Somebody goes on leave; their deputy has agreed, or has not answered."""
        owner, deputy = self._someone(), self._someone()
        if owner.id == deputy.id:
            return
        self._stores.people.give(
            member=deputy.id,
            kind=DutyKind.DEPUTY,
            scope="*",
            covers=owner.id,
            starts=now.date(),
            ends=now.date() + timedelta(days=self._rng.randint(1, 14)),
            accepted_at=self._rng.choice((now, None)),
        )

    def _nudge(self, one: Expected, now: datetime) -> None:
        owed = NewReminder(
            expected=one.id,
            member=self._rng.choice(self._owners).id,
            stage=f"{Stage.NUDGE} {now.date()}",
            at=now,
        )
        self._stores.reminders.owe([owed])

    def _leave(self, _: Expected, now: datetime) -> None:
        """Somebody leaves for good; somebody new takes over what they handed in."""
        gone, people = self._someone(), self._stores.people
        theirs = {
            duty.scope
            for duty in people.duties(gone.id)
            if duty.kind is DutyKind.OWNER and duty.holds_on(now.date())
        }
        people.leave(gone.id, now)
        self._hired += 1
        new = self._hire(self._hired, now, role=Role.CONTRIBUTOR)
        self._owners[self._owners.index(gone)] = new
        self.touched.add(-new.id)
        for scope in sorted(theirs):
            self._give(new, scope)

    def _day_off(self, _: Expected, now: datetime) -> None:
        day = now.date() + timedelta(days=self._rng.randint(1, 10))
        off = DayOff(calendar=DaysOffFor.EVERYONE, first=day, last=day, what="closed")
        self._stores.reminders.put_day_off(off)
