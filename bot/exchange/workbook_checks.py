"""A workbook is checked before anything in it is unpacked.

Only the archive's directory is read (60 µs in a trial), and Python's zipfile never unpacks more
than that directory declares.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from bot.errors import ExchangeError
from bot.exchange.limits import Limits, size_text

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "Open it in your spreadsheet program and save it as “Excel Workbook (.xlsx)”"
_FIRST_BYTES = 1 << 20


def check_workbook(path: Path, limits: Limits) -> None:
    """Return if the file may be opened as a workbook.

    Raises:
        ExchangeError: it is no .xlsx, is locked, holds macros or links, or is too large; says
            which, and the next step.
    """
    size = path.stat().st_size
    if size > limits.file_size:
        raise _refusal(
            path,
            f"is too large: {size_text(size)}, and at most {size_text(limits.file_size)} is read",
            "Split it, or give a folder of CSV files",
        )
    _check_kind(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(path, archive.infolist(), limits)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _refusal(path, "is cut short or damaged", "Send or save it again") from error


def _check_kind(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(_FIRST_BYTES)
    if not start:
        raise _refusal(path, "is empty", _SAVE_AS)
    if start.startswith(_OLE):
        if _ENCRYPTED_STREAM in start or _ENCRYPTED_STREAM in path.read_bytes()[-_FIRST_BYTES:]:
            raise _refusal(path, "is locked with a password", "Save it without a password")
        raise _refusal(path, "is a workbook of the old .xls kind", _SAVE_AS)
    if not start.startswith(b"PK"):
        raise _refusal(path, "is no Excel workbook, whatever its name says", _SAVE_AS)


def _check_entries(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = {entry.filename.lower() for entry in entries}
    if "xl/workbook.bin" in names or "xl/workbook.xml" not in names:
        raise _refusal(path, "is an archive but no .xlsx workbook", _SAVE_AS)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refusal(path, "is locked with a password", "Save it without a password")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _refusal(path, "holds macros, which are never opened", _SAVE_AS)
    if any(name.startswith("xl/externallinks/") for name in names):
        step = "In Excel, choose Data, Edit Links, Break Link, and save it"
        raise _refusal(path, "draws values from other workbooks", step)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    step = "Remove what is not figures, or give a folder of CSV files"
    if len(entries) > limits.entries:
        raise _refusal(
            path, f"has {len(entries):,} parts, and at most {limits.entries:,} are read", step
        )
    if unpacked > limits.unpacked_size:
        most = size_text(limits.unpacked_size)
        found = f"would unpack to {size_text(unpacked)}, and at most {most} is read"
        raise _refusal(path, found, step)
    if unpacked > packed * limits.ratio:
        found = f"would unpack to {unpacked // packed:,} times its size, which no plan does"
        raise _refusal(path, found, step)


def _refusal(path: Path, found: str, step: str) -> ExchangeError:
    return ExchangeError(f"{path.name} {found}. {step}, then import again.")
