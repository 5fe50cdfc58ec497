"""A file that somebody sent and that the door still keeps, named so that it can be sent again."""

from __future__ import annotations

import json
from dataclasses import dataclass

_MARK = "file_id"


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """Where a file is; `photo` says that it was sent as one."""

    file_id: str
    photo: bool = False


def to_json(one: KeptFile) -> str:
    """Return a kept file as JSON text."""
    return json.dumps({_MARK: one.file_id, "photo": one.photo})


def from_json(text: str) -> KeptFile | None:
    """Return what `to_json` was given, None for anything else that goes with a notice."""
    said = json.loads(text)
    return KeptFile(file_id=said[_MARK], photo=said["photo"]) if _MARK in said else None
