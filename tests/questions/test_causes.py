"""'Is X why Y' is asked back with the measures of both sides: no figure tells what moved what."""

from __future__ import annotations

import pytest

from bot.questions.queries import Ambiguous, Kind
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("is persistent absence the reason more end up neet", {"3.02", "5.03"}),
        ("is poverty the reason so many kids arent turning up at school", {"5.01", "3.01", "3.02"}),
        ("is all the suspending why attendance has got worse", {"3.04", "3.01"}),
        ("is child poverty driving attendance down", {"5.01", "3.01"}),
    ],
)
def test_both_sides_are_offered(text: str, codes: set[str]) -> None:
    reading = understander(catalogue()).read(text, TODAY)
    assert isinstance(reading, Ambiguous)
    assert {code for one in reading.choices for code in one.query.measures} == codes
    assert {one.query.kind for one in reading.choices if one.query.measures} == {Kind.STORY}


@pytest.mark.parametrize(
    "text", ["what is behind the rise in neet", "are we behind england on neet"]
)
def test_one_side_alone_is_answered(text: str) -> None:
    reading = understander(catalogue()).read(text, TODAY)
    assert not isinstance(reading, Ambiguous)
    assert reading.query.measures == ("5.03",)
