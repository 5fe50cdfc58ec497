"""The command as people type it, and a database with the starter plan in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handlers.command_line import partnership_bot
from tests.conftest import Templates

Typed = Callable[..., Result]


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a data folder of its own and no secrets."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("PARTNERSHIP_BOT_TOKEN", "PARTNERSHIP_BOT_DATABASE_PASSWORD", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def typed() -> Typed:
    """Run the command with these words; `piped` is its standard input."""

    def run(*words: str, piped: str = "") -> Result:
        return CliRunner().invoke(
            partnership_bot, list(words), prog_name="partnership-bot", input=piped
        )

    return run


@pytest.fixture
def plan_url(templates: Templates, tmp_path: Path) -> str:
    """Return the address of an SQLite database with the starter plan."""
    return templates.copy("sqlite", tmp_path, plan=True)
