"""Newest figures are read once for each state of the plan, and never kept beyond it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from bot.plan import newest_known as remembered
from bot.plan.figures import Figure
from bot.plan.newest_known import newest_known
from bot.plan.store import PlanStore
from tests import starter


@dataclass
class Asked:
    """A plan in a state, which notes what it is asked for."""

    at: int | None = 1
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def state(self) -> int | None:
        return self.at

    def newest_of(self, codes: Sequence[str], *, limit: int = 2) -> dict[str, Sequence[Figure]]:
        self.asked.append(tuple(codes))
        figure = cast("Figure", f"figure at {self.at}")
        return {code: [figure] * limit for code in codes if code != "none"}


def test_what_this_state_was_asked_before_is_not_read_again() -> None:
    catalogue, plan = replace(starter.catalogue()), Asked()
    first = newest(plan, catalogue, "a", "none")
    assert newest(plan, catalogue, "a", "none", "b") == {**first, "b": ["figure at 1"] * 2}
    assert plan.asked == [("a", "none"), ("b",)]
    assert "none" not in first


def test_a_figure_that_changed_is_read_anew() -> None:
    catalogue, plan = replace(starter.catalogue()), Asked()
    newest(plan, catalogue, "a")
    plan.at = 2
    assert newest(plan, catalogue, "a") == {"a": ["figure at 2"] * 2}


def test_inside_a_write_nothing_is_kept() -> None:
    catalogue, plan = replace(starter.catalogue()), Asked(at=None)
    newest(plan, catalogue, "a")
    newest(plan, catalogue, "a")
    assert plan.asked == [("a",), ("a",)]


def test_no_more_are_kept_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 2)
    catalogue, plan = replace(starter.catalogue()), Asked()
    newest(plan, catalogue, "a", "b")
    assert set(newest(plan, catalogue, "a", "c")) == {"a", "c"}
    assert set(newest(plan, catalogue, "a", "b", "c")) == {"a", "b", "c"}
    assert plan.asked == [("a", "b"), ("c",), ("a", "b", "c")]


def newest(plan: Asked, catalogue: Any, *codes: str) -> dict[str, Any]:
    return newest_known(cast("PlanStore", plan), catalogue, codes, limit=2)
