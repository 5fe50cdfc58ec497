"""What is left out comes from the conversation; a whole new question takes nothing from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.questions.evaluation import turn_after
from bot.questions.queries import (
    Ambiguous,
    Filter,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Turn,
    Understood,
    Window,
)
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue

Scene = tuple[tuple[str, str], ...]


def scenes() -> list[Scene]:
    """Return the conversations, each as (what is typed, what is expected or "")."""
    text = Path(__file__).with_name("conversations.txt").read_text(encoding="utf-8")
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return [
        tuple(_line(row) for row in block.strip().splitlines())
        for block in kept.split("\n\n")
        if block.strip()
    ]


def _line(row: str) -> tuple[str, str]:
    typed, _, expected = row.partition("=>")
    return typed.strip(), expected.strip()


def expected_query(text: str) -> Query:
    """Return the query that an expectation writes down."""
    kind, *words = text.split()
    codes, windows, comparators = [], [], []
    ambition, which, value = None, None, None
    for word in words:
        if ".." in word:
            start, end = word.split("..")
            windows.append(Window(start=date.fromisoformat(start), end=date.fromisoformat(end)))
        elif word.startswith("@"):
            comparators.append(word[1:].replace("_", " "))
        elif word.startswith("#"):
            ambition = int(word[1:])
        elif word.startswith("?"):
            which = Filter(word[1:])
        elif word.startswith("="):
            value = Decimal(word[1:])
        elif word != "asks":
            codes.append(word)
    return Query(
        kind=Kind(kind),
        measures=tuple(codes),
        windows=tuple(windows),
        comparators=tuple(comparators),
        ambition=ambition,
        filter=which,
        value=value,
    )


def talk(typed: Sequence[str]) -> Reading:
    """Return how the last of several lines is read, each after those before it."""
    reader = understander(catalogue())
    turns: list[Turn] = []
    for line in typed[:-1]:
        turns.insert(0, turn_after(reader.read(line, TODAY, tuple(turns))))
    return reader.read(typed[-1], TODAY, tuple(turns))


CHECKS = [
    pytest.param([typed for typed, _ in scene[: place + 1]], expected, id=f"{scene[0][0]}: {line}")
    for scene in scenes()
    for place, (line, expected) in enumerate(scene)
    if expected
]


@pytest.mark.parametrize(("typed", "expected"), CHECKS)
def test_a_conversation_is_followed(typed: list[str], expected: str) -> None:
    reading = talk(typed)
    if expected == "refuses":
        assert isinstance(reading, NotUnderstood)
        return
    assert isinstance(reading, Ambiguous if " asks" in expected else Understood)
    wanted, got = expected_query(expected), reading.query
    assert (got.kind, set(got.measures), got.windows) == (
        wanted.kind,
        set(wanted.measures),
        wanted.windows,
    )
    assert (got.comparators, got.ambition, got.filter, got.value) == (
        wanted.comparators,
        wanted.ambition,
        wanted.filter,
        wanted.value,
    )


def test_what_was_taken_from_the_conversation_is_said() -> None:
    reading = talk(["latest neet", "who owns that"])
    assert reading.query.inherited == catalogue().by_code["5.03"].name


def test_a_whole_new_question_takes_nothing_from_the_conversation() -> None:
    reading = talk(["neet 2023 vs england", "who owns kinship foster care?"])
    assert reading.query == Query(kind=Kind.OWNER, measures=("7.09",))


def test_a_bare_number_after_a_reminder_is_a_submission() -> None:
    october = Window(start=date(2026, 10, 1), end=date(2026, 10, 31))
    asked = Query(kind=Kind.SUBMIT, measures=("4.01",), windows=(october,))
    reading = understander(catalogue()).read("430", TODAY, (Turn(query=asked, reminder=True),))
    assert isinstance(reading, Understood)
    assert reading.query.kind is Kind.SUBMIT
    assert (reading.query.value, reading.query.windows) == (Decimal(430), (october,))


def test_the_other_one_is_the_next_best_reading() -> None:
    first = understander(catalogue()).read("attainment 8", TODAY)
    assert isinstance(first, Understood)
    other = Turn(query=first.query, others=first.others[:1])
    reading = understander(catalogue()).read("no, the other one", TODAY, (other,))
    assert reading.query == first.others[0].query


def test_nothing_is_picked_where_nothing_was_asked() -> None:
    reading = understander(catalogue()).read("the second one", TODAY)
    assert not isinstance(reading, Understood) or reading.query.kind is Kind.HELP
