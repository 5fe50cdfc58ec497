"""Banks are read strictly and scored by the rules of the bank format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from bot.errors import BankError
from bot.questions.bank import BankLine, conversations, parse_bank, read_bank
from bot.questions.evaluation import (
    compare,
    pair,
    read_through,
    report,
    to_json,
    to_markdown,
    upper_bound,
)
from bot.questions.queries import (
    Ambiguous,
    Choice,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Turn,
    Understood,
    Window,
)
from bot.questions.scoring import Given, Outcome, given, score

YEAR = Window(start=date(2023, 4, 1), end=date(2024, 3, 31))


def a_line(**changes: object) -> BankLine:
    fields: dict[str, object] = {
        "id": "q1",
        "text": "latest neet",
        "kind": "latest",
        "measures": ["5.03"],
        "today": "2026-11-23",
    }
    return BankLine.model_validate_json(json.dumps(fields | changes))


def answered(**changes: object) -> Given:
    query = Query(kind=Kind.LATEST, measures=("5.03",)).but(**changes)
    return given(Understood(query=query, certainty=0.9))


def asked(*queries: Query, about: Query | None = None) -> Given:
    choices = tuple(Choice(label=" ".join(one.measures), query=one) for one in queries)
    query = about or queries[0]
    return given(Ambiguous(asking="Which?", choices=choices, certainty=0.5, query=query))


REFUSED = given(NotUnderstood(query=Query(kind=Kind.NOT_IN_PLAN), nearest=(), certainty=0.9))
NEET = Query(kind=Kind.LATEST, measures=("5.03",))
ABSENCE = Query(kind=Kind.LATEST, measures=("3.01",))


def test_everything_must_agree_for_an_answer_to_be_right() -> None:
    assert score(a_line(), answered()) is Outcome.RIGHT
    assert score(a_line(), answered(kind=Kind.OWNER)) is Outcome.WRONG
    assert score(a_line(), answered(ambition=5)) is Outcome.WRONG


def test_measures_may_come_in_any_order() -> None:
    line = a_line(measures=["5.03", "3.01"])
    assert score(line, answered(measures=("3.01", "5.03"))) is Outcome.RIGHT


def test_the_figure_of_another_measure_is_a_wrong_figure() -> None:
    assert score(a_line(), answered(measures=("5.04",))) is Outcome.WRONG_FIGURE


def test_the_figure_of_another_period_is_a_wrong_figure() -> None:
    line = a_line(kind="figure", windows=[["2022-04-01", "2023-03-31"]])
    got = answered(kind=Kind.FIGURE, windows=(YEAR,))
    assert score(line, got) is Outcome.WRONG_FIGURE


def test_a_statement_of_another_measure_is_a_wrong_figure() -> None:
    stated = {
        "measure": "5.04",
        "period_start": "2024-12-01",
        "period_end": "2025-02-28",
        "value": "6.1",
    }
    got = answered(kind=Kind.TREND).model_dump(mode="json") | {"statements": [stated]}
    assert score(a_line(), Given.model_validate(got)) is Outcome.WRONG_FIGURE
    silent = got | {"statements": [stated | {"value": None, "status": "not_available"}]}
    assert score(a_line(), Given.model_validate(silent)) is Outcome.WRONG


def test_a_trend_may_begin_and_end_a_year_off() -> None:
    line = a_line(kind="trend", windows=[["2023-04-01", "2026-03-31"]])
    off = Window(start=date(2024, 1, 1), end=date(2026, 11, 23))
    assert score(line, answered(kind=Kind.TREND, windows=(off,))) is Outcome.RIGHT
    far = Window(start=date(2025, 1, 1), end=date(2026, 11, 23))
    assert score(line, answered(kind=Kind.TREND, windows=(far,))) is Outcome.WRONG_FIGURE


def test_an_ambiguous_line_wants_all_its_measures_offered() -> None:
    line = a_line(measures=["5.03", "3.01"], ambiguous=True)
    assert score(line, asked(NEET, ABSENCE)) is Outcome.RIGHT
    assert score(line, asked(NEET)) is Outcome.ASKED_WRONGLY


def test_an_ambiguous_line_may_be_answered_by_showing_all() -> None:
    line = a_line(measures=["5.03", "3.01"], ambiguous=True)
    assert score(line, answered(measures=("5.03", "3.01", "3.02"))) is Outcome.RIGHT
    assert score(line, answered()) is Outcome.WRONG


def test_asking_needlessly_is_one_tap_where_a_choice_is_right() -> None:
    assert score(a_line(), asked(ABSENCE, NEET)) is Outcome.ONE_TAP
    assert score(a_line(), asked(ABSENCE)) is Outcome.ASKED_WRONGLY


def test_more_than_six_choices_are_too_many() -> None:
    many = [Query(kind=Kind.LATEST, measures=(f"9.0{n}",)) for n in range(6)]
    assert score(a_line(), asked(NEET, *many)) is Outcome.ASKED_WRONGLY


def test_a_refusal_is_right_only_outside_the_plan() -> None:
    assert score(a_line(), REFUSED) is Outcome.REFUSED_WRONGLY
    assert score(a_line(kind="not_in_plan", measures=[]), REFUSED) is Outcome.RIGHT


def test_a_figure_for_what_is_not_in_the_plan_is_a_wrong_figure() -> None:
    line = a_line(kind="not_in_plan", measures=[])
    assert score(line, answered()) is Outcome.WRONG_FIGURE
    assert score(line, answered(kind=Kind.HELP, measures=())) is Outcome.WRONG


def test_a_submitted_value_is_compared_as_a_number() -> None:
    line = a_line(kind="submit", value="61.40")
    assert score(line, answered(kind=Kind.SUBMIT, value=Decimal("61.4"))) is Outcome.RIGHT
    assert score(line, answered(kind=Kind.SUBMIT, value=Decimal("6.14"))) is Outcome.WRONG


def test_a_broken_line_is_named_with_its_file_and_place() -> None:
    good = a_line().model_dump_json()
    with pytest.raises(BankError, match=r"banks/x\.jsonl, line 3: kind"):
        parse_bank([good, "", good.replace('"latest"', '"newest"')], "banks/x.jsonl")


@pytest.mark.parametrize("row", ["{", "[]", '{"id": "a"}', "null"])
def test_a_line_that_is_no_record_is_refused(row: str) -> None:
    with pytest.raises(BankError, match="bank, line 1"):
        parse_bank([row], "bank")


def test_an_id_may_be_there_only_once() -> None:
    row = a_line().model_dump_json()
    with pytest.raises(BankError, match="id q1 is on line 1 too"):
        parse_bank([row, row], "bank")


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    row = a_line().model_dump(mode="json") | {"windows": [["2024-03-31", "2023-04-01"]]}
    with pytest.raises(BankError, match="windows"):
        parse_bank([json.dumps(row)], "bank")


def test_a_missing_bank_is_a_bank_error(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"nowhere\.jsonl"):
        read_bank(tmp_path / "nowhere.jsonl")


def test_a_conversation_is_read_in_the_order_of_its_turns() -> None:
    second = a_line(id="b", conversation="c", turn=2)
    alone = a_line(id="x")
    first = a_line(id="a", conversation="c", turn=1)
    groups = conversations([second, alone, first])
    assert [[line.id for line in group] for group in groups] == [["a", "b"], ["x"]]


class Parrot:
    """Answers with the measure of the turn before, or neet."""

    def read(self, text: str, today: date, turns: Sequence[Turn] = ()) -> Reading:
        codes = turns[0].query.measures if turns else ("5.03",)
        return Understood(query=Query(kind=Kind.LATEST, measures=codes), certainty=1.0)


def test_later_turns_lean_on_what_was_really_understood() -> None:
    lines = [
        a_line(id="a", conversation="c", turn=1, measures=["3.01"]),
        a_line(id="b", conversation="c", turn=2, measures=["3.01"]),
        a_line(id="d"),
    ]
    outcomes = [one.outcome for one in read_through(Parrot(), lines)]
    assert outcomes == [Outcome.WRONG_FIGURE, Outcome.WRONG_FIGURE, Outcome.RIGHT]


def test_the_report_says_shares_by_kind_and_by_style() -> None:
    lines = [
        a_line(id="a", style="terse"),
        a_line(id="b", style="chatty", kind="not_in_plan", measures=[]),
        a_line(id="c", style="terse"),
        a_line(id="d", style="terse"),
    ]
    got = [answered(), answered(measures=("3.01",)), asked(ABSENCE, NEET), REFUSED]
    made = report("small", pair(lines, got))
    assert (made.total.lines, made.total.settled) == (4, 2)
    assert made.total.share(Outcome.WRONG) == made.total.share(Outcome.WRONG_FIGURE) == 0.25
    assert made.invented.counted(Outcome.WRONG_FIGURE) == 1
    assert [row.name for row in made.styles] == ["chatty", "terse"]
    assert "| terse | 3 | 66.7% |" in to_markdown(made)


def test_answers_are_paired_by_their_ids() -> None:
    lines = [a_line(id="a"), a_line(id="b", measures=["3.01"])]
    got = [
        answered(measures=("3.01",)).model_copy(update={"id": "b"}),
        answered().model_copy(update={"id": "a"}),
    ]
    assert {one.outcome for one in pair(lines, got)} == {Outcome.RIGHT}


def test_a_report_is_compared_with_an_earlier_one() -> None:
    lines = [a_line(id="a"), a_line(id="b")]
    before = report("x", pair(lines, [answered(), REFUSED]))
    after = report("x", pair(lines, [answered(measures=("3.01",)), answered()]))
    changes = compare(to_json(before), after)
    assert changes[0].startswith("worse: a")
    assert changes[0].endswith("right → wrong figure")
    assert changes[1].startswith("better: b")


def test_the_bound_for_no_event_is_exact() -> None:
    assert upper_bound(0, 780) == pytest.approx(1 - 0.05 ** (1 / 780), rel=1e-6)
    assert upper_bound(0, 0) == 1.0
    assert upper_bound(3, 3) == 1.0


def test_the_bound_agrees_with_a_published_table() -> None:
    # One event in 100, one-sided 95%: 4.656% (beta quantile).
    assert upper_bound(1, 100) == pytest.approx(0.04656, abs=2e-5)


@drawn(trials=st.integers(1, 400), share=st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_the_bound_is_never_below_the_share(trials: int, share: float) -> None:
    events = round(share * trials)
    assert events / trials <= upper_bound(events, trials) <= 1.0
