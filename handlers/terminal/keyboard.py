"""Where typed lines come from: a terminal with history and editing, or a pipe."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Protocol, TextIO

LEAVING = frozenset({"exit", "quit", "/exit", "/quit"})


class Keyboard(Protocol):
    """Gives what is typed, line by line."""

    @property
    def person_is_there(self) -> bool:
        """Say whether somebody sits at a terminal, who wants to be greeted."""
        ...

    def lines(self) -> AsyncIterator[str]:
        """Yield lines until the end, Ctrl-D, Ctrl-C or "exit"."""
        ...


class PipedLines:
    """Reads lines from a pipe or file; shows no prompt."""

    person_is_there = False

    def __init__(self, stream: TextIO) -> None:
        """Read from `stream`."""
        self._stream = stream

    async def lines(self) -> AsyncIterator[str]:
        """Yield the lines without their ends."""
        while line := await asyncio.to_thread(self._stream.readline):
            if line.strip().lower() in LEAVING:
                return
            yield line.rstrip("\r\n")


class TypedLines:
    """Reads from a terminal with editing and a history of its own."""

    person_is_there = True

    def __init__(self, history: Path | None) -> None:
        """Keep the history in the file `history`, or only for this session where it is None."""
        self._history = history

    async def lines(self) -> AsyncIterator[str]:
        """Yield typed lines; Ctrl-D and Ctrl-C end them."""
        session = self._session()
        while True:
            try:
                line = await session.prompt_async("> ")
            except (EOFError, KeyboardInterrupt):
                return
            if line.strip().lower() in LEAVING:
                return
            yield line

    def _session(self) -> Any:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import FileHistory, InMemoryHistory

        if self._history is None or not _writable(self._history):
            return PromptSession(history=InMemoryHistory())
        return PromptSession(history=FileHistory(self._history))


def keyboard_for(stream: TextIO, history: Path | None) -> Keyboard:
    """Return a terminal's keyboard where `stream` is one, else its lines."""
    return TypedLines(history) if stream.isatty() else PipedLines(stream)


def _writable(path: Path) -> bool:
    """Make the file, for its owner's eyes only; say whether that can be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    except OSError:
        return False
    return True
