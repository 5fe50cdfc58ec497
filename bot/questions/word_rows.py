"""The cheapest row of words through all ways to read what was typed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.questions.stems import stem

Pair = Callable[[str, str], float]
"""How much less two words cost side by side."""
_HOPELESS = 10.0
"""A row so much dearer than the cheapest so far is left."""
_TIE = 0.02
_SURE = 0.2
"""How likely a word must be among all that may be meant to replace what was typed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way to read the tokens from a place on: `count` of them as `words`."""

    words: tuple[str, ...]
    count: int
    cost: float
    shifted: bool = False


@dataclass(frozen=True, slots=True)
class _Path:
    """A row of steps and what it costs; `last` is its last word."""

    cost: float
    last: str
    step: Step | None = None
    before: _Path | None = None


def cheapest(steps: Sequence[Sequence[Step]], pair: Pair) -> list[Step]:
    """Return the steps of the cheapest row of words (Viterbi)."""
    best: list[dict[str, _Path]] = [{} for _ in range(len(steps) + 1)]
    best[0][""] = _Path(0.0, "")
    for place, ways in enumerate(steps):
        paths = best[place].values()
        if not paths:
            continue
        dearest = min(path.cost for path in paths) + _HOPELESS
        for path in paths:
            if path.cost > dearest:
                continue
            last, so_far = path.last, path.cost
            for step in ways:
                words = step.words
                cost = so_far + step.cost - pair(last, words[0])
                after = best[place + step.count]
                known = after.get(words[-1])
                if known is None or cost < known.cost:
                    after[words[-1]] = _Path(cost, words[-1], step, path)
    end: _Path | None = min(best[-1].values(), key=lambda one: one.cost)
    found: list[Step] = []
    while end is not None and end.step is not None:
        found.append(end.step)
        end = end.before
    return found[::-1]


def sure(steps: Sequence[Sequence[Step]], chosen: Sequence[Step], pair: Pair) -> list[Step]:
    """Return the chosen steps, with words left as typed that may as well mean another."""
    found = list(chosen)
    place = 0
    for number, step in enumerate(chosen):
        ways = steps[place]
        if step.count == 1 and step is not ways[0] and len(ways) > 2:
            before = found[number - 1].words[-1] if number else ""
            after = chosen[number + 1].words[0] if number + 1 < len(chosen) else ""
            costs: dict[tuple[str, ...], float] = {}
            for way in ways:
                if way.count == 1:
                    cost = way.cost - pair(before, way.words[0]) - pair(way.words[-1], after)
                    key = tuple(stem(one) for one in way.words)
                    costs[key] = min(cost, costs.get(key, cost))
            own = tuple(stem(one) for one in step.words)
            least = costs[own]
            share = 1 / sum(math.exp(min(least - cost, 50)) for cost in costs.values())
            second = min((cost for key, cost in costs.items() if key != own), default=math.inf)
            if share < _SURE or second - least < _TIE:
                found[number] = ways[0]
        place += step.count
    return found
