"""Names: as they are shown, and who is meant by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bot.people import Member

LONGEST = 64


def shown(text: str) -> str:
    """Return a name on one line, without signs that turn or hide text, at most 64 letters."""
    plain = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or not unicodedata.category(letter).startswith("C")
    )
    return " ".join(plain.split())[:LONGEST].strip()


def meant(text: str, members: Sequence[Member]) -> list[Member]:
    """Return who may be meant: by number ("member 9"), by the whole name, else by a part of it."""
    wanted = shown(text).casefold()
    number = wanted.removeprefix("member").strip().removeprefix("#")
    if number.isascii() and number.isdigit():
        return [one for one in members if one.id == int(number[:18])]
    whole = [one for one in members if one.name.casefold() == wanted]
    if whole or not wanted:
        return whole
    return [one for one in members if _has(one.name.casefold().split(), wanted.split())]


def _has(name: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether each word begins a word of the name."""
    return all(any(part.startswith(word) for part in name) for word in words)


def cut(text: str, most: int = 60) -> str:
    """Return a text that fits on a button, cut between words."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def listed(names: Sequence[str]) -> str:
    """Return 'A', 'A and B' or 'A, B and C'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
