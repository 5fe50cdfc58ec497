"""What the exchange of whole plans needs remembered; `storage/exchange_store.py` fulfils it.

A plan arrives in batches so that 100,000 figures never sit in memory at once. Every method compares
with what is stored and returns what it did; a changed figure becomes a new revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.plan.due_dates import DueRule, Pack
from bot.plan.figures import Benchmark, Figure, Revision
from bot.plan.measures import Ambition, Measure, Plan, Term
from bot.plan.sign_off import Policy
from bot.plan.targets import Target
from bot.plan.working_days import DayOff

MOST_TOLD = 20


@dataclass(frozen=True, kw_only=True)
class ChangedFigure:
    """A figure as it was stored and as it is now."""

    before: Figure
    after: Figure


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What became of rows; `told` are the first of the changed, where they are figures."""

    new: int = 0
    changed: int = 0
    same: int = 0
    told: tuple[ChangedFigure, ...] = field(default=(), compare=False)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            same=self.same + other.same,
            told=(self.told + other.told)[:MOST_TOLD],
        )


class ExchangeStore(Protocol):
    """Writes of whole plans; called inside one transaction, all or nothing."""

    def put_plan(self, plan: Plan, lexicon: str | None) -> Counts:
        """Store or change the plan itself."""
        ...

    def put_ambitions(self, ambitions: Sequence[Ambition]) -> Counts:
        """Store ambitions by number."""
        ...

    def put_measures(self, measures: Sequence[Measure], now: datetime | None = None) -> Counts:
        """Store measures by code; with `now`, what they were before is kept as a version."""
        ...

    def put_terms(self, terms: Sequence[Term]) -> Counts:
        """Store terms by their name."""
        ...

    def put_figures(
        self,
        figures: Sequence[tuple[Figure, Sequence[Revision]]],
        now: datetime,
    ) -> Counts:
        """Store figures, each with all its versions from the file, oldest first.

        The versions are empty where the file lists none; else the last is the figure's own value,
        given so that its `seen_from` is kept. The files do not say what status earlier versions
        had, so a stored version keeps its own.

        A figure that is stored with another value, status, counts or comparability gets a new
        revision with its source; one whose source or note alone differs is updated in place and
        counts as changed. History is never lost: where the stored values are part of the listed
        versions, the list is taken over (and counts as changed if it says more); else the stored
        history stays and a value that differs from its last is added. A measure may have two
        figures of one period, one comparable and one not; both come in the same call, next to each
        other. One that comes alone and is stored alone with the other comparability is that same
        figure, changed. A figure that was withdrawn comes back as current.
        """
        ...

    def put_withdrawn(self, revisions: Sequence[Revision], now: datetime) -> Counts:
        """Store revisions of figures that were withdrawn at source.

        All versions of one figure come together. A current figure of that measure and period
        becomes a withdrawn one (counted as changed), its history kept. Counts are of figures.
        """
        ...

    def put_benchmarks(self, benchmarks: Sequence[Benchmark]) -> Counts:
        """Store benchmarks by measure, comparator and period."""
        ...

    def put_targets(self, targets: Sequence[Target]) -> Counts:
        """Store targets by measure and period."""
        ...

    def put_rules(self, rules: Sequence[DueRule]) -> Counts:
        """Store rules of due dates by measure."""
        ...

    def put_days_off(self, days_off: Sequence[DayOff]) -> Counts:
        """Store days off by calendar and first day."""
        ...

    def put_packs(self, packs: Sequence[Pack]) -> Counts:
        """Store board packs by name and the day they freeze."""
        ...

    def plan_changed(self) -> None:
        """Raise the plan's version, so that every replica reads the catalogue anew."""
        ...

    def figures(self) -> Iterator[Figure]:
        """Yield every figure but the withdrawn, without holding them all.

        By plan order of the measure, then oldest period first; of two figures of one period the
        comparable one first.
        """
        ...

    def all_revisions(self) -> Iterator[Revision]:
        """Yield every revision of figures that have more than one, and of withdrawn ones.

        By plan order of the measure, then period, then number; those of withdrawn figures have
        the status `withdrawn` in their last. Of two figures of one period, only those of the
        comparable one, since a revision does not say whose it is. Without holding them all.
        """
        ...

    def all_benchmarks(self) -> Iterator[Benchmark]:
        """Yield every benchmark."""
        ...

    def all_targets(self) -> Iterable[Target]:
        """Yield every target."""
        ...

    def put_policies(self, policies: Sequence[Policy]) -> Counts:
        """Store who signs figures off, by measure."""
        ...

    def all_policies(self) -> Iterable[Policy]:
        """Return who signs figures off, where that was set."""
        ...

    def all_rules(self) -> Iterable[DueRule]:
        """Return every rule of due dates."""
        ...

    def all_days_off(self) -> Iterable[DayOff]:
        """Return every day off."""
        ...

    def all_packs(self) -> Iterable[Pack]:
        """Return every board pack."""
        ...

    def sizes(self) -> Mapping[str, int]:
        """Return how many rows are stored, by sheet.

        The keys are ambitions, measures, terms, figures, benchmarks, targets, due_dates, days_off,
        packs, policies and revisions (the withdrawn figures).
        """
        ...
