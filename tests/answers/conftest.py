from __future__ import annotations

import pytest

from storage.database import Database
from tests.asking import Ask, asker


@pytest.fixture
def ask(starter: Database) -> Ask:
    return asker(starter)
