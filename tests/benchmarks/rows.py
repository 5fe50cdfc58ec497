"""A row of the benchmark table: what was measured, beside its floor of the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, process_time


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table. `measured` and `floor` share a unit; `goal` is in words."""

    name: str
    measured: float
    unit: str
    floor_name: str = ""
    floor: float | None = None
    goal: str = ""
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
        "| what | measured | floor of the same run | ratio | goal | note |",
        "|---|---:|---|---:|---|---|",
    ]
    for row in rows:
        floor = f"{row.floor_name} {row.floor:,.1f} {row.unit}" if row.floor else ""
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        cells = (row.name, f"{row.measured:,.1f} {row.unit}", floor, ratio, row.goal, row.note)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
