"""Ten thousand reminders are due at once while people ask."""

from __future__ import annotations

import pytest

from storage.database import open_database
from tests.faults.ledger import Entry, note
from tests.outbox.draining import drain
from tests.storage.reaching import run_sql

pytestmark = pytest.mark.timeout(600)

REMINDERS, ANSWERS = 10_000, 300
GONE = "SELECT count(*) FROM outbox WHERE state IN ('sending', 'sent')"
AGAIN = "SELECT count(*) FROM outbox WHERE attempts > 1"


async def test_ten_thousand_due_at_once_leave_once_each_while_people_ask() -> None:
    database = open_database("sqlite://")
    drained = await drain(database, reminders=REMINDERS, answers=ANSWERS, every=1.0)
    counted = await database.read(lambda s: [run_sql(s, one)[0][0] for one in (GONE, AGAIN)])
    await database.close()
    gone, again = (int(str(one)) for one in counted)
    assert drained.worst_second <= 30
    assert drained.p95 < 1.0
    note(
        Entry(
            fault="Ten thousand reminders due at once while people ask, in virtual time",
            how=f"at most {drained.worst_second} in any second;"
            f" 95 of 100 answers leave within {1_000 * drained.p95:.0f} ms",
            injected=1,
            messages=REMINDERS + ANSWERS,
            lost=REMINDERS + ANSWERS - gone,
            twice=again,
        )
    )
