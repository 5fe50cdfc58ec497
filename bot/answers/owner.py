"""Who is responsible: a role and an organisation, never a person."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.plan.measures import Ambition, Measure


@dataclass(frozen=True, kw_only=True)
class Owners:
    """The measures or the ambition asked about; both empty where neither was named."""

    about: About
    measures: tuple[Measure, ...]
    ambition: Ambition | None


def answer(asked: Asked) -> Owners:
    """Return the measures or the ambition asked about, without any store call."""
    number = asked.query.ambition
    ambition = asked.catalogue.by_number.get(number) if number is not None else None
    return Owners(about=about(asked), measures=asked.measures, ambition=ambition)
