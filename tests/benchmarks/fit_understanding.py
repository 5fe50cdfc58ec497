"""Fit the weights of understanding to the tuning banks and the phrasings, and write them.

python -m tests.benchmarks.fit_understanding --date 2026-11-23 [--write]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from bot.questions.bank import BankLine, read_bank
from bot.questions.queries import Kind
from bot.questions.refitting import refit
from bot.questions.weights import FILE
from tests.benchmarks.typing_errors import broken
from tests.starter import TODAY, catalogue

FOLDER = Path(__file__).parent.parent / "questions"
SLIPPED = 4
"""One line of so many is fitted to with slips too."""
BANKS = ("open_tuning", "own_tuning", "near_tuning")


def phrasings() -> Iterator[tuple[str, str]]:
    """Yield (kind, text) of the phrasings."""
    for line in (FOLDER / "phrasings.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, _, text = line.partition("|")
            yield kind.strip().partition(".")[0], text.strip()


def lines() -> dict[str, tuple[BankLine, ...]]:
    """Return the tuning banks, some of their lines with a slip or two, and the plan's names."""
    banks = {name: read_bank(FOLDER / f"{name}.jsonl") for name in BANKS}
    every = [line for bank in banks.values() for line in bank]
    slipped = tuple(
        line.model_copy(update={"text": broken(line.text, 1 + place % 2, Random(line.id))})
        for place, line in enumerate(every[::SLIPPED])
    )
    return {**banks, "with slips": slipped, "names alone": tuple(names())}


def names() -> Iterator[BankLine]:
    """Yield every name and alias of the plan, typed alone: the newest figure is wanted."""
    bearing: dict[str, list[str]] = {}
    for measure in catalogue().measures:
        for name in (measure.name, *measure.aliases):
            bearing.setdefault(name, []).append(measure.code)
    for name, codes in bearing.items():
        yield BankLine(
            id=f"name {name}",
            text=name,
            today=TODAY,
            kind=Kind.LATEST,
            measures=tuple(codes),
            ambiguous=len(codes) > 1,
        )


def main() -> None:
    """Fit, say how well it went, and write the weights where asked to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--date", required=True, help="the date to store with the weights")
    options.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    asked = options.parse_args()
    fitted = date.fromisoformat(asked.date)
    made = refit(catalogue(), lines(), fitted, tuple(phrasings()), say=print)
    print(f"answers from {made.answer_at}, tells from {made.tell_at}")
    if asked.write:
        FILE.write_text(made.to_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
