"""What the room of reminders keeps: figures that are wanted, stages, snoozes, proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.plan.periods import Period


class Stage(StrEnum):
    """Where on its way to being due, or late, a figure is when somebody is asked for it.

    Each is one reminder to one person. `AGAIN` follows a snooze and carries its day in its key;
    `NUDGE` is an officer's, `LATER` the owner's own wish to be reminded later in the day; both
    carry the day on which they asked.
    """

    OPENED = "opened"
    BEFORE = "before"
    DUE = "due"
    AFTER = "after"
    ESCALATION = "escalation"
    AGAIN = "again"
    NUDGE = "nudge"
    LATER = "later"


class Wanted(StrEnum):
    """What became of a figure that is wanted."""

    MISSING = "missing"
    RECEIVED = "received"
    EXCUSED = "excused"
    RETIRED = "retired"


class ReminderState(StrEnum):
    """Where a reminder is: owed -> waiting (in the outbox) -> as its notice; or never sent.

    `SKIPPED` was overtaken by a later stage before it could be sent.
    """

    OWED = "owed"
    WAITING = "waiting"
    SENT = "sent"
    HELD = "held"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A figure that is wanted. The list of a period is frozen when its cycle opens.

    `due_on` is the day it is wanted by now, `first_due_on` before anybody moved it; `why` says
    why it was moved or excused. `added` marks what joined the list after it was frozen.
    """

    id: int
    measure: str
    period: Period
    due_on: date
    first_due_on: date
    opened_on: date
    added: bool = False
    state: Wanted = Wanted.MISSING
    received_on: date | None = None
    why: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether it is still wanted."""
        return self.state is Wanted.MISSING

    @property
    def was_on_time(self) -> bool:
        """Whether it came by its due date."""
        return self.received_on is not None and self.received_on <= self.due_on


@dataclass(frozen=True, kw_only=True)
class NewExpected:
    """A figure that is wanted from now on; `received_on` where it was there already."""

    measure: str
    period: Period
    due_on: date
    opened_on: date
    added: bool = False
    received_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewReminder:
    """A stage that is owed, or that was overtaken. `stage` is the key; `at` an aware instant."""

    expected: int
    member: int
    stage: str
    at: datetime
    state: ReminderState = ReminderState.OWED
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A stored stage."""

    id: int
    expected: int
    member: int
    stage: str
    state: ReminderState
    at: datetime
    message_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message a person and day; `items` are the numbers of the figures it lists."""

    key: str
    member: int
    day: date
    what: str
    items: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Snooze:
    """Nothing is said to a member about a figure before `until`.

    `past_due` counts how often that went beyond the due date: once is allowed.
    """

    expected: int
    member: int
    until: date
    past_due: int = 0


@dataclass(frozen=True, kw_only=True)
class DateProposal:
    """A new due date an owner asks for; without one, that there will be no figure this time."""

    id: int
    expected: int
    member: int
    due_on: date | None
    why: str
    state: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Wish:
    """When a member may be written to: quiet hours and weekdays (Monday is 0)."""

    member: int
    quiet_from: time
    quiet_until: time
    weekdays: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """Somebody, or a measure, that no reminder can reach; `told_at` once officers know."""

    id: int
    subject: str
    why: str
    raised_at: datetime
    told_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Follow:
    """A chat that is told when a measure changes; `seen` is what it was told last."""

    chat: str
    measure: str
    contact: str
    since: datetime
    seen: str | None = None


@dataclass(frozen=True, kw_only=True)
class Digest:
    """A chat that gets a weekly summary. `clock` is wall time in the plan's zone."""

    chat: str
    contact: str
    weekday: int
    clock: time
    all_quiet: bool
    last_on: date
    seen: str = ""
