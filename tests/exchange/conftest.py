"""A copy of the travel plan that a test may spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.folders import TRAVEL, copied


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return copied(TRAVEL, tmp_path / "plan")
