"""Text that a spreadsheet would run as a formula is written behind an apostrophe, and read back.

Source: OWASP ASVS 1.2.10.
"""

from __future__ import annotations

_MARKS = frozenset("=+-@\t\r")


def guarded(text: str) -> str:
    """Return text as a CSV cell that no spreadsheet runs."""
    return f"'{text}" if _needs_guard(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` wrote; any other cell as it stands."""
    return cell[1:] if cell[:1] == "'" and _needs_guard(cell[1:]) else cell


def _needs_guard(text: str) -> bool:
    # An apostrophe before a mark was text before, so it gets another, lest reading drop it.
    first = text.lstrip("'")[:1]
    return first in _MARKS if first else False
