"""The reference page of replies: the first scenes of every golden transcript."""

from __future__ import annotations

from pathlib import Path

from tests.transcripts import talked
from tests.transcripts.scenes import SCENES, path

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "replies.md"
SHOWN = 2

HEAD = """# Replies

Every reply has one shape: the first line is the answer; a few short lines say what changed, how it
stands against a target or standard, and what is not certain; the last line says where it comes
from. Buttons stand in square brackets. In a chat the last line also has the answer's receipt, such
as `EH-7K2QM9`; the last section shows what it is for.

This page is made from real replies to the bundled plan as of 23 November 2026, by
`python -m tests.transcripts.write`; a test fails when they differ.
"""


WHAT_WAS_SAID = """## What was said

Every answer that states a figure has a receipt. It is made of the answer's number and two check
letters, so that a mistyped one never leads to another answer. Whoever may ask the bot may quote the
receipt of an answer that any reader would get; what was told to officers alone stays with them.
When a figure is corrected, every chat that was given the old one within `retention.recall_days`
gets one message.
"""


def page() -> str:
    """Return the page as Markdown."""
    parts = [HEAD]
    for kind in SCENES:
        scenes = path(kind).read_text(encoding="utf-8").strip().split("\n\n")
        shown = "\n\n".join(scenes[:SHOWN])
        parts.append(f"## {kind.value.replace('_', ' ').capitalize()}\n\n```\n{shown}\n```\n")
    talk = talked.PATH.read_text(encoding="utf-8").strip()
    parts.append(f"{WHAT_WAS_SAID}\n```\n{talk}\n```\n")
    return "\n".join(parts)
