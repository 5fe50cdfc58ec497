"""The drawing process: specs in on standard input, pictures out on standard output.

Run as `python -m handlers.drawing.worker`. It ends when its input does, so it never outlives the
bot, however that ends. Each message is its length in four bytes and then its body; an answer's
first byte says whether it is a picture or the text of an error.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import BinaryIO

DRAWN, FAILED = b"\x01", b"\x00"
LENGTH = 4


def frame(body: bytes) -> bytes:
    """Return a message: the length of its body, then the body."""
    return len(body).to_bytes(LENGTH, "big") + body


def main() -> None:
    """Draw until there is no more to draw."""
    # Ctrl-C and a stopping service are for the bot, which finishes what is in hand and then this.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)  # answering goes before drawing
    while (spec := _read(sys.stdin.buffer)) is not None:
        sys.stdout.buffer.write(frame(_answer(spec)))
        sys.stdout.buffer.flush()


def _answer(spec: bytes) -> bytes:
    try:
        from bot.rendering import chart_spec
        from handlers.drawing.pages import draw

        return DRAWN + draw(chart_spec.from_json(spec.decode()))
    except Exception as error:  # one bad spec must not cost the next one its picture
        return FAILED + f"{type(error).__name__}: {error}"[:500].encode()


def _read(stream: BinaryIO) -> bytes | None:
    """The next message, None at the end."""
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        return None
    return stream.read(int.from_bytes(head, "big"))


if __name__ == "__main__":
    main()
