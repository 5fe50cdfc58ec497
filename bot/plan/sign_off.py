"""Who signs a measure's figures off before readers see them: data of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Approvers(StrEnum):
    """How many people must sign a measure's figures off."""

    NONE = "none"
    ONE = "one"
    TWO = "two"

    @property
    def people(self) -> int:
        """The number of people."""
        return list(Approvers).index(self)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Who signs off a measure's figures; `own` lets people sign off what they handed in."""

    measure: str
    approvers: Approvers = Approvers.ONE
    own: bool = False
