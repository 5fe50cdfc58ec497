"""The decision fitted again: what banks say moves it, and it reads back as written."""

from __future__ import annotations

from datetime import date

from bot.questions.bank import BankLine
from bot.questions.lexicon import lexicon_of
from bot.questions.refitting import HIGHEST, LOWEST, Read, measured, refit
from bot.questions.thinning import thinned, thinned_lexicon
from bot.questions.understand import understander
from bot.questions.weights import Weights, bundled, parse
from tests.starter import TODAY, catalogue

FITTED = date(2026, 11, 23)


def lines(*measures: str, text: str = "child poverty", turn: int = 1) -> list[BankLine]:
    line = {"id": "q", "text": text, "kind": "latest", "measures": measures, "turn": turn}
    return [BankLine.model_validate(line | {"today": TODAY})]


def read(*measures: str, text: str = "child poverty") -> Read:
    [line] = lines(*measures, text=text)
    return Read(line, understander(catalogue()).clues(text))


def test_an_example_is_right_where_the_measure_read_is_the_one_meant() -> None:
    assert [right for _, right in measured(read("5.01"), bundled())] == [True]
    assert [right for _, right in measured(read("2.06"), bundled())] == [False]


def test_a_line_that_names_nothing_is_no_example() -> None:
    assert not list(measured(read("5.01", text="hello"), bundled()))


def test_lines_that_lean_on_others_change_nothing() -> None:
    made = refit(catalogue(), {"mine": lines("5.01", turn=2)}, FITTED)
    assert (made.certainty, made.whole) == (bundled().certainty, bundled().whole)


def test_wrong_examples_lower_the_certainty_of_what_they_show() -> None:
    [(found, _)] = measured(read("5.01"), bundled())
    told: list[str] = []
    wrong = refit(catalogue(), {"mine": lines("2.06") * 20}, FITTED, say=told.append)
    right = refit(catalogue(), {"mine": lines("5.01") * 20}, FITTED)
    assert wrong.sure(found) < right.sure(found)
    assert any(line.startswith("readings: surprise") for line in told)


def test_the_fit_says_when_and_on_how_much_and_reads_back_as_written() -> None:
    made = refit(catalogue(), {"mine": lines("5.01") * 3, "none": []}, FITTED)
    assert made.fitted == "2026-11-23"
    assert made.lines == {"mine": 3, "none": 0}
    assert LOWEST <= made.answer_at <= HIGHEST
    assert made.ask_at < made.tell_at < made.answer_at
    assert made.kinds == bundled().kinds
    assert parse(made.to_json()) == made


def test_phrasings_move_what_cues_weigh() -> None:
    made = refit(catalogue(), {"mine": lines("5.01")}, FITTED, (("help", "beam me up"),) * 20)
    assert made.kinds != bundled().kinds
    assert made.lines == {"mine": 1, "phrasings": 20}


def test_a_thinned_lexicon_lacks_what_is_not_kept_and_nothing_else() -> None:
    whole = lexicon_of(catalogue().lexicon)
    assert thinned_lexicon(whole, lambda _: True) == whole
    none = thinned_lexicon(whole, lambda _: False)
    assert not any(one.says for one in none.means)
    assert none.abbreviations == whole.abbreviations
    assert none.elsewhere == whole.elsewhere


def test_a_thinned_reader_knows_fewer_words_and_the_same_ones_for_the_same_seed() -> None:
    text = "how many kids are stuck waiting for a plan and is it getting worse"
    heard = len(understander(catalogue()).clues(text).heard)
    seeds = [thinned(catalogue(), "a", 0.4, Weights()).clues(text) for _ in range(2)]
    assert seeds[0] == seeds[1]
    assert len(seeds[0].heard) < heard
    nothing = thinned(catalogue(), "a", 1.0, Weights())
    assert not nothing.clues(text).heard
    assert nothing.clues("EHCP backlog").link.mentions
