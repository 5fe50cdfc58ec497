"""The fitted numbers: how cues weigh for each kind, and how sure a reading is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("decision.json")
OWN_GROUP = 6.0
"""What a cue's own kind gains from it at full strength before anything was fitted."""
PRIORS: Mapping[str, Mapping[str, float]] = {
    "always": {"latest": 1.0},
    "one period": {"figure": 2.5},
    "two periods": {"figure": 2.5, "change": 1.0},
    "since": {"trend": 3.0},
    "last years": {"trend": 3.5},
    "spanning": {"figure": 1.5},
    "range": {"trend": 3.0, "change": 1.0},
    "told a number": {"submit": 2.0},
    "told a number for a period": {"submit": 2.0},
    "over time": {"trend": 4.0},
    "comparator": {"compare": 3.0},
    "ambition by number": {"ambition": 2.0},
    "ambition by subject": {"ambition": 0.5},
    "named": {"latest": 1.0},
    "absent": {"not_in_plan": 3.0},
    "elsewhere": {"not_in_plan": 4.0},
    "breakdown": {"not_in_plan": 4.0},
    "unexplained": {"not_in_plan": 1.0},
}

CERTAINTY_PRIORS: Mapping[str, float] = {
    "always": 0.0,
    "recall": 1.5,
    "covered": 1.0,
    "literal": 0.5,
    "by a name": 0.5,
    "by a code": 0.5,
    "whole": 0.3,
    "margin": 1.5,
    "left near": -0.8,
    "left far": -0.2,
    "left known": -0.5,
    "strange words": -1.0,
    "rival explains more": -1.0,
    "rival named too": -1.0,
    "close rivals": -0.3,
    "other words, left": -0.3,
    "other words, unsaid": -0.5,
    "other words, rival": -0.8,
    "other words, close": -0.3,
    "word for word": 0.8,
    "generic": -0.3,
    "another unit": -0.8,
    "several": -0.8,
    "crossed": -0.7,
    "outside": -4.0,
    "not held": -0.5,
    "content": -0.1,
}

WHOLE_PRIORS: Mapping[str, float] = {
    "always": 0.0,
    "ahead": 3.0,
    "kind": 0.1,
    "measure": 0.2,
    "left": -0.5,
    "loose number": -0.4,
    "mended": -0.5,
    "strange": -0.5,
}

LEAN_PRIORS: Mapping[str, float] = {
    "always": 0.0,
    "all of it said": 0.3,
    "scrap": 0.5,
    "led": 0.7,
    "led, new": 3.5,
    "led, nothing": 0.5,
    "led, all said": 0.5,
    "softly led": 0.3,
    "softly led, new": 2.0,
    "softly led, nothing": 0.5,
    "pronoun": 0.5,
    "pronoun, nothing": 0.7,
    "pronoun, all said": 0.7,
    "pronoun, its kind": 1.0,
    "begins with a pronoun": 1.5,
    "takes in": 5.0,
    "only dates": 3.0,
    "only places": 2.5,
    "dated by an answer": 2.5,
    "its kind": 1.0,
    "no kind": -1.0,
    "corrects": 0.5,
    "correction": 4.0,
    "within the ambition": 3.0,
    "both": 3.0,
    "figure": 1.5,
    "not held": 3.0,
    "at large": 4.0,
    "number": 3.5,
    "pick": 1.5,
    "names it": 1.2,
    "alone the same kind": 1.5,
    "alone the same": 1.0,
    "unknown alone": 1.5,
    "long": -1.2,
    "left": -0.6,
    "unled": -0.3,
    "unled, left": -0.4,
    "unled, long": -0.7,
    "names another": -2.3,
    "names another in full": -2.0,
    "pronoun, new": -1.0,
    "sure alone": -0.2,
    "refused alone": -0.3,
    "surely outside": -1.5,
    "at large alone": -0.3,
    "something of its own": -0.5,
    "the same at large": -0.2,
    "general": -2.0,
    "another topic": -1.5,
    "new, sure": 0.2,
}
"""Where the fit of how a question leans begins, and what it is pulled towards."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What was fitted; `kinds`, `certainty` and `whole` are weights by feature.

    `certainty` is of the measures alone, `whole` of a reading as a whole, `leaning` of one that
    leans on what was said before. `fitted` is the date, `lines` the size of each bank that was
    used. From `answer_at` on a reading that states figures is answered, from `tell_at` on any
    other; below `ask_at` the likeliest is not even offered. One that leans is answered from
    `lean_at` and `lean_tell_at` on; below `alone_at` a question stands alone.
    """

    kinds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    certainty: Mapping[str, float] = field(default_factory=lambda: CERTAINTY_PRIORS)
    whole: Mapping[str, float] = field(default_factory=lambda: WHOLE_PRIORS)
    leaning: Mapping[str, float] = field(default_factory=lambda: LEAN_PRIORS)
    answer_at: float = 0.8
    tell_at: float = 0.7
    ask_at: float = 0.01
    lean_at: float = 0.6
    lean_tell_at: float = 0.5
    alone_at: float = 0.3
    fitted: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def kind_scores(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return the weight of every kind for what was found in a question."""
        scores: dict[str, float] = {}
        for name, strength in features.items():
            for kind, weight in self.kinds.get(name, {}).items():
                scores[kind] = scores.get(kind, 0.0) + weight * strength
            if not self.kinds:
                for kind, weight in prior(name).items():
                    scores[kind] = scores.get(kind, 0.0) + weight * strength
        return scores

    def to_json(self) -> str:
        """Return the weights as JSON, one number a line, so that a change can be read."""
        return json.dumps(asdict(self), indent=0, sort_keys=True) + "\n"

    def sure(self, features: Mapping[str, float]) -> float:
        """Return how sure the measures are, 0 to 1."""
        return _logistic(self.certainty, features)

    def sure_of_whole(self, features: Mapping[str, float]) -> float:
        """Return the certainty of a reading as a whole, 0 to 1."""
        return _logistic(self.whole, features)

    def sure_of_leaning(self, features: Mapping[str, float]) -> float:
        """Return the certainty of a reading that leans on what was said before, 0 to 1."""
        return _logistic(self.leaning, features)


def _logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def prior(feature: str) -> Mapping[str, float]:
    """Return what a feature weighs for each kind before anything was fitted."""
    if feature.startswith("cue "):
        return {feature.removeprefix("cue ").partition(".")[0]: OWN_GROUP}
    return PRIORS.get(feature, {})


def parse(text: str) -> Weights:
    """Return the weights that a JSON text holds."""
    table: dict[str, Any] = json.loads(text)
    return Weights(**table)


@lru_cache(maxsize=1)
def bundled() -> Weights:
    """Return the weights that come with the bot; plain ones before anything was fitted."""
    return parse(FILE.read_text(encoding="utf-8")) if FILE.exists() else Weights()
