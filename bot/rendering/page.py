"""A reply in the making: one shape for every answer, and a record of every number in it.

The first line is the answer, in bold. Two to four short lines follow, then a small one with the
source. `Page` is how a renderer prints a value: each one goes through the disclosure gate and is
listed in the reply's `statements`; each difference is listed in its `arithmetic`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from bot.plan.figures import Benchmark, Figure, FigureStatus, Revision
from bot.plan.measures import Measure
from bot.plan.periods import Period
from bot.plan.targets import Target
from bot.questions.queries import Query
from bot.rendering import disclosure, numbers
from bot.rendering.disclosure import Absent, Difference, Passed, Shown, Withheld
from bot.rendering.reply import (
    Arithmetic,
    Button,
    Did,
    Line,
    Reply,
    Span,
    Statement,
    bold,
    italic,
    line,
    rows_of,
)

_NOTHING = {
    FigureStatus.WITHDRAWN: "withdrawn at the source",
    FigureStatus.WITHHELD: numbers.WITHHELD,
}

_STARTS_WITH_COUNT = re.compile(r"[\d,]+ (measures|figures|ambitions)\b")


class Page:
    """Collects the lines, buttons, statements and sums of one reply."""

    def __init__(self, query: Query) -> None:
        """Start an empty reply to `query`."""
        self._query = query
        self._headline = Line(())
        self._lines: list[Line] = []
        self._said: set[str] = set()
        self._based: set[str] = set()
        self._small: Line | None = None
        self._buttons: list[tuple[Button, ...]] = []
        self._statements: dict[Statement, None] = {}
        self._arithmetic: dict[Arithmetic, None] = {}
        self._counted: list[int] = []
        self._limits: dict[str, None] = {}

    def headline(self, text: str) -> None:
        """Set the answer; it never starts with a number of things in figures (R13)."""
        opening = "In all, " if _STARTS_WITH_COUNT.match(text) else ""
        self._headline = line(bold(numbers.capital(f"{opening}{text}")))

    def say(self, *parts: str | Span) -> None:
        """Add a line, unless it is empty or was said before."""
        added = line(*parts)
        text = added.text
        if text and text not in self._said:
            self._said.add(text)
            self._lines.append(added)

    def small(self, text: str) -> None:
        """Set the last line: source, date, how firm."""
        self._small = line(italic(text)) if text else None

    def buttons(self, buttons: Iterable[Button], *, wide: int = 2) -> None:
        """Add rows of buttons."""
        self._buttons.extend(rows_of(buttons, wide=wide))

    def count(self, number: int, noun: str) -> str:
        """Return 'four measures' and keep that they were counted."""
        self._counted.append(number)
        return numbers.things(number, noun)

    def reply(self, *, did: Did = Did.ANSWERED, certainty: float = 1.0) -> Reply:
        """Return the finished reply."""
        return Reply(
            headline=self._headline,
            lines=tuple(self._lines),
            small=self._small,
            buttons=tuple(self._buttons),
            statements=tuple(self._statements),
            query=self._query,
            did=did,
            certainty=certainty,
            arithmetic=tuple(self._arithmetic),
            counted=tuple(self._counted),
            limits=tuple(self._limits),
        )

    # Values: through the gate, and noted.

    def pass_figure(self, measure: Measure, figure: Figure, places: int | None = None) -> Passed:
        """Return what may be shown of a figure, and state it."""
        return self._state(disclosure.passed(measure, figure, places=places))

    def value(self, measure: Measure, figure: Figure, *, places: int | None = None) -> str:
        """Return a figure as it is printed, or in words why it is not.

        A rate says whom it counts the first time it is printed (R14).
        """
        first = measure.code not in self._based
        self._based.add(measure.code)
        return self.words(self.pass_figure(measure, figure, places), with_base=first)

    def short(self, measure: Measure, figure: Figure) -> str:
        """Return a figure for a list under its unit."""
        passed = self.pass_figure(measure, figure)
        return numbers.short_value(passed) if isinstance(passed, Shown) else self.words(passed)

    def pass_benchmark(self, measure: Measure, benchmark: Benchmark) -> Passed:
        """Return what may be shown of the measure elsewhere, and state it."""
        return self._state(disclosure.passed_benchmark(measure, benchmark))

    def pass_target(self, measure: Measure, target: Target, places: int | None = None) -> Shown:
        """Return a target for printing; it is no figure, so it is not among the statements."""
        return disclosure.passed_target(measure, target, places=places)

    def tolerance(self, measure: Measure, target: Target) -> Difference | None:
        """Return how far off a target is still close, or None where it has no tolerance."""
        return disclosure.passed_tolerance(measure, target)

    def revision(self, measure: Measure, figure: Figure, revision: Revision) -> str:
        """Return an earlier value of a figure as it is printed."""
        return self.words(self._state(disclosure.passed_revision(measure, figure, revision)))

    def parts(self, measure: Measure, figure: Figure) -> disclosure.Parts | Withheld:
        """Return the counts behind a figure, where they may be shown."""
        return disclosure.passed_parts(measure, figure)

    def limit(self, measure: Measure, period: Period, number: Decimal, places: int) -> str:
        """Return an end of the usual range as it is printed, and keep that it was worked out.

        It rests on figures that are shown, and on no other.
        """
        shown = disclosure.passed_limit(measure, period, number, places=places)
        self._limits[plain(shown.number)] = None
        return numbers.value(shown)

    def gap(self, one: Passed, other: Passed) -> Difference | None:
        """Return what `one` is more than `other`, or None where either is not shown (R28)."""
        if not isinstance(one, Shown) or not isinstance(other, Shown):
            return None
        found = disclosure.difference(one, other)
        self._arithmetic[
            Arithmetic(
                first=plain(one.number),
                sign="-",
                second=plain(other.number),
                result=plain(found.number),
            )
        ] = None
        return found

    def share(self, gap: Difference) -> str | None:
        """Return the relative change in words, where it does not mislead, and keep the sum."""
        text = numbers.share(gap)
        if text is not None:
            self._arithmetic[
                Arithmetic(
                    first=plain(gap.number),
                    sign="%",
                    second=plain(gap.other.number),
                    result=numbers.relative(gap),
                )
            ] = None
        return text

    def words(self, passed: Passed, *, with_base: bool = False) -> str:
        """Return a passed value in words."""
        if isinstance(passed, Shown):
            return numbers.value(passed, with_base=with_base)
        if isinstance(passed, Withheld):
            return numbers.WITHHELD
        if passed.status is FigureStatus.TOO_FEW:
            return numbers.too_few(passed.parts)
        return _NOTHING.get(passed.status, "not available at the source")

    def _state(self, passed: Passed) -> Passed:
        if isinstance(passed, Shown):
            value, status, other = plain(passed.number), passed.status.value, passed.comparator
        elif isinstance(passed, Absent):
            value, status, other = None, passed.status.value, None
        else:
            value, status, other = None, FigureStatus.WITHHELD.value, None
        statement = Statement(
            measure=passed.measure.code,
            period_start=passed.period.start,
            period_end=passed.period.end,
            value=value,
            status=status,
            comparator=other,
        )
        self._statements[statement] = None
        return passed


def plain(number: Decimal) -> str:
    """Return a decimal as it is stored, never with an exponent."""
    return f"{number:f}"
