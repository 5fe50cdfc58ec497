"""What an import takes in and yet tells of: things that can be true and are more often slips."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bot.exchange.sheets import Row
from bot.plan.far_off import FarOff, far_off
from bot.plan.figures import Benchmark, Figure, FigureStatus
from bot.plan.measures import Measure, Unit
from bot.plan.parts import agree, share_of
from bot.plan.rounding import rounded
from bot.plan.withholding import must_withhold

SHOWN = 20
_FIRM = frozenset({FigureStatus.FINAL, FigureStatus.REVISED})


class Doubts:
    """Collects doubts about figures; all are counted, the first `SHOWN` are kept to be shown."""

    def __init__(self, place: str, today: date) -> None:
        """Keep what `place` (the sheet) is called and which day it is."""
        self._place, self._today = place, today
        self._shown: list[str] = []
        self._count = 0

    def look_at(self, row: Row, measure: Measure, figure: Figure) -> None:
        """Note what is doubtful about a figure."""
        if figure.status in _FIRM and figure.period.end > self._today:
            self._add(row, f"a {figure.status} figure for {figure.period.short}, not over yet")
        denied = _denied(measure, figure)
        if denied:
            self._add(row, denied)

    @property
    def told(self) -> tuple[str, ...]:
        """The doubts, a line each, and how many more there are."""
        more = self._count - len(self._shown)
        return (*self._shown, f"and {more:,} more") if more else tuple(self._shown)

    def _add(self, row: Row, text: str) -> None:
        self._count += 1
        if len(self._shown) < SHOWN:
            self._shown.append(f"{self._place}, row {row.number}: {text}")


class BenchmarkDoubts:
    """Collects benchmarks to see which place is many times off the others: another unit, perhaps.

    A place is told of once for a measure, with the first row, however many periods it is in.
    """

    def __init__(self, place: str) -> None:
        """Keep what `place` (the sheet) is called."""
        self._place = place
        self._held: dict[tuple[Measure, date, date], dict[str, tuple[Decimal, int]]]
        self._held = defaultdict(dict)

    def look_at(self, row: Row, measure: Measure, benchmark: Benchmark) -> None:
        """Note a benchmark, where values of places can be weighed against each other."""
        if measure.unit is not Unit.COUNT:
            period = benchmark.period
            found = self._held[measure, period.start, period.end]
            found[benchmark.comparator] = benchmark.value, row.number

    @property
    def told(self) -> tuple[str, ...]:
        """The doubts, a line each, and how many more there are."""
        seen: dict[tuple[str, FarOff], list[int]] = defaultdict(list)
        for (measure, _, _), held in self._held.items():
            odd = far_off(measure.unit, {name: value for name, (value, _) in held.items()})
            if odd is not None:
                seen[measure.code, odd].append(held[odd.place][1])
        told = list(self._lines(seen))
        more = len(told) - SHOWN
        return (*told[:SHOWN], f"and {more:,} more") if more > 0 else tuple(told)

    def _lines(self, seen: dict[tuple[str, FarOff], list[int]]) -> Iterator[str]:
        for (code, odd), rows in seen.items():
            way = "at least five times" if odd.above else "a fifth or less of"
            noun = "period" if len(rows) == 1 else "periods"
            yield (
                f"{self._place}, row {min(rows)}: {code} for {odd.place} is {way} that of every"
                f" other place in {len(rows)} {noun}; is it in another unit?"
            )


def _is_noted(figure: Figure, top: Decimal, bottom: Decimal) -> bool:
    """Whether the row's own note names both counts: whoever wrote it knows, and readers see it."""
    named = set(re.findall(r"\d+(?:\.\d+)?", figure.note.replace(",", "")))
    return {f"{top:f}", f"{bottom:f}"} <= named


def _denied(measure: Measure, figure: Figure) -> str:
    """That the counts make another share than is printed; hidden ones are not repeated (R30)."""
    share, top, bottom = figure.value, figure.numerator, figure.denominator
    if measure.unit is not Unit.PERCENT or share is None or top is None or bottom is None:
        return ""
    if agree(share, top, bottom) or _is_noted(figure, top, bottom):
        return ""
    if must_withhold(measure, figure):
        return "the share and the counts behind it do not agree"
    worked_out = rounded(share_of(top, bottom), max(measure.decimals, 1))
    return f"the share is {share:f}%, and {top:,f} of {bottom:,f} is {worked_out:f}%"
