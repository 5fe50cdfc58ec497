"""What random typing errors cost: the share of a bank settled as typed, less the share with slips.

    python -m tests.benchmarks.typing_errors --lost

Slips fall anywhere in the letters: one left out, one too many, a neighbouring key, two swapped, a
space left out or put in. In a conversation only the line itself is broken, not those before it.
The draws hang on a line's id alone, so that two runs of the same code give the same numbers.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from bot.questions.bank import BankLine, conversations, read_bank
from bot.questions.evaluation import turn_after
from bot.questions.queries import Turn
from bot.questions.scoring import SETTLED, Outcome, given, score
from bot.questions.understand import Understander, understander
from tests.benchmarks.rows import Goal, Row
from tests.starter import catalogue

BANKS = ("open_tuning", "own_tuning")
FOLDER = Path(__file__).parent.parent / "questions"
DRAWS = 5
GOALS = {1: 1.5, 2: 4.0}
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _near_keys() -> dict[str, str]:
    """Return the keys beside each letter; a row stands half a key right of the one above."""
    near: dict[str, set[str]] = {letter: set() for letter in _LETTERS}
    for row, keys in enumerate(_KEYS):
        for place, key in enumerate(keys):
            beside = [keys[place + 1 : place + 2]]
            if row + 1 < len(_KEYS):
                below = _KEYS[row + 1]
                beside += [below[max(place - 1, 0) : place], below[place : place + 1]]
            for other in filter(None, beside):
                near[key].add(other)
                near[other].add(key)
    return {key: "".join(sorted(others)) for key, others in near.items()}


_NEAR = _near_keys()


def broken(text: str, slips: int, random: Random) -> str:
    """Return a text with so many slips; one without letters comes back as it is."""
    for _ in range(slips):
        for _ in range(20):
            changed = _slip(text, random)
            if changed != text:
                text = changed
                break
    return text


def _slip(text: str, random: Random) -> str:
    letters = [place for place, one in enumerate(text) if one.lower() in _NEAR]
    if not letters:
        return text
    place = random.choice(letters)
    return random.choice(_SLIPS)(text, place, random)


def _left_out(text: str, place: int, random: Random) -> str:
    return text[:place] + text[place + 1 :]


def _too_many(text: str, place: int, random: Random) -> str:
    letter = random.choice(_NEAR[text[place].lower()] + text[place])
    return text[:place] + letter + text[place:]


def _wrong_key(text: str, place: int, random: Random) -> str:
    letter = random.choice(_NEAR[text[place].lower()])
    return text[:place] + letter + text[place + 1 :]


def _swapped(text: str, place: int, random: Random) -> str:
    if not text[place + 1 : place + 2].isalpha():
        return text
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _space(text: str, place: int, random: Random) -> str:
    """Put a space in, or leave one out, as likely."""
    if random.random() < 0.5:
        return text[:place] + " " + text[place:] if text[place - 1 : place].isalpha() else text
    spaces = [one for one, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    gone = random.choice(spaces)
    return text[:gone] + text[gone + 1 :]


_SLIPS: tuple[Callable[[str, int, Random], str], ...] = (
    _left_out,
    _too_many,
    _wrong_key,
    _swapped,
    _space,
)


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A bank as typed and with slips: draws, and how many of them were settled."""

    bank: str
    slips: int
    draws: int
    clean: int
    settled: int
    wrong_figures: int
    lost: tuple[tuple[BankLine, str, Outcome], ...]

    @property
    def points(self) -> float:
        """The percentage points of right-or-one-tap that the slips cost."""
        return 100 * (self.clean - self.settled) / self.draws


def losses(bank: str, lines: Sequence[BankLine], *, draws: int = DRAWS) -> Iterator[Loss]:
    """Yield what one slip costs, and two."""
    reader = understander(catalogue())
    asked = list(_with_turns(reader, lines))
    clean = {line.id: _outcome(reader, line, line.text, turns) for line, turns in asked}
    for slips in GOALS:
        outcomes = [
            (line, text, _outcome(reader, line, text, turns))
            for line, turns in asked
            for draw in range(draws)
            for text in (broken(line.text, slips, Random(f"{line.id} {slips} {draw}")),)
        ]
        yield Loss(
            bank=bank,
            slips=slips,
            draws=len(outcomes),
            clean=draws * sum(one in SETTLED for one in clean.values()),
            settled=sum(one in SETTLED for _, _, one in outcomes),
            wrong_figures=sum(one is Outcome.WRONG_FIGURE for _, _, one in outcomes),
            lost=tuple(
                one for one in outcomes if clean[one[0].id] in SETTLED and one[2] not in SETTLED
            ),
        )


def _with_turns(
    reader: Understander, lines: Sequence[BankLine]
) -> Iterator[tuple[BankLine, tuple[Turn, ...]]]:
    """Yield each line with what was said before it, as typed, the newest first."""
    for group in conversations(lines):
        turns: list[Turn] = []
        for line in group:
            yield line, tuple(turns)
            turns.insert(0, turn_after(reader.read(line.text, line.today, tuple(turns))))


def _outcome(reader: Understander, line: BankLine, text: str, turns: tuple[Turn, ...]) -> Outcome:
    return score(line, given(reader.read(text, line.today, turns)))


def rows() -> list[Row]:
    """Return what one slip and two cost on each bank, beside the goal."""
    return [
        Row(
            name=f"{loss.bank}: settled, lost to {_slips(loss.slips)} in a question",
            measured=loss.points,
            unit="points",
            goal=Goal(limit=GOALS[loss.slips], unit="points"),
            note=f"{loss.draws:,} questions drawn; wrong figure in {loss.wrong_figures}",
        )
        for bank in BANKS
        for loss in losses(bank, read_bank(FOLDER / f"{bank}.jsonl"))
    ]


def _slips(count: int) -> str:
    return "one slip" if count == 1 else f"{count} slips"


def main() -> None:
    """Print the losses and, with `--lost`, the questions that were lost."""
    options = argparse.ArgumentParser(description="Measure what random typing errors cost.")
    options.add_argument("banks", nargs="*", help="banks to break, by name", default=BANKS)
    options.add_argument("--draws", type=int, default=DRAWS, help="draws for each question")
    options.add_argument("--lost", action="store_true", help="print the questions lost")
    chosen = options.parse_args()
    began = perf_counter()
    for bank in chosen.banks:
        for loss in losses(bank, read_bank(FOLDER / f"{bank}.jsonl"), draws=chosen.draws):
            print(
                f"{loss.bank}, {_slips(loss.slips)}: {loss.points:.2f} points lost "
                f"(at most {GOALS[loss.slips]}), settled {loss.settled / loss.draws:.1%} "
                f"of {loss.draws:,}, wrong figure {loss.wrong_figures / loss.draws:.2%}"
            )
            # The questions of a bank that is kept for checking are not to be looked at.
            if chosen.lost and bank in BANKS:
                for line, text, outcome in loss.lost:
                    print(f"  {line.id}: {text!r} for {line.text!r}: {outcome.value}")
    print(f"{perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
