"""Of several numbers in a message the one that is meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.questions.normalise import tokenise
from bot.questions.numerals import numbers
from bot.questions.put_right import meant


def left(text: str) -> list[Decimal | None]:
    tokens = tokenise(text)
    return [one.value for one in meant(tokens, numbers(tokens))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("431 not 430", 431),
        ("430, sorry 431", 431),
        ("430 no wait 431", 431),
        ("430 no, I mean 431", 431),
        ("498, was 489", 498),
        ("498 (was 489)", 498),
        ("was 489, now 498", 498),
        ("change it from 425 to 430", 430),
        ("gone up from 425 to 430", 430),
        ("430, up from 425", 430),
        ("88 instead of 83", 88),
        ("13 weeks and 3 days... call it 13", 13),
        ("it was 430", 430),
        ("for the kinship one put 73", 73),
        ("514, a dozen more than last time", 514),
        ("514, up 12", 514),
        ("430 against a target of 400", 430),
    ],
)
def test_a_number_set_right_is_the_one_that_is_meant(text: str, value: int) -> None:
    assert left(text) == [Decimal(value)]


@pytest.mark.parametrize("text", ["12 14", "430 or 431", "60 to 65", "from 60 to 65", "one or two"])
def test_two_numbers_of_which_none_is_set_right_are_both_kept(text: str) -> None:
    assert len(left(text)) == 2
