"""Which kind of question it is: cues weighed together with what else was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.questions.clues import Clues
from bot.questions.period_words import Form
from bot.questions.queries import Filter, Kind

SECOND, FURTHER = 0.3, 0.1
"""How much a second and every further cue of a kind adds to its loudest."""
SURE_NAME = 0.6
FILTERED = frozenset({"list", "ranking"})


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """The kinds a question may be of, by weight; `details` are the subgroup heard for each.

    `outside` is the weight and the reason of what the plan does not hold.
    """

    weights: dict[Kind, float]
    details: dict[Kind, str] = field(default_factory=dict)
    outside: tuple[float, str] = (0.0, "")

    @property
    def ordered(self) -> list[Kind]:
        """The kinds, the likeliest first."""
        order = list(Kind)
        return sorted(self.weights, key=lambda kind: (-self.weights[kind], order.index(kind)))

    @property
    def best(self) -> Kind:
        """The likeliest kind."""
        return self.ordered[0]

    @property
    def margin(self) -> float:
        """How far the likeliest kind is ahead of the next."""
        ordered = self.ordered
        if len(ordered) < 2:
            return self.weights[ordered[0]]
        return self.weights[ordered[0]] - self.weights[ordered[1]]


def filter_of(kinds: Kinds, kind: Kind) -> Filter | None:
    """Return the filter heard for a list or a ranking."""
    detail = kinds.details.get(kind, "")
    return Filter(detail) if detail in set(Filter) else None


def weigh(clues: Clues) -> Kinds:
    """Return the kinds that a question may be of."""
    heard: dict[str, list[float]] = {}
    for one in clues.heard:
        heard.setdefault(one.cue.group, []).append(one.cue.weight)
    summed = {group: _sum(weights) for group, weights in heard.items()}
    weights: dict[Kind, float] = {Kind.LATEST: 1.0}
    details: dict[Kind, str] = {}
    outside = (0.0, "")
    for group, weight in summed.items():
        name, _, detail = group.partition(".")
        if name == "not_in_plan":
            outside = max(outside, (weight, detail))
            continue
        kind = Kind(name)
        if weight > weights.get(kind, 0.0) or (detail and kind not in details):
            if detail:
                best = details.get(kind)
                if best is None or weight >= summed[f"{name}.{best}"]:
                    details[kind] = detail
            weights[kind] = max(weight, weights.get(kind, 0.0))
    _add_structure(clues, weights, details)
    return Kinds(weights=weights, details=details, outside=outside)


def _sum(weights: list[float]) -> float:
    first, *rest = sorted(weights, reverse=True)
    return first + SECOND * sum(rest[:1]) + FURTHER * sum(rest[1:])


def _add_structure(clues: Clues, weights: dict[Kind, float], details: dict[Kind, str]) -> None:
    """Add what periods, places, numbers and names say about the kind."""

    def add(kind: Kind, weight: float) -> None:
        weights[kind] = weights.get(kind, 0.0) + weight

    timed = clues.timed
    forms = [one.form for one in timed]
    points = sum(form is Form.POINT for form in forms)
    if any(one.form is Form.OVER_TIME for one in clues.periods):
        add(Kind.TREND, 4.0)
    if any(form in {Form.SINCE, Form.FROM} for form in forms):
        add(Kind.TREND, 3.0)
    if any(one.form is Form.LAST_N for one in timed):
        add(Kind.TREND, 3.5)
    for one in timed:
        if one.form is Form.RANGE:
            if one.spanning:
                add(Kind.FIGURE, 1.5)
            else:
                add(Kind.TREND, 3.0)
                add(Kind.CHANGE, 1.0)
    if points:
        add(Kind.FIGURE, 2.5)
    if points >= 2:
        add(Kind.CHANGE, 1.0)
    if clues.link.comparators:
        add(Kind.COMPARE, 3.0)
    if any(one.by == "number" for one in clues.link.ambitions):
        add(Kind.AMBITION, 3.5)
    strong = any(mention.best.score >= SURE_NAME for mention in clues.link.mentions)
    if strong:
        _measure_named(weights, details)


def _measure_named(weights: dict[Kind, float], details: dict[Kind, str]) -> None:
    """Move what was heard about measures at large to the one that is named."""
    detail = details.get(Kind.LIST)
    if detail in {"improving", "worsening"}:
        weights[Kind.TREND] = max(weights.get(Kind.TREND, 0.0), 0.8 * weights[Kind.LIST])
    elif detail in {"off_target", "on_target", "close_to_target"}:
        weights[Kind.TARGET] = max(weights.get(Kind.TARGET, 0.0), 0.8 * weights[Kind.LIST])
    elif detail == "late":
        weights[Kind.DUE] = max(weights.get(Kind.DUE, 0.0), 0.8 * weights[Kind.LIST])
    if detail:
        weights[Kind.LIST] *= 0.5
    for kind in (Kind.RANKING, Kind.PLAN, Kind.HELP):
        if kind in weights:
            weights[kind] *= 0.5
