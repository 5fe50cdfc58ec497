"""`import` and `export` as people type them."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from click.testing import Result

from bot.exchange import starter_plan_folder
from handlers.assembly import Database
from handlers.command_line.working import with_database
from tests.handlers.conftest import Typed


def test_a_first_import_needs_no_path_and_the_same_again_changes_nothing(
    typed: Typed, bare_url: str
) -> None:
    first = typed("import", "--database", bare_url)
    assert "456 figures" in first.stdout
    again = typed("import", "--database", bare_url)
    assert "nothing has changed" in again.stdout
    # What is said of the database afterwards counts alike.
    checked = typed("check", "--database", bare_url)
    assert "456 figures; 8 withdrawn are kept as history." in checked.stdout


def test_what_is_exported_comes_back_unchanged(typed: Typed, plan_url: str, tmp_path: Path) -> None:
    for place in ("folder", "plan.xlsx"):
        written = typed("export", str(tmp_path / place), "--database", plan_url)
        assert f"Written to {tmp_path / place}" in written.stdout
        again = typed("import", str(tmp_path / place), "--database", plan_url)
        assert "nothing has changed" in again.stdout


def test_a_dry_run_says_what_would_change_and_stores_nothing(typed: Typed, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'new.db'}"
    for _ in range(2):
        result = typed("import", "--dry-run", "--database", address)
        assert "456 figures" in result.stdout
        assert "Nothing was stored" in result.stdout
    assert typed("ask", "hi", "--database", address).exit_code == 1


def test_every_bad_row_is_listed_and_nothing_is_stored(typed: Typed, tmp_path: Path) -> None:
    folder = shutil.copytree(starter_plan_folder(), tmp_path / "plan")
    measures = folder / "measures.csv"
    text = measures.read_text(encoding="utf-8")
    measures.write_text(text.replace(",lower,", ",downwards,"), encoding="utf-8")
    address = f"sqlite:///{tmp_path / 'new.db'}"
    result = typed("import", str(folder), "--database", address)
    assert result.exit_code == 2
    assert "Nothing was stored" in result.stderr
    assert result.stderr.count("measures.csv, row") == text.count(",lower,")
    assert typed("ask", "hi", "--database", address).exit_code == 1


def test_a_path_that_is_not_there_is_refused(typed: Typed, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'new.db'}"
    result = typed("import", str(tmp_path / "none"), "--database", address)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_export_without_a_plan_says_what_to_run(typed: Typed, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'new.db'}"
    result = typed("export", str(tmp_path / "out"), "--database", address)
    assert "run: partnership-bot import" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_database_is_refused_and_left_alone(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are my notes, not a database at all\n" * 40, encoding="utf-8")
    result = typed("import", "--database", f"sqlite:///{path}")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert path.read_text(encoding="utf-8").startswith("these are my notes")


def test_a_folder_that_is_not_there_is_named(typed: Typed, tmp_path: Path) -> None:
    result = typed("import", "--database", f"sqlite:///{tmp_path / 'none' / 'plan.db'}")
    assert result.exit_code == 1
    assert str(tmp_path / "none") in result.stderr


def test_a_second_process_on_the_same_file_is_told_so(typed: Typed, plan_url: str) -> None:
    result: list[Result] = []

    async def meanwhile(_: Database) -> None:
        result.append(await asyncio.to_thread(typed, "import", "--database", plan_url))

    with_database(plan_url, meanwhile)
    assert "Another partnership-bot is using" in result[0].stderr
    assert result[0].stderr.count("\n") == 1
    assert result[0].exit_code == 1
