"""How a figure stands against its target, tested on the unrounded value (R16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.plan.figures import Figure
from bot.plan.measures import Measure, Polarity
from bot.plan.periods import Period
from bot.plan.rounding import rounded
from bot.plan.targets import Target, Tolerance, ToleranceKind


class Status(StrEnum):
    """How a figure stands; the values are the words a reply uses."""

    ON_TARGET = "on target"
    CLOSE_TO_TARGET = "close to target"
    OFF_TARGET = "off target"
    NO_TARGET = "no target"
    CANNOT_JUDGE = "cannot judge"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A status and what it rests on; `target` is None where none is set for the period."""

    status: Status
    target: Target | None = None


def judge(measure: Measure, figure: Figure | None, targets: Sequence[Target]) -> Judgement:
    """Return how the figure stands; boundaries count as the better side."""
    if figure is None:
        return Judgement(status=Status.CANNOT_JUDGE if targets else Status.NO_TARGET)
    target = target_for(figure.period, targets)
    if target is None:
        return Judgement(status=Status.NO_TARGET)
    if figure.value is None or measure.polarity is Polarity.NEUTRAL:
        return Judgement(status=Status.CANNOT_JUDGE, target=target)
    return Judgement(status=_standing(measure, figure.value, target), target=target)


def target_for(period: Period, targets: Sequence[Target]) -> Target | None:
    """Return the target of this very period, else the shortest one whose period holds it.

    A target is never carried forward or back: old periods keep theirs, new ones wait for theirs.
    """
    holding = [
        target
        for target in targets
        if target.period.start <= period.start and period.end <= target.period.end
    ]
    return min(holding, key=lambda target: target.period.days, default=None)


def margin(target: Target) -> Decimal:
    """Return how far off is still close, in the measure's unit.

    A relative tolerance of a target of zero would always be zero, so its amount counts as absolute.
    """
    tolerance: Tolerance | None = target.tolerance
    if tolerance is None:
        return Decimal(0)
    if tolerance.kind is ToleranceKind.ABSOLUTE or target.value == 0:
        return abs(tolerance.amount)
    return abs(target.value * tolerance.amount / 100)


def telling_places(measure: Measure, figure: Figure, target: Target | None) -> int:
    """Return the decimals to show so that rounding never contradicts the status (R16)."""
    places = measure.decimals
    if figure.value is None or target is None:
        return places
    edges = (target.value, target.value - margin(target), target.value + margin(target))
    for edge in edges:
        if figure.value != edge and rounded(figure.value, places) == rounded(edge, places):
            return places + 1
    return places


def _standing(measure: Measure, value: Decimal, target: Target) -> Status:
    short = target.value - value if measure.polarity is Polarity.HIGHER else value - target.value
    if short <= 0:
        return Status.ON_TARGET
    return Status.CLOSE_TO_TARGET if short <= margin(target) else Status.OFF_TARGET
