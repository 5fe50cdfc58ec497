"""Has pictures drawn in another process, so that drawing never holds up answering."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress

from bot.errors import DrawingError
from handlers.drawing.worker import DRAWN, LENGTH, frame

LONGEST = 8.0
"""Seconds a picture may take with the wait for its turn; well within the lease of a notice."""
GOODBYE = 2.0


class Drawer:
    """Draws one picture at a time in a process that starts with the first and ends with `close`.

    A process that died or took too long is replaced at the next picture.
    """

    def __init__(self, *, longest: float = LONGEST) -> None:
        """Start nothing yet. `longest` is in seconds."""
        self.longest = longest
        self._turn = asyncio.Lock()
        self._process: Process | None = None

    async def draw(self, spec: str) -> bytes:
        """Return the PNG of a chart spec's JSON text.

        Raises:
            DrawingError: it cannot be drawn, or takes too long.
        """
        try:
            async with asyncio.timeout(self.longest), self._turn:
                try:
                    answer = await self._ask(spec)
                except BaseException:
                    # Whatever it still writes would be taken for the next picture.
                    await self._end(within=0.0)
                    raise
        except TimeoutError:
            raise DrawingError("drawing took too long") from None
        except (OSError, EOFError) as error:
            raise DrawingError(f"the drawing process ended ({error!r})") from error
        if answer[:1] != DRAWN:
            raise DrawingError(answer[1:].decode(errors="replace"))
        return answer[1:]

    async def close(self) -> None:
        """End the process; harmless where there is none."""
        async with self._turn:
            await self._end(within=GOODBYE)

    async def _ask(self, spec: str) -> bytes:
        process = await self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(frame(spec.encode()))
        await process.stdin.drain()
        head = await process.stdout.readexactly(LENGTH)
        return await process.stdout.readexactly(int.from_bytes(head, "big"))

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "handlers.drawing.worker"),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                # The same packages, from wherever this process has them.
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self._process

    async def _end(self, *, within: float) -> None:
        """Let the process end by itself within so many seconds, else end it."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()  # it ends when there is no more to draw
        ended = asyncio.ensure_future(process.communicate())
        await asyncio.wait({ended}, timeout=within)
        if not ended.done():
            with suppress(ProcessLookupError):
                process.kill()
        await ended
