"""A whole database copied into an empty one of either kind: nothing lost, nothing half there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import DatabaseBusy, StorageError
from bot.journal import AuditLine, InboxRow
from bot.outbox.notice import Notice
from bot.people import DutyKind, Role
from bot.stores import Stores
from storage import transfer as transfers
from storage.database import open_database
from storage.inspection import inspect_database
from storage.transfer import transfer

NOW = datetime(2026, 11, 23, 2, 30, 0, 123456, tzinfo=UTC)


def fill(stores: Stores) -> None:
    """Leave something in many tables, odd letters and deleted rows too."""
    person = stores.people.add(name="Ä ’ 👍", organisation="", role=Role.OFFICER, now=NOW)
    stores.people.link(person.id, "telegram:7", NOW)
    stores.people.give(member=person.id, kind=DutyKind.OWNER, scope="*")
    stores.outbox.add(Notice(key="k", chat="telegram:7", html="<b>x</b>", plain="x"), NOW)
    stores.journal.receive(
        [InboxRow(door="telegram", update_id=2**62, chat="telegram:7", body='{"a": "\\u0000"}')],
        NOW,
    )
    for number in range(5):
        at = NOW + timedelta(microseconds=number)
        stores.audit.note(
            AuditLine(actor="member 1", role="officer", action="did", object=f"it {number}", at=at)
        )
    stores.audit.seal()
    for _ in range(3):
        stores.conversations.keep(chat="c", person="p", at=NOW, body="{}")
    stores.conversations.forget_before(NOW + timedelta(days=1))


@pytest.fixture
async def source(starter_url: str) -> str:
    database = open_database(starter_url)
    await database.transact(fill)
    await database.close()
    return starter_url


@pytest.fixture(params=["to sqlite", "to postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "to sqlite":
        yield f"sqlite:///{tmp_path / 'target.db'}"
        return
    server = request.getfixturevalue("postgresql")
    name = server.create()
    yield server.url(name)
    server.drop(name)


async def test_everything_arrives_and_works_on(source: str, target: str) -> None:
    before = inspect_database(source)
    done = transfer(source, target)
    after = inspect_database(target)
    assert after.counts == before.counts
    assert after.sound
    assert done.seal != ""
    database = open_database(target)
    number = await database.transact(
        lambda stores: stores.conversations.keep(chat="c", person="p", at=NOW, body="{}")
    )
    added = await database.transact(
        lambda stores: stores.people.add(name="B", organisation="", role=Role.READER, now=NOW)
    )
    await database.transact(
        lambda stores: stores.audit.note(
            AuditLine(actor="the bot", role="", action="did", object="it", at=NOW)
        )
    )
    await database.transact(lambda stores: stores.audit.seal())
    broken = await database.read(lambda stores: stores.audit.broken_at())
    await database.close()
    assert number == 4, "the numbers of deleted answers are never used again"
    assert added.id == 2
    assert broken is None


async def test_there_and_back_is_the_same(source: str, target: str, tmp_path: Path) -> None:
    first = transfer(source, target)
    second = transfer(target, f"sqlite:///{tmp_path / 'back.db'}")
    assert second == first


def holds_nothing(url: str) -> bool:
    counts = inspect_database(url).counts
    return not any(number for name, number in counts.items() if name not in transfers.NOT_COPIED)


def test_a_target_that_holds_something_is_refused(source: str, target: str) -> None:
    transfer(source, target)
    with pytest.raises(StorageError) as caught:
        transfer(source, target)
    assert "TO holds something already" in caught.value.advice


def test_what_breaks_off_half_way_leaves_the_target_empty(
    source: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: object) -> dict[str, int]:
        raise RuntimeError("the power went")

    monkeypatch.setattr(transfers, "_used_numbers", broken)
    with pytest.raises(RuntimeError):
        transfer(source, target)
    assert holds_nothing(target)


def test_a_row_that_arrives_changed_is_noticed(
    source: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(10**9))
    monkeypatch.setattr(transfers, "_said", lambda value: str(next(numbers)))
    with pytest.raises(StorageError) as caught:
        transfer(source, target)
    assert "did not arrive as it was sent" in caught.value.advice
    assert holds_nothing(target)


async def test_a_running_bot_is_not_copied_from_under(source: str, tmp_path: Path) -> None:
    if source.startswith("postgresql"):
        pytest.skip("a server has no lock file")
    database = open_database(source)
    with pytest.raises(DatabaseBusy):
        transfer(source, f"sqlite:///{tmp_path / 'target.db'}")
    await database.close()
