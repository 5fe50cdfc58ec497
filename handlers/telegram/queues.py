"""A queue for each chat: updates of one chat in order, chats beside each other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.journal import InboxRow

Handle = Callable[[InboxRow], Awaitable[None]]


class ChatQueues:
    """Hands stored updates to `handle`, which must not raise.

    At most `at_once` are handled at a time; a chat's worker ends when its queue is empty.
    """

    def __init__(self, handle: Handle, tasks: asyncio.TaskGroup, *, at_once: int) -> None:
        """Run workers in `tasks`."""
        self._handle = handle
        self._tasks = tasks
        self._turns = asyncio.Semaphore(at_once)
        self._queues: dict[str, deque[InboxRow]] = {}
        self._waiting = 0
        self._stopping = False
        self._moved = asyncio.Event()

    def put(self, row: InboxRow) -> None:
        """Queue an update behind the earlier ones of its chat."""
        self._waiting += 1
        queue = self._queues.get(row.chat)
        if queue is None:
            self._queues[row.chat] = queue = deque()
            self._tasks.create_task(self._work(row.chat, queue))
        queue.append(row)

    async def below(self, number: int) -> None:
        """Wait until fewer than `number` updates wait or are being handled."""
        while self._waiting >= number and not self._stopping:
            self._moved.clear()
            await self._moved.wait()

    async def stop(self) -> None:
        """Let every worker finish what it has in hand; what waits stays in the inbox."""
        self._stopping = True
        self._moved.set()
        while self._queues:
            self._moved.clear()
            await self._moved.wait()

    async def _work(self, chat: str, queue: deque[InboxRow]) -> None:
        try:
            while queue and not self._stopping:
                async with self._turns:
                    if not self._stopping:
                        await self._handle(queue[0])
                queue.popleft()
                self._waiting -= 1
                self._moved.set()
        finally:
            self._waiting -= len(queue)
            del self._queues[chat]
            self._moved.set()
