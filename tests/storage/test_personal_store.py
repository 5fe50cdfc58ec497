"""What is held under a contact, what is erased of it, and what is let go in time."""

from __future__ import annotations

from datetime import timedelta

from bot.journal import InboxRow
from bot.learning.store import Asker
from bot.outbox.notice import NoticeState, Sent
from bot.stores import Stores
from storage.database import Database
from tests.storage.making import NOW, notice
from tests.storage.reaching import run_sql

DAY = timedelta(days=1)
PRIYA, OMAR = "telegram:7", "telegram:8"


def talk(stores: Stores) -> None:
    for number, who in enumerate((PRIYA, OMAR)):
        row = InboxRow(door="telegram", update_id=10 + number, chat=who, body='{"a": 1}')
        stores.journal.receive([row], NOW)
        stores.journal.finish("telegram", row.update_id, NOW)
        stores.conversations.keep(chat=who, person=who, at=NOW, body="{}")
        stores.conversations.keep(chat="telegram:-5", person=who, at=NOW + DAY, body="{}")
        asker = Asker(chat=who, person=who)
        stores.learning.note(wording="w", text="t", candidates=[], asker=asker, at=NOW)
        stores.outbox.add(notice(f"sent {who}", chat=who), NOW)
        (leased,) = stores.outbox.claim("me", NOW, lease=DAY, limit=9)
        stores.outbox.start_sending(leased.id, "me", NOW)
        stores.outbox.settle(leased.id, "me", Sent(), NOW)
        stores.outbox.add(notice(f"waits {who}", chat=who), NOW + DAY)


async def test_what_is_held_is_counted(database: Database) -> None:
    await database.transact(talk)
    held = await database.read(lambda s: s.personal.held(PRIYA))
    assert (held.answers, held.oldest_answer) == (2, NOW)
    assert (held.questions, held.deliveries, held.updates) == (1, 2, 1)
    nobody = await database.read(lambda s: s.personal.held("telegram:9"))
    assert (nobody.answers, nobody.oldest_answer, nobody.updates) == (0, None, 0)


async def test_what_is_erased_is_gone_everywhere_and_others_keep_theirs(
    database: Database,
) -> None:
    await database.transact(talk)
    await database.transact(lambda s: s.personal.erase(PRIYA))
    for table in ("answer", "miss_asker", "outbox", "inbox"):
        rows = await database.read(lambda s, table=table: run_sql(s, f"SELECT * FROM {table}"))  # type: ignore[misc]
        assert PRIYA not in [cell for row in rows for cell in row]
        assert OMAR in [cell for row in rows for cell in row]
    counts = await database.read(lambda s: s.outbox.counts())
    assert counts[NoticeState.CANCELLED] == 1
    assert counts[NoticeState.DUE] == 1


async def test_updates_go_in_time_but_the_newest_stays(database: Database) -> None:
    await database.transact(talk)
    assert await database.transact(lambda s: s.personal.forget_updates_before(NOW)) == 0
    assert await database.transact(lambda s: s.personal.forget_updates_before(NOW + DAY)) == 1
    assert await database.read(lambda s: s.journal.highest("telegram")) == 11


async def test_an_update_that_waits_never_goes(database: Database) -> None:
    def wait(stores: Stores) -> None:
        rows = [InboxRow(door="telegram", update_id=n, chat=PRIYA, body="{}") for n in (1, 2)]
        stores.journal.receive(rows, NOW)

    await database.transact(wait)
    assert await database.transact(lambda s: s.personal.forget_updates_before(NOW + DAY)) == 0


async def test_deliveries_go_in_time_but_not_what_waits(database: Database) -> None:
    await database.transact(talk)
    gone = await database.transact(lambda s: s.personal.forget_deliveries_before(NOW + 9 * DAY))
    assert gone == 2
    counts = await database.read(lambda s: s.outbox.counts())
    assert {state: n for state, n in counts.items() if n} == {NoticeState.DUE: 2}
