"""Rules of due dates, days off and board packs: in, out, in again; and what is refused."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errors import BadRows
from bot.exchange import starter_plan_folder
from bot.exchange.exporting import export_plan
from bot.exchange.importing import import_plan
from bot.exchange.summary import Summary
from bot.plan.due_dates import DueRule, Pack, YearDay
from bot.plan.working_days import DayOff, DaysOffFor
from storage.database import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHEETS = {
    "due_dates.csv": (
        "measure,lag_days,fixed_dates,calendar,why\n"
        "6.07,20,,,the source publishes late\n"
        "1.01,,31 October|30 April,schools,\n"
    ),
    "days_off.csv": (
        "calendar,first_day,last_day,what\n"
        "everyone,2026-12-24,2026-12-31,Council closed\n"
        "schools,2026-10-19,2026-10-30,Half term\n"
    ),
    "packs.csv": "name,freezes_on,meets_on\nDecember board,2026-12-04,2026-12-11\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "plan"
    shutil.copytree(starter_plan_folder(), made)
    for name, text in SHEETS.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


async def taken_in(database: Database, folder: Path) -> Summary:
    return await database.transact(lambda stores: import_plan(folder, stores, NOW))


async def test_the_calendar_of_a_plan_is_taken_in(database: Database, folder: Path) -> None:
    await taken_in(database, folder)
    rules, off, packs = await database.read(
        lambda stores: (
            list(stores.reminders.rules()),
            list(stores.reminders.days_off()),
            list(stores.reminders.packs()),
        )
    )
    assert rules == [
        DueRule(
            measure="1.01",
            fixed=(YearDay(month=10, day=31), YearDay(month=4, day=30)),
            calendar=DaysOffFor.SCHOOLS,
        ),
        DueRule(measure="6.07", lag=20, why="the source publishes late"),
    ]
    assert off[1] == DayOff(
        calendar=DaysOffFor.EVERYONE,
        first=date(2026, 12, 24),
        last=date(2026, 12, 31),
        what="Council closed",
    )
    assert packs == [
        Pack(name="December board", freezes_on=date(2026, 12, 4), meets_on=date(2026, 12, 11))
    ]


@pytest.mark.parametrize("name", ["again", "again.xlsx"])
async def test_what_is_written_out_is_taken_in_unchanged(
    database: Database, folder: Path, tmp_path: Path, name: str
) -> None:
    await taken_in(database, folder)
    path = tmp_path / name
    await database.read(lambda stores: export_plan(path, stores))
    again = await taken_in(database, path)
    assert not again.changes


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("due_dates.csv", "6.07,0,,,", "a whole number from 1 to 250"),
        ("due_dates.csv", "6.07,-5,,,", "a whole number from 1 to 250"),
        ("due_dates.csv", "6.07,10,31 October,,", "not both"),
        ("due_dates.csv", "6.07,,31 November,,", "days of the year"),
        ("due_dates.csv", "9.99,10,,,", "9.99"),
        ("days_off.csv", "everyone,2026-12-31,2026-12-24,Closed", "a day from 2026-12-31"),
        ("days_off.csv", "teachers,2026-12-24,2026-12-31,Closed", "one of everyone, schools"),
        ("packs.csv", "March board,2027-03-05,2027-03-01", "a day from 2027-03-05 on"),
    ],
)
async def test_a_row_that_cannot_be_is_refused_with_the_reason(
    database: Database, folder: Path, name: str, row: str, said: str
) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    if name == "due_dates.csv" and row.startswith("6.07"):
        text = (folder / name).read_text(encoding="utf-8")
        kept = [line for line in text.splitlines() if "source publishes" not in line]
        (folder / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(BadRows) as refused:
        await taken_in(database, folder)
    assert said in str(refused.value)
