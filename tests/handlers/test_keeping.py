"""`check`, `backup`, `restore`, `upgrade`, `notices`: what is typed and what is said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.errors import SchemaMismatch
from handlers import checks
from storage import schema
from storage.database import open_database
from storage.inspection import Inspection
from tests.conftest import Templates
from tests.handlers.conftest import Typed
from tests.storage.test_copies import NOW, change, damage, notice
from tests.storage.test_schema import go_to, on_connection


@pytest.fixture
def url(templates: Templates, tmp_path: Path) -> str:
    found = templates.copy("sqlite", tmp_path, plan=True)
    path_of(found).chmod(0o600)
    return found


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_a_good_database_is_well(typed: Typed, url: str) -> None:
    typed("backup", "--database", url)
    result = typed("check", "--database", url)
    assert result.exit_code == 0, result.stdout
    assert "OK: The database is sound" in result.stdout
    assert "Wrong" not in result.stdout


def test_a_missing_database_says_what_to_run(typed: Typed, tmp_path: Path) -> None:
    result = typed("check", "--database", f"sqlite:///{tmp_path}/none.db")
    assert result.exit_code == 1
    assert "Run: partnership-bot import" in result.stdout
    assert not (tmp_path / "none.db").exists()


def test_a_damaged_database_says_to_restore(typed: Typed, url: str) -> None:
    damage(path_of(url))
    result = typed("check", "--database", url)
    assert result.exit_code == 1
    assert "Wrong: The database" in result.stdout
    assert "restore" in result.stdout


def test_an_audit_line_changed_behind_the_bots_back_is_named(typed: Typed, url: str) -> None:
    with closing(sqlite3.connect(path_of(url))) as raw, raw:
        raw.execute(
            "INSERT INTO audit"
            " (at, actor, role, action, object, subject, before, after, number, previous, hash)"
            " VALUES ('2026-11-23T00:00:00+00:00', 'x', 'x', 'x', 'x', 'x', '', '', 1, '', 'no')"
        )
    result = typed("check", "--database", url)
    assert result.exit_code == 1
    assert "does not follow from line 1 on" in result.stdout


def test_a_clock_that_went_back_is_noticed(typed: Typed, url: str) -> None:
    with closing(sqlite3.connect(path_of(url))) as raw, raw:
        raw.execute(
            "INSERT INTO inbox (door, update_id, chat, body, state, attempts, reason, received_at)"
            " VALUES ('telegram', 1, 'x', '', 'done', 0, '', '2999-01-01T00:00:00.000000+00:00')"
        )
    result = typed("check", "--database", url)
    assert "This machine's clock says" in result.stdout
    assert result.exit_code == 1


def test_a_server_whose_clock_is_another_is_noticed() -> None:
    hour = timedelta(hours=1)
    found = Inspection(version="1", needed="1", server_clock=NOW + hour)
    said = [one.text for one in checks._of_waiting(found, NOW)]
    assert any("the database server's says 2026-11-23 03:30:00" in text for text in said)
    assert not list(checks._of_waiting(replace(found, server_clock=NOW), NOW))


def test_a_file_that_others_can_read_is_something_to_take_care_of(typed: Typed, url: str) -> None:
    path_of(url).chmod(0o644)
    result = typed("check", "--database", url)
    assert result.exit_code == 0
    assert "chmod 600" in result.stdout
    assert "Things to take care of" in result.stdout


def test_wrong_settings_are_said(typed: Typed, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[telegram]\npoll_secnds = 3\n")
    result = typed("check", "--config", str(config))
    assert result.exit_code == 1
    assert "telegram.poll_seconds" in result.stdout


def test_a_copy_goes_away_and_comes_back(typed: Typed, url: str, tmp_path: Path) -> None:
    made = typed("backup", str(tmp_path / "copies" / "one.db"), "--database", url)
    assert "it is sound and holds “" in made.stdout
    path_of(url).unlink()
    back = typed("restore", str(tmp_path / "copies" / "one.db"), "--yes", "--database", url)
    assert back.exit_code == 0, back.stderr
    assert "Put back: “" in back.stdout
    assert typed("ask", "child poverty", "--database", url).exit_code == 0


def test_a_restore_asks_first(typed: Typed, url: str, tmp_path: Path) -> None:
    typed("backup", str(tmp_path / "one.db"), "--database", url)
    result = typed("restore", str(tmp_path / "one.db"), "--database", url, piped="n\n")
    assert "Nothing was changed." in result.stdout


def test_a_server_is_copied_by_its_own_tools(typed: Typed) -> None:
    result = typed("backup", "--database", "postgresql://me@127.0.0.1:1/plan")
    assert result.exit_code == 1
    assert "pg_dump" in result.stderr


def test_an_older_database_names_the_command_and_is_left_alone(
    typed: Typed, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    on_connection(url, lambda connection: go_to(schema.KNOWN[-2], connection))
    for words in (["ask", "child poverty"], ["import"], ["export", str(tmp_path / "out")]):
        result = typed(*words, "--database", url)
        assert "Run: partnership-bot upgrade" in result.stderr
        assert result.exit_code == 1
    assert "Run: partnership-bot upgrade" in typed("check", "--database", url).stdout
    assert on_connection(url, schema.version) == schema.KNOWN[-2]


def test_upgrade_copies_first_and_says_from_where_to_where(typed: Typed, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    on_connection(url, lambda connection: go_to(schema.KNOWN[-2], connection))
    result = typed("upgrade", "--database", url)
    assert result.exit_code == 0, result.stderr
    assert f"from version {schema.KNOWN[-2]} to {schema.KNOWN[-1]}" in result.stdout
    (copy,) = tmp_path.glob("old-before-*.db")
    assert on_connection(f"sqlite:///{copy}", schema.version) == schema.KNOWN[-2]
    assert "already" in typed("upgrade", "--database", url).stdout


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    on_connection(url, lambda connection: go_to(schema.KNOWN[2], connection))
    tables = tables_of(url)

    def fail_at_the_end(connection: object, found: str | None) -> None:
        upgrade(connection, found)  # type: ignore[arg-type]
        raise RuntimeError("the power went")

    upgrade = schema._upgrade
    monkeypatch.setattr(schema, "_upgrade", fail_at_the_end)
    assert typed("upgrade", "--database", url).exit_code == 1
    assert on_connection(url, schema.version) == schema.KNOWN[2]
    assert tables_of(url) == tables


def tables_of(url: str) -> set[str]:
    with closing(sqlite3.connect(path_of(url))) as raw:
        return {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}


async def hold_two(url: str) -> None:
    await change(
        path_of(url),
        lambda stores: (
            stores.outbox.add(notice("Please send the figure.", chat="telegram:1"), NOW),
            stores.outbox.add(notice("And this one.", chat="telegram:2"), NOW),
            stores.outbox.hold_open("the database was put back", NOW),
        ),
    )


def test_held_notices_are_listed_sent_and_given_up(typed: Typed, url: str) -> None:
    import asyncio

    assert typed("notices", "list", "--database", url).stdout.strip() == "Nothing is held."
    asyncio.run(hold_two(url))
    listed = typed("notices", "list", "--database", url).stdout
    assert "Please send the figure." in listed
    assert "telegram:1" in listed
    number = listed.split()[0]
    assert "To be sent: 1." in typed("notices", "send", number, "--database", url).stdout
    assert "Given up: 1." in typed("notices", "drop", "--all", "--database", url).stdout
    assert typed("notices", "list", "--database", url).stdout.strip() == "Nothing is held."
    assert typed("notices", "send", "--database", url).exit_code == 2


def test_notices_are_held_after_a_restore_by_other_tools(typed: Typed, url: str) -> None:
    import asyncio

    due = partial(change, path_of(url), lambda stores: stores.outbox.add(notice("due"), NOW))
    asyncio.run(due())
    assert "Held: 1." in typed("notices", "hold", "--database", url).stdout
    assert "put back from a copy" in typed("notices", "list", "--database", url).stdout


def test_opening_an_older_database_needs_somebody_to_ask_for_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    on_connection(url, lambda connection: go_to(schema.KNOWN[-2], connection))
    with pytest.raises(SchemaMismatch, match=schema.KNOWN[-2]):
        open_database(url, migrate=False)
