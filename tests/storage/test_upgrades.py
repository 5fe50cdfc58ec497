"""Replicas one release apart: the older goes on working on a database that was brought forward."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.errors import SchemaMismatch
from bot.outbox.notice import Notice, NoticeState
from handlers import upkeep
from storage import schema
from storage.database import open_database
from tests.storage.test_schema import go_to, on_connection

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADDITIVE_FROM = "0010"
TAKES_AWAY = {"drop_table", "drop_column", "rename_table", "alter_column", "drop_constraint"}
LATER = [
    path
    for path in sorted(schema.MIGRATIONS.glob("versions/[0-9]*.py"))
    if path.name[:4] >= ADDITIVE_FROM
]


@pytest.mark.parametrize("path", LATER, ids=lambda path: path.stem)
def test_migrations_only_add_so_that_the_release_before_goes_on_working(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    upgrade = next(
        one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "upgrade"
    )
    called = {
        node.func.attr
        for node in ast.walk(upgrade)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & TAKES_AWAY


async def test_a_replica_one_release_behind_goes_on_working(
    bare_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_connection(bare_url, partial(go_to, schema.KNOWN[-2]))
    with monkeypatch.context() as older:
        older.setattr(schema, "KNOWN", schema.KNOWN[:-1])
        behind = open_database(bare_url, migrate=False)
    notice = Notice(key="before", chat="telegram:1", html="x", plain="x")
    assert await behind.transact(lambda stores: stores.outbox.add(notice, NOW))
    if bare_url.startswith("sqlite"):
        await behind.close()  # one process for one file: there are no replicas
    on_connection(bare_url, partial(go_to, schema.KNOWN[-1]))
    ahead = open_database(bare_url, migrate=False)
    if bare_url.startswith("sqlite"):
        behind = ahead
    later = Notice(key="after", chat="telegram:2", html="x", plain="x")
    assert await behind.transact(lambda stores: stores.outbox.add(later, NOW))
    found = await ahead.read(lambda stores: stores.outbox.counts())
    assert found[NoticeState.DUE] == 2
    await behind.close()
    await ahead.close()


async def test_an_older_release_does_not_start_on_a_newer_database(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "KNOWN", schema.KNOWN[:-1])
    with pytest.raises(SchemaMismatch) as caught:
        open_database(empty_url)
    assert "newer release" in caught.value.advice


def test_an_upgrade_that_was_asked_for_is_made_on_either_database(bare_url: str) -> None:
    on_connection(bare_url, partial(go_to, schema.KNOWN[-2]))
    done = upkeep.upgrade(bare_url, NOW)
    assert (done.before, done.after) == (schema.KNOWN[-2], schema.KNOWN[-1])
    assert (done.copy is not None) == bare_url.startswith("sqlite")
    assert on_connection(bare_url, schema.version) == schema.KNOWN[-1]
    assert upkeep.upgrade(bare_url, NOW).before == schema.KNOWN[-1]
