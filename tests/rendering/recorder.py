"""A plan that remembers every row it gave out, so that a test can tell where a number came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.plan.measures import Catalogue
from bot.plan.store import PlanStore


class Recorder:
    def __init__(self, plan: PlanStore) -> None:
        self._plan = plan
        self.figures: list[Any] = []
        self.others: list[Any] = []
        self.calls = 0

    def catalogue(self) -> Catalogue | None:
        return self._plan.catalogue()

    def commentaries(self, code: str, *, limit: int = 10) -> Sequence[Any]:
        return self._plan.commentaries(code, limit=limit)

    def something_waits(self) -> bool:
        return self._plan.something_waits()

    def wordings(self, code: str) -> Sequence[Any]:
        return self._plan.wordings(code)

    def signed_off(self, figure: Any) -> Any:
        return self._plan.signed_off(figure)

    def state(self) -> int | None:
        """Nothing remembered: every answer reads its own rows."""
        return None

    def hiding(self) -> frozenset[str]:
        return self._plan.hiding()

    def newest(self, code: str, *, limit: int = 2) -> Sequence[Any]:
        return self._figures(self._plan.newest(code, limit=limit))

    def newest_of(self, codes: Sequence[str], *, limit: int = 2) -> dict[str, Sequence[Any]]:
        found = self._plan.newest_of(codes, limit=limit)
        self.calls += 1
        for figures in found.values():
            self.figures.extend(figures)
        return found

    def series(
        self, code: str, *, start: date | None = None, end: date | None = None, limit: int = 400
    ) -> Sequence[Any]:
        return self._figures(self._plan.series(code, start=start, end=end, limit=limit))

    def revisions(self, code: str, period: Any) -> Sequence[Any]:
        return self._others(self._plan.revisions(code, period))

    def histories(self, code: str) -> Sequence[Any]:
        return self._others(self._plan.histories(code))

    def withdrawn(self, code: str) -> Sequence[Any]:
        return self._others(self._plan.withdrawn(code))

    def benchmarks(
        self, code: str, *, start: date | None = None, end: date | None = None
    ) -> Sequence[Any]:
        return self._others(self._plan.benchmarks(code, start=start, end=end))

    def benchmarks_of(
        self, codes: Sequence[str], comparator: str, *, start: date | None = None
    ) -> dict[str, Sequence[Any]]:
        found = self._plan.benchmarks_of(codes, comparator, start=start)
        self.calls += 1
        for theirs in found.values():
            self.others.extend(theirs)
        return found

    def targets(self, code: str) -> Sequence[Any]:
        return self._others(self._plan.targets(code))

    def targets_of(self, codes: Sequence[str]) -> dict[str, Sequence[Any]]:
        found = self._plan.targets_of(codes)
        self.calls += 1
        for targets in found.values():
            self.others.extend(targets)
        return found

    def _figures(self, found: Sequence[Any]) -> Sequence[Any]:
        self.calls += 1
        self.figures.extend(found)
        return found

    def _others(self, found: Sequence[Any]) -> Sequence[Any]:
        self.calls += 1
        self.others.extend(found)
        return found
