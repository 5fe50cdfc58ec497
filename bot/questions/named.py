"""What linking finds: measures with their evidence, ambitions, owners, terms, places and topics."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.questions.readings import By


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A measure that the words may mean.

    `recall` is how much of the phrase that matched was said, `coverage` how much of what was said
    it explains; `whole` says that all of it was said, `literal` that it was said word for word,
    `generic` that its words are part of other measures' names too; `facet` is 1 where number, rate
    or share agrees with what was asked, -1 where it does not, 0 where nothing was asked.
    """

    code: str
    score: float
    recall: float
    coverage: float
    phrase: str
    by: By
    whole: bool
    literal: bool
    generic: bool
    facet: float
    places: frozenset[int]
    again: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One thing named: its candidates, the best first.

    `tied` are the codes that the words fit equally, the best first (one where it is clear).
    `joined` is how it hangs on the mention before it, or the first one on the second: "and", "or",
    "vs", or "" where nothing joins them.
    """

    candidates: tuple[Candidate, ...]
    tied: tuple[str, ...]
    start: int
    end: int
    joined: str = ""

    @property
    def best(self) -> Candidate:
        """The best candidate."""
        return self.candidates[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class AmbitionNamed:
    """An ambition; `by` is "number", "title" or "subject"; `held` is False for no such number."""

    number: int
    score: float
    by: str
    places: frozenset[int]
    held: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerNamed:
    """An organisation or role as the plan prints it, and the codes of what it owns."""

    name: str
    is_role: bool
    codes: tuple[str, ...]
    score: float
    coverage: float
    places: frozenset[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A term, comparator, place, topic or breakdown, as the plan or the lexicon prints it."""

    name: str
    score: float
    words: str
    places: frozenset[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """Everything a question names.

    `mentions` stand in the order of the text; `crossed` says that two of them are not joined by a
    word such as "and" ("attendance of children in care"). `absent` are topics that the field knows
    and the plan does not hold, `nearest` the measures that come closest to them. `around` are the
    measures that the words come near where none is named well, each with its share of the best.
    `weights` is what each token weighs where nothing explains it; `unexplained` is the weight of
    what no mention explains; `again` are phrases that say more of the one measure named.
    """

    mentions: tuple[Mention, ...] = ()
    crossed: bool = False
    ambitions: tuple[AmbitionNamed, ...] = ()
    owners: tuple[OwnerNamed, ...] = ()
    terms: tuple[Named, ...] = ()
    comparators: tuple[Named, ...] = ()
    elsewhere: tuple[Named, ...] = ()
    absent: tuple[Named, ...] = ()
    nearest: tuple[Candidate, ...] = ()
    around: tuple[tuple[str, float], ...] = ()
    breakdowns: tuple[Named, ...] = ()
    facets: frozenset[str] = frozenset()
    weights: tuple[float, ...] = ()
    unexplained: float = 0.0
    unexplained_words: tuple[str, ...] = ()
    content: int = 0
    by_code: bool = False
    places: frozenset[int] = field(default_factory=frozenset)
    again: frozenset[int] = field(default_factory=frozenset)

    def left_over(self, explained: Collection[int]) -> float:
        """Return the weight of the tokens that are not among the explained places."""
        return sum(weight for place, weight in enumerate(self.weights) if place not in explained)


@dataclass(frozen=True, kw_only=True, slots=True)
class Protected:
    """Places from `start` up to but not including `end` that belong to names of `codes`."""

    start: int
    end: int
    codes: tuple[str, ...]
    words: Sequence[str] = ()
