"""Which of the periods in a question are those that it is about."""

from __future__ import annotations

import pytest

from bot.questions.queries import Kind
from bot.questions.understand import understander
from tests.questions.test_period_words import window
from tests.starter import TODAY, catalogue


def windows_of(text: str) -> tuple[Kind, list[object]]:
    query = understander(catalogue()).read(text, TODAY).query
    assert query is not None
    return query.kind, list(query.windows)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("updating last year's report, has child poverty gone up since 2021/22", "FY2021:now"),
        ("children in need at the end of march over the last six years", "FY2020:FY2025"),
        ("children in care at 31 march each year since 2019/20", "FY2019:now"),
        ("alcohol admissions 18/19-20/21 pooled", "FY2018:FY2020"),
    ],
)
def test_a_period_that_is_an_aside_is_not_asked_about(text: str, dates: str) -> None:
    assert windows_of(text)[1] == [window(dates)]


def test_a_week_in_which_somebody_is_away_is_not_when_a_figure_is_due() -> None:
    kind, windows = windows_of(
        "covering for somebody this week, when is the children's health assessments number due"
    )
    assert (kind, windows) == (Kind.DUE, [])


def test_why_so_many_more_than_a_few_years_back_names_no_period() -> None:
    kind, windows = windows_of("why are there so many more NEET than a few years back")
    assert (kind, windows) == (Kind.STORY, [])


def test_a_value_is_for_the_period_beside_it() -> None:
    kind, windows = windows_of("kinship 88 for Q2, was 84 in Q1")
    assert (kind, windows) == (Kind.SUBMIT, [window("Q2/2026")])


def test_children_who_were_looked_after_on_a_day_are_no_care_leavers() -> None:
    query = (
        understander(catalogue())
        .read("how many children were looked after on 31 March 2022", TODAY)
        .query
    )
    assert query is not None
    assert (query.measures, list(query.windows)) == (("7.01",), [window("2022-03-31")])
