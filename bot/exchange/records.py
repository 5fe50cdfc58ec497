"""Records as the cells of their sheets, in the order of the columns; what reading takes apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.exchange.columns import (
    AMBITIONS,
    BENCHMARKS,
    DAYS_OFF,
    DUE_DATES,
    FIGURES,
    MEASURES,
    PACKS,
    POLICIES,
    RARE,
    REVISIONS,
    TARGETS,
    TERMS,
    Sheet,
)
from bot.exchange.store import ExchangeStore
from bot.plan.days import MONTHS
from bot.plan.due_dates import DueRule, Pack
from bot.plan.figures import Benchmark, Figure, Revision
from bot.plan.measures import Ambition, Catalogue, Measure, Term
from bot.plan.periods import Period
from bot.plan.sign_off import Policy
from bot.plan.targets import Target
from bot.plan.working_days import DayOff

Cell = str | int | Decimal | date | None


@dataclass(frozen=True, kw_only=True)
class Written:
    """One sheet on its way out: its rows come one at a time. `size` is their number, if known."""

    sheet: Sheet
    rows: Iterator[tuple[Cell, ...]]
    size: int | None


def sheets_of(catalogue: Catalogue, store: ExchangeStore) -> Iterator[Written]:
    """Yield every sheet of the plan with its rows."""
    listed: list[tuple[Sheet, Any, Callable[[Any], tuple[Cell, ...]]]] = [
        (AMBITIONS, catalogue.ambitions, _ambition),
        _measures(catalogue.measures),
        (FIGURES, store.figures(), _figure),
        (BENCHMARKS, store.all_benchmarks(), _benchmark),
        (REVISIONS, store.all_revisions(), _revision),
        (TERMS, catalogue.terms, _term),
        (TARGETS, store.all_targets(), _target),
        (DUE_DATES, store.all_rules(), _rule),
        (DAYS_OFF, store.all_days_off(), _day_off),
        (PACKS, store.all_packs(), _pack),
        (POLICIES, store.all_policies(), _policy),
    ]
    sizes = dict(store.sizes())
    sizes.pop(REVISIONS.name, None)  # counts withdrawn figures, not rows
    for sheet, records, cells in listed:
        yield Written(sheet=sheet, rows=map(cells, records), size=sizes.get(sheet.name))


def _measures(
    measures: Sequence[Measure],
) -> tuple[Sheet, Sequence[Measure], Callable[[Measure], tuple[Cell, ...]]]:
    """The sheet of measures; its last columns only where one of them says something there."""
    if any(one.complement_sensitive or one.part_of or one.minimum_base for one in measures):
        return MEASURES, measures, _measure
    columns = MEASURES.columns[: -len(RARE)]
    short = replace(MEASURES, columns=columns)
    return short, measures, lambda one: _measure(one)[: len(columns)]


def _period(period: Period) -> tuple[Cell, ...]:
    return period.kind.value, period.start, period.end


def _ambition(ambition: Ambition) -> tuple[Cell, ...]:
    return (
        ambition.number,
        ambition.title,
        ambition.wording.value,
        ambition.lead_organisation,
        ambition.source_url,
    )


def _measure(measure: Measure) -> tuple[Cell, ...]:
    return (
        measure.code,
        measure.ambition,
        measure.name,
        measure.definition,
        measure.unit.value,
        measure.decimals,
        measure.polarity.value,
        measure.frequency.value,
        measure.owner_organisation,
        measure.owner_role,
        "|".join(alias for alias in measure.aliases if alias not in measure.learnt),
        measure.standard,
        measure.source,
        measure.source_url,
        measure.withhold_below,
        measure.basis,
        "yes" if measure.complement_sensitive else "",
        measure.part_of,
        measure.minimum_base,
    )


def _figure(figure: Figure) -> tuple[Cell, ...]:
    return (
        figure.measure,
        *_period(figure.period),
        figure.value,
        figure.status.value,
        figure.numerator,
        figure.denominator,
        "yes" if figure.comparable else "no",
        figure.source,
        figure.source_date,
        figure.source_url,
        figure.note,
    )


def _benchmark(benchmark: Benchmark) -> tuple[Cell, ...]:
    return (
        benchmark.measure,
        benchmark.comparator,
        *_period(benchmark.period),
        benchmark.value,
        benchmark.source,
        benchmark.source_date,
    )


def _revision(revision: Revision) -> tuple[Cell, ...]:
    return (
        revision.measure,
        *_period(revision.period),
        revision.number,
        revision.value,
        # Where nobody said since when, this database at least knows since when it has it.
        revision.seen_from or revision.recorded_at.date().isoformat(),
        revision.source,
    )


def _term(term: Term) -> tuple[Cell, ...]:
    return term.term, "|".join(term.aliases), term.meaning, term.source, term.source_url


def _target(target: Target) -> tuple[Cell, ...]:
    tolerance = target.tolerance
    return (
        target.measure,
        *_period(target.period),
        target.value,
        tolerance.amount if tolerance else None,
        tolerance.kind.value if tolerance else None,
    )


def _rule(rule: DueRule) -> tuple[Cell, ...]:
    fixed = "|".join(f"{one.day} {MONTHS[one.month - 1]}" for one in rule.fixed)
    lag = None if rule.fixed else rule.lag
    return rule.measure, lag, fixed, rule.calendar.value, rule.why


def _day_off(off: DayOff) -> tuple[Cell, ...]:
    return off.calendar.value, off.first, off.last, off.what


def _policy(policy: Policy) -> tuple[Cell, ...]:
    return policy.measure, policy.approvers.value, "yes" if policy.own else "no"


def _pack(pack: Pack) -> tuple[Cell, ...]:
    return pack.name, pack.freezes_on, pack.meets_on
