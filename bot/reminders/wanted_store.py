"""What is remembered of due dates and of the figures wanted by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.plan.due_dates import DueRule, Pack
from bot.plan.periods import Period
from bot.plan.working_days import DayOff
from bot.reminders.records import Expected, NewExpected, Wanted


class CalendarRows(Protocol):
    """Days off, rules of due dates and board packs."""

    def days_off(self) -> Sequence[DayOff]:
        """Return every day off, oldest first."""
        ...

    def put_day_off(self, off: DayOff) -> bool:
        """Store days off; False where the same are there."""
        ...

    def rules(self) -> Sequence[DueRule]:
        """Return the measures' own rules."""
        ...

    def put_rule(self, rule: DueRule) -> None:
        """Store a measure's rule in place of the one before."""
        ...

    def packs(self) -> Sequence[Pack]:
        """Return the board packs, the first to freeze first."""
        ...

    def put_pack(self, pack: Pack) -> bool:
        """Store a board pack; False where one of its name freezes on that day already."""
        ...

    def drop_pack(self, pack: Pack) -> None:
        """Take a board pack out."""
        ...


class CycleRows(Protocol):
    """Figures that are wanted."""

    def newest_ends(self) -> Mapping[str, date]:
        """Return by measure the end of the newest period that was ever wanted."""
        ...

    def opened(self) -> frozenset[tuple[str, date, date]]:
        """Return kind, start and end of every period whose list was ever frozen."""
        ...

    def expect(self, wanted: Sequence[NewExpected]) -> int:
        """Store figures as wanted, where they are not yet, and return how many were new."""
        ...

    def missing(self) -> Sequence[Expected]:
        """Return every figure still wanted, the soonest due first."""
        ...

    def missing_of(self, measures: Sequence[str]) -> Sequence[Expected]:
        """Return the figures of these measures still wanted, the soonest due first."""
        ...

    def expected(self, ids: Iterable[int]) -> Sequence[Expected]:
        """Return figures by their numbers, the soonest due first."""
        ...

    def received_since(self, day: date) -> Sequence[Expected]:
        """Return what came in on `day` or later, the soonest due first."""
        ...

    def find_expected(self, measure: str, period: Period) -> Expected | None:
        """Return what is known of one wanted figure."""
        ...

    def of_periods(self, first: date, last: date) -> Sequence[Expected]:
        """Return what was wanted for periods that end in [first, last], the soonest due first."""
        ...

    def mark(self, ids: Sequence[int], state: Wanted, on: date | None, why: str = "") -> None:
        """Set what became of figures; `on` is the day a received one came."""
        ...

    def move_due(self, expected: int, due_on: date, why: str) -> None:
        """Move one due date."""
        ...

    def held_since(self, first: date) -> Sequence[tuple[str, Period]]:
        """Return measure and period of every comparable figure of periods ending from `first`."""
        ...
