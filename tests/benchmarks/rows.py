"""A row of the benchmark table: what was measured, beside its floor of the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, process_time


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is aimed at: a limit of the ratio to the floor, or of what was measured where `unit`."""

    limit: float
    least: bool = False
    unit: str = ""

    def __str__(self) -> str:
        """Return the goal in words."""
        bound = "at least" if self.least else "at most"
        return f"{bound} {self.limit:,g} {self.unit or 'times'}"

    def met(self, row: Row) -> bool:
        """Say whether a row keeps to it."""
        value = row.measured if self.unit else row.ratio
        if value is None:
            return False
        return value >= self.limit if self.least else value <= self.limit


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table. `measured` and `floor` share a unit, and so does a goal with one."""

    name: str
    measured: float
    unit: str
    floor_name: str = ""
    floor: float | None = None
    goal: Goal | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The measured value as a multiple of its floor."""
        return self.measured / self.floor if self.floor else None


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Microseconds of one call over many."""

    median: float
    p99: float


@dataclass(frozen=True, kw_only=True)
class Span:
    """Microseconds on the clock, and of the processor's time alone.

    The processor's time leaves out the disk, and most of what else the machine does.
    """

    clock: float
    busy: float


class Stopwatch:
    """Runs from the moment it is made."""

    def __init__(self) -> None:
        """Start."""
        self._clock, self._busy = perf_counter(), process_time()

    def mean(self, times: int) -> Span:
        """Return what each of so many calls took since the start."""
        return Span(
            clock=(perf_counter() - self._clock) * 1e6 / times,
            busy=(process_time() - self._busy) * 1e6 / times,
        )


def best(spans: Iterable[Span]) -> Span:
    """Return the least of each time."""
    listed = list(spans)
    return Span(clock=min(one.clock for one in listed), busy=min(one.busy for one in listed))


def time_calls(call: Callable[[int], object], *, times: int, warm_up: int = 50) -> Timing:
    """Return how long `call(n)` takes, in microseconds, over `times` calls after a warm-up."""
    for number in range(warm_up):
        call(number)
    taken = []
    for number in range(times):
        started = perf_counter()
        call(number)
        taken.append((perf_counter() - started) * 1e6)
    return Timing(median=median(taken), p99=quantiles(taken, n=100)[98])


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [
        "| What | Measured | Beside it, in the same run | Times that | Goal | Met | Note |",
        "|---|---:|---|---:|---|---|---|",
    ]
    for row in rows:
        floor = f"{row.floor_name}: {_number(row.floor)} {row.unit}" if row.floor else ""
        ratio = "" if row.ratio is None else f"{row.ratio:,.2f}"
        goal, met = ("", "") if row.goal is None else (str(row.goal), said(row))
        measured = f"{_number(row.measured)} {row.unit}"
        lines.append(
            "| " + " | ".join((row.name, measured, floor, ratio, goal, met, row.note)) + " |"
        )
    return "\n".join(lines)


def said(row: Row) -> str:
    """Return whether a row's goal is met, as the table says it."""
    return "yes" if row.goal is not None and row.goal.met(row) else "**no**"


def _number(value: float) -> str:
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.0f}"
