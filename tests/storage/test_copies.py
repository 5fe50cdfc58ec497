"""Copies of a SQLite database: made in use, tried out, put back with half-sent notices held."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.errors import DatabaseBusy, SchemaMismatch, StorageError
from bot.journal import AuditLine
from bot.outbox.notice import Notice, NoticeClass, NoticeState
from bot.stores import Stores
from storage import copies, schema
from storage.database import open_database
from storage.inspection import inspect_database
from tests.conftest import Templates

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def path(templates: Templates, tmp_path: Path) -> Path:
    return Path(templates.copy("sqlite", tmp_path, plan=True).removeprefix("sqlite:///"))


async def change(path: Path, work: Callable[[Stores], object]) -> None:
    database = open_database(f"sqlite:///{path}")
    await database.transact(work)
    await database.close()


def notice(key: str, *, at: datetime | None = None, chat: str = "telegram:7") -> Notice:
    return Notice(
        key=key,
        chat=chat,
        html=key,
        plain=key,
        notice_class=NoticeClass.REMINDER,
        not_before=at,
    )


def audit_line(stores: Stores, at: datetime) -> None:
    stores.audit.note(AuditLine(actor="member 1", role="officer", action="did", object="it", at=at))


async def test_a_copy_made_while_the_bot_writes_is_whole_and_sound(
    path: Path, tmp_path: Path
) -> None:
    database = open_database(f"sqlite:///{path}")
    await database.transact(lambda stores: stores.outbox.add(notice("before"), NOW))
    found = copies.make_copy(path, tmp_path / "copies" / "one.db")
    await database.transact(lambda stores: stores.outbox.add(notice("after"), NOW))
    await database.close()
    assert found.sound
    assert found.counts["outbox"] == 1
    assert found.figures == inspect_database(f"sqlite:///{path}").figures > 0
    assert [one.name for one in (tmp_path / "copies").iterdir()] == ["one.db"]


def test_nobody_else_can_read_a_copy(path: Path, tmp_path: Path) -> None:
    copies.make_copy(path, tmp_path / "copies" / "one.db")
    assert (tmp_path / "copies" / "one.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "copies").stat().st_mode & 0o077 == 0


def test_a_damaged_database_makes_no_copy(path: Path, tmp_path: Path) -> None:
    damage(path)
    with pytest.raises(StorageError):
        copies.make_copy(path, tmp_path / "copies" / "one.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_only_the_newest_copies_are_kept(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    for hours in range(4):
        copies.make_copy(path, folder / copies.copy_name(path, NOW + hours * HOUR))
    (folder / "somebody-elses.db").touch()
    gone = copies.keep_newest(folder, path, 2)
    left = [copies.copied_at(one) for one in copies.copies_in(folder, path)]
    assert left == [NOW + 2 * HOUR, NOW + 3 * HOUR]
    assert len(gone) == 2
    assert (folder / "somebody-elses.db").exists()


def test_a_copy_is_due_when_the_newest_is_too_old(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    assert copies.needs_copy(folder, path, NOW, 24 * HOUR)
    copies.make_copy(path, folder / copies.copy_name(path, NOW))
    assert not copies.needs_copy(folder, path, NOW + 23 * HOUR, 24 * HOUR)
    assert copies.needs_copy(folder, path, NOW + 24 * HOUR, 24 * HOUR)


async def test_after_a_restore_what_may_have_gone_is_held_and_the_rest_stays_due(
    path: Path, tmp_path: Path
) -> None:
    def fill(stores: Stores) -> None:
        stores.outbox.add(notice("was being sent", chat="telegram:1"), NOW)
        stores.outbox.claim("me", NOW, lease=HOUR, limit=1, start=True)
        stores.outbox.add(notice("was due", chat="telegram:2"), NOW)
        stores.outbox.add(notice("is for tomorrow", at=NOW + 24 * HOUR), NOW)

    await change(path, fill)
    copy = tmp_path / "one.db"
    copies.make_copy(path, copy)
    done = copies.put_back(copy, path, NOW + HOUR)
    database = open_database(f"sqlite:///{path}")
    states = await database.read(lambda stores: stores.outbox.counts())
    held = await database.read(lambda stores: stores.outbox.held())
    await database.close()
    assert done.held == 2
    assert states[NoticeState.HELD] == 2
    assert states[NoticeState.DUE] == 1
    assert [one.plain for one in held] == ["was being sent", "was due"]
    assert "put back from a copy" in held[0].reason


async def test_a_held_notice_is_sent_after_all_or_given_up(path: Path) -> None:
    def fill(stores: Stores) -> None:
        for number in (1, 2):
            stores.outbox.add(notice(f"{number}", chat=f"telegram:{number}"), NOW)
        stores.outbox.hold_open("why", NOW)

    await change(path, fill)
    database = open_database(f"sqlite:///{path}")
    first, second = await database.read(lambda stores: stores.outbox.held())
    assert await database.transact(lambda stores: stores.outbox.release(first.id, NOW))
    assert await database.transact(lambda stores: stores.outbox.drop(second.id, NOW))
    assert not await database.transact(lambda stores: stores.outbox.release(second.id, NOW))
    (leased,) = await database.transact(
        lambda stores: stores.outbox.claim("me", NOW, lease=HOUR, limit=9)
    )
    await database.close()
    assert leased.notice.plain == "1"
    assert leased.repeat


async def test_what_was_there_before_a_restore_is_kept(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "one.db"
    copies.make_copy(path, copy)
    await change(path, lambda stores: audit_line(stores, NOW))
    done = copies.put_back(copy, path, NOW)
    assert done.aside is not None
    assert inspect_database(f"sqlite:///{done.aside}").counts["audit"] == 1
    assert inspect_database(f"sqlite:///{path}").counts["audit"] == 0
    assert not (tmp_path / "bot.db.restoring").exists()


def test_a_restore_works_where_the_database_is_lost_or_damaged(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "one.db"
    copies.make_copy(path, copy)
    damage(path)
    assert copies.put_back(copy, path, NOW).inspection.sound
    path.unlink()
    assert copies.put_back(copy, path, NOW).aside is None
    assert inspect_database(f"sqlite:///{path}").sound


async def test_a_restore_under_a_running_bot_is_refused(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "one.db"
    copies.make_copy(path, copy)
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(DatabaseBusy):
        copies.put_back(copy, path, NOW)
    await database.close()


def test_a_damaged_copy_is_refused_and_the_database_left_alone(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "one.db"
    copies.make_copy(path, copy)
    damage(copy)
    with pytest.raises(StorageError):
        copies.put_back(copy, path, NOW)
    assert inspect_database(f"sqlite:///{path}").sound


def test_a_copy_that_can_be_read_and_is_not_true_is_refused_too(path: Path, tmp_path: Path) -> None:
    """Each copy is tried out: its history has to add up, not only its pages."""
    copy, later = tmp_path / "one.db", tmp_path / "two.db"
    copies.make_copy(path, copy)
    for one in (copy, path):
        with closing(sqlite3.connect(one)) as raw, raw:
            raw.execute("UPDATE figure SET revision = revision + 1 WHERE id = 1")
    with pytest.raises(StorageError, match="does not add up"):
        copies.put_back(copy, path, NOW)
    with pytest.raises(StorageError, match="does not add up"):
        copies.make_copy(path, later)
    assert not later.exists()


def test_a_copy_of_a_newer_release_is_refused(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "one.db"
    copies.make_copy(path, copy)
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(SchemaMismatch, match="9999"):
        copies.put_back(copy, path, NOW)


async def test_inspection_finds_a_changed_audit_line(path: Path) -> None:
    for hours in range(3):
        await change(path, partial(audit_line, at=NOW + hours * HOUR))
    assert inspect_database(f"sqlite:///{path}").sound
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TRIGGER audit_sealed_once")
        raw.execute("UPDATE audit SET actor = 'somebody else' WHERE number = 2")
    found = inspect_database(f"sqlite:///{path}")
    assert found.broken_at == 2
    assert not found.sound


def test_inspection_finds_a_figure_whose_history_was_cut(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE figure SET revision = revision + 1 WHERE id = 1")
    assert inspect_database(f"sqlite:///{path}").unfaithful == 1


def test_inspection_finds_a_lost_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TABLE bucket")
    assert inspect_database(f"sqlite:///{path}").faults == ("the table bucket is missing",)


def test_inspection_works_on_both_databases(starter_url: str) -> None:
    found = inspect_database(starter_url)
    assert found.sound
    assert found.version == schema.KNOWN[-1]
    assert found.measures > 0
    assert found.counts["figure"] == found.figures + found.withdrawn
    assert found.figures > found.withdrawn > 0
    assert (found.server_clock is None) == starter_url.startswith("sqlite")


def damage(path: Path) -> None:
    """Overwrite pages in the middle, as a failing disk does."""
    with path.open("rb+") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xa5" * 16_384)
