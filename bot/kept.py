"""What is kept of each answer, as JSON text: the turn for follow-ups, and the buttons to press.

The first line is what later questions lean on, the second the buttons. Each question reads the
first lines of up to five answers, so they are small and what they say is remembered.

A button's callback data is the answer's number and the button's place: `a17:0`. The data itself
stays in the database, so a forged press can only reach what this chat was offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pydantic import TypeAdapter

from bot.questions.queries import Turn
from bot.rendering.reply import Button


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One answer as it is remembered.

    `miss` is its number on the miss list where the question was not answered at once; `greeted`
    marks the one line said to a stranger, `wrong_link` that a link did not work. `awaiting` is what
    the next text is for (`Reply.awaits`).
    """

    turn: Turn | None = None
    question: str = ""
    miss: int | None = None
    greeted: bool = False
    wrong_link: bool = False
    awaiting: str = ""


_KEPT = TypeAdapter(Kept)
_BUTTONS = TypeAdapter(tuple[Button, ...])
_DATA = re.compile(r"a(\d{1,18}):(\d{1,3})")


@lru_cache(maxsize=512)
def to_json(kept: Kept, buttons: tuple[Button, ...]) -> str:
    """Return what is kept as JSON text."""
    lines = [_KEPT.serializer.to_json(kept, exclude_defaults=True)]
    if buttons:
        lines.append(_BUTTONS.serializer.to_json(buttons, exclude_defaults=True))
    return b"\n".join(lines).decode()


def from_json(body: str) -> Kept:
    """Return what `to_json` was given, but for the buttons."""
    return _read(body.partition("\n")[0])


def buttons_from_json(body: str) -> tuple[Button, ...]:
    """Return the buttons that `to_json` was given."""
    listed = body.partition("\n")[2]
    return _buttons(listed) if listed else ()


@lru_cache(maxsize=4096)
def _read(line: str) -> Kept:
    return _KEPT.validate_json(line)


@lru_cache(maxsize=512)
def _buttons(line: str) -> tuple[Button, ...]:
    return _BUTTONS.validate_json(line)


def button_data(number: int, place: int) -> str:
    """Return the callback data of a button: at most 64 bytes, whatever the button does."""
    return f"a{number}:{place}"


def read_button_data(data: str) -> tuple[int, int] | None:
    """Return the answer's number and the button's place, or None for data that is not ours."""
    match = _DATA.fullmatch(data)
    return (int(match[1]), int(match[2])) if match else None
