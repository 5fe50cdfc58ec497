"""What a notice looks like on a screen: styles on a terminal, plain text everywhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Protocol, TextIO

from bot.outbox.notice import Keyboard, Notice

Fragment = tuple[str, str]
"""A style as prompt_toolkit writes it, and text in that style."""

STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline"}
COLOURS = {"code": "ansicyan", "pre": "ansicyan"}
BUTTON = "ansigreen"

# What somebody typed may be shown again; it must not steer the terminal. prompt_toolkit sees to
# this by itself.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Screen(Protocol):
    """Where the bot's messages are shown."""

    def show(self, notice: Notice) -> None:
        """Show one message with its numbered buttons."""
        ...

    def say(self, text: str) -> None:
        """Show a line of the door's own, such as the greeting."""
        ...


class PlainScreen:
    """Shows text without styles, a blank line after each message; for pipes and files."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`."""
        self._stream = stream

    def show(self, notice: Notice) -> None:
        """Write one message with its numbered buttons."""
        rows = [notice.plain, *("  ".join(row) for row in numbered(notice.keyboard))]
        self.say("\n".join(rows) + "\n")

    def say(self, text: str) -> None:
        """Write a line."""
        self._stream.write(f"{_CONTROL.sub('', text)}\n")
        self._stream.flush()


class StyledScreen:
    """Shows bold, italic and colour on a terminal, whatever its system."""

    def show(self, notice: Notice) -> None:
        """Print one message with its numbered buttons."""
        fragments = read_html(notice.html)
        for row in numbered(notice.keyboard):
            fragments += [("", "\n"), (BUTTON, "  ".join(row))]
        self._print([*fragments, ("", "\n")])

    def say(self, text: str) -> None:
        """Print a line."""
        self._print([("", text)])

    def _print(self, fragments: list[Fragment]) -> None:
        from prompt_toolkit.formatted_text import FormattedText
        from prompt_toolkit.shortcuts import print_formatted_text

        print_formatted_text(FormattedText(fragments))


def screen_for(stream: TextIO, environment: Mapping[str, str]) -> Screen:
    """Return a screen with styles where `stream` is a terminal that wants them.

    Source: NO_COLOR, https://no-color.org: set and not empty means no styles.
    """
    bare = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
    return StyledScreen() if stream.isatty() and not bare else PlainScreen(stream)


def numbered(keyboard: Keyboard) -> list[list[str]]:
    """Return the buttons as shown, row by row, numbered from 1 through all rows."""
    rows, number = [], 0
    for row in keyboard.rows:
        shown = []
        for label, _ in row:
            number += 1
            shown.append(f"[{number}] {label}")
        rows.append(shown)
    return rows


def read_html(html: str) -> list[Fragment]:
    """Return Telegram HTML as styled text; a tag that it does not know leaves its text plain."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.fragments


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fragments: list[Fragment] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.reverse()
            self._open.remove(tag)
            self._open.reverse()

    def handle_data(self, data: str) -> None:
        known = STYLES | COLOURS
        styles = dict.fromkeys(known[tag] for tag in self._open if tag in known)
        self.fragments.append((" ".join(styles), data))
