"""Earlier values become earlier revisions; those of a figure no longer published are kept aside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.exchange.versions import revisions_of
from bot.plan.figures import FigureStatus
from bot.plan.periods import Period, PeriodKind, quarter
from tests.exchange.folders import NOW, STARTER, Table, bad_rows, change, checked, set_cell


def withdrawn_kinds(path: Path) -> list[tuple[str, str]]:
    return [(code, period.kind.value) for code, period in checked(path).histories.withdrawn]


def test_versions_go_to_their_figure(plan: Path) -> None:
    history = checked(plan).histories.current["H1.1", quarter(2025, 3)]
    assert [version.value for version in history] == [18, 17, 16]
    assert history[-1].seen_from == "on or before 2026-08-01"


def test_versions_may_come_in_any_order(plan: Path) -> None:
    change(plan, "revisions", lambda rows: rows.__setitem__(slice(1, None), rows[:0:-1]))
    history = checked(plan).histories.current["H1.1", quarter(2025, 3)]
    assert [version.number for version in history] == [1, 2, 3]


def test_a_blank_kind_is_seen_from_the_dates_and_the_measure(plan: Path) -> None:
    assert withdrawn_kinds(plan) == [("H1.1", "quarter")]
    kinds = dict(withdrawn_kinds(STARTER))
    assert kinds == {"2.08": "calendar_year", "5.01": "financial_year", "6.04": "three_years"}


def test_a_blank_kind_of_a_period_that_is_shown_is_that_one(plan: Path) -> None:
    for row in (2, 3, 4):
        set_cell(plan, "revisions", row, "period_type", "")
    assert ("H1.1", quarter(2025, 3)) in checked(plan).histories.current


def test_a_blank_kind_that_no_figure_uses_is_the_narrowest(plan: Path) -> None:
    for row, (start, end) in ((5, ("2020-04-01", "2021-03-31")), (6, ("2020-04-01", "2021-03-31"))):
        set_cell(plan, "revisions", row, "period_start", start)
        set_cell(plan, "revisions", row, "period_end", end)
    assert withdrawn_kinds(plan) == [("H1.1", "financial_year")]
    for row in (5, 6):
        set_cell(plan, "revisions", row, "period_end", "2021-02-27")
    assert withdrawn_kinds(plan) == [("H1.1", "range")]


def test_of_two_figures_of_a_period_versions_are_of_the_comparable_one(plan: Path) -> None:
    def add(rows: Table) -> None:
        for version, value in ((1, "2.1"), (2, "2.2")):
            dates = ("2026-07-01", "2026-09-30")
            rows.append(
                ["B/5", "quarter", *dates, str(version), value, "2026-10-01", "Pass office"]
            )

    change(plan, "revisions", add)
    assert not bad_rows(plan)


def test_earlier_statuses_are_not_known_and_the_last_is_the_figures() -> None:
    histories = checked(STARTER).histories
    key = (
        "2.08",
        Period(kind=PeriodKind.CALENDAR_YEAR, start=date(2016, 1, 1), end=date(2016, 12, 31)),
    )
    made = revisions_of(key, histories.current[key], FigureStatus.PROVISIONAL, NOW)
    assert [(one.number, one.value, one.status) for one in made] == [
        (1, Decimal(280), FigureStatus.FINAL),
        (2, Decimal(304), FigureStatus.REVISED),
        (3, Decimal(305), FigureStatus.PROVISIONAL),
    ]
