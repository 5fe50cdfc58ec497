"""Every bad cell is reported with file, row, column, what was found and what is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BadRows
from tests.exchange.folders import Table, bad_rows, change, checked, set_cell

CELLS = [
    # sheet, row, column, what is written, column reported, part of what is accepted
    ("figures", 2, "period_start", "01/04/2024", "period_start", "YYYY-MM-DD"),
    ("figures", 2, "period_end", "30/06/2024", "period_end", "such as 2024-06-30"),
    ("figures", 2, "period_end", "2024-30-06", "period_end", "such as 2024-06-30"),
    ("figures", 2, "period_end", "2024-02-30", "period_end", "YYYY-MM-DD"),
    ("figures", 2, "period_end", "20240630", "period_end", "YYYY-MM-DD"),
    ("figures", 2, "period_end", "", "period_end", "YYYY-MM-DD"),
    ("figures", 2, "period_end", "2024-03-31", "period_end", "a day from 2024-04-01 on"),
    ("figures", 2, "period_end", "2024-07-31", "period_type", "quarter: three whole months"),
    ("figures", 2, "period_type", "financial_year", "period_type", "1 April to 31 March"),
    ("figures", 2, "period_type", "fortnight", "period_type", "one of financial_year, academic"),
    ("figures", 2, "measure", "T-1", "measure", "T-01, perhaps"),
    ("figures", 2, "measure", "", "measure", "a code"),
    ("figures", 2, "value", "-", "value", "nothing and the status not_available"),
    ("figures", 2, "value", "*", "value", "a number such as 61.4"),
    ("figures", 2, "value", ".", "value", "a number such as 61.4"),
    ("figures", 2, "value", "NaN", "value", "a number such as 61.4"),
    ("figures", 2, "value", "1e308", "value", "a number such as 61.4"),
    ("figures", 2, "value", "１２", "value", "a number such as 61.4"),
    ("figures", 2, "value", "12,5", "value", "such as 12.5"),
    ("figures", 2, "value", "6,900", "value", "without commas, such as 6900"),
    ("figures", 2, "value", "1,234,567.8", "value", "without commas, such as 1234567.8"),
    ("figures", 2, "value", "100.1", "value", "a share from 0 to 100"),
    ("figures", 2, "value", "-0.1", "value", "a share from 0 to 100"),
    ("figures", 2, "numerator", "-1", "numerator", "0 or more, or nothing"),
    ("figures", 22, "value", "-1", "value", "0 or more where the unit is count"),
    ("figures", 22, "value", "12.5", "value", "a whole number where the unit is count"),
    ("figures", 89, "value", "-0.1", "value", "0 or more where the unit is rate"),
    ("benchmarks", 2, "value", "101", "value", "a share from 0 to 100"),
    ("targets", 2, "value", "101", "value", "a share from 0 to 100"),
    ("figures", 2, "value", "<5", "value", "a number such as 61.4"),
    ("figures", 2, "value", "1234567890123456", "value", "at most 15 digits"),
    ("figures", 2, "value", "", "value", "a number where the status is final"),
    ("figures", 2, "status", "not_available", "value", "no value where the status is"),
    ("figures", 2, "status", "draft", "status", "one of final, revised, provisional"),
    ("figures", 2, "status", "withdrawn", "status", "one of final, revised, provisional"),
    ("figures", 2, "comparable", "maybe", "comparable", "yes or no"),
    ("figures", 2, "comparable", "", "comparable", "yes or no"),
    ("figures", 2, "numerator", "n/a", "numerator", "a number"),
    ("figures", 2, "numerator", "500", "numerator", "at most the denominator, 400"),
    ("figures", 2, "denominator", "0", "denominator", "above zero"),
    ("figures", 2, "source", "", "source", "some text"),
    ("figures", 2, "source_date", "soon", "source_date", "YYYY-MM-DD"),
    ("figures", 2, "source_url", "www.example.org", "source_url", "begins with https://"),
    ("figures", 2, "note", "a bell \x07", "note", "without control characters"),
    ("figures", 42, "value", "61%", "value", "a number such as 61.4"),
    ("figures", 3, "period_start", "2024-04-01", "period_type", "three whole months"),
    ("measures", 2, "unit", "miles", "unit", "one of percent, count"),
    ("measures", 2, "polarity", "up", "polarity", "one of higher, lower, neutral"),
    ("measures", 2, "frequency", "daily", "frequency", "one of monthly, quarterly"),
    ("measures", 2, "decimals", "-1", "decimals", "a whole number from 0 to 6"),
    ("measures", 2, "decimals", "1.0", "decimals", "a whole number from 0 to 6"),
    ("measures", 2, "ambition", "9", "ambition", "the number of an ambition: 1, 2, 3, 4"),
    ("measures", 2, "withhold_below", "few", "withhold_below", "a whole number from 1"),
    ("measures", 2, "aliases", "walking||cycling", "aliases", "one bar between two"),
    ("measures", 2, "aliases", "walking|Walking", "aliases", "stands there twice"),
    ("measures", 3, "code", "t-01", "code", "each code once"),
    ("measures", 3, "code", "T|02", "code", "letters, digits"),
    ("measures", 3, "name", "", "name", "some text"),
    ("ambitions", 2, "number", "one", "number", "a whole number"),
    ("ambitions", 3, "number", "1", "number", "each number once"),
    ("ambitions", 2, "wording", "final", "wording", "one of confirmed_wording"),
    ("terms", 3, "term", "counting DAY", "term", "each term once"),
    ("benchmarks", 3, "comparator", "england outside london", "comparator", "England outside"),
    ("benchmarks", 3, "value", "", "value", "leave the row out"),
    ("targets", 2, "tolerance", "-2", "tolerance", "0 or more"),
    ("targets", 2, "tolerance", "", "tolerance", "no tolerance_kind either"),
    ("targets", 2, "tolerance_kind", "", "tolerance_kind", "absolute or relative"),
    ("targets", 2, "tolerance_kind", "some", "tolerance_kind", "one of absolute, relative"),
    ("revisions", 4, "value", "15", "value", "16, as figures.csv says"),
    ("revisions", 4, "version", "4", "version", "count from 1 without gaps"),
    ("revisions", 3, "version", "1", "version", "count from 1 without gaps"),
    ("revisions", 2, "seen_from", "", "seen_from", "some text"),
    ("revisions", 5, "value", "-", "value", "a number"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "text", "reported", "accepted"), CELLS)
def test_a_bad_cell_is_reported_where_it_stands(
    plan: Path, sheet: str, row: int, column: str, text: str, reported: str, accepted: str
) -> None:
    set_cell(plan, sheet, row, column, text)
    found = [
        bad
        for bad in bad_rows(plan)
        if (bad.file, bad.row, bad.column) == (f"{sheet}.csv", row, reported)
    ]
    assert found, bad_rows(plan)
    assert accepted in found[0].accepted
    assert found[0].found


def test_one_bad_cell_of_a_row_hides_no_other(plan: Path) -> None:
    set_cell(plan, "figures", 2, "value", "12,5")
    set_cell(plan, "figures", 2, "measure", "Z")
    set_cell(plan, "figures", 2, "period_end", "2024-07-31")
    set_cell(plan, "figures", 3, "status", "draft")
    set_cell(plan, "measures", 2, "unit", "miles")
    columns = {(bad.file, bad.row, bad.column) for bad in bad_rows(plan)}
    assert columns >= {
        ("figures.csv", 2, "measure"),
        ("figures.csv", 2, "period_type"),
        ("figures.csv", 3, "status"),
        ("measures.csv", 2, "unit"),
    }


def test_a_spoilt_measure_does_not_spoil_its_figures(plan: Path) -> None:
    set_cell(plan, "measures", 2, "unit", "miles")
    assert [bad.file for bad in bad_rows(plan)] == ["measures.csv"]


def test_a_share_above_a_hundred_is_none_whatever_its_counts(plan: Path) -> None:
    set_cell(plan, "figures", 2, "value", "125.0")
    set_cell(plan, "figures", 2, "numerator", "500")
    assert [bad.column for bad in bad_rows(plan)] == ["value"]


def test_a_percentage_may_carry_its_sign(plan: Path) -> None:
    set_cell(plan, "figures", 2, "value", "31.0%")
    assert not bad_rows(plan)


def test_the_same_measure_period_and_comparability_twice_is_refused(plan: Path) -> None:
    change(plan, "figures", lambda rows: rows.append(list(rows[1])))
    (bad,) = bad_rows(plan)
    assert (bad.row, bad.found) == (91, "the same as in row 2")
    assert "older values go into revisions" in bad.accepted


@pytest.mark.parametrize("sheet", ["benchmarks", "targets"])
def test_benchmarks_and_targets_come_once(plan: Path, sheet: str) -> None:
    change(plan, sheet, lambda rows: rows.append(list(rows[1])))
    (bad,) = bad_rows(plan)
    assert (bad.file, bad.found) == (f"{sheet}.csv", "the same as in row 2")


def test_plan_dates_in_the_wrong_order_are_refused(plan: Path) -> None:
    path = plan / "plan.toml"
    path.write_text(path.read_text().replace("ends = 2028-03-31", "ends = 2024-03-31"))
    (bad,) = bad_rows(plan)
    assert (bad.file, bad.column, bad.accepted) == (
        "plan.toml",
        "ends",
        "a day from 2025-04-01 on",
    )


def test_unknown_and_missing_keys_of_the_plan_are_named(plan: Path) -> None:
    path = plan / "plan.toml"
    path.write_text(path.read_text().replace("timezone", "time_zone").replace("London", "Lund"))
    assert [(bad.column, bad.found) for bad in bad_rows(plan)] == [
        ("time_zone", "the unknown key “time_zone”"),
        ("timezone", "nothing"),
    ]


def test_a_lexicon_that_is_none_is_named(plan: Path) -> None:
    (plan / "lexicon.toml").write_text("[idea]\n")
    (bad,) = bad_rows(plan)
    assert bad.file == "lexicon.toml"
    assert "idea" in bad.found


def _spoil_all_values(rows: Table) -> None:
    header = rows[0]
    for row in rows[1:]:
        row[header.index("value")] = "-"
        row[header.index("status")] = "draft"


def test_all_are_counted_and_the_first_two_hundred_shown(plan: Path) -> None:
    change(plan, "figures", lambda rows: rows.extend([row for _ in range(3) for row in rows[1:]]))
    change(plan, "figures", _spoil_all_values)
    set_cell(plan, "terms", 2, "meaning", "")
    with pytest.raises(BadRows) as raised:
        checked(plan)
    assert len(raised.value.rows) == 200
    assert raised.value.total == 89 * 4 + 1
    lines = str(raised.value).splitlines()
    assert lines[0] == "Nothing was stored: 357 things to put right."
    assert lines[-1] == "… and 157 more (1 in terms.csv, 356 in figures.csv)."


def test_what_was_found_is_shown_short_and_harmless(plan: Path) -> None:
    set_cell(plan, "figures", 2, "status", "\x1b[31m" + "x" * 500)
    (bad,) = bad_rows(plan)
    assert "\x1b" not in bad.found
    assert len(bad.found) <= 62


def places(plan: Path) -> set[tuple[str, int | None, str | None]]:
    return {(bad.file, bad.row, bad.column) for bad in bad_rows(plan)}


def test_a_bad_cell_hides_no_unknown_measure_in_its_row(plan: Path) -> None:
    for sheet, column in (
        ("figures", "source_date"),
        ("benchmarks", "source_date"),
        ("targets", "tolerance"),
        ("revisions", "version"),
    ):
        set_cell(plan, sheet, 2, "measure", "Z-99")
        set_cell(plan, sheet, 2, column, "soon")
    assert places(plan) >= {
        (f"{sheet}.csv", 2, "measure") for sheet in ("figures", "benchmarks", "targets")
    } | {("revisions.csv", 2, "measure")}


def test_a_bad_header_of_measures_hides_no_unknown_measure(plan: Path) -> None:
    set_cell(plan, "measures", 1, "basis", "foundation")
    set_cell(plan, "figures", 2, "measure", "Z-99")
    found = places(plan)
    assert ("figures.csv", 2, "measure") in found
    assert ("figures.csv", 3, "measure") not in found


def test_a_bad_measure_hides_no_bad_value_of_its_figures(plan: Path) -> None:
    set_cell(plan, "measures", 2, "unit", "miles")
    set_cell(plan, "figures", 2, "value", "many")
    set_cell(plan, "benchmarks", 2, "value", "many")
    found = places(plan)
    assert found >= {("figures.csv", 2, "value"), ("benchmarks.csv", 2, "value")}
    assert ("figures.csv", 3, "value") not in found


def test_what_others_count_may_be_an_average(plan: Path) -> None:
    set_cell(plan, "benchmarks", 2, "measure", "T-03")
    set_cell(plan, "benchmarks", 2, "value", "12.5")
    assert bad_rows(plan) == ()


def test_a_score_may_be_below_zero(plan: Path) -> None:
    set_cell(plan, "figures", 12, "value", "-140")
    assert bad_rows(plan) == ()
