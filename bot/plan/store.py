"""What the plan's rooms need remembered; `storage/plan_store.py` fulfils it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.plan.commentary import Commentary
from bot.plan.figures import Benchmark, Figure, Revision, SignedOff
from bot.plan.measures import Catalogue
from bot.plan.periods import Period
from bot.plan.targets import Target
from bot.plan.wordings import WordedMeasure


class PlanStore(Protocol):
    """Reads of the plan. Every method is bounded by its limit, never by the number of figures."""

    def catalogue(self) -> Catalogue | None:
        """Return the plan without its figures, or None before the first import.

        The same object comes back until the plan changes.
        """
        ...

    def state(self) -> int | None:
        """Return a number that goes up whenever figures change and the plan itself does not.

        It is of the catalogue that was read last in this transaction; None where nothing that is
        read here may be remembered.
        """
        ...

    def something_waits(self) -> bool:
        """Say whether any figure waited for sign-off when the catalogue was read last."""
        ...

    def commentaries(self, code: str, *, limit: int = 10) -> Sequence[Commentary]:
        """Return what the owner of a measure said: the newest period first, and newest words."""
        ...

    def signed_off(self, figure: Figure) -> SignedOff | None:
        """Return whose sign-off published this revision of a figure; None where none did."""
        ...

    def wordings(self, code: str) -> Sequence[WordedMeasure]:
        """Return every version of a measure's entry in the dictionary, oldest first."""
        ...

    def hiding(self) -> frozenset[str]:
        """Return the codes of the measures of which any figure may have to be hidden; one scan.

        A measure may be among them and hide nothing, but none that hides something is missing.
        """
        ...

    def newest(self, code: str, *, limit: int = 2) -> Sequence[Figure]:
        """Return the newest comparable figures, newest first, those without a value included."""
        ...

    def newest_of(self, codes: Sequence[str], *, limit: int = 2) -> dict[str, Sequence[Figure]]:
        """Return `newest` for several measures in one statement; measures without are left out."""
        ...

    def series(
        self, code: str, *, start: date | None = None, end: date | None = None, limit: int = 400
    ) -> Sequence[Figure]:
        """Return all figures whose period ends in [start, end], oldest first.

        Those that are not comparable are included. Beyond `limit`, the newest are kept.
        """
        ...

    def revisions(self, code: str, period: Period) -> Sequence[Revision]:
        """Return every revision of one comparable figure, oldest first."""
        ...

    def histories(self, code: str) -> Sequence[Revision]:
        """Return every revision of each comparable figure that has more than one, oldest first.

        By period, then by number.
        """
        ...

    def withdrawn(self, code: str) -> Sequence[Revision]:
        """Return the revisions of figures withdrawn at source, oldest period first."""
        ...

    def benchmarks(
        self, code: str, *, start: date | None = None, end: date | None = None
    ) -> Sequence[Benchmark]:
        """Return the same measure elsewhere, period ends in [start, end], oldest first."""
        ...

    def benchmarks_of(
        self, codes: Sequence[str], comparator: str, *, start: date | None = None
    ) -> dict[str, Sequence[Benchmark]]:
        """Return one comparator's benchmarks of several measures in one statement.

        Oldest first, of periods that end on `start` or later; measures without are left out.
        """
        ...

    def targets(self, code: str) -> Sequence[Target]:
        """Return the measure's targets, oldest first."""
        ...

    def targets_of(self, codes: Sequence[str]) -> dict[str, Sequence[Target]]:
        """Return `targets` for several measures in one statement; those without are left out."""
        ...
