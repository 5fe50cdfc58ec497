"""Fit the weights of understanding to the tuning banks and write them.

    python -m tests.benchmarks.fit_understanding --date 2026-11-23 [--write]

Kinds are fitted to the tuning banks and the phrasings. The certainty of a measure is fitted on the
tuning banks read with ever thinner lexicons: what a lexicon lacks is what people nobody has heard
yet will say, and a model that only saw a lexicon made for its bank would be too sure of itself.
"""

from __future__ import annotations

import argparse
import json
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.plan.measures import Catalogue
from bot.questions.bank import BankLine, read_bank
from bot.questions.certainty import evidence
from bot.questions.fitting import Features, answer_at, fit_certainty, fit_kinds, log_loss
from bot.questions.kinds import features, weigh
from bot.questions.lexicon import BUNDLED
from bot.questions.queries import Kind
from bot.questions.subjects import subject_of
from bot.questions.understand import Understander
from bot.questions.weights import CERTAINTY_PRIORS, FILE, Weights, prior
from tests.starter import catalogue

FOLDER = Path(__file__).parent.parent / "questions"
BANKS = ("open_tuning", "own_tuning", "near_tuning")
THINNED = ((0, 0.0), (1, 0.3), (2, 0.3), (3, 0.4))
ANYWHERE = frozenset({Kind.DUE, Kind.FOLLOW})
ANSWER_AT, ASK_AT = 0.8, 0.12

KindExample = tuple[Features, str]
SureExample = tuple[Features, bool]


def phrasings() -> Iterator[tuple[str, str]]:
    """Yield (kind, text) of the phrasings."""
    for line in (FOLDER / "phrasings.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, _, text = line.partition("|")
            yield kind.strip().partition(".")[0], text.strip()


def lines() -> dict[str, list[BankLine]]:
    """Return the first turns of the tuning banks, which lean on nothing before them."""
    banks = {name: FOLDER / f"{name}.jsonl" for name in BANKS}
    return {
        name: [line for line in read_bank(path) if line.turn == 1]
        for name, path in banks.items()
        if path.exists()
    }


def kind_examples(reader: Understander, texts: Sequence[tuple[str, str]]) -> list[KindExample]:
    """Return what was found in each text, with its kind."""
    found: list[KindExample] = []
    for kind, text in texts:
        clues = reader.clues(text)
        if not clues.empty:
            found.append((dict(features(clues, subject_of(clues))), kind))
    return found


def certainty_examples(reader: Understander, bank: Sequence[BankLine]) -> list[SureExample]:
    """Return the evidence for the measures of each line, with whether they were the right ones."""
    found: list[SureExample] = []
    for line in bank:
        clues = reader.clues(line.text)
        subject = subject_of(clues)
        if clues.empty or not subject.measures:
            continue
        if not (line.measures or line.kind is Kind.NOT_IN_PLAN or line.kind in ANYWHERE):
            continue
        right = line.kind is not Kind.NOT_IN_PLAN and set(subject.measures) == set(line.measures)
        found.append((dict(evidence(clues, subject, weigh(clues, subject))), right))
    return found


def thinned(plan: Catalogue, seed: int, dropped: float) -> Catalogue:
    """Return the plan with a lexicon that lost a share of its phrases."""
    chance = random.Random(seed)
    table = tomllib.loads(BUNDLED.read_text(encoding="utf-8"))

    def kept(written: str | Sequence[str]) -> list[str]:
        texts = [written] if isinstance(written, str) else written
        phrases = [part.strip() for text in texts for part in text.split("|")]
        return [one for one in phrases if chance.random() >= dropped] or list(phrases[:1])

    for entry in (*table.get("means", ()), *table.get("absent", ())):
        entry["says"] = kept(entry["says"])
    for name, phrases in table.get("ideas", {}).items():
        table["ideas"][name] = kept(phrases)
    return replace(plan, lexicon=_toml(table))


def _toml(table: dict[str, Any]) -> str:
    """Return a lexicon's table as TOML; its values are texts, lists of texts and tables of them."""
    tables = {name for name, value in table.items() if _holds_tables(value)}
    plain = {name: value for name, value in table.items() if name not in tables}
    made = [f"{json.dumps(name)} = {json.dumps(value)}" for name, value in plain.items()]
    for name in sorted(tables):
        value = table[name]
        if isinstance(value, dict):
            made.append(f"[{name}]")
            made += [f"{json.dumps(key)} = {json.dumps(one)}" for key, one in value.items()]
    for name in sorted(tables):
        for entry in table[name] if isinstance(table[name], list) else ():
            made.append(f"[[{name}]]")
            made += [f"{key} = {json.dumps(one)}" for key, one in entry.items()]
    return "\n".join(made)


def _holds_tables(value: object) -> bool:
    if isinstance(value, dict):
        return True
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def crossed(examples: Sequence[KindExample], folds: int = 4) -> float:
    """Return how often the kind is right on examples that the weights were not fitted to."""
    order = list(examples)
    random.Random(3).shuffle(order)
    right = 0
    for fold in range(folds):
        rest = [one for place, one in enumerate(order) if place % folds != fold]
        weights = Weights(kinds=fit_kinds(rest, _starting(rest)))
        right += sum(_best(weights, found) == kind for found, kind in order[fold::folds])
    return right / len(order)


def _best(weights: Weights, found: Features) -> str:
    scores = weights.kind_scores(found)
    return max(scores, key=lambda kind: scores[kind])


def _starting(examples: Sequence[KindExample]) -> dict[str, dict[str, float]]:
    return {name: dict(prior(name)) for found, _ in examples for name in found}


def main() -> None:
    """Fit, say how well it went, and write the weights where asked to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--date", required=True, help="the date to store with the weights")
    options.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    asked = options.parse_args()

    plan = catalogue()
    banks = lines()
    said = list(phrasings())
    texts = said + [(line.kind.value, line.text) for bank in banks.values() for line in bank]
    examples = kind_examples(Understander(plan), texts)
    print(f"kinds, on examples not fitted to: {crossed(examples):.1%} of {len(examples)}")
    kinds = fit_kinds(examples, _starting(examples))
    weights = Weights(kinds=_rounded(kinds), answer_at=ANSWER_AT, ask_at=ASK_AT)

    every = [line for bank in banks.values() for line in bank]
    sure = [
        example
        for seed, dropped in THINNED
        for example in certainty_examples(
            Understander(thinned(plan, seed, dropped), weights), every
        )
    ]
    certainty = fit_certainty(sure, CERTAINTY_PRIORS)
    weights = replace(weights, certainty={name: round(one, 3) for name, one in certainty.items()})
    print(f"certainty: surprise {log_loss(sure, weights.certainty):.3f} on {len(sure)} readings")
    scored = [(weights.sure(found), right) for found, right in sure]
    for most in (0.01, 0.02, 0.03, 0.05):
        print(f"at most {most:.0%} wrong from {answer_at(scored, most):.2f} on")
    if asked.write:
        sizes = Counter({name: len(bank) for name, bank in banks.items()})
        sizes["phrasings"] = len(said)
        made = replace(weights, fitted=asked.date, lines=dict(sizes))
        FILE.write_text(made.to_json(), encoding="utf-8")


def _rounded(kinds: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the weights that matter, short enough to be read."""
    return {
        name: {kind: round(one, 2) for kind, one in sorted(row.items()) if abs(one) >= 0.05}
        for name, row in sorted(kinds.items())
    }


if __name__ == "__main__":
    main()
