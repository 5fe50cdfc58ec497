"""What is written is what is read: the same columns, and importing it changes nothing."""

from __future__ import annotations

import csv
import errno
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from bot.errors import ExchangeError
from bot.exchange.exporting import Exported, export_plan
from bot.exchange.importing import import_plan
from bot.stores import Stores
from storage.database import Database
from tests.exchange.folders import NOW, STARTER, TRAVEL, set_cell, table
from tests.exchange.test_importing import everything, imported

TRAVEL_FILES = sorted(file.name for file in TRAVEL.iterdir())


async def exported(database: Database, path: Path) -> Exported:
    return await database.read(lambda stores: export_plan(path, stores))


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
@pytest.mark.parametrize("path", [STARTER, TRAVEL])
async def test_an_export_imports_as_nothing_changed(
    database: Database, tmp_path: Path, path: Path, name: str
) -> None:
    await imported(database, path)
    await exported(database, tmp_path / name)
    summary = await imported(database, tmp_path / name)
    assert not summary.changes
    assert not any(summary.left_alone.values())


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
@pytest.mark.parametrize("path", [STARTER, TRAVEL])
async def test_an_export_makes_the_same_plan_elsewhere(
    database: Database, another: Database, tmp_path: Path, path: Path, name: str
) -> None:
    await imported(database, path)
    await exported(database, tmp_path / name)
    await imported(another, tmp_path / name)
    assert await another.read(everything) == await database.read(everything)


async def test_rare_rules_of_measures_come_out_as_they_came_in(
    database: Database, another: Database, tmp_path: Path
) -> None:
    await imported(database, STARTER)

    def rule(stores: Stores) -> None:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        first, second, *rest = catalogue.measures
        ruled = replace(first, minimum_base=25, complement_sensitive=True, part_of=second.code)
        stores.exchange.put_measures([ruled, second, *rest], NOW)
        stores.exchange.plan_changed()

    await database.transact(rule)
    await exported(database, tmp_path / "out")
    assert table(tmp_path / "out" / "measures.csv")[0][-1] == "minimum_base"
    await imported(another, tmp_path / "out")
    made = await another.read(lambda stores: stores.plan.catalogue())
    assert made is not None
    assert made.measures[0].minimum_base == 25
    assert made.measures[0].complement_sensitive
    assert made.measures[0].part_of == made.measures[1].code


@pytest.mark.parametrize("name", ["figures.csv", "benchmarks.csv", "ambitions.csv", "plan.toml"])
async def test_the_starter_plan_comes_out_byte_for_byte(
    database: Database, tmp_path: Path, name: str
) -> None:
    await imported(database, STARTER)
    await exported(database, tmp_path / "out")
    assert (tmp_path / "out" / name).read_bytes() == (STARTER / name).read_bytes()


@pytest.mark.parametrize("name", ["measures", "terms", "revisions"])
async def test_the_starter_plan_comes_out_cell_for_cell(
    database: Database, tmp_path: Path, name: str
) -> None:
    await imported(database, STARTER)
    await exported(database, tmp_path / "out")
    before, after = table(STARTER / f"{name}.csv"), table(tmp_path / "out" / f"{name}.csv")
    if name == "revisions":  # a kind that was left blank is said
        before = [
            row[:1] + (row[1:2] if row[1] else new[1:2]) + row[2:]
            for row, new in zip(before, after, strict=True)
        ]
    assert after == before


async def test_what_there_is_none_of_is_left_out(database: Database, tmp_path: Path) -> None:
    await imported(database, STARTER)
    counts = (await exported(database, tmp_path / "out")).counts
    assert "targets" not in counts
    assert not (tmp_path / "out" / "targets.csv").exists()


async def test_every_file_of_another_field_comes_out(database: Database, tmp_path: Path) -> None:
    await imported(database, TRAVEL)
    told = await exported(database, tmp_path / "deep" / "out")
    assert sorted(file.name for file in (tmp_path / "deep" / "out").iterdir()) == TRAVEL_FILES
    assert "89 in figures" in told.text


async def test_text_is_written_so_that_no_spreadsheet_runs_it(
    database: Database, tmp_path: Path, plan: Path
) -> None:
    set_cell(plan, "figures", 2, "note", "=HYPERLINK(1)")
    set_cell(plan, "figures", 3, "note", "''=quoted already")
    await imported(database, plan)
    await exported(database, tmp_path / "out")
    with (tmp_path / "out" / "figures.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    risky = [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert not risky
    assert all(float(cell) < 0 for cell in cells if cell.startswith("-"))
    assert "'=HYPERLINK(1)" in cells
    assert "''=quoted already" in cells


async def test_a_workbook_holds_text_as_text_and_numbers_as_numbers(
    database: Database, tmp_path: Path, plan: Path
) -> None:
    set_cell(plan, "figures", 2, "note", "=1+1")
    await imported(database, plan)
    await exported(database, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    header, first, *_ = book["figures"].iter_rows()
    row = {name.value: cell for name, cell in zip(header, first, strict=True)}
    assert (row["note"].value, row["note"].data_type) == ("=1+1", "s")
    assert (row["value"].value, row["value"].number_format) == (31, "0.0")
    assert row["measure"].number_format == "@"
    assert row["period_start"].value == datetime.fromisoformat("2024-04-01")


async def test_nothing_that_is_there_is_overwritten(
    database: Database, tmp_path: Path, plan: Path
) -> None:
    await imported(database, plan)
    before = (plan / "figures.csv").read_bytes()
    with pytest.raises(ExchangeError, match="Give a new folder"):
        await exported(database, plan)
    assert (plan / "figures.csv").read_bytes() == before
    for name in ("taken", "taken.xlsx"):
        (tmp_path / name).write_text("mine")
        with pytest.raises(ExchangeError, match="Give another name"):
            await exported(database, tmp_path / name)
        assert (tmp_path / name).read_text() == "mine"


async def test_a_folder_with_other_things_is_joined(database: Database, tmp_path: Path) -> None:
    await imported(database, TRAVEL)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")
    await exported(database, tmp_path / "out")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(
        [*TRAVEL_FILES, "letter.txt"]
    )


async def test_a_place_where_nothing_can_be_written(database: Database, tmp_path: Path) -> None:
    await imported(database, TRAVEL)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExchangeError, match="Choose a place"):
        await exported(database, tmp_path / "file" / "out")


async def test_without_a_plan_there_is_nothing_to_write(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="Import one first"):
        await exported(database, tmp_path / "out")
    assert not (tmp_path / "out").exists()


async def test_changes_made_here_travel_with_their_history(
    database: Database, another: Database, tmp_path: Path, plan: Path
) -> None:
    await imported(database, plan)
    for row, value in ((2, "31.5"), (3, "34.0"), (2, "31.7")):
        set_cell(plan, "figures", row, "value", value)
        await imported(database, plan)
    await exported(database, tmp_path / "out")
    assert not (await imported(database, tmp_path / "out")).changes
    await another.transact(lambda stores: import_plan(tmp_path / "out", stores, NOW))
    values = await another.read(
        lambda stores: [one.value for one in stores.exchange.all_revisions()][:5]
    )
    assert [str(value) for value in values] == ["31.0", "31.5", "31.7", "33.5", "34.0"]


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
async def test_a_disk_that_fills_up_leaves_nothing_half_written(
    database: Database, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await imported(database, TRAVEL)
    place = tmp_path / "exports"

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bot.exchange.records._term", fail)
    with pytest.raises(ExchangeError, match=r"No space left on device\. Choose a place"):
        await exported(database, place / name)
    assert list(place.iterdir()) == []
