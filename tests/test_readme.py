"""The README's conversation is real: each reply begins with the lines that stand there."""

from __future__ import annotations

import re
from pathlib import Path

from storage.database import Database
from tests.conversation.talk import Talk, text_of

README = Path(__file__).parent.parent / "README.md"


def conversation() -> list[tuple[str, list[str]]]:
    """Return what is typed and the lines that answer it, from the first block of the README."""
    found = re.search(r"```\n(> .*?)\n```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    turns = re.split(r"^> ", found[1], flags=re.MULTILINE)[1:]
    return [(typed, lines) for typed, *lines in (turn.strip().split("\n") for turn in turns)]


def test_it_shows_about_ten_lines() -> None:
    assert 8 <= sum(1 + len(lines) for _, lines in conversation()) <= 16


async def test_the_conversation_is_real(starter: Database) -> None:
    talk = Talk(starter)
    for typed, lines in conversation():
        said = text_of(await talk.say(typed)).split("\n")
        assert said[: len(lines)] == lines, typed
