"""What the command says before any database is opened: help, and one sentence for each mistake."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from handlers.command_line import partnership_bot
from handlers.command_line.failures import failure
from tests.handlers.conftest import Typed

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:" + "a" * 35


def test_help_lists_every_command_with_a_line_that_fits(typed: Typed) -> None:
    shown = typed("--help").stdout
    for name in ("ask", "chat", "demo", "evaluate", "export", "import", "run", "version"):
        assert f"\n  {name}" in shown
    assert "..." not in shown.partition("Commands:")[2]


def test_help_imports_nothing_heavy() -> None:
    heavy = {
        "sqlalchemy",
        "telegram",
        "pydantic",
        "matplotlib",
        "rich",
        "prompt_toolkit",
        "asyncio",
    }
    code = (
        "import sys; from handlers.command_line import partnership_bot as bot\n"
        "try: bot.main(['--help'])\n"
        f"except SystemExit: sys.exit(', '.join({heavy!r} & set(sys.modules)) or 0)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def paths(group: click.Group, *above: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from paths(command, *above, name)
        else:
            yield (*above, name)


@pytest.mark.parametrize("path", list(paths(partnership_bot)), ids=" ".join)
def test_every_command_has_its_own_help(typed: Typed, path: tuple[str, ...]) -> None:
    result = typed(*path, "--help")
    assert result.exit_code == 0
    assert "--debug" in result.stdout


def test_version_is_one_line(typed: Typed) -> None:
    assert typed("version").stdout.startswith("partnership-bot 0.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["aks", "hi"], "Did you mean 'ask'?"),
        (["ask"], "Type a question in quotes, or name a bank with --bank FILE."),
        (["ask", "hi", "--bank", "x.jsonl"], "Type a question in quotes"),
        (["ask", "hi", "--today", "23/11/2026"], "write the year first, as in 2026-11-23"),
        (["ask", "hi", "--today", "2026-13-01"], "write the year first, as in 2026-11-23"),
        (["chat", "--today", "20261123"], "write the year first, as in 2026-11-23"),
        (["ask", "--bank", "x.jsonl", "--today", "2026-11-23"], "have their own dates"),
        (["ask", "hi", "--database", "plan.db"], "Did you mean sqlite:///plan.db?"),
        (["ask", "hi", "--database", "mysql://x/y"], "allowed: sqlite:///PATH or postgresql://"),
        (["ask", "hi", "--config", "none.toml"], "There is no settings file none.toml"),
        (["ask", "--bank", "none.jsonl"], "none.jsonl"),
        (["evaluate"], "Name a bank, or one to be counted only"),
        (["export"], "Missing argument 'PATH'"),
        (["run", "--config", str(ROOT / "config.example.toml")], "There is no bot token"),
    ],
)
def test_a_mistake_gets_one_sentence_and_exit_code_2(
    typed: Typed, words: list[str], said: str
) -> None:
    result = typed(*words)
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert result.exit_code == 2


def test_a_bank_with_a_broken_line_names_file_and_line(typed: Typed, tmp_path: Path) -> None:
    bank = tmp_path / "bank.jsonl"
    good = '{"id": "1", "text": "hi", "kind": "help", "today": "2026-11-23"}'
    bank.write_text(f"{good}\n{{oops\n", encoding="utf-8")
    result = typed("ask", "--json", "--bank", str(bank))
    assert f"{bank}, line 2" in result.stderr
    assert result.exit_code == 2


def test_an_unknown_failure_is_one_sentence_without_secrets_and_exit_code_1() -> None:
    made = failure(RuntimeError(f"socket bot{TOKEN} closed"))
    assert made.exit_code == 1
    assert "--debug" in made.message


def test_debug_shows_where_it_came_from_without_secrets(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(address: str, work: object) -> None:
        raise RuntimeError(f"socket bot{TOKEN} closed")

    monkeypatch.setattr("handlers.command_line.questions.with_database", broken)
    for words in (["--debug", "ask", "hi"], ["ask", "hi", "--debug"]):
        result = typed(*words)
        assert "Traceback" in result.stderr
        assert TOKEN not in result.stderr
        assert result.exit_code == 1
    assert "Traceback" not in typed("ask", "hi").stderr


def test_the_default_database_is_said_and_lies_in_the_data_folder(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        "handlers.command_line.plans.with_database", lambda address, work: seen.append(address)
    )
    result = typed("import")
    expected = tmp_path / "data" / "partnership-bot" / "plan.db"
    assert seen == [f"sqlite:///{expected}"]
    assert str(expected) in result.stderr


def test_the_database_password_joins_a_typed_address(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        "handlers.command_line.plans.with_database", lambda address, work: seen.append(address)
    )
    monkeypatch.setenv("PARTNERSHIP_BOT_DATABASE_PASSWORD", "word")
    typed("import", "--database", "postgresql://me@db/plan")
    assert seen == ["postgresql://me:word@db/plan"]


@pytest.mark.skipif(os.name == "nt", reason="no /dev/full there")
def test_a_full_output_does_not_end_in_a_traceback() -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "version"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert "Traceback" not in ran.stderr
    assert ran.returncode != 0
