"""Reads files that people send, in a process that may use little memory and little time."""

from __future__ import annotations

from handlers.reading.reader import read_sheet

__all__ = ["read_sheet"]
