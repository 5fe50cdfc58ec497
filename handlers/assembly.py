"""Puts the parts together; the only file that opens storage."""

from __future__ import annotations

from storage.database import Database, open_database

__all__ = ["Database", "open_store"]


def open_store(url: str) -> Database:
    """Return the database at `url`, brought up to this release's tables."""
    return open_database(url)
