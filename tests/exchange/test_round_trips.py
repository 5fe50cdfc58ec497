"""Laws: whatever a plan holds comes back from its files as it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.exchange.bad_rows import Collector
from bot.exchange.cells import number
from bot.exchange.checking import check
from bot.exchange.figure_sheets import read_benchmarks, read_figures
from bot.exchange.folder_writing import write_folder
from bot.exchange.formula_marks import guarded, unguarded
from bot.exchange.opening import open_source
from bot.exchange.records import sheets_of
from bot.exchange.workbook_writing import write_workbook
from bot.plan.due_dates import DueRule, Pack
from bot.plan.figures import Benchmark, Figure, FigureStatus, Revision
from bot.plan.measures import (
    Ambition,
    Catalogue,
    Frequency,
    Measure,
    Plan,
    Polarity,
    Term,
    Unit,
    Wording,
)
from bot.plan.periods import Period, PeriodKind, calendar_year, month, quarter, snapshot, term
from bot.plan.sign_off import Policy
from bot.plan.targets import Target, Tolerance, ToleranceKind
from bot.plan.working_days import DayOff

letters = st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n=+-@'\"|,;")
texts = st.text(letters, max_size=40).map(lambda text: text.strip())
names = texts.filter(bool)
aliases = st.lists(
    st.text("abcdefgh =+-@'é", min_size=1, max_size=9).map(lambda text: text.strip()).filter(bool),
    max_size=3,
    unique_by=lambda alias: alias.casefold(),
).map(tuple)
values = st.decimals(
    min_value=-99_999_999, max_value=99_999_999, allow_nan=False, allow_infinity=False, places=4
).map(lambda value: value.quantize(Decimal(10) ** -(abs(int(value)) % 5)) + 0)
years = st.integers(1901, 2099)
periods = st.one_of(
    years.map(calendar_year),
    st.builds(quarter, years, st.integers(1, 4)),
    st.builds(month, years, st.integers(1, 12)),
    st.builds(term, years, st.integers(0, 2)),
    st.dates(date(1890, 1, 1), date(2100, 1, 1)).map(snapshot),
    st.dates(date(1890, 1, 1), date(2100, 1, 1)).map(
        lambda day: Period(kind=PeriodKind.STATED, start=day, end=day)
    ),
)
days = st.none() | st.dates(date(1850, 1, 1), date(2200, 1, 1))
addresses = st.sampled_from(["", 'https://example.org/a,b?c="d"', "http://example.org"])

measures = st.builds(
    Measure,
    code=st.sampled_from(["T-03", "7.10", "H1.2", "B/1", "9"]),
    ambition=st.just(1),
    name=names,
    definition=names,
    unit=st.just(Unit.SCORE),
    decimals=st.integers(0, 6),
    polarity=st.sampled_from(Polarity),
    frequency=st.sampled_from(Frequency),
    owner_organisation=texts,
    owner_role=texts,
    aliases=aliases,
    standard=texts,
    source=texts,
    source_url=addresses,
    withhold_below=st.none() | st.integers(1, 20),
    basis=texts,
)
figures = st.builds(
    Figure,
    measure=st.just("T-03"),
    period=periods,
    value=values,
    status=st.sampled_from([FigureStatus.FINAL, FigureStatus.LOCAL]),
    comparable=st.booleans(),
    source=names,
    source_date=days,
    numerator=st.none() | values.map(abs),
    denominator=st.none() | values.map(abs).filter(bool),
    source_url=addresses,
    note=texts,
)
benchmarks = st.builds(
    Benchmark,
    measure=st.just("T-03"),
    comparator=st.sampled_from(["England", "=Neighbours", "-North, West"]),
    period=periods,
    value=values,
    source=names,
    source_date=days,
)
targets = st.builds(
    Target,
    measure=st.just("T-03"),
    period=periods,
    value=values,
    tolerance=st.none()
    | st.builds(Tolerance, amount=values.map(abs), kind=st.sampled_from(ToleranceKind)),
)
terms = st.builds(
    Term, term=names, aliases=aliases, meaning=names, source=texts, source_url=addresses
)


@dataclass(frozen=True)
class Held:
    """A plan in memory, read by the exporter as it would read the store."""

    catalogue: Catalogue
    all_figures: tuple[Figure, ...]
    benchmarks: tuple[Benchmark, ...] = ()
    targets: tuple[Target, ...] = ()

    def figures(self) -> Iterator[Figure]:
        yield from self.all_figures

    def all_revisions(self) -> Iterator[Revision]:
        return iter(())

    def all_benchmarks(self) -> Iterator[Benchmark]:
        yield from self.benchmarks

    def sizes(self) -> dict[str, int]:
        return {"figures": len(self.all_figures)}

    def all_targets(self) -> Iterator[Target]:
        yield from self.targets

    def all_rules(self) -> Iterator[DueRule]:
        yield from ()

    def all_days_off(self) -> Iterator[DayOff]:
        yield from ()

    def all_policies(self) -> Iterator[Policy]:
        yield from ()

    def all_packs(self) -> Iterator[Pack]:
        yield from ()


@st.composite
def plans(draw: st.DrawFn) -> Held:
    listed = draw(st.lists(measures, min_size=1, max_size=3, unique_by=lambda one: one.code))
    if "T-03" not in {one.code for one in listed}:
        listed[0] = replace(listed[0], code="T-03")
    catalogue = Catalogue(
        version=1,
        plan=Plan(
            title=draw(names),
            partnership=draw(names),
            area=draw(names),
            starts=date(2025, 4, 1),
            ends=date(2028, 3, 31),
            timezone="Europe/London",
        ),
        ambitions=(
            Ambition(
                number=1,
                title=draw(names),
                wording=Wording.WORKING_TITLE,
                lead_organisation=draw(texts),
                source_url="",
            ),
        ),
        measures=tuple(listed),
        terms=tuple(draw(st.lists(terms, max_size=2, unique_by=lambda one: one.term.casefold()))),
        comparators=(),
        lexicon=draw(st.none() | st.just('field = "=travel"\n\n[ideas]\nbus = ["coach"]\n')),
    )
    return Held(
        catalogue,
        tuple(draw(st.lists(figures, max_size=4, unique_by=_figure_key))),
        tuple(draw(st.lists(benchmarks, max_size=3, unique_by=_benchmark_key))),
        tuple(draw(st.lists(targets, max_size=3, unique_by=lambda one: one.period))),
    )


def _figure_key(one: Figure) -> object:
    return one.period, one.comparable


def _benchmark_key(one: Benchmark) -> object:
    return one.comparator, one.period


@pytest.mark.parametrize("kind", ["folder", "workbook"])
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(held=plans())
def test_a_plan_comes_back_as_it_went(kind: str, held: Held) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) if kind == "folder" else Path(folder) / "plan.xlsx"
        write = write_folder if kind == "folder" else write_workbook
        write(path, held.catalogue, sheets_of(held.catalogue, held))  # type: ignore[arg-type]
        with open_source(path) as source:
            found = check(source, None, lambda: None, date(2200, 1, 1))
            bad = Collector()
            read = tuple(figure for _, figure in read_figures(source, found.known, bad))
            compared = tuple(one for _, one in read_benchmarks(source, found.known, (), bad))
    catalogue = held.catalogue
    assert found.plan == catalogue.plan
    assert found.ambitions == catalogue.ambitions
    assert found.measures == catalogue.measures
    assert found.terms == catalogue.terms
    assert found.lexicon == catalogue.lexicon
    assert repr(read) == repr(held.all_figures)  # as written: '7.10' is not '7.1' here
    assert repr(compared) == repr(held.benchmarks)
    assert repr(found.targets) == repr(held.targets)


@given(st.text(st.sampled_from("'=+-@\t\ra ")))
def test_a_guard_is_taken_off_exactly_as_it_was_put_on(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@given(values)
def test_a_number_is_kept_as_it_was_written(value: Decimal) -> None:
    assert str(number(f"{value:f}")) == f"{value:f}"
