from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.telegram.doors import Echo
from tests.telegram_stand_in import StandIn


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
def echo() -> Echo:
    return Echo()
