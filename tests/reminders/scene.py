"""A small office: the starter plan, some people with duties, and a clock that is told the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

from bot.outbox.dispatch import Batch, Sender, Settlement, Tray, Verdict, turn
from bot.outbox.limits import Limits
from bot.outbox.notice import Notice, NoticeClass, Outcome, Sent
from bot.people import DutyKind, Member, Role
from bot.plan.figures import Figure, FigureStatus
from bot.plan.periods import Period, quarter
from bot.reminders.planning import Planned, plan_reminders
from bot.reminders.recheck import recheck_reminders
from bot.reminders.rules import Rules
from bot.reminders.sweep import sweep_reminders
from bot.stores import Stores
from storage.database import Database

CAMHS, OTHER = "6.07", "4.05"
Q2 = quarter(2026, 2)


def at(day: str, clock: str = "09:00") -> datetime:
    """Return an instant by its UTC date and time."""
    return datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=UTC)


class Office:
    """People and their reminders; every method is a transaction of its own."""

    zone = ZoneInfo("Europe/London")

    def __init__(self, database: Database, rules: Rules | None = None) -> None:
        self.database = database
        self.rules = rules or Rules()
        self._contacts = 100

    async def hire(
        self,
        name: str,
        *scopes: str,
        role: Role = Role.CONTRIBUTOR,
        kind: DutyKind = DutyKind.OWNER,
        linked: bool = True,
        now: datetime = datetime(2026, 9, 1, tzinfo=UTC),
    ) -> Member:
        """Add somebody who is linked and confirmed, with their duties."""
        self._contacts += 1
        contact = f"telegram:{self._contacts}"

        def work(stores: Stores) -> Member:
            member = stores.people.add(name=name, organisation="Council", role=role, now=now)
            if linked:
                stores.people.link(member.id, contact, now)
                stores.people.confirm(member.id, now)
            for scope in scopes:
                stores.people.give(member=member.id, kind=kind, scope=scope)
            found = stores.people.find(member.id)
            assert found is not None
            return found

        return await self.database.transact(work)

    async def plan(self, now: datetime) -> Planned:
        return await self.database.transact(lambda stores: self.plan_now(stores, now))

    async def sweep(self, now: datetime) -> None:
        def work(stores: Stores) -> int:
            catalogue = stores.plan.catalogue()
            assert catalogue is not None
            return sweep_reminders(stores, catalogue, self.rules, now)

        while await self.database.transact(work):
            pass

    async def morning(self, now: datetime) -> list[Notice]:
        """Plan, sweep and send; return what went out."""
        await self.plan(now)
        await self.sweep(now)
        return await self.send(now)

    async def send(self, now: datetime, outcome: Outcome | None = None) -> list[Notice]:
        """Take turns of the outbox until nothing more may go at about `now`."""
        sender = Sender(owner="test", door="telegram", limits=Limits())
        settled: Sequence[Settlement] = ()
        gone: list[Notice] = []
        moment = now
        for _ in range(500):
            batch = await self.database.transact(
                partial(self._turn, sender=sender, now=moment, settled=settled)
            )
            settled = [
                Settlement(leased=one.leased, outcome=outcome or Sent(message_id=1))
                for one in batch.ready
            ]
            gone += [one.leased.notice for one in batch.ready]
            if not settled and (batch.wake is None or batch.wake > now + timedelta(minutes=30)):
                return gone
            moment = max(moment, batch.wake or moment) + timedelta(seconds=1)
        raise AssertionError("the outbox never came to rest")

    def _turn(
        self, stores: Stores, *, sender: Sender, now: datetime, settled: Sequence[Settlement]
    ) -> Batch:
        def recheck(notices: Sequence[Notice]) -> Mapping[str, Verdict]:
            catalogue = stores.plan.catalogue()
            assert catalogue is not None
            return recheck_reminders(stores, catalogue, self.rules, now, notices)

        tray = Tray(outbox=stores.outbox, limiter=stores.limiter, recheck=recheck)
        return turn(tray, sender, now, settled=settled, room=50)

    async def publish(
        self, code: str, period: Period, value: str, now: datetime | None = None
    ) -> None:
        figure = Figure(
            measure=code,
            period=period,
            value=Decimal(value),
            status=FigureStatus.LOCAL,
            comparable=True,
            source="test",
            source_date=None,
        )
        stamp = now or datetime(2026, 10, 1, tzinfo=UTC)
        await self.database.transact(lambda stores: stores.submissions.publish(figure, stamp))

    def plan_now(self, stores: Stores, now: datetime) -> Planned:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        return plan_reminders(stores, catalogue, self.rules, now)


def to(notices: Sequence[Notice], member: Member) -> list[str]:
    """Return what somebody was told by the bot itself: no answers."""
    return [
        one.plain
        for one in notices
        if one.chat == member.contact and one.notice_class is not NoticeClass.ANSWER
    ]


def day(text: str) -> date:
    return date.fromisoformat(text)
