"""What can be asked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about


@dataclass(frozen=True, kw_only=True)
class Help:
    """A greeting, or 'what can you do'; examples come from the catalogue."""

    about: About


def answer(asked: Asked) -> Help:
    """Return the question alone; the examples are in the catalogue."""
    return Help(about=about(asked))
