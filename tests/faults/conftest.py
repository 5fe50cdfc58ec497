"""The door's fixtures: a stand-in for Telegram, and a database in a file."""

from __future__ import annotations

from tests.telegram.conftest import database, telegram

__all__ = ["database", "telegram"]
