"""'Worse than in 2022' asks for the change since 2022, and never for 2022 alone."""

from __future__ import annotations

from datetime import date

import pytest

from bot.questions.queries import Kind, Understood, Window
from bot.questions.understand import understander
from tests.starter import TODAY, catalogue


@pytest.mark.parametrize(
    ("text", "kind", "starts"),
    [
        ("is 20 weeks worse than in 2022", Kind.CHANGE, date(2022, 1, 1)),
        ("is the 20 week figure worse than 2 years ago", Kind.CHANGE, date(2024, 1, 1)),
        ("is persistent absence better than it was in 2022/23", Kind.CHANGE, date(2022, 9, 1)),
        ("is neet worse than in 2023", Kind.CHANGE, date(2023, 1, 1)),
        ("is neet worse than england in 2023", Kind.COMPARE, date(2023, 1, 1)),
        ("are more suspended than they did five years ago", Kind.CHANGE, date(2021, 9, 1)),
        ("is breastfeeding better than was the case in 2020", Kind.CHANGE, date(2020, 1, 1)),
        ("is absence as bad as it was in 2019/20", Kind.CHANGE, date(2019, 9, 1)),
        ("have SATs got back to where they were in 2019", Kind.CHANGE, date(2018, 9, 1)),
        ("is attainment 8 near where it was in 2019", Kind.CHANGE, date(2018, 9, 1)),
        ("neet in 2023", Kind.FIGURE, date(2023, 1, 1)),
        ("neet as of 2023", Kind.FIGURE, date(2023, 1, 1)),
        ("why is neet worse than in 2023", Kind.STORY, date(2023, 1, 1)),
    ],
)
def test_a_date_to_hold_against_asks_for_the_change(text: str, kind: Kind, starts: date) -> None:
    reading = understander(catalogue()).read(text, TODAY)
    assert isinstance(reading, Understood)
    assert reading.query.kind is kind
    window: Window = reading.query.windows[0]
    assert window.start == starts
