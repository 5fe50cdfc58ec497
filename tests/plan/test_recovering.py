"""No hidden count can be worked out from what is shown (R29, R31)."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.periods import Period, PeriodKind
from bot.plan.recovering import Count, Key, also_hidden
from tests.making import quarter, snapshot, year

LIMIT = 5
QUARTERS = [quarter(2025, number) for number in (1, 2, 3, 4)]
TO_DATE = [
    Period(kind=PeriodKind.RANGE, start=QUARTERS[0].start, end=one.end) for one in QUARTERS[1:3]
]


def count(period: Period, number: int, *parts: str, code: str = "a", known: bool = False) -> Count:
    return Count(
        measure=code,
        period=period,
        parts=parts or (code,),
        number=Decimal(number),
        hidden=0 < number < LIMIT,
        limit=LIMIT,
        known=known,
    )


def keys(*periods: Period) -> frozenset[Key]:
    return frozenset(("a", period) for period in periods)


def quarters_and_year(*numbers: int) -> list[Count]:
    listed = [count(one, number) for one, number in zip(QUARTERS, numbers, strict=True)]
    return [*listed, count(year(2025), sum(numbers))]


def test_the_smallest_other_part_is_hidden_too() -> None:
    assert also_hidden(quarters_and_year(20, 3, 9, 30)) == keys(QUARTERS[2])


def test_a_true_zero_is_hidden_last() -> None:
    assert also_hidden(quarters_and_year(20, 3, 0, 30)) == keys(QUARTERS[0])


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    assert also_hidden(quarters_and_year(20, 8, 9, 0)) == frozenset()


def test_two_small_parts_hide_each_other() -> None:
    assert also_hidden(quarters_and_year(20, 3, 2, 30)) == frozenset()


def test_two_ones_do_not_hide_each_other() -> None:
    """Their sum of two leaves one way only."""
    assert also_hidden(quarters_and_year(20, 1, 1, 30)) == keys(QUARTERS[0])


def test_without_the_total_nothing_more_is_hidden() -> None:
    assert also_hidden(quarters_and_year(20, 3, 9, 30)[:-1]) == frozenset()


def test_this_quarter_less_the_year_to_date_is_caught() -> None:
    counts = [count(QUARTERS[0], 20), count(QUARTERS[1], 3), count(TO_DATE[0], 23)]
    assert also_hidden(counts) == keys(QUARTERS[0])


def test_two_years_to_date_are_caught() -> None:
    counts = [count(QUARTERS[2], 3), count(TO_DATE[0], 23), count(TO_DATE[1], 26)]
    assert also_hidden(counts) == keys(TO_DATE[0])


def test_the_total_of_several_measures_is_caught() -> None:
    day = snapshot(2026, 3, 31)
    counts = [
        count(day, 3, code="a"),
        count(day, 40, code="b"),
        count(day, 8, code="c"),
        count(day, 51, "a", "b", "c", code="all"),
    ]
    assert also_hidden(counts) == {("c", day)}


def test_snapshots_of_one_measure_are_never_added_up() -> None:
    days = [snapshot(2025, 3, 31), snapshot(2025, 6, 30), snapshot(2025, 9, 30)]
    counts = [count(day, number) for day, number in zip(days, (3, 20, 23), strict=True)]
    assert also_hidden(counts) == frozenset()


def test_what_is_known_already_is_never_chosen() -> None:
    counts = quarters_and_year(20, 3, 9, 30)
    counts[2] = count(QUARTERS[2], 9, known=True)
    assert also_hidden(counts) == keys(QUARTERS[0])


def test_the_choice_stays_when_a_later_year_comes() -> None:
    first = quarters_and_year(20, 3, 9, 30)
    later = [count(quarter(2026, 1), 7), count(quarter(2026, 2), 2), count(year(2026), 90)]
    assert also_hidden(first) <= also_hidden([*first, *later])


def test_a_tangle_too_large_to_weigh_hides_whatever_covers_a_hidden_count() -> None:
    days = [
        Period(kind=PeriodKind.RANGE, start=snapshot(2025, 4, 1).start, end=snapshot(*day).end)
        for day in itertools.product((2025,), range(5, 11), range(1, 29))
    ]
    counts = [count(one, 200 + place) for place, one in enumerate(days)]
    hidden = count(quarter(2025, 1), 3)
    assert also_hidden([hidden, *counts]) >= keys(days[-1])


numbers = st.integers(0, 12)
shapes = st.lists(st.sampled_from([*QUARTERS, year(2025), *TO_DATE]), unique=True, max_size=7)


@settings(max_examples=300)
@given(st.lists(numbers, min_size=8, max_size=8), shapes, shapes, shapes)
def test_no_series_of_questions_tells_a_hidden_count(
    atoms: list[int], one: list[Period], two: list[Period], both: list[Period]
) -> None:
    """Whatever is asked, what is shown has a second way of adding up with another hidden count."""
    counts = [count(period, _sum(atoms[:4], period), code="a") for period in one]
    counts += [count(period, _sum(atoms[4:], period), code="b") for period in two]
    counts += [
        count(period, _sum(atoms[:4], period) + _sum(atoms[4:], period), "a", "b", code="all")
        for period in both
    ]
    also = also_hidden(counts)
    shown = [_row(each) for each in counts if not each.hidden and each.key not in also]
    for each in counts:
        if each.hidden:
            assert _rank([*shown, _row(each)]) == _rank(shown) + 1


def _sum(atoms: list[int], period: Period) -> int:
    return sum(
        number
        for number, one in zip(atoms, QUARTERS, strict=True)
        if period.start <= one.start and one.end <= period.end
    )


def _row(one: Count) -> list[Fraction]:
    """The quarters of both measures that a count is the sum of, as ones and zeros."""
    return [
        Fraction(part in one.parts and one.period.start <= q.start and q.end <= one.period.end)
        for part in ("a", "b")
        for q in QUARTERS
    ]


def _rank(rows: list[list[Fraction]]) -> int:
    """Gauss, written down a second time so that the proof leans on nothing it proves."""
    left, rank = [list(row) for row in rows], 0
    for column in range(8):
        pivot = next((row for row in left[rank:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(rank, pivot)
        for place, row in enumerate(left):
            if place != rank and row[column]:
                factor = row[column] / pivot[column]
                left[place] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        rank += 1
    return rank
