"""Who signs figures off is data of the plan: in, out, in again; and what is refused."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import BadRows
from bot.exchange import starter_plan_folder
from bot.exchange.exporting import export_plan
from bot.exchange.importing import import_plan
from bot.exchange.summary import Summary
from bot.plan.sign_off import Approvers, Policy
from storage.database import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADER = "measure,approvers,own\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "plan"
    shutil.copytree(starter_plan_folder(), made)
    (made / "policies.csv").write_text(f"{HEADER}4.02,two,no\n6.07,one,yes\n", encoding="utf-8")
    return made


async def taken_in(database: Database, folder: Path) -> Summary:
    return await database.transact(lambda stores: import_plan(folder, stores, NOW))


async def test_policies_are_taken_in(database: Database, folder: Path) -> None:
    await taken_in(database, folder)
    found = await database.read(lambda stores: list(stores.submissions.policies()))
    assert found == [
        Policy(measure="4.02", approvers=Approvers.TWO),
        Policy(measure="6.07", own=True),
    ]


@pytest.mark.parametrize("name", ["again", "again.xlsx"])
async def test_what_is_written_out_is_taken_in_unchanged(
    database: Database, folder: Path, tmp_path: Path, name: str
) -> None:
    await taken_in(database, folder)
    await database.read(lambda stores: export_plan(tmp_path / name, stores))
    assert not (await taken_in(database, tmp_path / name)).changes


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("4.02,three,no", "one of none, one, two"),
        ("9.99,one,no", "9.99"),
        ("4.02,one,perhaps", "yes or no"),
    ],
)
async def test_a_row_that_cannot_be_is_refused(
    database: Database, folder: Path, row: str, said: str
) -> None:
    (folder / "policies.csv").write_text(f"{HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(BadRows) as refused:
        await taken_in(database, folder)
    assert said in str(refused.value)
