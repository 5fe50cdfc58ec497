"""A text file that goes with a reply, such as a calendar; small enough to wait in the outbox."""

from __future__ import annotations

import json
from dataclasses import dataclass

CALENDAR = "text/calendar"
_MARK = "plain_file"


@dataclass(frozen=True, kw_only=True)
class PlainFile:
    """A file by its name, its content type and its text."""

    name: str
    content_type: str
    text: str

    @property
    def content(self) -> bytes:
        """The file's bytes: UTF-8, line ends as they are."""
        return self.text.encode()


def to_json(one: PlainFile) -> str:
    """Return a file as JSON text."""
    return json.dumps({_MARK: one.name, "type": one.content_type, "text": one.text})


def from_json(text: str) -> PlainFile | None:
    """Return what `to_json` was given, None for anything else that goes with a notice."""
    said = json.loads(text)
    if _MARK not in said:
        return None
    return PlainFile(name=said[_MARK], content_type=said["type"], text=said["text"])
