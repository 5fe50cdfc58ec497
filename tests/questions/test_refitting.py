"""The decision fitted again: what banks say moves it, and it reads back as written."""

from __future__ import annotations

from datetime import date

from bot.questions.bank import BankLine
from bot.questions.refitting import HIGHEST, LOWEST, examples_of, refit, to_json
from bot.questions.understand import understander
from bot.questions.weights import bundled, parse
from tests.starter import TODAY, catalogue

FITTED = date(2026, 11, 23)


def lines(*measures: str, text: str = "child poverty", turn: int = 1) -> list[BankLine]:
    line = {"id": "q", "text": text, "kind": "latest", "measures": measures, "turn": turn}
    return [BankLine.model_validate(line | {"today": TODAY})]


def test_an_example_is_right_where_the_measure_read_is_the_one_meant() -> None:
    reader = understander(catalogue())
    assert [right for _, right in examples_of(reader, lines("5.01"))] == [True]
    assert [right for _, right in examples_of(reader, lines("2.06"))] == [False]


def test_lines_that_lean_on_others_or_name_nothing_are_no_examples() -> None:
    reader = understander(catalogue())
    assert not list(examples_of(reader, lines("5.01", turn=2)))
    assert not list(examples_of(reader, lines("5.01", text="hello")))


def test_wrong_examples_lower_the_certainty_of_what_they_show() -> None:
    reader = understander(catalogue())
    [(found, _)] = examples_of(reader, lines("5.01"))
    after = refit(reader, {"mine": lines("2.06") * 20}, FITTED)
    assert after.sure(found) < bundled().sure(found)


def test_the_fit_says_when_and_on_how_much_and_reads_back_as_written() -> None:
    made = refit(understander(catalogue()), {"mine": lines("5.01") * 3, "none": []}, FITTED)
    assert made.fitted == "2026-11-23"
    assert made.lines == {"mine": 3, "none": 0}
    assert LOWEST <= made.answer_at <= HIGHEST
    assert made.kinds == bundled().kinds
    assert parse(to_json(made)) == made
