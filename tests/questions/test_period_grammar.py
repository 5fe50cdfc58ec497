"""What periods lean on: what is hidden, what was answered last, what the print says."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.plan.periods import Period, PeriodKind, financial_year, quarter
from bot.questions.normalise import normalise
from bot.questions.period_words import Form, Mention, find_periods, resolve
from bot.questions.plain_words import word_list
from bot.questions.queries import Window
from tests.questions.periods_drawn import PERIODS
from tests.starter import TODAY, catalogue

PLAN = catalogue().plan
FINANCIAL = PeriodKind.FINANCIAL_YEAR


def mentions(text: str, *hidden: tuple[int, int]) -> tuple[Mention, ...]:
    return find_periods(normalise(text).tokens, hidden)


def words_of(text: str) -> list[str]:
    tokens = normalise(text).tokens
    return [text[tokens[one.start].start : tokens[one.end - 1].end] for one in find_periods(tokens)]


def window_of(period: Period) -> Window:
    return Window(start=period.start, end=period.end)


def after(text: str, answered: Period, kind: PeriodKind = FINANCIAL) -> Window:
    (mention,) = mentions(text)
    return resolve(mention, kind, TODAY, PLAN, (window_of(answered),)).windows[0]


def test_nothing_inside_a_hidden_span_is_a_period() -> None:
    assert [one.text for one in mentions("16-17 neet since 2020", (0, 1))] == ["since 2020"]
    assert mentions("september guarantee", (0, 2)) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("what was the backlog in sept 24?", ["in sept 24"]),
        ("how much has LAC gone up since 31 March 2019", ["since 31 March 2019"]),
        ("absence over the past five years please", ["over the past five years"]),
        ("between 2019 and 2022, how far did it fall", ["between 2019 and 2022"]),
        ("alcohol adms pooled 18/19-20/21", ["18/19-20/21"]),
        ("Q2 2026-27 (July to September 2026): 430", ["Q2 2026-27 (July to September 2026)"]),
        ("as at the 31st of March 2025 it was 12", ["as at the 31st of March 2025"]),
        ("care rate since the children's plan started", ["since the children's plan started"]),
    ],
)  # fmt: skip
def test_a_mention_covers_its_words_and_no_others(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("in 2019", Form.POINT), ("2016 to 2020", Form.RANGE), ("since 2019", Form.SINCE),
        ("from 2019", Form.FROM), ("before 2019", Form.BEFORE), ("up to 2019", Form.UNTIL),
        ("last 5 years", Form.LAST_N), ("over time", Form.OVER_TIME),
        ("latest but one", Form.LATEST), ("now", Form.NOW),
    ],
)  # fmt: skip
def test_a_mention_says_how_it_uses_its_dates(text: str, form: Form) -> None:
    assert [one.form for one in mentions(text)] == [form]


def test_the_year_before_counts_back_from_the_last_answer() -> None:
    assert after("and the year before", financial_year(2022)) == window_of(financial_year(2021))
    assert after("the year before that?", quarter(2024, 2)) == window_of(quarter(2023, 2))
    assert after("previous quarter to that", quarter(2024, 2)) != window_of(quarter(2023, 2))


def test_the_quarter_before_counts_quarters() -> None:
    assert after("and the quarter before", quarter(2024, 1)) == window_of(quarter(2023, 4))


def test_the_one_before_is_as_long_as_the_last_answer() -> None:
    assert after("and the one before?", quarter(2024, 1)) == window_of(quarter(2023, 4))
    assert after("and the one before?", financial_year(2022)) == window_of(financial_year(2021))


def test_two_years_before_that_counts_twice_back() -> None:
    assert after("and 2 years before that", financial_year(2022)) == window_of(financial_year(2020))
    assert after("two years earlier", financial_year(2022)) == window_of(financial_year(2020))


def test_the_one_before_a_season_is_a_year_before() -> None:
    winter = Period(
        kind=PeriodKind.THREE_MONTH_AVERAGE, start=date(2023, 12, 1), end=date(2024, 2, 29)
    )
    assert after("and the one before that", winter).start == date(2022, 12, 1)


def test_since_then_runs_from_the_last_answer_to_now() -> None:
    since = after("since then", financial_year(2022))
    assert (since.start, since.end) == (date(2022, 4, 1), TODAY)


def test_weeks_after_something_are_no_period() -> None:
    assert mentions("4 weeks after the review") == ()


def test_that_year_is_the_last_answers() -> None:
    assert after("what was england that year", financial_year(2021)) == window_of(
        financial_year(2021)
    )


def test_with_no_answer_before_it_that_year_is_asked_about() -> None:
    (mention,) = mentions("what was england that year")
    assert resolve(mention, FINANCIAL, TODAY, PLAN).ambiguous


def test_a_snapshot_steps_back_a_year() -> None:
    day = Period(kind=PeriodKind.SNAPSHOT, start=date(2024, 3, 31), end=date(2024, 3, 31))
    assert after("the year before", day) == Window(start=date(2023, 3, 31), end=date(2023, 3, 31))


def test_latest_but_one_counts_figures_and_no_dates() -> None:
    (mention,) = mentions("whats the latest but one")
    assert resolve(mention, FINANCIAL, TODAY).steps == 1


def test_q2_2026_offers_both_financial_years_and_the_calendar_quarter() -> None:
    (mention,) = mentions("Q2 2026")
    resolved = resolve(mention, FINANCIAL, TODAY)
    starts = [choice[0].start for choice in resolved.choices]
    assert resolved.ambiguous
    assert starts == [date(2026, 7, 1), date(2025, 7, 1), date(2026, 4, 1)]


def test_two_digits_after_a_month_may_be_a_value() -> None:
    assert mentions("perm exclusions september 24")[0].loose_year
    assert not mentions("perm exclusions september 2024")[0].loose_year


def test_three_months_named_together_read_as_one_period() -> None:
    assert mentions("camhs wait jul-sep is 14")[0].spanning
    assert not mentions("from march 24 to sept 24")[0].spanning


def test_since_the_plan_started_needs_a_plan() -> None:
    (mention,) = mentions("since the plan started")
    assert resolve(mention, FINANCIAL, TODAY).ambiguous


@given(st.one_of(list(PERIODS.values())))
def test_a_period_printed_is_understood_as_itself(period: Period) -> None:
    found = [resolve(one, period.kind, TODAY, PLAN) for one in mentions(period.text)]
    assert {window for one in found for window in one.windows} == {window_of(period)}
    assert not any(one.ambiguous for one in found)


PIECES = st.sampled_from(
    word_list(
        """
        q2 24/25 2023-24 march sept 31/3/25 since before from to - and the last year quarter 5 years
        ago ( ) / , in of may end fy24 202324 99/00 00/01 31/2/25 0/0 covid plan started autumn term
        half this next previous before that 1st 31st 2024 1990 2049 ending up
        """
    )
)


@given(
    st.lists(PIECES, max_size=30).map(" ".join),
    st.sampled_from([*PeriodKind, None]),
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
)
@example("last 99 years before the 90s", None, date(1990, 1, 1))
def test_any_heap_of_period_words_is_read_without_a_stumble(
    text: str, kind: PeriodKind | None, today: date
) -> None:
    tokens = normalise(text).tokens
    found = find_periods(tokens)
    assert all(0 <= one.start < one.end <= len(tokens) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for mention in found:
        resolved = resolve(mention, kind, today, PLAN, (window_of(quarter(2024, 2)),))
        assert all(window.start <= window.end for window in resolved.windows + resolved.points)
