"""Is a file UTF-8 text? Nothing is guessed: a wrong guess would change names for good."""

from __future__ import annotations

import codecs
from pathlib import Path

from bot.errors import ExchangeError
from bot.exchange.limits import size_text

_CHUNK = 1 << 20
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAVE_AS = (
    "In Excel, choose Save As and “CSV UTF-8 (Comma delimited)”; in a text editor, choose the "
    "encoding UTF-8. Then import again."
)


def check_text(path: Path, largest: int) -> int:
    """Return the number of lines after reading a file once, piece by piece.

    Raises:
        ExchangeError: it is larger than `largest` bytes, or not UTF-8; names the byte and the row.
    """
    size = path.stat().st_size
    if size > largest:
        raise ExchangeError(
            f"{path.name} is too large: {size_text(size)}, and at most {size_text(largest)} is "
            "read. Split it into smaller files."
        )
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    position = lines = 0
    ended = True
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            _refuse_utf_16(path, chunk, first=position == 0)
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                at = position - held + error.start
                row = lines + chunk[: max(error.start - held, 0)].count(b"\n") + 1
                raise ExchangeError(
                    f"{path.name} is not UTF-8 text: byte {at + 1:,}, in line {row:,}, is "
                    f"0x{error.object[error.start]:02X}, as Windows-1252 and similar encodings "
                    f"write it. {SAVE_AS}"
                ) from error
            if not chunk:
                return lines + (not ended)
            position += len(chunk)
            lines += chunk.count(b"\n")
            ended = chunk.endswith(b"\n")


def read_text(path: Path) -> str:
    """Return a whole small file as text, without a byte order mark."""
    return path.read_text(encoding="utf-8-sig")


def _refuse_utf_16(path: Path, chunk: bytes, *, first: bool) -> None:
    if first and chunk.startswith(_UTF_16):
        raise ExchangeError(f"{path.name} is UTF-16, not UTF-8: byte 1 says so. {SAVE_AS}")
    if b"\0" in chunk:
        raise ExchangeError(
            f"{path.name} is no UTF-8 text: it holds zero bytes, as UTF-16 and binary files do. "
            f"{SAVE_AS}"
        )
