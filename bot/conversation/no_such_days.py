"""A day that no calendar has is told of before anything else in a reply."""

from __future__ import annotations

from dataclasses import replace

from bot.questions.impossible_days import no_such_day
from bot.rendering.reply import Reply, line


def without_such_day(reply: Reply, text: str) -> Reply:
    """Return a reply that says first which day named in a text does not exist.

    Such a day was read as the last of its month.
    """
    missing = no_such_day(text)
    if missing is None:
        return reply
    headline = line(f"There is no {missing}.")
    return replace(reply, headline=headline, lines=(reply.headline, *reply.lines))
