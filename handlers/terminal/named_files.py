"""A spreadsheet named by its path in the terminal: read as one that is sent in Telegram."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import unquote, urlparse

from bot.conversation import Attachment
from handlers.reading import is_sheet, why_not_read, with_rows

LONGEST = 4_096


def path_named(text: str, folder: Path) -> Path | None:
    """Return the spreadsheet that a line names and nothing else, None for any other line.

    A path may stand in quotes, begin with ~ or file://, or have its spaces escaped, as terminals
    write one that is dropped on them. Words that merely end in .csv are a path only where such a
    file is there.
    """
    plain = text.strip()
    if not plain or len(plain) > LONGEST or "\n" in plain:
        return None
    if plain[0] == plain[-1] and plain[0] in "\"'" and len(plain) > 2:
        plain = plain[1:-1]
    if plain.startswith("file://"):
        plain = unquote(urlparse(plain).path)
    if not is_sheet(plain):
        return None
    path = folder / Path(plain.replace("\\ ", " ")).expanduser()
    is_one = path.is_file() or "/" in plain or " " not in plain
    return path if is_one else None


async def attached(path: Path) -> Attachment:
    """Return a file as an attachment, with what its sheet says or why that can't be read."""
    try:
        why, content = await asyncio.to_thread(_open, path)
    except FileNotFoundError:
        return Attachment(what="document", unread=f"There is no file {path}.")
    except OSError as error:
        why, content = f"{path} can't be opened: {error.strerror or error}.", b""
    if why:
        return Attachment(what="document", unread=why)
    return await with_rows(Attachment(what="document"), content, path.name)


def _open(path: Path) -> tuple[str, bytes]:
    """Return why a file is not read and nothing, or its content."""
    why = why_not_read(path.name, path.stat().st_size)
    return why, b"" if why else path.read_bytes()
