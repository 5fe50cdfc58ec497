"""The plan, its ambitions, its measures and its terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.plan.periods import PeriodKind

PLACE = ": "
"""Between the name of a group of comparators and that of one of its places."""


class Unit(StrEnum):
    """What a value counts; the values are the words of the plan files."""

    PERCENT = "percent"
    COUNT = "count"
    RATE_PER_1000 = "rate_per_1000"
    RATE_PER_10000 = "rate_per_10000"
    RATE_PER_100000 = "rate_per_100000"
    WEEKS = "weeks"
    SCORE = "score"
    GBP_PER_WEEK = "gbp_per_week"


class Polarity(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Frequency(StrEnum):
    """How often the partnership wants the figure."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    HALF_YEARLY = "half_yearly"
    ANNUAL = "annual"


class Wording(StrEnum):
    """How sure the title of an ambition is."""

    CONFIRMED_WORDING = "confirmed_wording"
    CONFIRMED_SUBJECT = "confirmed_subject"
    WORKING_TITLE = "working_title"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The published plan; `timezone` is an IANA name."""

    title: str
    partnership: str
    area: str
    starts: date
    ends: date
    timezone: str


@dataclass(frozen=True, kw_only=True)
class Ambition:
    """A headline aim of the plan."""

    number: int
    title: str
    wording: Wording
    lead_organisation: str
    source_url: str


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is counted. `withhold_below`: counts from 1 up to but not including it are hidden.

    `complement_sensitive` says that the rest of the whole is as telling as the part counted (R28);
    `part_of` is the code of a measure that is the sum of this one and others, or nothing. Of a
    percentage with a smaller total than `minimum_base` only the counts are shown (R17).
    `aliases` are all other names; those among them that an officer added are in `learnt` too.
    """

    code: str
    ambition: int
    name: str
    definition: str
    unit: Unit
    decimals: int
    polarity: Polarity
    frequency: Frequency
    owner_organisation: str
    owner_role: str
    aliases: tuple[str, ...]
    standard: str
    source: str
    source_url: str
    withhold_below: int | None
    basis: str
    learnt: tuple[str, ...] = ()
    complement_sensitive: bool = False
    part_of: str = ""
    minimum_base: int | None = None


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of the plan that people ask about and that is no measure."""

    term: str
    aliases: tuple[str, ...]
    meaning: str
    source: str
    source_url: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """Everything about the plan but its figures; one object per plan version, compared by identity.

    `lexicon` is the text of the plan's own `lexicon.toml`, or None where the bundled one serves.
    `year_kinds` says by code which kind of year a measure's figures are published for (see
    `bot.plan.year_kinds`); a measure that is not in it is read in financial years. `averages` says
    by code in which month a measure's three-month averages end (see `bot.plan.rhythms`). `compared`
    are the codes of the measures for which figures of other places are held.
    """

    version: int
    plan: Plan
    ambitions: tuple[Ambition, ...]
    measures: tuple[Measure, ...]
    terms: tuple[Term, ...]
    comparators: tuple[str, ...]
    lexicon: str | None = None
    year_kinds: Mapping[str, PeriodKind] = field(default_factory=dict)
    averages: Mapping[str, int] = field(default_factory=dict)
    compared: frozenset[str] = frozenset()

    @cached_property
    def by_code(self) -> dict[str, Measure]:
        """The measures by code."""
        return {measure.code: measure for measure in self.measures}

    @cached_property
    def by_number(self) -> dict[int, Ambition]:
        """The ambitions by number."""
        return {ambition.number: ambition for ambition in self.ambitions}

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The places of each group of comparators: "Neighbours: Ashby" is one of "Neighbours"."""
        found: dict[str, list[str]] = {}
        for name in self.comparators:
            group, mark, place = name.partition(PLACE)
            if mark and place.strip():
                found.setdefault(group, []).append(name)
        return {group: tuple(listed) for group, listed in found.items()}

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """The comparators that are shown unasked: all but the single places of groups."""
        places = {place for listed in self.groups.values() for place in listed}
        return tuple(name for name in self.comparators if name not in places)

    @cached_property
    def parts_of(self) -> dict[str, tuple[str, ...]]:
        """The measures that add up to another one, by its code; a circle of them is no sum."""
        parts: dict[str, list[str]] = {}
        for measure in self.measures:
            if measure.part_of in self.by_code and not self._goes_round(measure):
                parts.setdefault(measure.part_of, []).append(measure.code)
        return {code: tuple(listed) for code, listed in parts.items()}

    def _goes_round(self, measure: Measure) -> bool:
        met = {measure.code}
        one: Measure | None = self.by_code.get(measure.part_of)
        while one is not None and one.code not in met:
            met.add(one.code)
            one = self.by_code.get(one.part_of)
        return one is not None

    def of_ambition(self, number: int) -> tuple[Measure, ...]:
        """Return the measures of an ambition, in plan order."""
        return tuple(measure for measure in self.measures if measure.ambition == number)
