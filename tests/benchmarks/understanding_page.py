"""The page of understanding: the comparison, our own tables, what slips cost, how fast it is."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.questions.bank import read_bank
from bot.questions.evaluation import Report, Row, to_markdown, upper_bound
from bot.questions.scoring import Outcome
from bot.questions.weights import bundled
from tests.benchmarks import typing_errors
from tests.benchmarks.rows import Timing
from tests.benchmarks.understanding_speed import GOALS, MANY, Speed, speeds, tuning_lines
from tests.questions.reading_alone import FOLDER, read_alone

UNSEEN = {
    "open_aside": "the third of the open bank set aside before any work began",
    "own_checking": "the checking half of our own questions",
}
INTRODUCTION = """\
# How well questions are understood

Made by `make bench-understanding`; Python {python}, {system}. Decision fitted {fitted} on {lines}
phrasings and questions. The set-aside third and the checking half were never looked at while
building; only their totals are shown. How a line is scored: right, right after one tap, asked
wrongly, refused wrongly, wrong, and *wrong figure*, the part of wrong in which a figure of another
measure or period would be stated. Settled is right plus one tap. Times hang on what else the
machine does: its load was {load:.1f} on {cores} processors; read the ratios.
"""
BESIDE = """\
## Beside what people would pick instead

The same questions in the same run: those that stand alone and name one measure, one of several, or
nothing that the plan holds. The peers find the measure and decide; all else is given to them by our
own parsers: the words without periods, numbers and cues (or as typed, where that suits them
better), codes such as 7.02, the kind of question and its dates. *Given all of ours* adds our
spelling, the field's lay phrases as further names, and our reading of what is outside the plan.
Thresholds on score and margin are fitted for each on the tuning halves: the most right answers, a
needless question back worth half of one, with at most the share of wrong answers that this bot has
there. Top 1 and top 3 are over the lines that mean exactly one measure. The times of the peers are
for ranking alone; this bot's are for everything that it reads. Loading is in a fresh process.
*With hindsight* is the most that each could have had: its thresholds picked on this very bank, with
at most as many wrong answers as this bot gave there.
"""

OLDER = "*Measured with an earlier fit and smaller banks; the tables above and below are newer.*"
_BESIDE_TITLE = "## Beside what people would pick instead"
_SLIPS_TITLE = "## What typing errors cost"


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One row of the comparison. `found` counts how often the measure came first, of `single`.

    `hindsight` is what a peer would come to with thresholds picked on this very bank.
    """

    name: str
    outcomes: Row
    single: int
    found: int
    among_three: int
    median_ms: float
    slowest_ms: float
    loading: str
    words: str
    hindsight: Row | None = None


def page(comparison: str) -> str:
    """Return the whole page: the comparison with everything that is measured of this bot alone."""
    own = [read_alone(bank, perf_counter) for bank in UNSEEN]
    weights = bundled()
    parts = [
        INTRODUCTION.format(
            python=platform.python_version(),
            system=platform.system(),
            fitted=weights.fitted,
            load=os.getloadavg()[1],
            cores=os.cpu_count(),
            lines=f"{sum(weights.lines.values()):,}",
        ),
        _totals(own),
        comparison,
        _slips(),
        _speed(speeds(tuning_lines())),
        *(_of_bank(one) for one in own),
    ]
    return "\n".join(parts)


def kept(written: str) -> str:
    """Return the comparison of a page that was written before, which says that it is older."""
    start, end = written.index(_BESIDE_TITLE), written.index(_SLIPS_TITLE)
    comparison = written[start:end].replace(f"\n{OLDER}\n", "")
    return comparison.replace(_BESIDE_TITLE + "\n", f"{_BESIDE_TITLE}\n\n{OLDER}\n", 1)


