"""Questions are read: any text, the same way every time, each kind in many phrasings."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.questions.bank import read_bank
from bot.questions.evaluation import Report, read_through, report
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
from bot.questions.scoring import Outcome
from bot.questions.understand import Understander, understander
from bot.questions.weights import bundled
from tests.starter import TODAY, catalogue

FOLDER = Path(__file__).parent


def read(text: str, *turns: Turn) -> Reading:
    return understander(catalogue()).read(text, TODAY, turns)


NEET = Query(kind=Kind.LATEST, measures=("5.03",))
EARLIER: tuple[tuple[Turn, ...], ...] = (
    (),
    (Turn(query=NEET, answered=(Window(start=date(2024, 12, 1), end=date(2025, 2, 28)),)),),
    (Turn(query=Query(kind=Kind.AMBITION, ambition=7)),),
    (Turn(query=NEET.but(kind=Kind.DUE)),),
)
"""What a short question may have been said after: nothing, a figure, an ambition, a due date."""


def phrasings() -> list[tuple[str, str, str]]:
    """Return (kind, detail, text) of every phrasing."""
    found = []
    for line in (FOLDER / "phrasings.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            group, _, text = line.partition("|")
            kind, _, detail = group.strip().partition(".")
            found.append((kind, detail, text.strip()))
    return found


def is_so_read(reading: Reading, kind: str, detail: str) -> bool:
    """Say whether a reading is of a kind, or offers it, with the filter where one is meant."""
    if isinstance(reading, Ambiguous):
        return any(choice.query.kind == kind for choice in reading.choices)
    query = reading.query
    if kind in {"list", "ranking"} and detail:
        return query.kind == kind and query.filter == detail
    return query.kind == kind and query.stop == (detail == "stop")


def test_every_kind_is_understood_in_many_phrasings() -> None:
    wrong = Counter[str]()
    total = Counter[str]()
    for kind, detail, text in phrasings():
        total[kind] += 1
        wrong[kind] += not any(is_so_read(read(text, *turns), kind, detail) for turns in EARLIER)
    assert set(total) == {kind.value for kind in Kind}
    shares = {kind: 1 - wrong[kind] / total[kind] for kind in total}
    assert min(shares.values()) >= 0.85, shares
    assert 1 - wrong.total() / total.total() >= 0.96


def of_bank(name: str) -> Report:
    return report(name, read_through(understander(catalogue()), read_bank(FOLDER / name)))


@pytest.mark.parametrize(
    ("bank", "settled", "right", "wrong_figure"),
    [("open_tuning.jsonl", 0.93, 0.88, 0.02), ("own_tuning.jsonl", 0.88, 0.80, 0.035)],
)
def test_the_tuning_banks_are_read_no_worse_than_before(
    bank: str, settled: float, right: float, wrong_figure: float
) -> None:
    total = of_bank(bank).total
    assert total.settled / total.lines >= settled
    assert total.share(Outcome.RIGHT) >= right
    assert total.share(Outcome.WRONG_FIGURE) <= wrong_figure


TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz 0123456789.,%£/-'?!\n@#&()", max_size=300),
    st.lists(
        st.sampled_from(
            [
                "what",
                "is",
                "the",
                "neet",
                "rate",
                "q2",
                "2024/25",
                "vs",
                "england",
                "why",
                "who",
                "owns",
                "4.02",
                "backlog",
                "430",
                "by",
                "ward",
                "not",
                "in",
                "my",
                "since",
                "last",
                "and",
                "for",
                "7.02",
                "camhs",
                "%",
                "percent",
                "ambition",
                "7",
                "worst",
                "top",
                "3",
                "draw",
                "it",
                "nil",
                "about",
                "one",
                "the",
                "other",
                "no",
                "i",
                "meant",
                "both",
                "second",
                "31/3/25",
                "between",
            ]
        ),
        max_size=40,
    ).map(" ".join),
)


@given(text=TEXTS)
@settings(max_examples=250, deadline=None)
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read(text), (Understood, Ambiguous, NotUnderstood))


@given(texts=st.lists(TEXTS, min_size=2, max_size=3))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_after_any_other(texts: list[str]) -> None:
    first = read(texts[0])
    asked = first.choices if isinstance(first, Ambiguous) else ()
    turn = Turn(query=first.query, asked=asked)
    for text in texts[1:]:
        assert isinstance(read(text, turn), (Understood, Ambiguous, NotUnderstood))


@pytest.mark.parametrize(
    "character", ["a", "9", "?", "neet ", "\u200b", "🙂", "é", "٣", "(", "q2 "]
)
def test_a_very_long_text_is_read(character: str) -> None:
    assert isinstance(read((character * 5_000)[:5_000]), (Understood, Ambiguous, NotUnderstood))


def test_the_same_text_is_read_the_same_way_every_time() -> None:
    texts = [text for _, _, text in phrasings()[::17]]
    anew = Understander(catalogue())
    assert [read(text) for text in texts] == [anew.read(text, TODAY) for text in texts]


def test_a_catalogue_has_one_understander() -> None:
    assert understander(catalogue()) is understander(catalogue())


def test_choices_are_at_most_six_and_all_differ() -> None:
    for _, _, text in phrasings():
        reading = read(text)
        if isinstance(reading, Ambiguous):
            labels = [choice.label for choice in reading.choices]
            assert 1 <= len(labels) <= 6
            assert len(set(labels)) == len(labels), (text, labels)


def test_a_choice_reads_like_an_answer() -> None:
    reading = read("child protection latest")
    assert isinstance(reading, Ambiguous)
    labels = " | ".join(choice.label for choice in reading.choices)
    assert "Children on a child protection plan" in labels
    assert "rate" in labels


def test_measures_that_share_a_name_are_shown_together() -> None:
    reading = read("latest EHCP figure")
    assert isinstance(reading, Understood)
    assert len(reading.query.measures) == 4


def test_measures_that_share_a_name_are_asked_about_for_a_trend() -> None:
    reading = read("EHCP trend")
    assert isinstance(reading, Ambiguous)
    *choices, none = reading.choices
    assert {choice.query.kind for choice in choices} == {Kind.TREND}
    assert none.query.kind is Kind.NOT_IN_PLAN


def test_a_reason_is_given_for_what_the_plan_does_not_hold() -> None:
    for text in ("suspensions by ward", "will neet go up next year", "you're useless"):
        reading = read(text)
        assert isinstance(reading, NotUnderstood)
        assert reading.query.kind is Kind.NOT_IN_PLAN
        assert reading.query.reason


def test_a_refusal_keeps_what_comes_near() -> None:
    reading = read("suspensions by ward")
    assert isinstance(reading, NotUnderstood)
    assert "3.04" in {code for choice in reading.nearest for code in choice.query.measures}


def test_a_greeting_is_answered_and_silence_is_not() -> None:
    assert read("hiya").query.kind is Kind.HELP
    assert isinstance(read("   "), NotUnderstood)


def test_a_picture_is_asked_for() -> None:
    assert read("draw neet over time").query.picture
    assert not read("neet over time").query.picture


def test_a_ranking_says_how_many() -> None:
    assert read("top 5 worst").query.top == 5
    assert read("what are we worst at").query.top is None


def test_the_trace_says_each_step_in_words() -> None:
    reading = understander(catalogue()).read("suspensoins vs england 2022/23", TODAY, trace=True)
    lines = "\n".join(reading.trace)
    for part in ("words:", "spelling: suspensoins → suspensions", "period:", "names: 3.04", "cue:"):
        assert part in lines
    assert read("suspensoins vs england").trace == ()


def test_a_measure_named_in_full_is_read_as_that_measure() -> None:
    for measure in catalogue().measures:
        reading = read(measure.name)
        codes = {*reading.query.measures}
        if isinstance(reading, Ambiguous):
            codes |= {code for choice in reading.choices for code in choice.query.measures}
        assert measure.code in codes, measure.name


def test_the_weights_say_when_and_on_what_they_were_fitted() -> None:
    weights = bundled()
    assert date.fromisoformat(weights.fitted)
    assert weights.lines["phrasings"] > 800
    assert 0 < weights.ask_at < weights.answer_at < 1


def test_asking_with_an_empty_catalogue_refuses() -> None:
    from dataclasses import replace

    plan = catalogue()
    bare = replace(plan, measures=(), ambitions=(), terms=(), comparators=(), year_kinds={})
    reading = Understander(bare).read("latest neet", TODAY)
    assert not isinstance(reading, Understood) or reading.query == Query(kind=Kind.HELP)


@pytest.mark.parametrize(
    ("text", "kind", "picked"),
    [
        ("which measures are worse than england", Kind.LIST, Filter.WORSENING),
        ("where are we furthest behind england", Kind.RANKING, Filter.WORST),
        ("how do we compare with england", Kind.LIST, None),
    ],
)
def test_measures_are_picked_by_how_they_stand_beside_a_comparator(
    text: str, kind: Kind, picked: Filter | None
) -> None:
    query = read(text).query
    assert (query.kind, query.filter, query.comparators) == (kind, picked, ("England",))
