"""Due dates: the table of vectors, and the laws that hold for any rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PeriodError
from bot.plan.due_dates import (
    DueRule,
    YearDay,
    due_on,
    newest_ended,
    period_around,
    periods_ending,
    supplies,
)
from bot.plan.measures import Frequency
from bot.plan.periods import Period, PeriodKind, calendar_year, financial_year, month, quarter
from bot.plan.working_days import (
    DayOff,
    DaysOffFor,
    WorkingDays,
    at_wall_time,
    bank_holidays,
    published_until,
    working_days,
)

ENGLAND = WorkingDays()
LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))

VECTORS = [
    (quarter(2025, 2), "2025-10-14", "2025-10-21", "2025-10-28"),
    (quarter(2025, 3), "2026-01-15", "2026-01-22", "2026-01-29"),
    (quarter(2025, 4), "2026-04-16", "2026-04-23", "2026-04-30"),
    (quarter(2026, 1), "2026-07-14", "2026-07-21", "2026-07-28"),
    (quarter(2026, 2), "2026-10-14", "2026-10-21", "2026-10-28"),
    (quarter(2026, 3), "2027-01-15", "2027-01-22", "2027-01-29"),
    (quarter(2026, 4), "2027-04-14", "2027-04-21", "2027-04-28"),
    (quarter(2027, 3), "2028-01-17", "2028-01-24", "2028-01-31"),
    (quarter(2027, 4), "2028-04-18", "2028-04-25", "2028-05-03"),
]


@pytest.mark.parametrize(("period", "ten", "fifteen", "twenty"), VECTORS, ids=lambda one: str(one))
def test_due_dates_of_quarters(period: Period, ten: str, fifteen: str, twenty: str) -> None:
    found = [
        due_on(period, DueRule(measure="1", lag=lag), ENGLAND).isoformat() for lag in (10, 15, 20)
    ]
    assert found == [ten, fifteen, twenty]


def test_bank_holidays_are_englands_with_substitute_days() -> None:
    said = {year: [f"{day.day} {day:%b}" for day in bank_holidays(year)] for year in (2026, 2027)}
    assert said == {
        2026: ["1 Jan", "3 Apr", "6 Apr", "4 May", "25 May", "31 Aug", "25 Dec", "28 Dec"],
        2027: ["1 Jan", "26 Mar", "29 Mar", "3 May", "31 May", "30 Aug", "27 Dec", "28 Dec"],
    }


@pytest.mark.parametrize(
    ("offset", "day"),
    [
        (-5, date(2026, 10, 14)),
        (-1, date(2026, 10, 20)),
        (0, date(2026, 10, 21)),
        (1, date(2026, 10, 22)),
        (2, date(2026, 10, 23)),
        (3, date(2026, 10, 26)),
        (5, date(2026, 10, 28)),
    ],
)
def test_stages_count_working_days_from_the_due_date(offset: int, day: date) -> None:
    assert ENGLAND.add(date(2026, 10, 21), offset) == day


def test_nine_in_london_is_eight_utc_in_summer_and_nine_in_winter() -> None:
    friday, monday = date(2026, 10, 23), date(2026, 10, 26)
    assert at_wall_time(friday, time(9), LONDON) == datetime(2026, 10, 23, 8, tzinfo=UTC)
    assert at_wall_time(monday, time(9), LONDON) == datetime(2026, 10, 26, 9, tzinfo=UTC)


def test_a_time_that_clocks_skip_comes_after_and_one_they_repeat_comes_first() -> None:
    skipped = at_wall_time(date(2026, 3, 29), time(1, 30), LONDON)
    repeated = at_wall_time(date(2026, 10, 25), time(1, 30), LONDON)
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 02:30 in London
    assert repeated == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_closure_days_push_the_due_date_on() -> None:
    off = DayOff(
        calendar=DaysOffFor.EVERYONE,
        first=date(2026, 10, 19),
        last=date(2026, 10, 20),
        what="closed",
    )
    days = working_days([off], DaysOffFor.EVERYONE)
    assert due_on(quarter(2026, 2), DueRule(measure="1"), days) == date(2026, 10, 23)


def test_school_holidays_count_for_school_staff_only() -> None:
    half_term = DayOff(
        calendar=DaysOffFor.SCHOOLS,
        first=date(2026, 10, 19),
        last=date(2026, 10, 30),
        what="half term",
    )
    council = working_days([half_term], DaysOffFor.EVERYONE)
    schools = working_days([half_term], DaysOffFor.SCHOOLS)
    rule = DueRule(measure="1")
    assert due_on(quarter(2026, 2), rule, council) == date(2026, 10, 21)
    assert due_on(quarter(2026, 2), rule, schools) == date(2026, 11, 4)


def test_fixed_days_are_the_next_after_the_period_and_roll_off_weekends() -> None:
    rule = DueRule(measure="1", fixed=(YearDay(month=10, day=31), YearDay(month=4, day=30)))
    assert due_on(quarter(2026, 2), rule, ENGLAND) == date(2026, 11, 2)  # 31 October is Saturday
    assert due_on(quarter(2026, 3), rule, ENGLAND) == date(2027, 4, 30)


def test_the_last_day_of_february_serves_every_year() -> None:
    leap = YearDay(month=2, day=29)
    assert (leap.in_year(2027), leap.in_year(2028)) == (date(2027, 2, 28), date(2028, 2, 29))


@pytest.mark.parametrize("lag", [-1, 0, 251])
def test_a_rule_that_falls_before_the_periods_end_is_refused(lag: int) -> None:
    with pytest.raises(PeriodError, match="working days after its period"):
        DueRule(measure="1", lag=lag)


def test_a_calendar_without_working_days_is_refused() -> None:
    off = DayOff(
        calendar=DaysOffFor.EVERYONE, first=date(2026, 1, 1), last=date(2028, 1, 1), what="closed"
    )
    with pytest.raises(PeriodError, match="no working day"):
        working_days([off], DaysOffFor.EVERYONE).on_or_after(date(2026, 1, 5))


def test_holidays_after_next_year_are_not_confirmed_yet() -> None:
    assert published_until(date(2026, 11, 23)) == date(2027, 12, 31)


@given(day=DAYS, count=st.integers(-60, 60))
def test_going_and_counting_are_each_others_reverse(day: date, count: int) -> None:
    reached = ENGLAND.add(day, count)
    assert ENGLAND.is_working(reached)
    if count:
        assert ENGLAND.between(day, reached) == count


@given(day=DAYS)
def test_the_nearest_working_days_are_the_nearest(day: date) -> None:
    after, before = ENGLAND.on_or_after(day), ENGLAND.on_or_before(day)
    assert before <= day <= after
    assert (before == after) == ENGLAND.is_working(day)


@given(
    day=DAYS,
    frequency=st.sampled_from(Frequency),
    year=st.sampled_from([PeriodKind.FINANCIAL_YEAR, PeriodKind.SCHOOL_YEAR, None]),
    lag=st.integers(1, 60),
)
def test_due_dates_are_working_days_that_increase(
    day: date, frequency: Frequency, year: PeriodKind | None, lag: int
) -> None:
    rule = DueRule(measure="1", lag=lag)
    periods = list(periods_ending(frequency, year, day, date(day.year + 4, 1, 1)))
    due = [due_on(period, rule, ENGLAND) for period in periods]
    assert all(map(ENGLAND.is_working, due))
    assert all(period.end < one for period, one in zip(periods, due, strict=True))
    assert all(one < other for one, other in pairwise(due))


@given(day=DAYS, frequency=st.sampled_from(Frequency))
def test_periods_follow_one_another_without_a_gap(day: date, frequency: Frequency) -> None:
    current = period_around(frequency, PeriodKind.CALENDAR_YEAR, day)
    before = newest_ended(frequency, PeriodKind.CALENDAR_YEAR, day)
    assert current.start <= day <= current.end
    assert (current.start - before.end).days == 1


def test_a_year_is_the_kind_of_year_the_measure_is_published_for() -> None:
    day = date(2026, 11, 23)
    kinds = (None, PeriodKind.SCHOOL_YEAR, PeriodKind.CALENDAR_YEAR)
    said = [newest_ended(Frequency.ANNUAL, kind, day).short for kind in kinds]
    assert said == ["2025-26", "school year 2025/26", "2025"]


def test_a_figure_supplies_the_period_it_ends_in() -> None:
    year = financial_year(2025)
    census = Period(kind=PeriodKind.SNAPSHOT, start=date(2026, 3, 31), end=date(2026, 3, 31))
    rolling = Period(kind=PeriodKind.ROLLING_YEAR, start=date(2025, 1, 1), end=date(2025, 12, 31))
    assert supplies(year, year)
    assert supplies(census, year)
    assert supplies(rolling, quarter(2025, 3))
    assert supplies(month(2025, 12), quarter(2025, 3))
    assert not supplies(year, quarter(2025, 4))
    assert not supplies(calendar_year(2025), year)
    assert not supplies(quarter(2025, 3), quarter(2025, 4))
