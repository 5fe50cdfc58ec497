"""Definitions as they were (behaviour 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.plan.measures import Measure


@dataclass(frozen=True, kw_only=True)
class WordedMeasure:
    """A measure's entry in the dictionary as it was from an instant on (aware UTC)."""

    measure: Measure
    since: datetime
