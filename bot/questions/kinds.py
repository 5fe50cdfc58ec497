"""Which kind of question it is: cues weighed together with what else was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import exp

from bot.questions.clues import Clues
from bot.questions.cues import Heard
from bot.questions.period_words import Form
from bot.questions.phrases import FILLERS, HERE
from bot.questions.plain_words import FUNCTION, SOFT
from bot.questions.queries import Filter, Kind
from bot.questions.stretches_asked import PLAIN, is_plain_range
from bot.questions.subjects import Subject
from bot.questions.weights import Weights, bundled

FULL = 6.0
"""The weight of the loudest cues, which is strength 1."""
SURE_NAME = 0.5
BARELY = 0.15
"""Less unexplained weight than this is nothing."""
ALONE = 2.0
PLENTY = 12
ASKING = frozenset(
    """
    what whats wot how hows who whos whose which why when whens where wheres is are was were do does
    did can could has have should will would am any top best worst show tell give list find get
    """.split()  # noqa: SIM905
)
INSIDE = 0.6
"""How much a cue counts whose words a measure's name may hold."""
LOUD = 4.0
MOVING = frozenset({Kind.TREND.value, Kind.CHANGE.value})
WORD = 0.7
"""The strength of a plain word beside that of a cue."""
PAIR = 0.5
"""The strength of two words side by side."""
SAID = FUNCTION | SOFT
MONEY = "not_in_plan.money"
SUMMED = frozenset(["total", "overall", "altogether", "sum", "bill"])
"""A cost per week is no sum of money."""
LEARNT = ("word ", "pair ")
"""How the features begin that no one writes down: they count once they were seen often enough."""


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """The kinds a question may be of, by weight; `details` are the subgroup heard for each.

    `outside` is the strength and the reason of the cues for what the plan does not hold.
    """

    weights: dict[Kind, float]
    details: dict[Kind, str] = field(default_factory=dict)
    outside: tuple[float, str] = (0.0, "")

    @cached_property
    def ordered(self) -> tuple[Kind, ...]:
        """The kinds, the likeliest first."""
        order = {kind: place for place, kind in enumerate(Kind)}
        return tuple(sorted(self.weights, key=lambda kind: (-self.weights[kind], order[kind])))

    @property
    def best(self) -> Kind:
        """The likeliest kind."""
        return self.ordered[0]

    @cached_property
    def chances(self) -> dict[Kind, float]:
        """The chance of each kind, as far as cues tell; they add up to 1."""
        highest = max(self.weights.values())
        powers = {kind: exp(weight - highest) for kind, weight in self.weights.items()}
        total = sum(powers.values())
        return {kind: power / total for kind, power in powers.items()}


def filter_of(kinds: Kinds, kind: Kind) -> Filter | None:
    """Return the filter heard for a list or a ranking."""
    detail = kinds.details.get(kind, "")
    return Filter(detail) if detail in set(Filter) else None


def weigh(clues: Clues, subject: Subject, weights: Weights | None = None) -> Kinds:
    """Return the kinds that a question may be of."""
    found = dict(features(clues, subject))
    scores = (weights or bundled()).kind_scores(found)
    if is_plain_range(clues):
        scores[Kind.TREND.value] = scores.get(Kind.TREND.value, 0.0) + PLAIN
    details: dict[Kind, str] = {}
    outside = (0.0, "")
    for name, strength in found.items():
        if not name.startswith("cue ") or "." not in name:
            continue
        group, _, detail = name.removeprefix("cue ").partition(".")
        if group == "not_in_plan":
            outside = max(outside, (strength, detail))
        elif strength > found.get(f"cue {group}.{details.get(Kind(group), '')}", 0.0):
            details[Kind(group)] = detail
    return Kinds(
        weights={kind: scores.get(kind.value, 0.0) for kind in Kind},
        details=details,
        outside=outside,
    )