def beside(tables: Mapping[str, Sequence[Beside]]) -> str:
    """Return the comparison, a table for each bank."""
    parts = [BESIDE]
    for bank, rows in tables.items():
        parts += [
            f"### {bank}: {rows[0].outcomes.lines} lines, {rows[0].single} of one measure",
            "",
            "| what | top 1 | top 3 | right | one tap | settled | wrong | wrong figure "
            "| with hindsight: right | settled | p50 ms | p99 ms | loading | words used |",
            "|---|" + "---:|" * 11 + "---|---|",
            *(_beside_row(row) for row in rows),
            "",
        ]
    return "\n".join(parts)


def _beside_row(row: Beside) -> str:
    counts, lines = row.outcomes, row.outcomes.lines
    cells = [
        _share(row.found, row.single),
        _share(row.among_three, row.single),
        _share(counts.counted(Outcome.RIGHT), lines),
        _share(counts.counted(Outcome.ONE_TAP), lines),
        _share(counts.settled, lines),
        _share(counts.counted(Outcome.WRONG), lines),
        _share(counts.counted(Outcome.WRONG_FIGURE), lines),
        _share(row.hindsight.counted(Outcome.RIGHT), lines) if row.hindsight else "",
        _share(row.hindsight.settled, lines) if row.hindsight else "",
        f"{row.median_ms:.2f}",
        f"{row.slowest_ms:.2f}",
        row.loading,
        row.words,
    ]
    return f"| {row.name} | " + " | ".join(cells) + " |"


def _totals(own: Iterable[Report]) -> str:
    lines = [
        "## In short",
        "",
        "| bank | lines | settled | right | wrong figure | at most (95%) | outside, yet a figure |",
        "|---|" + "---:|" * 6,
    ]
    for one in own:
        total = one.total
        wrong = total.counted(Outcome.WRONG_FIGURE)
        lines.append(
            f"| {one.bank}: {UNSEEN[one.bank]} | {total.lines} "
            f"| {_share(total.settled, total.lines)} "
            f"| {_share(total.counted(Outcome.RIGHT), total.lines)} "
            f"| {_share(wrong, total.lines)} | {upper_bound(wrong, total.lines):.2%} "
            f"| {one.invented.counted(Outcome.WRONG_FIGURE)} of {one.invented.lines} |"
        )
    return "\n".join([*lines, ""])


def _slips() -> str:
    lines = [
        _SLIPS_TITLE,
        "",
        "Percentage points of settled lost to random slips, five draws for each question.",
        "",
        "| bank | slips | lost | goal | wrong figure |",
        "|---|---:|---:|---:|---:|",
    ]
    for bank in (*typing_errors.BANKS, *UNSEEN):
        lines += [
            f"| {bank} | {loss.slips} | {loss.points:.2f} | ≤ {typing_errors.GOALS[loss.slips]} "
            f"| {_share(loss.wrong_figures, loss.draws)} |"
            for loss in typing_errors.losses(bank, read_bank(FOLDER / f"{bank}.jsonl"))
        ]
    return "\n".join([*lines, ""])


def _speed(measured: Sequence[Speed]) -> str:
    lines = [
        "## How fast",
        "",
        "Understanding alone, on the tuning halves: for each question the best of some rounds.",
        "",
        "| measures | p50 ms | p99 ms | goal | index built s | goal |",
        "|---:|" + "---:|" * 5,
    ]
    for one in measured:
        slowest, built = GOALS[one.measures >= MANY]
        lines.append(
            f"| {one.measures:,} | {_ms(one.timing)} | ≤ {slowest:g} "
            f"| {one.seconds:.2f} | ≤ {built:g} |"
        )
    return "\n".join([*lines, ""])


def _ms(timing: Timing) -> str:
    return f"{timing.median / 1000:.2f} | {timing.p99 / 1000:.2f}"


def _of_bank(made: Report) -> str:
    """Return our own table by kind and style, a heading further down."""
    return f"## By kind and style: {made.bank}\n" + to_markdown(made).split("\n", 1)[1]


def _share(count: int, of: int) -> str:
    return f"{count / of:.1%}" if of else "–"
