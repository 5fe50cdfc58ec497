"""How much a file may hold before it is read at all.

A small workbook can unpack to gigabytes (a 100 KiB file took 1.28 GiB in a trial), so sizes are
checked in the archive's directory first, which costs microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The most that is read; sizes in bytes, `ratio` is unpacked size over packed size."""

    file_size: int
    entries: int
    unpacked_size: int
    ratio: int
    sheets: int
    rows: int
    columns: int


# Named by the person who runs the command: room for a million rows, yet not for any bomb.
LOCAL = Limits(
    file_size=256 * MIB,
    entries=2_000,
    unpacked_size=1024 * MIB,
    ratio=200,
    sheets=50,
    rows=1_048_576,
    columns=64,
)

# Sent by message: figures of a few sheets, never a whole archive.
CHAT = Limits(
    file_size=2 * MIB,
    entries=200,
    unpacked_size=5 * MIB,
    ratio=100,
    sheets=5,
    rows=5_000,
    columns=200,
)


def size_text(size: int) -> str:
    """Return '2 MiB', '1.5 MiB' or '800 bytes'."""
    if size < KIB:
        return f"{size} bytes"
    unit, name = (MIB, "MiB") if size >= MIB else (KIB, "KiB")
    return f"{size / unit:.1f}".removesuffix(".0") + f" {name}"