def features(clues: Clues, subject: Subject) -> Iterator[tuple[str, float]]:
    """Yield what was found in a question, each with a strength of about 0 to 1."""
    named = subject.named and subject.score >= SURE_NAME
    yield "always", 1.0
    heard: dict[str, list[float]] = {}
    inside: dict[str, float] = {}
    why = _opens_with_why(clues)
    for one in clues.heard:
        group = one.cue.group
        if named and group == MONEY and _is_of_name(one, clues, subject):
            continue  # "cost" belongs to what is named: "how much does residential care cost"
        if one.inside:
            inside[group] = max(inside.get(group, 0.0), one.cue.weight / FULL)
        strength = one.cue.weight / FULL
        if one.inside or (why and group in MOVING):
            strength *= INSIDE
        heard.setdefault(group, []).append(strength)
    for group, strength in inside.items():
        yield f"inside {group}", strength
    for group, strengths in heard.items():
        first, *rest = sorted(strengths, reverse=True)
        yield f"cue {group}", first + 0.25 * min(1.0, sum(rest))
        if named:
            yield f"named, {group}", first
    yield from _structure(clues)
    if named:
        yield "named", 1.0
        if all(one.best.whole for one in subject.mentions) and clues.left_over <= BARELY:
            yield "named whole, nothing left", 1.0
        if len(subject.options) > 1:
            yield "unclear", 1.0
    else:
        yield "nothing named", 1.0


def _opens_with_why(clues: Clues) -> bool:
    """Say whether it is asked first of all why: what moves is then what is to be explained."""
    first = next((at for at, word in enumerate(clues.words) if word and word not in FILLERS), -1)
    return any(
        one.cue.group == Kind.STORY.value and one.cue.weight >= LOUD and one.places[0] == first
        for one in clues.heard
    )


def _is_of_name(heard: Heard, clues: Clues, subject: Subject) -> bool:
    """Say whether a cue's telling words belong to the one name that is said whole."""
    best = subject.mentions[0].best
    telling = {clues.places[place] for place in heard.places if clues.words[place] not in SAID}
    return (
        heard.inside
        and SUMMED.isdisjoint(clues.words)
        and len(subject.mentions) == 1
        and best.whole
        and bool(telling)
        and telling <= best.places
    )


def _words(clues: Clues) -> Iterator[tuple[str, float]]:
    """Yield the plain words and the pairs of neighbours, names and dates by their class.

    Phrases that nobody has written down yet are made of the same words as those that are.
    """
    before = "^"
    for word, word_class, place in zip(clues.words, clues.classes, clues.places, strict=True):
        if not word:
            continue
        if not word_class and word.isalpha():
            said = word in SAID or word == HERE
            yield f"word {word if said else clues.tokens[place].stem}", WORD
        here = f"#{word_class}" if word_class else word
        if here != before:
            yield f"pair {before} {here}", PAIR
        before = here
    yield f"pair {before} $", PAIR


def _asks(clues: Clues) -> bool:
    """Say whether a text is put as a question."""
    if clues.said.question:
        return True
    first = next((word for word in clues.words if word and word not in FILLERS), "")
    return first in ASKING


def _structure(clues: Clues) -> Iterator[tuple[str, float]]:
    link = clues.link
    forms = [one.form for one in clues.timed]
    points = forms.count(Form.POINT)
    if points:
        yield ("one period" if points == 1 else "two periods"), 1.0
    if Form.SINCE in forms or Form.FROM in forms:
        yield "since", 1.0
    if Form.LAST_N in forms:
        yield "last years", 1.0
    for one in clues.timed:
        if one.form is Form.RANGE:
            yield ("spanning" if one.spanning else "range"), 1.0
            break
    if any(one.form is Form.OVER_TIME for one in clues.periods) and not _opens_with_why(clues):
        yield "over time", 1.0
    if any(one.form is Form.NOW for one in clues.periods):
        yield "now", 1.0
    if link.comparators:
        yield "comparator", 1.0
    if clues.numerals:
        yield "number", 1.0
        if not _asks(clues):
            yield "told a number", 1.0
            if points:
                yield "told a number for a period", 1.0
    if link.ambitions:
        numbered = any(one.by == "number" for one in link.ambitions)
        yield ("ambition by number" if numbered else "ambition by subject"), 1.0
    for label, found in (("owner", link.owners), ("term", link.terms), ("absent", link.absent)):
        if found:
            yield label, 1.0
    if link.elsewhere:
        yield "elsewhere", 1.0
    if link.breakdowns:
        yield "breakdown", 1.0
    if clues.said.question:
        yield "question mark", 1.0
    if clues.said.thanks or clues.said.greeting:
        yield "manners", 1.0
    words = len(clues.words)
    if words <= ALONE:
        yield "very short", 1.0
    elif words >= PLENTY:
        yield "long", 1.0
    yield from _words(clues)
    left = clues.left_over
    if left:
        yield "unexplained", min(left, 3.0) / 2
