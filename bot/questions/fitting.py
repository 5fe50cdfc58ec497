"""Weights fitted to banks: plain Python, since it runs once in a while and needs no library.

Both models are pulled towards where they start, so that a feature which the banks hardly show
keeps the weight that a person gave it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from math import exp, log

Features = Mapping[str, float]


def fit_kinds(
    examples: Sequence[tuple[Features, str]],
    starting: Mapping[str, Mapping[str, float]],
    *,
    pull: float = 0.001,
    rounds: int = 30,
    rate: float = 0.25,
    seed: int = 1,
) -> dict[str, dict[str, float]]:
    """Return weights by feature and kind that make the kinds of `examples` likely.

    Args:
        examples: What was found in a question, and its kind.
        starting: The weights to start from and to be pulled towards.
        pull: How hard, per example.
        rounds: How often all examples are gone through.
        rate: The first step's length; it shrinks.
        seed: Of the order of examples.
    """
    kinds = sorted({kind for _, kind in examples})
    weights = {name: dict(row) for name, row in starting.items()}
    order = list(examples)
    shuffler = random.Random(seed)  # noqa: S311 -- an order, no secret
    for turn in range(rounds):
        shuffler.shuffle(order)
        step = rate / (1 + 4 * turn / rounds)
        for found, kind in order:
            chances = _chances(found, kinds, weights)
            for name, value in found.items():
                row = weights.setdefault(name, {})
                start = starting.get(name, {})
                for other in kinds:
                    wrong = chances[other] - (1.0 if other == kind else 0.0)
                    old = row.get(other, 0.0)
                    if abs(wrong) > 1e-4 or old:
                        away = old - start.get(other, 0.0)
                        row[other] = old - step * (wrong * value + pull * away)
    return weights


def fit_certainty(
    examples: Sequence[tuple[Features, bool]],
    starting: Mapping[str, float],
    *,
    pull: float = 0.001,
    rounds: int = 60,
    rate: float = 0.3,
    seed: int = 1,
) -> dict[str, float]:
    """Return weights by feature with which the logistic of their sum is the chance of True.

    A weight keeps the sign that it starts with: more words unexplained never make a reading surer,
    whatever the examples happen to show. One that starts at 0 may go either way.
    """
    weights = dict(starting)
    order = list(examples)
    shuffler = random.Random(seed)  # noqa: S311 -- an order, no secret
    for turn in range(rounds):
        shuffler.shuffle(order)
        step = rate / (1 + 9 * turn / rounds)
        for found, right in order:
            wrong = _logistic(found, weights) - (1.0 if right else 0.0)
            for name, value in found.items():
                old = weights.get(name, 0.0)
                start = starting.get(name, 0.0)
                new = old - step * (wrong * value + pull * (old - start))
                weights[name] = max(new, 0.0) if start > 0 else min(new, 0.0) if start < 0 else new
    return weights


def log_loss(examples: Sequence[tuple[Features, bool]], weights: Mapping[str, float]) -> float:
    """Return the mean surprise of a certainty model, lower is better."""
    total = 0.0
    for found, right in examples:
        chance = min(max(_logistic(found, weights), 1e-9), 1 - 1e-9)
        total -= log(chance if right else 1 - chance)
    return total / len(examples) if examples else 0.0


def answer_at(scored: Sequence[tuple[float, bool]], most_wrong: float) -> float:
    """Return the lowest certainty from which at most a share `most_wrong` is wrong.

    `scored` are certainties, each with whether the reading was right.
    """
    best = 1.0
    wrong = 0
    for count, (certainty, right) in enumerate(sorted(scored, reverse=True), start=1):
        wrong += not right
        if wrong <= most_wrong * count:
            best = certainty
    return best


def _chances(
    found: Features, kinds: Sequence[str], weights: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    scores = dict.fromkeys(kinds, 0.0)
    for name, value in found.items():
        for kind, weight in weights.get(name, {}).items():
            if kind in scores:
                scores[kind] += weight * value
    highest = max(scores.values())
    powers = {kind: exp(score - highest) for kind, score in scores.items()}
    total = sum(powers.values())
    return {kind: power / total for kind, power in powers.items()}


def _logistic(found: Features, weights: Mapping[str, float]) -> float:
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
