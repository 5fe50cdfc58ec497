"""When people are asked, in working days around the due date, and when they are left in peace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from bot.plan.due_dates import LAG
from bot.receipts.recall import RECALL
from bot.settings.reminding import ReminderSettings


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The settings of reminders. Days are working days; 0 leaves that stage out.

    `recall` is how far back people are told when a figure that they were given is corrected.
    `quiet_from` and `quiet_until` are wall time in the plan's zone: nothing is sent between them,
    nor on days off. `hour` is when the day's reminders go.
    """

    lag: int = LAG
    opened: bool = True
    before: int = 5
    due_day: bool = True
    after: int = 2
    escalation: int = 5
    pack_warning: int = 5
    hour: time = time(9)
    quiet_from: time = time(18)
    quiet_until: time = time(8)
    follows: int = 20
    every: timedelta = timedelta(minutes=10)
    recall: timedelta = RECALL


USUAL = Rules()


def rules_from(settings: ReminderSettings, *, recall_days: int = RECALL.days) -> Rules:
    """Return the rules that the settings file asks for."""
    return Rules(
        lag=settings.lag_days,
        opened=settings.opened,
        before=settings.before_days,
        due_day=settings.due_day,
        after=settings.after_days,
        escalation=settings.escalation_days,
        pack_warning=settings.pack_warning_days,
        hour=time.fromisoformat(settings.hour),
        quiet_from=time.fromisoformat(settings.quiet_from),
        quiet_until=time.fromisoformat(settings.quiet_until),
        follows=settings.follows_per_chat,
        every=timedelta(minutes=settings.plan_minutes),
        recall=timedelta(days=recall_days),
    )
