"""The only place that reads the clock, and the ticker that wakes what waits for a time.

The ticker holds nothing: what is due lies in the database under its own key, so a missed, late or
repeated tick changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.membership.departing import let_leavers_go
from bot.people import Admission, Role
from bot.plan.measures import Catalogue
from bot.reminders.alerts import send_alerts, send_digests
from bot.reminders.briefing import brief
from bot.reminders.delivery_page import balance
from bot.reminders.planning import Planned, plan_reminders
from bot.reminders.rules import Rules
from bot.reminders.sweep import sweep_reminders
from bot.settings.retention import RetentionSettings
from bot.stores import Stores

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[None]]
Result = TypeVar("Result")

IDLE = timedelta(days=1)
SEALED = 500


def now() -> datetime:
    """Return this instant as an aware UTC datetime."""
    return datetime.now(UTC)  # noqa: TID251 - this is the named place


class Database(Protocol):
    """What the clock needs of the database."""

    async def transact(self, work: Callable[[Stores], Result]) -> Result:
        """Run `work` in one transaction."""
        ...


async def tidy(database: Database, retention: RetentionSettings, at: datetime) -> None:
    """Delete what was kept long enough, and report how much of each that was."""

    def before(days: int) -> datetime:
        return at - timedelta(days=days)

    def work(stores: Stores) -> dict[str, int]:
        stores.limiter.forget_before(at - IDLE)
        stores.pictures.forget_before(before(retention.answers_days))
        return {
            "answers": stores.conversations.forget_before(before(retention.answers_days)),
            "questions": stores.learning.forget_before(before(retention.questions_days)),
            "updates": stores.personal.forget_updates_before(before(retention.updates_days)),
            "deliveries": stores.personal.forget_deliveries_before(
                before(retention.deliveries_days)
            ),
            "drafts": stores.submissions.forget_before(before(retention.drafts_days)),
            "receipts": stores.receipts.forget_before(before(retention.receipts_days)),
            "links": stores.people.forget_invitations_before(at),
        }

    forgotten = await database.transact(work)
    for what, count in forgotten.items():
        if count:
            log.info("forgot %d %s that were kept long enough", count, what)


async def seal(database: Database) -> None:
    """Seal the audit's lines that are not yet, in the order in which they are found."""
    while await database.transact(lambda stores: stores.audit.seal(limit=SEALED)) == SEALED:
        pass


async def plan(database: Database, rules: Rules, at: datetime) -> None:
    """Open cycles, note what came in and store the reminders that are owed."""

    def work(stores: Stores) -> Planned | None:
        catalogue = stores.plan.catalogue()
        return None if catalogue is None else plan_reminders(stores, catalogue, rules, at)

    planned = await database.transact(work)
    if planned is not None and planned.owed:
        log.info("%d reminders are owed", planned.owed)


async def remind(database: Database, rules: Rules, at: datetime) -> None:
    """Put the reminders whose time has come into the outbox.

    A few people in a transaction, so that whoever asks something meanwhile need not wait for all.
    """

    def work(stores: Stores) -> int:
        catalogue = stores.plan.catalogue()
        return 0 if catalogue is None else sweep_reminders(stores, catalogue, rules, at)

    while await database.transact(work):
        pass


async def tell(database: Database, rules: Rules, admission: Admission, at: datetime) -> None:
    """Tell officers and approvers what happened, and followers what changed.

    Each in a transaction of its own: a fault in one keeps nobody from the others.
    """

    def may(stores: Stores) -> Callable[[str], bool]:
        return lambda one: admission.person(one, stores.people).role is not Role.STRANGER

    def briefed(stores: Stores, catalogue: Catalogue) -> None:
        brief(stores, catalogue, rules, at)

    def alerted(stores: Stores, catalogue: Catalogue) -> None:
        send_alerts(stores, catalogue, rules, at, may(stores))

    def summed_up(stores: Stores, catalogue: Catalogue) -> None:
        send_digests(stores, catalogue, rules, at, may(stores))

    faults: list[Exception] = []
    for tell_some in (briefed, alerted, summed_up):
        try:
            await database.transact(partial(_with_plan, tell_some))
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise faults[0]


def _with_plan(work: Callable[[Stores, Catalogue], None], stores: Stores) -> None:
    catalogue = stores.plan.catalogue()
    if catalogue is not None:
        work(stores, catalogue)


async def see_off(database: Database, at: datetime) -> None:
    """Erase name and account of whoever's last day is over, and whom farewells went to."""

    def work(stores: Stores) -> int:
        stores.personal.forget_farewells()
        catalogue = stores.plan.catalogue()
        return 0 if catalogue is None else let_leavers_go(stores, catalogue, at)

    if gone := await database.transact(work):
        log.info("%d who left are erased", gone)


async def check_balance(database: Database) -> None:
    """See that every reminder ever planned is accounted for, and say so loudly where not (P6)."""
    found = await database.transact(balance)
    if found.adds_up:
        log.info("reminders add up: %s", found)
    else:
        log.error("reminders do not add up: %s", found)


class Ticker:
    """Calls work at intervals, once at the start too; one run of each at a time."""

    def __init__(self) -> None:
        """Make a ticker that keeps no jobs on disk; it does nothing until it is started."""
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # A tick that comes late still runs, once, however many were missed.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._resting = asyncio.Event()
        self._resting.set()
        self._running = 0

    def every(self, interval: timedelta, work: Work, *, name: str) -> None:
        """Have `work` called at once when the ticker starts, and then every `interval`."""
        self._scheduler.add_job(
            self._run,
            "interval",
            seconds=interval.total_seconds(),
            args=(work, name),
            id=name,
            next_run_time=now(),
        )

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, wait for what is in hand, then shut down.

        Shutting down first would cancel coroutines half way.
        """
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        await self._resting.wait()
        self._scheduler.shutdown(wait=False)

    async def _run(self, work: Work, name: str) -> None:
        self._running += 1
        self._resting.clear()
        try:
            await work()
        except Exception:
            # The next tick tries again; a fault in one kind of work must not stop the others.
            log.exception("the tick “%s” failed", name)
        finally:
            self._running -= 1
            if not self._running:
                self._resting.set()
