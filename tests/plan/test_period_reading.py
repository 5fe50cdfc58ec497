"""A period printed is read back the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PeriodError
from bot.plan.period_reading import read_period
from bot.plan.periods import Period, PeriodKind
from tests.questions.periods_drawn import PERIODS


@given(st.one_of(list(PERIODS.values())))
def test_a_period_printed_in_full_is_read_back_the_same(period: Period) -> None:
    assert read_period(period.text, period.kind) == period


@given(st.one_of(list(PERIODS.values())))
def test_a_period_printed_short_is_read_back_the_same(period: Period) -> None:
    assert read_period(period.short, period.kind) == period


def test_every_kind_is_drawn() -> None:
    assert set(PERIODS) == set(PeriodKind)


SHARED = {PeriodKind.SNAPSHOT, PeriodKind.RANGE}


@given(st.one_of([drawn for kind, drawn in PERIODS.items() if kind not in SHARED]))
def test_no_kind_needs_to_be_said_but_for_months_and_days(period: Period) -> None:
    assert read_period(period.text) == period


def test_a_term_with_its_own_months_is_read_from_them() -> None:
    own = Period(kind=PeriodKind.TERM, start=date(2025, 1, 1), end=date(2025, 4, 30))
    assert own.text == "spring term 2024/25 (January to April 2025)"
    assert read_period(own.text) == own


def test_a_month_is_a_month_unless_a_census_is_meant() -> None:
    assert read_period("January 2024").kind is PeriodKind.MONTH
    assert read_period("January 2024", PeriodKind.SNAPSHOT).kind is PeriodKind.SNAPSHOT


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2024-26", "Q5 2024-25", "31 June 2024", "the year to 30 February 2024",
     "stated on Tuesday", "July", "9999-00", "the year to 31 December 9999"],
)  # fmt: skip
def test_what_no_period_prints_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        read_period(text)


@given(st.text(max_size=60))
def test_no_other_text_reads_as_a_period(text: str) -> None:
    try:
        period = read_period(text)
    except PeriodError:
        return
    assert " ".join(text.split()) in {period.short, period.text}
