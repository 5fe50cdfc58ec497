"""Telegram's flood limits, kept as a sliding window; over them comes 429 with `retry_after`."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class FloodLimits:
    """30 a second in all, short bursts to one chat, 20 a minute to a group; off until `on`."""

    clock: Callable[[], float]
    on: bool = False
    overall: int = 30
    burst: int = 6
    burst_seconds: float = 5.0
    group: int = 20
    breaches: int = 0
    sent: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, chat: int) -> int:
        """Return 0 where a message may go, else the seconds to wait."""
        if not self.on:
            return 0
        now = self.clock()
        windows = [("all", self.overall, 1.0)]
        if chat < 0:
            windows.append((str(chat), self.group, 60.0))
        else:
            windows.append((str(chat), self.burst, self.burst_seconds))
        for name, most, seconds in windows:
            lately = self.sent[name]
            while lately and lately[0] <= now - seconds:
                lately.popleft()
            if len(lately) >= most:
                self.breaches += 1
                return max(1, math.ceil(lately[0] + seconds - now))
        for name, _, _ in windows:
            self.sent[name].append(now)
        return 0
