"""Numbers and months that belong to names are hidden from periods and values."""

from functools import lru_cache

import pytest

from bot.questions.names import Names
from bot.questions.normalise import normalise
from bot.questions.protected import ProtectedPhrases
from bot.questions.queries import Kind
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue


@lru_cache
def names() -> Names:
    return Names(catalogue())


def protected(text: str) -> list[str]:
    words = normalise(text).tokens
    return [
        " ".join(word.norm for word in words[one.start : one.end])
        for one in names().protected(words)
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("20 weeks since 2019", ["20 weeks"]),
        ("twenty weeks in 2023", ["twenty weeks"]),
        ("attainment 8 in 2022/23", ["attainment 8"]),
        ("16-17 neet for 2024", ["16-17 neet"]),
        ("year 6 in 2019", ["year 6"]),
        ("3+ placements q2", ["3+ placements"]),
        ("ks2 and key stage 2 in march 2024", ["key stage 2"]),
        ("plans that took over a year", ["took over a year"]),
        ("admissions 0-14 for 2023", ["0-14"]),
        ("latest 20 weeks", ["20 weeks"]),
        ("the last 20 weeks figure", ["20 weeks"]),
        ("repeat referrals within 12 months to march 2025", ["within 12 months"]),
        ("20 weeks for sept", ["20 weeks"]),
    ],
)
def test_numbers_of_names_are_protected_and_others_are_not(text: str, parts: list[str]) -> None:
    assert protected(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "the last 12 months", "past 2 years", "430 for october", "q2 2024", "6 children", "10%",
        "12 months to dec 2024", "12 months ending december", "two years back", "sixty four weeks",
        "thirteen point four weeks", "one hundred and four weeks", "the last 20 weeks",
    ],
)  # fmt: skip
def test_periods_and_values_are_not_protected(text: str) -> None:
    assert protected(text) == []


def test_a_protected_part_says_whose_name_it_is_of() -> None:
    (part,) = names().protected(normalise("26 weeks").tokens)
    assert part.codes == ("7.11",)


def test_months_in_names_are_protected() -> None:
    phrases = ProtectedPhrases([("September guarantee", "9.01"), ("May half-term clubs", "9.02")])
    found = phrases.found(normalise("september guarantee in september 2024").tokens)
    assert [(one.start, one.end, one.codes) for one in found] == [(0, 2, ("9.01",))]


@pytest.mark.parametrize(
    "text", ["20 weeks trend", "show me the 20 weeks trend", "20 weeks history"]
)
def test_a_name_with_nothing_beside_it_but_how_it_is_shown_is_no_stretch(text: str) -> None:
    query = understander(catalogue()).read(text, TODAY).query
    assert (query.kind, query.measures, query.windows) == (Kind.TREND, ("4.02",), ())
