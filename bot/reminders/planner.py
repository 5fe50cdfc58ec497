"""Which reminders are owed: pure, from the calendar, what is outstanding and what was said.

Planning twice plans nothing new: every stage of every figure has one key a person, for ever (P6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.people import Member
from bot.reminders.calendar import Calendar
from bot.reminders.records import (
    Expected,
    NewReminder,
    ReminderState,
    Snooze,
    Stage,
)
from bot.reminders.rules import Rules

OVERTAKEN = "a later stage was due before this one could be sent"

# An enumeration's `value` takes longer than the rest of a key.
_KEYS = {stage: stage.value for stage in Stage}

Said = frozenset[tuple[int, int, str]]


@dataclass(frozen=True, kw_only=True)
class Outstanding:
    """A figure still missing, and whom to ask for it today; None where nobody can be reached.

    `named` says whether anybody is named to hand it in: where nobody is, officers have it on their
    list already, and are not told again that it is late.
    """

    expected: Expected
    member: Member | None
    named: bool = True


@dataclass(frozen=True, kw_only=True)
class Planner:
    """Plans one day. `said` are the keys of all reminders ever owed for what is outstanding."""

    calendar: Calendar
    rules: Rules
    said: Said = frozenset()
    snoozes: Mapping[tuple[int, int], Snooze] = field(default_factory=dict)

    def plan(
        self, outstanding: Iterable[Outstanding], officers: Sequence[Member], today: date
    ) -> list[NewReminder]:
        """Return the reminders that are owed on `today` and have not been owed before."""
        asked_of_anybody = frozenset((expected, stage) for expected, _, stage in self.said)
        planned: list[NewReminder] = []
        for one in outstanding:
            if one.member is not None:
                planned += self._owed(one.expected, one.member, today, asked_of_anybody)
            if one.named:
                planned += self._escalated(one.expected, officers, today)
        return planned

    def stages(self, expected: Expected) -> Sequence[tuple[Stage, date]]:
        """Return the stages of a figure's owner with their days, in order."""
        is_schools = self.calendar.is_schools(expected.measure)
        key = (is_schools, expected.opened_on, expected.due_on)
        known = self._stages.get(key)
        if known is None:
            known = self._stages[key] = self._found(expected)
        return known

    @cached_property
    def _stages(self) -> dict[tuple[bool, date, date], tuple[tuple[Stage, date], ...]]:
        """Thousands of figures share a few due dates: their stages are found once."""
        return {}

    def _found(self, expected: Expected) -> tuple[tuple[Stage, date], ...]:
        add, code, due = self.calendar.add, expected.measure, expected.due_on
        listed = []
        if self.rules.opened:
            listed.append((Stage.OPENED, expected.opened_on))
        if self.rules.before:
            listed.append((Stage.BEFORE, add(code, due, -self.rules.before)))
        if self.rules.due_day:
            listed.append((Stage.DUE, due))
        if self.rules.after:
            listed.append((Stage.AFTER, add(code, due, self.rules.after)))
        return tuple(
            (stage, day)
            for stage, day in listed
            if stage is Stage.OPENED or day > expected.opened_on
        )

    def escalates_on(self, expected: Expected) -> date | None:
        """Return the day on which officers are told, or None where they never are."""
        if not self.rules.escalation:
            return None
        return self.calendar.add(expected.measure, expected.due_on, self.rules.escalation)

    def is_last_before_due(self, expected: Expected, key: str) -> bool:
        """Say whether this is the last reminder that can still bring the figure in on time."""
        in_time = [stage for stage, day in self.stages(expected) if day <= expected.due_on]
        return bool(in_time) and key == stage_key(in_time[-1], expected)

    def _owed(
        self, expected: Expected, member: Member, today: date, asked: frozenset[tuple[int, str]]
    ) -> Iterator[NewReminder]:
        snooze = self.snoozes.get((expected.id, member.id))
        if snooze is not None and today < snooze.until:
            return
        reached = [(stage, day) for stage, day in self.stages(expected) if day <= today]
        if snooze is not None:
            again = f"{Stage.AGAIN} {snooze.until}"
            if (expected.id, member.id, again) not in self.said:
                yield self._reminder(expected, member, again, today)
            # What fell into the snooze is said by the message after it.
            reached = [(stage, day) for stage, day in reached if day > snooze.until]
        if not reached:
            return
        *overtaken, newest = (stage_key(stage, expected) for stage, _ in reached)
        if (expected.id, member.id, newest) not in self.said:
            yield self._reminder(expected, member, newest, today)
        for key in overtaken:
            if (expected.id, key) not in asked:
                yield self._reminder(expected, member, key, today, ReminderState.SKIPPED)

    def _escalated(
        self, expected: Expected, officers: Sequence[Member], today: date
    ) -> Iterator[NewReminder]:
        day = self.escalates_on(expected)
        if day is None or today < day:
            return
        key = stage_key(Stage.ESCALATION, expected)
        for officer in officers:
            if (expected.id, officer.id, key) not in self.said:
                yield self._reminder(expected, officer, key, today)

    def _reminder(
        self,
        expected: Expected,
        member: Member,
        key: str,
        today: date,
        state: ReminderState = ReminderState.OWED,
    ) -> NewReminder:
        return NewReminder(
            expected=expected.id,
            member=member.id,
            stage=key,
            at=self.calendar.morning(today, self.rules.hour),
            state=state,
            why=OVERTAKEN if state is ReminderState.SKIPPED else "",
        )


def stage_key(stage: Stage, expected: Expected) -> str:
    """Return a stage's key: a due date that was moved has stages of its own."""
    if stage is Stage.OPENED or expected.due_on == expected.first_due_on:
        return _KEYS[stage]
    return f"{_KEYS[stage]} {expected.due_on}"


def stage_of(key: str) -> Stage:
    """Return the stage that a key is of."""
    return Stage(key.partition(" ")[0])
