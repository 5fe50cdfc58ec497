"""Understanding alone: how long one question takes, and how long the index takes to be built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from rapidfuzz import fuzz, process, utils

from bot.plan.measures import Catalogue
from bot.questions.bank import BankLine, read_bank
from bot.questions.understand import Understander
from tests.benchmarks.bigger_plan import grown
from tests.benchmarks.rows import Goal, Row, Timing
from tests.starter import catalogue

QUESTIONS = Path(__file__).parent.parent / "questions"
BANKS = ("open_tuning", "own_tuning")
MANY, ROUNDS = 10_000, 3
GOALS = {False: (1.0, 0.3), True: (3.0, 5.0)}
"""The 99th percentile in milliseconds and the seconds of building, for the small and big plan."""


@dataclass(frozen=True, kw_only=True)
class Speed:
    """A plan's size, the seconds its index took, and the time of one question."""

    measures: int
    seconds: float
    timing: Timing


def speed_of(plan: Catalogue, lines: Sequence[BankLine]) -> Speed:
    """Return how fast questions about a plan are understood."""
    began = perf_counter()
    reader = Understander(plan)
    seconds = perf_counter() - began
    timing = best_of_rounds(lambda line: reader.read(line.text, line.today), lines)
    return Speed(measures=len(plan.measures), seconds=seconds, timing=timing)


def best_of_rounds(read: Callable[[BankLine], object], lines: Sequence[BankLine]) -> Timing:
    """Return the median and the 99th percentile over lines of the best time of each, in µs.

    The best of some rounds leaves out what else the machine did; the lines differ all the same.
    """
    best = [float("inf")] * len(lines)
    for _ in range(ROUNDS):
        for place, line in enumerate(lines):
            began = perf_counter()
            read(line)
            best[place] = min(best[place], (perf_counter() - began) * 1e6)
    return Timing(median=median(best), p99=quantiles(best, n=100)[98])


def tuning_lines() -> list[BankLine]:
    """Return the questions that are asked: those that may be looked at."""
    return [line for name in BANKS for line in read_bank(QUESTIONS / f"{name}.jsonl")]


def speeds(lines: Sequence[BankLine]) -> tuple[Speed, Speed]:
    """Return the speed with the starter plan and with ten thousand measures."""
    plan = catalogue()
    # The lexicon and the list of English words are loaded once in a process, whatever the plan.
    Understander(plan)
    return speed_of(plan, lines), speed_of(grown(plan, MANY), lines)


def rows() -> list[Row]:
    """Return the rows of this subject."""
    lines = tuning_lines()
    return [
        row
        for speed, plan in zip(speeds(lines), (catalogue(), grown(catalogue(), MANY)), strict=True)
        for row in _rows(speed, token_set(plan, lines[::10]))
    ]


def token_set(plan: Catalogue, lines: Sequence[BankLine]) -> Timing:
    """Return how long rapidfuzz takes to compare a question with every name and alias."""
    names = [
        utils.default_process(text)
        for measure in plan.measures
        for text in (measure.name, *measure.aliases)
    ]
    return best_of_rounds(
        lambda line: process.extractOne(
            utils.default_process(line.text), names, scorer=fuzz.token_set_ratio
        ),
        lines,
    )


def _rows(speed: Speed, floor: Timing) -> list[Row]:
    slowest, built = GOALS[speed.measures >= MANY]
    size = f"{speed.measures:,} measures"
    beside = "rapidfuzz token-set over all names"
    return [
        Row(
            name=f"understanding, {size}, median",
            measured=speed.timing.median,
            unit="µs",
            floor_name=beside,
            floor=floor.median,
            note=f"the whole reading; best of {ROUNDS} for each question",
        ),
        Row(
            name=f"understanding, {size}, 99th percentile",
            measured=speed.timing.p99,
            unit="µs",
            floor_name=beside,
            floor=floor.p99,
            goal=Goal(limit=slowest * 1_000, unit="µs"),
        ),
        Row(
            name=f"index of {size}, built",
            measured=speed.seconds * 1000,
            unit="ms",
            goal=Goal(limit=built * 1_000, unit="ms"),
        ),
    ]
