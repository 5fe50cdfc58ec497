"""A chat on a real terminal: greeted, styled, left politely."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BOLD = "\x1b[0;1m"
PROMPT = "\x1b[0m>"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")


class Session:
    """What somebody at the terminal sees and types."""

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self.seen = ""
        self._passed = 0

    def until(self, text: str) -> None:
        """Read on until `text`; the test's own time limit ends a wait in vain."""
        while text not in self.seen[self._passed :] and self._read():
            pass
        assert text in self.seen[self._passed :], self.seen
        self._passed = self.seen.index(text, self._passed) + len(text)

    def until_the_end(self) -> None:
        while self._read():
            pass

    def types(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def _read(self) -> bool:
        try:
            found = os.read(self._terminal, 4096)
        except OSError:  # Linux says so when the other side has closed
            return False
        if b"\x1b[6n" in found:  # "where is the cursor?"
            os.write(self._terminal, b"\x1b[1;1R")
        self.seen += found.decode("utf-8", "replace")
        return bool(found)


@contextmanager
def terminal(url: str, data: Path, **environment: str) -> Iterator[Session]:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        (sys.executable, "-m", "bot", "chat", "--today", "2026-11-23", "--database", url),
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm", "XDG_DATA_HOME": str(data)} | environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        session = Session(ours)
        yield session
        session.until_the_end()
        assert process.wait() == 0, session.seen
    finally:
        process.kill()
        process.wait()
        os.close(ours)


@pytest.mark.parametrize("leaving", ["\x04", "\x03"])
def test_a_person_is_greeted_answered_in_style_and_leaves_politely(
    plan_url: str, tmp_path: Path, leaving: str
) -> None:
    with terminal(plan_url, tmp_path) as session:
        session.until("/help shows examples")
        session.until(PROMPT)
        session.types("child poverty\r")
        session.until("[1] ")
        session.until(PROMPT)
        session.types(leaving)
    assert re.search(re.escape(BOLD) + r"[^\x1b]*15\.5%", session.seen)
    assert "Goodbye." in session.seen
    assert "Traceback" not in session.seen
    assert (tmp_path / "partnership-bot" / "history").exists()


def test_no_color_means_no_styles_in_answers(plan_url: str, tmp_path: Path) -> None:
    with terminal(plan_url, tmp_path, NO_COLOR="1") as session:
        session.until(PROMPT)
        session.types("child poverty\r")
        session.until("[1] ")
        session.until(PROMPT)
        session.types("\x04")
    assert BOLD not in session.seen
    assert "15.5%" in session.seen
