"""A spreadsheet makes 7.1 of 7.10; that is noticed wherever it can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.plan.measures import Catalogue
from tests.exchange.folders import (
    STARTER,
    Table,
    as_workbook,
    bad_rows,
    change,
    checked,
    copied,
)


def as_numbers(rows: Table) -> None:
    """Write the first column as a spreadsheet does that took it for numbers."""
    for row in rows[1:]:
        row[0] = f"{float(row[0]):g}"


def test_a_figure_of_a_shortened_code_is_refused_with_advice(tmp_path: Path) -> None:
    folder = copied(STARTER, tmp_path / "plan")
    change(folder, "figures", as_numbers)
    found = bad_rows(folder)
    assert {bad.found for bad in found if bad.file == "figures.csv"} == {"“7.1”"}
    assert found[0].accepted.startswith("7.10, kept as text; a spreadsheet drops zeros")


def test_a_measure_of_a_shortened_code_is_refused_with_advice(tmp_path: Path) -> None:
    folder = copied(STARTER, tmp_path / "plan")
    change(folder, "measures", as_numbers)
    change(folder, "figures", as_numbers)
    (bad,) = [bad for bad in bad_rows(folder) if bad.file == "measures.csv"]
    assert (bad.column, bad.found) == ("code", "“7.1”")
    assert "such as 7.10" in bad.accepted


def test_codes_that_count_past_nine_are_no_shortened_ones(tmp_path: Path) -> None:
    folder = copied(STARTER, tmp_path / "plan")

    def renumber(rows: Table) -> None:
        for row in rows[1:]:
            whole, _, rest = row[0].partition(".")
            row[0] = f"{whole}.{int(rest)}"

    for sheet in ("measures", "figures", "benchmarks", "revisions"):
        change(folder, sheet, renumber)
    codes = set(checked(folder).known.codes)
    assert {"7.1", "7.10"} <= codes


def test_a_number_that_may_be_two_codes_is_asked_about(plan: Path, tmp_path: Path) -> None:
    def recode(rows: Table) -> None:
        codes = {"A1": "1.1", "A2": "1.10"}
        for row in rows[1:]:
            row[0] = codes.get(row[0], row[0])

    for sheet in ("measures", "figures"):
        change(plan, sheet, recode)
    assert not bad_rows(plan)

    def as_number(book: Any) -> None:
        sheet = book["figures"]
        for (cell,) in sheet.iter_rows(min_row=2, max_col=1):
            if cell.value == "1.1":
                cell.value = 1.1

    found = bad_rows(as_workbook(plan, tmp_path / "plan.xlsx", as_number))
    assert {bad.found for bad in found} == {"“1.1”"}
    assert found[0].accepted.startswith("1.1 or 1.10, kept as text")


def test_a_number_that_fits_one_code_is_that_code(plan: Path, tmp_path: Path) -> None:
    def recode(rows: Table) -> None:
        for row in rows[1:]:
            row[0] = "1.05" if row[0] == "A1" else row[0]

    for sheet in ("measures", "figures"):
        change(plan, sheet, recode)

    def as_number(book: Any) -> None:
        for sheet in ("measures", "figures"):
            for (cell,) in book[sheet].iter_rows(min_row=2, max_col=1):
                if cell.value == "1.05":
                    cell.value = 1.05

    assert not bad_rows(as_workbook(plan, tmp_path / "plan.xlsx", as_number))


def test_a_code_that_differs_from_a_stored_one_by_a_zero_is_refused(plan: Path) -> None:
    def recode(to: str) -> None:
        for sheet in ("measures", "figures"):
            change(plan, sheet, lambda rows: _rename(rows, to))

    recode("2.10")
    before = checked(plan)
    stored = Catalogue(
        version=1,
        plan=before.plan,
        ambitions=before.ambitions,
        measures=before.measures,
        terms=before.terms,
        comparators=(),
    )
    recode("2.1")
    (bad,) = bad_rows(plan, stored)
    assert (bad.file, bad.column, bad.found) == ("measures.csv", "code", "“2.1”")


def _rename(rows: Table, to: str) -> None:
    for row in rows[1:]:
        if row[0] in {"A1", "2.10"}:
            row[0] = to
