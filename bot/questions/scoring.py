"""How one reading is scored against one line of a bank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.questions.bank import BankLine
from bot.questions.queries import (
    Ambiguous,
    Filter,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Window,
)


class Outcome(StrEnum):
    """What a line came to; the values are the columns of the report."""

    RIGHT = "right"
    ONE_TAP = "one tap"
    ASKED_WRONGLY = "asked wrongly"
    REFUSED_WRONGLY = "refused wrongly"
    WRONG = "wrong"
    WRONG_FIGURE = "wrong figure"


SETTLED = frozenset({Outcome.RIGHT, Outcome.ONE_TAP})
MOST_CHOICES = 6
SLACK = timedelta(days=366)
STATES_FIGURES = frozenset(
    {Kind.LATEST, Kind.FIGURE, Kind.TREND, Kind.CHANGE, Kind.COMPARE, Kind.TARGET}
)


class Offered(BaseModel):
    """A choice as `ask --json` prints it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    label: str = ""
    measures: tuple[str, ...] = ()
    kind: Kind
    ambition: int | None = None


class Statement(BaseModel):
    """A figure that a reply states, as `ask --json` prints it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    measure: str
    period_start: date
    period_end: date
    value: str | None = None
    status: str | None = None
    comparator: str | None = None


class Given(BaseModel):
    """What the bot did with one line: the object that `ask --json` prints.

    `statements` is None where only the reading is known, not the reply.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | None = None
    did: Literal["answered", "asked", "refused"]
    kind: Kind
    measures: tuple[str, ...] = ()
    ambition: int | None = None
    windows: tuple[tuple[date, date], ...] = ()
    comparators: tuple[str, ...] = ()
    filter: Filter | None = None
    value: Decimal | None = None
    choices: tuple[Offered, ...] = ()
    statements: tuple[Statement, ...] | None = None
    certainty: float = 0.0
    understood_in_ms: float = 0.0


def given(reading: Reading, *, line_id: str | None = None, milliseconds: float = 0.0) -> Given:
    """Return what a reading comes to, without the figures that its reply would state."""
    query: Query = reading.query
    choices = reading.choices if isinstance(reading, Ambiguous) else ()
    did: Literal["answered", "asked", "refused"] = "answered"
    if isinstance(reading, Ambiguous):
        did = "asked"
    elif isinstance(reading, NotUnderstood) or query.kind is Kind.NOT_IN_PLAN:
        did = "refused"
    return Given(
        id=line_id,
        did=did,
        kind=query.kind,
        measures=query.measures,
        ambition=query.ambition,
        windows=tuple((window.start, window.end) for window in query.windows),
        comparators=query.comparators,
        filter=query.filter,
        value=query.value,
        choices=tuple(
            Offered(
                label=choice.label,
                measures=choice.query.measures,
                kind=choice.query.kind,
                ambition=choice.query.ambition,
            )
            for choice in choices
        ),
        certainty=reading.certainty,
        understood_in_ms=milliseconds,
    )


def score(line: BankLine, got: Given) -> Outcome:
    """Return what `got` comes to for `line`, by the rules of the bank format."""
    if got.did == "refused":
        return Outcome.RIGHT if line.kind is Kind.NOT_IN_PLAN else Outcome.REFUSED_WRONGLY
    if got.did == "asked":
        return _score_asked(line, got)
    if _agrees(line, got):
        return Outcome.RIGHT
    return Outcome.WRONG_FIGURE if _states_wrong_figure(line, got) else Outcome.WRONG


def windows_agree(
    kind: Kind,
    wanted: Sequence[tuple[date, date]],
    found: Sequence[tuple[date, date]],
) -> bool:
    """Say whether two lists of windows name the same dates; a trend may differ by a year."""
    if len(wanted) != len(found):
        return False
    slack = SLACK if kind is Kind.TREND else timedelta(0)
    return all(
        abs(one[0] - other[0]) <= slack and abs(one[1] - other[1]) <= slack
        for one, other in zip(sorted(wanted), sorted(found), strict=True)
    )


def _score_asked(line: BankLine, got: Given) -> Outcome:
    if len(got.choices) > MOST_CHOICES:
        return Outcome.ASKED_WRONGLY
    if line.ambiguous:
        offered = {code for choice in got.choices for code in choice.measures}
        return Outcome.RIGHT if offered >= set(line.measures) else Outcome.ASKED_WRONGLY
    if any(_leads_to(line, choice) for choice in got.choices) and _details_agree(line, got):
        return Outcome.ONE_TAP
    return Outcome.ASKED_WRONGLY


def _leads_to(line: BankLine, choice: Offered) -> bool:
    return (
        choice.kind is line.kind
        and set(choice.measures) == set(line.measures)
        and choice.ambition == line.ambition
    )


def _details_agree(line: BankLine, got: Given) -> bool:
    return (
        windows_agree(line.kind, line.windows, got.windows)
        and set(line.comparators) == set(got.comparators)
        and line.filter == got.filter
        and line.value == got.value
    )


def _agrees(line: BankLine, got: Given) -> bool:
    if got.kind is not line.kind or got.ambition != line.ambition:
        return False
    wanted, found = set(line.measures), set(got.measures)
    showed_all = line.ambiguous and wanted <= found and len(found) <= MOST_CHOICES
    return (found == wanted or showed_all) and _details_agree(line, got)


def _states_wrong_figure(line: BankLine, got: Given) -> bool:
    """A figure of another measure or period was stated, or any figure where there is none."""
    if got.statements is not None:
        stated = [statement for statement in got.statements if statement.value is not None]
        if line.kind is Kind.NOT_IN_PLAN:
            return bool(stated)
        if not line.measures:
            return bool(stated) and bool(got.measures)
        return any(not _was_wanted(line, statement) for statement in stated)
    if got.kind not in STATES_FIGURES or not got.measures:
        return False
    if line.kind is Kind.NOT_IN_PLAN or not set(got.measures) <= set(line.measures):
        return True
    return not windows_agree(line.kind, line.windows, got.windows)


def _was_wanted(line: BankLine, statement: Statement) -> bool:
    if statement.measure not in line.measures:
        return False
    if not line.windows or line.kind in {Kind.TREND, Kind.CHANGE}:
        return True
    span = Window(start=statement.period_start, end=statement.period_end)
    return any(window.start <= span.end and span.start <= window.end for window in line.spans)
