"""Documents that go with an answer, written into a folder; no file that is there is overwritten."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.exchange import form, kept_file, plain_file

MOST = 1_000


class FileFolder:
    """Where the terminal puts files: the folder in which it was started."""

    def __init__(self, folder: Path) -> None:
        """Write into `folder`."""
        self._folder = folder

    async def save(self, document: str) -> Path | None:
        """Return the file that a notice's document was written to; None for what Telegram keeps.

        Raises:
            OSError: the folder cannot be written to.
        """
        if kept_file.from_json(document) is not None:
            return None
        plain = plain_file.from_json(document)
        if plain is not None:
            return _write(self._folder / plain.name, plain.content)
        spec = form.from_json(document)
        content = await asyncio.to_thread(form.make, spec)
        return _write(self._folder / spec.name, content)


def _write(wanted: Path, content: bytes) -> Path:
    """Write under the name that was wanted, or with a number where that is taken."""
    names = (f" {number}" if number else "" for number in range(1, MOST))
    for path in (wanted, *(wanted.with_stem(f"{wanted.stem}{name}") for name in names)):
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{wanted} is there {MOST} times already")
