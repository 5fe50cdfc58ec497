"""One pass of the planner runs as many statements for many people as for few."""

from __future__ import annotations

from pathlib import Path

from bot.stores import Stores
from storage.database import open_database
from tests.conftest import Templates
from tests.reminders.scene import CAMHS, OTHER, Office, at
from tests.storage.reaching import connection_of

AT = at("2026-10-14")


async def statements(office: Office) -> int:
    """Return how many statements one more pass runs."""

    def work(stores: Stores) -> int:
        raw = connection_of(stores).connection.driver_connection
        assert raw is not None
        counted: list[str] = []
        raw.set_trace_callback(counted.append)
        office.plan_now(stores, AT)
        raw.set_trace_callback(None)
        return len(counted)

    return await office.database.transact(work)


async def test_statements_do_not_grow_with_people_or_measures(
    templates: Templates, tmp_path: Path
) -> None:
    database = open_database(templates.copy("sqlite", tmp_path, plan=True))
    office = Office(database)
    await office.hire("Owner", CAMHS)
    await office.plan(AT)
    few = await statements(office)
    for number in range(12):
        await office.hire(f"Owner {number}", OTHER, f"7.{number + 1:02d}")
    await office.plan(AT)
    assert await statements(office) == few
    assert few < 25
    await database.close()
