"""Reads files that people send, in a process that may use little memory and little time."""

from __future__ import annotations

from handlers.reading.reader import read_sheet
from handlers.reading.sheets import is_sheet, why_not_read, with_rows

__all__ = ["is_sheet", "read_sheet", "why_not_read", "with_rows"]
