"""The table of a bank: each outcome's share by kind and by style, bounds and times."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.questions.bank import BankLine, conversations
from bot.questions.queries import (
    Ambiguous,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Turn,
    Understood,
    Window,
)
from bot.questions.scoring import SETTLED, Given, Outcome, given, score

CONFIDENCE = 0.95


class Reader(Protocol):
    """What reads questions; `bot.questions.understand.Understander` is one."""

    def read(self, text: str, today: date, turns: Sequence[Turn] = ()) -> Reading:
        """Return what `text` was read as."""
        ...


@dataclass(frozen=True, kw_only=True)
class Scored:
    """One line of a bank, what was done with it, and what that came to."""

    line: BankLine
    given: Given
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the table: a group of lines and its outcomes."""

    name: str
    lines: int
    counts: dict[Outcome, int]

    @property
    def settled(self) -> int:
        """The lines that came right, at once or after one tap."""
        return sum(self.counts.get(outcome, 0) for outcome in SETTLED)

    def share(self, outcome: Outcome) -> float:
        """Return the share of an outcome, 0 to 1; a wrong figure is a part of wrong."""
        return self.counted(outcome) / self.lines if self.lines else 0.0

    def counted(self, outcome: Outcome) -> int:
        """Return how many lines had an outcome; a wrong figure counts as wrong too."""
        count = self.counts.get(outcome, 0)
        if outcome is Outcome.WRONG:
            count += self.counts.get(Outcome.WRONG_FIGURE, 0)
        return count


@dataclass(frozen=True, kw_only=True)
class Report:
    """How a bank was read. Times are in milliseconds, for understanding alone."""

    bank: str
    scored: tuple[Scored, ...]
    total: Row
    kinds: tuple[Row, ...]
    styles: tuple[Row, ...]
    wrong_figure_bound: float
    invented: Row
    median_ms: float
    slowest_ms: float

    @property
    def failures(self) -> tuple[Scored, ...]:
        """The lines that did not come right at once."""
        return tuple(one for one in self.scored if one.outcome is not Outcome.RIGHT)


def pair(lines: Sequence[BankLine], answers: Iterable[Given]) -> tuple[Scored, ...]:
    """Return each line with its answer, paired by id where answers carry one, else by place.

    Lines without an answer are left out.
    """
    listed = list(answers)
    by_id = {answer.id: answer for answer in listed if answer.id is not None}
    pairs = (
        [(line, by_id[line.id]) for line in lines if line.id in by_id]
        if by_id
        else list(zip(lines, listed, strict=False))
    )
    return tuple(Scored(line=line, given=got, outcome=score(line, got)) for line, got in pairs)


def read_through(
    reader: Reader,
    lines: Sequence[BankLine],
    *,
    stopwatch: Callable[[], float] = lambda: 0.0,
    periods_of: Callable[[Query], tuple[Window, ...]] = lambda query: query.windows,
) -> tuple[Scored, ...]:
    """Return the lines scored by their readings alone, conversations in order.

    Later turns lean on the reader's own earlier readings, never on what the bank says of them.
    `stopwatch` tells seconds; `periods_of` tells the periods that a reply to a query would state.
    """
    scored: dict[str, Scored] = {}
    for group in conversations(lines):
        turns: list[Turn] = []
        for line in group:
            began = stopwatch()
            reading = reader.read(line.text, line.today, tuple(turns))
            took = (stopwatch() - began) * 1000
            got = given(reading, line_id=line.id, milliseconds=took)
            scored[line.id] = Scored(line=line, given=got, outcome=score(line, got))
            turns.insert(0, turn_after(reading, periods_of))
    return tuple(scored[line.id] for line in lines)


def turn_after(
    reading: Reading,
    periods_of: Callable[[Query], tuple[Window, ...]] = lambda query: query.windows,
) -> Turn:
    """Return the turn that a reading leaves behind for the next one to lean on."""
    match reading:
        case Ambiguous():
            return Turn(query=reading.query, asked=reading.choices)
        case Understood():
            return Turn(
                query=reading.query, answered=periods_of(reading.query), others=reading.others
            )
        case NotUnderstood():
            return Turn(query=reading.query, others=reading.nearest)


def report(bank: str, scored: Sequence[Scored]) -> Report:
    """Return the table of a bank."""
    total = _row("all", scored)
    outside = [one for one in scored if one.line.kind is Kind.NOT_IN_PLAN]
    times = sorted(one.given.understood_in_ms for one in scored)
    return Report(
        bank=bank,
        scored=tuple(scored),
        total=total,
        kinds=_rows(scored, lambda one: one.line.kind.value),
        styles=_rows(scored, lambda one: one.line.style or "no style"),
        wrong_figure_bound=upper_bound(total.counted(Outcome.WRONG_FIGURE), total.lines),
        invented=_row("not_in_plan", outside),
        median_ms=_quantile(times, 0.5),
        slowest_ms=_quantile(times, 0.99),
    )


