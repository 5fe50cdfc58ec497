"""What is kept of each answer, as JSON text: the turn for follow-ups, and the buttons to press.

A button's callback data is the answer's number and the button's place: `a17:0`. The data itself
stays in the database, so a forged press can only reach what this chat was offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.questions.queries import Turn
from bot.rendering.reply import Button


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One answer as it is remembered.

    `miss` is its number on the miss list where the question was not answered at once; `greeted`
    marks the one line said to a stranger.
    """

    turn: Turn | None = None
    buttons: tuple[Button, ...] = ()
    text: str = ""
    question: str = ""
    miss: int | None = None
    greeted: bool = False


_ADAPTER = TypeAdapter(Kept)
_DATA = re.compile(r"a(\d{1,18}):(\d{1,3})")


def to_json(kept: Kept) -> str:
    """Return what is kept as JSON text."""
    return _ADAPTER.dump_json(kept, exclude_defaults=True).decode()


def from_json(body: str) -> Kept:
    """Return what `to_json` wrote."""
    return _ADAPTER.validate_json(body)


def button_data(number: int, place: int) -> str:
    """Return the callback data of a button: at most 64 bytes, whatever the button does."""
    return f"a{number}:{place}"


def read_button_data(data: str) -> tuple[int, int] | None:
    """Return the answer's number and the button's place, or None for data that is not ours."""
    match = _DATA.fullmatch(data)
    return (int(match[1]), int(match[2])) if match else None
