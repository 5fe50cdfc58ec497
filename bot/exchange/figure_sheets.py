"""Figures and benchmarks: sheets of any length, read a row at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from bot.exchange.bad_rows import Collector, quoted
from bot.exchange.codes import KnownMeasures
from bot.exchange.columns import BENCHMARKS, FIGURES
from bot.exchange.row_checks import (
    Fault,
    check_parts,
    checks_of,
    period_of,
    value_of,
    value_with_status,
    whole_where_counted,
)
from bot.exchange.schemas import BenchmarkShape, FigureShape, shapes
from bot.exchange.sheets import Row, Source
from bot.plan.figures import Benchmark, Figure
from bot.plan.measures import Measure
from bot.plan.periods import Period


def read_figures(
    source: Source, known: KnownMeasures, bad: Collector
) -> Iterator[tuple[Row, Figure]]:
    """Yield the figures in the order of the sheet; rows that do not fit are reported."""
    for row, shape in shapes(
        source, FIGURES, FigureShape, bad, also=known.reporting(source, FIGURES, bad)
    ):
        checks = checks_of(source, FIGURES, row, bad)
        before = len(bad)
        measure = checks.attempt(known.of_row, row)
        period = checks.attempt(period_of, shape, shape.period_type)
        unit = measure.unit if measure is not None else None
        value = checks.attempt(value_with_status, shape.value.strip(), unit, shape.status)
        if measure is None:
            continue
        checks.attempt(whole_where_counted, value, measure.unit)
        checks.attempt(check_parts, measure.unit, value, shape.numerator, shape.denominator)
        if period is None or len(bad) > before:
            continue
        yield (
            row,
            Figure(
                measure=measure.code,
                period=period,
                value=value,
                status=shape.status,
                comparable=shape.comparable,
                source=shape.source,
                source_date=shape.source_date,
                numerator=shape.numerator,
                denominator=shape.denominator,
                source_url=shape.source_url,
                note=shape.note,
            ),
        )


class Comparators:
    """Holds each comparator to one way of writing it."""

    def __init__(self, stored: Iterable[str]) -> None:
        self._written = {name.casefold(): name for name in stored}

    def check(self, name: str) -> str:
        """Return the comparator's name.

        Raises:
            Fault: it was written in another way before.
        """
        written = self._written.setdefault(" ".join(name.casefold().split()), name)
        if written != name:
            raise Fault("comparator", quoted(name), f"{written}, as it is written elsewhere")
        return name


def read_benchmarks(
    source: Source, known: KnownMeasures, comparators: Iterable[str], bad: Collector
) -> Iterator[tuple[Row, Benchmark]]:
    """Yield the benchmarks in the order of the sheet; `comparators` are those already stored."""
    if not source.has(BENCHMARKS.name):
        return
    names = Comparators(comparators)

    for row, shape in shapes(
        source, BENCHMARKS, BenchmarkShape, bad, also=known.reporting(source, BENCHMARKS, bad)
    ):
        checks = checks_of(source, BENCHMARKS, row, bad)
        measure = checks.attempt(known.of_row, row)
        period = checks.attempt(period_of, shape, shape.period_type)
        comparator = checks.attempt(names.check, shape.comparator)
        value = checks.attempt(_benchmark_value, shape.value.strip(), measure)
        if (
            measure is not None
            and period is not None
            and comparator is not None
            and value is not None
        ):
            yield (
                row,
                Benchmark(
                    measure=measure.code,
                    comparator=comparator,
                    period=period,
                    value=value,
                    source=shape.source,
                    source_date=shape.source_date,
                ),
            )


def _benchmark_value(written: str, measure: Measure | None) -> Decimal:
    if not written:
        raise Fault("value", "nothing", "a number; leave the row out where there is none")
    return value_of(written, measure.unit if measure is not None else None)


# Keys are short texts, since a hundred thousand of them are held at once.


def period_key(figure: Figure) -> str:
    """Return measure and period as one text."""
    return f"{figure.measure}|{_period_text(figure.period)}"


def figure_key(figure: Figure) -> str:
    """Return what may occur once: measure, period and comparability."""
    return f"{period_key(figure)}|{figure.comparable:d}"


def comparable_key(period_key: str) -> str:
    """Return the `figure_key` of the comparable figure of a measure and period."""
    return f"{period_key}|1"


def benchmark_key(benchmark: Benchmark) -> str:
    """Return what may occur once: measure, comparator and period."""
    return f"{benchmark.measure}|{benchmark.comparator}|{_period_text(benchmark.period)}"


@lru_cache(maxsize=8192)
def _period_text(period: Period) -> str:
    return f"{period.kind}|{period.start}|{period.end}"
