"""Pictures as files, for a door that cannot show them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.errors import DrawingError
from bot.rendering.chart_spec import key_of

KEY_LETTERS = 12


class PictureFolder:
    """Draws into a folder; a picture that is there already is not drawn again."""

    def __init__(self, draw: Callable[[str], Awaitable[bytes]], folder: Path) -> None:
        """Make nothing yet. `draw` returns the PNG of a spec's JSON text."""
        self._draw = draw
        self._folder = folder

    async def save(self, spec: str) -> Path:
        """Return the file that shows a chart spec.

        Raises:
            DrawingError: it cannot be drawn, or not be written.
        """
        path = self._folder / f"chart-{key_of(spec)[:KEY_LETTERS]}.png"
        if not path.exists():
            picture = await self._draw(spec)
            try:
                await asyncio.to_thread(self._write, path, picture)
            except OSError as error:
                raise DrawingError(f"{path} cannot be written: {error.strerror}") from error
        return path

    def _write(self, path: Path, picture: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(picture)
        unfinished.replace(path)