def upper_bound(events: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """Return the exact one-sided upper bound of a share (Clopper and Pearson).

    Source: C. J. Clopper and E. S. Pearson, 1934. For no event it is 1 - (1 - confidence)^(1/n).
    """
    if trials == 0 or events >= trials:
        return 1.0
    low, high = events / trials, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(events, trials, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def to_json(made: Report) -> str:
    """Return the report as JSON, for a later one to be compared with."""
    return json.dumps(
        {
            "bank": made.bank,
            "lines": made.total.lines,
            "total": _row_json(made.total),
            "kinds": {row.name: _row_json(row) for row in made.kinds},
            "styles": {row.name: _row_json(row) for row in made.styles},
            "wrong_figure_bound": round(made.wrong_figure_bound, 5),
            "not_in_plan_with_figure": made.invented.counted(Outcome.WRONG_FIGURE),
            "median_ms": round(made.median_ms, 3),
            "p99_ms": round(made.slowest_ms, 3),
            "outcomes": {one.line.id: one.outcome.value for one in made.scored},
        },
        ensure_ascii=False,
        indent=1,
    )


def to_markdown(made: Report) -> str:
    """Return the report as Markdown: the whole, then by kind, then by style."""
    lines = [
        f"# {made.bank}",
        "",
        f"{made.total.lines} lines. Settled {_percent(made.total.settled, made.total.lines)}, "
        f"right at once {_percent(made.total.counted(Outcome.RIGHT), made.total.lines)}. "
        f"Wrong figure {_percent(made.total.counted(Outcome.WRONG_FIGURE), made.total.lines)} "
        f"(at most {made.wrong_figure_bound:.2%} with 95% confidence). "
        f"Not in plan, yet a figure: {made.invented.counted(Outcome.WRONG_FIGURE)} "
        f"of {made.invented.lines}. "
        f"Understanding: median {made.median_ms:.2f} ms, 99th percentile {made.slowest_ms:.2f} ms.",
    ]
    for title, rows in (("kind", (*made.kinds, made.total)), ("style", made.styles)):
        lines += ["", f"| {title} | lines | settled | " + " | ".join(Outcome) + " |"]
        lines.append("|---|" + "---:|" * (len(Outcome) + 2))
        lines += [_row_markdown(row) for row in rows]
    return "\n".join(lines) + "\n"


def compare(earlier: str, made: Report) -> tuple[str, ...]:
    """Return what changed since an earlier JSON report, line by line, the worse ones first."""
    before: dict[str, str] = json.loads(earlier)["outcomes"]
    order = {outcome.value: place for place, outcome in enumerate(Outcome)}
    changes = [
        (order[one.outcome.value] - order[before[one.line.id]], one)
        for one in made.scored
        if before.get(one.line.id, one.outcome.value) != one.outcome.value
    ]
    changes.sort(key=lambda change: (-change[0], change[1].line.id))
    return tuple(
        f"{'worse' if step > 0 else 'better'}: {one.line.id} “{one.line.text}”: "
        f"{before[one.line.id]} → {one.outcome.value}"
        for step, one in changes
    )


def _row(name: str, scored: Sequence[Scored]) -> Row:
    return Row(name=name, lines=len(scored), counts=dict(Counter(one.outcome for one in scored)))


def _rows(scored: Sequence[Scored], key: Callable[[Scored], str]) -> tuple[Row, ...]:
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(key(one), []).append(one)
    return tuple(_row(name, groups[name]) for name in sorted(groups))


def _row_json(row: Row) -> dict[str, object]:
    return {
        "lines": row.lines,
        "settled": row.settled,
        **{outcome.value: row.counted(outcome) for outcome in Outcome},
    }


def _row_markdown(row: Row) -> str:
    cells = [_percent(row.counted(outcome), row.lines) for outcome in Outcome]
    return f"| {row.name} | {row.lines} | {_percent(row.settled, row.lines)} | " + (
        " | ".join(cells) + " |"
    )


def _percent(count: int, of: int) -> str:
    return f"{count / of:.1%}" if of else "–"


def _quantile(ordered: Sequence[float], share: float) -> float:
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def _at_most(events: int, trials: int, chance: float) -> float:
    """The chance of at most `events` in `trials`, each with `chance`."""
    if chance <= 0:
        return 1.0
    if chance >= 1:
        return 1.0 if events >= trials else 0.0
    logs = (
        math.lgamma(trials + 1)
        - math.lgamma(k + 1)
        - math.lgamma(trials - k + 1)
        + k * math.log(chance)
        + (trials - k) * math.log1p(-chance)
        for k in range(events + 1)
    )
    return math.fsum(math.exp(value) for value in logs)
