"""A coroutine run to its end on a loop of its own, whether or not one is running here."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run_apart(running: Coroutine[Any, Any, T]) -> T:
    """Return what the coroutine returns; blocks until then."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, running).result()
