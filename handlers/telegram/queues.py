"""A queue for each chat: updates of one chat in order, chats beside each other."""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import Awaitable, Callable

from bot.journal import InboxRow

Handle = Callable[[InboxRow], Awaitable[bool]]
"""Returns whether it is done with the update; False where an earlier one has to go first."""

PATIENCE = 0.02
LONGEST_PATIENCE = 1.0


class ChatQueues:
    """Hands stored updates to `handle`, which must not raise.

    At most `at_once` are handled at a time; a chat's worker ends when its queue is empty.
    """

    def __init__(self, handle: Handle, tasks: asyncio.TaskGroup, *, at_once: int) -> None:
        """Run workers in `tasks`."""
        self._handle = handle
        self._tasks = tasks
        self._turns = asyncio.Semaphore(at_once)
        self._queues: dict[str, list[InboxRow]] = {}
        self._in_hand: set[int] = set()
        self._stopping = False
        self._moved = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many updates wait in memory or are being handled."""
        return len(self._in_hand)

    def put(self, row: InboxRow) -> bool:
        """Queue an update in the order of its chat; False where it is queued already."""
        if row.update_id in self._in_hand:
            return False
        self._in_hand.add(row.update_id)
        queue = self._queues.get(row.chat)
        if queue is None:
            self._queues[row.chat] = queue = []
            self._tasks.create_task(self._work(row.chat, queue))
        if queue and row.update_id < queue[-1].update_id:
            insort(queue, row, key=_number)
        else:
            queue.append(row)
        return True

    async def below(self, number: int) -> None:
        """Wait until fewer than `number` updates wait or are being handled."""
        while len(self._in_hand) >= number and not self._stopping:
            self._moved.clear()
            await self._moved.wait()

    async def stop(self) -> None:
        """Let every worker finish what it has in hand; what waits stays in the inbox."""
        self._stopping = True
        self._moved.set()
        while self._queues:
            self._moved.clear()
            await self._moved.wait()

    async def _work(self, chat: str, queue: list[InboxRow]) -> None:
        patience = PATIENCE
        try:
            while queue and not self._stopping:
                row, done = queue[0], False
                async with self._turns:
                    if not self._stopping:
                        done = await self._handle(row)
                if done:
                    queue.remove(row)
                    self._in_hand.discard(row.update_id)
                    self._moved.set()
                    patience = PATIENCE
                elif not self._stopping:
                    await asyncio.sleep(patience)
                    patience = min(2 * patience, LONGEST_PATIENCE)
        finally:
            self._in_hand.difference_update(row.update_id for row in queue)
            del self._queues[chat]
            self._moved.set()


def _number(row: InboxRow) -> int:
    return row.update_id
