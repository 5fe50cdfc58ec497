"""'The number, not the rate': a kind of figure that is turned down is not the one asked for."""

from __future__ import annotations

import pytest

from bot.questions.understand import understander
from tests.starter import TODAY, catalogue


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("how many kids under cp right now. number not rate", "2.05"),
        ("the rate of kids under cp, not the number", "2.06"),
        ("how many children left care to special guardians? heads not %", "7.06"),
        ("what percentage left care to special guardians, don't give me the headcount", "7.07"),
        ("rate of children looked after rather than the number", "7.02"),
    ],
)
def test_what_is_turned_down_is_not_given(text: str, code: str) -> None:
    assert understander(catalogue()).read(text, TODAY).query.measures == (code,)
