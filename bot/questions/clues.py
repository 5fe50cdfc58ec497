"""Everything that is found in a question before anyone decides what it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar, cast

from bot.questions.ambitions_named import AmbitionNumbers
from bot.questions.asides import asides
from bot.questions.codes import CodeSpot
from bot.questions.cues import Cues, Heard
from bot.questions.ideas import tokens_of
from bot.questions.named import Link
from bot.questions.names import Names
from bot.questions.normalise import Normalised, Token, TokenKind, normalise
from bot.questions.number_words import Numeral, numbers
from bot.questions.period_words import Mention, find_periods, is_near
from bot.questions.picture_words import chart_named, wants_picture
from bot.questions.plain_words import FUNCTION, SOFT
from bot.questions.question_line import UNTIMED, Line, span
from bot.questions.spelling import Speller

EXPLAINS = 2.0
"""A cue must weigh this much for its words to count as explained."""
WELL = 0.9
"""A measure named this well leaves what may be a code to be a number."""
LEAST_VALUE = 8
UNIT_SIGNS = frozenset({"%", "percent", "pct", "pc", "weeks", "wks", "per"})
COUNTED = frozenset(
    """
    year years yr yrs yo month months week weeks wk wks day days mile miles hour hours plus olds old
    + -
    """.split()  # noqa: SIM905
)
COUNTED_BEFORE = frozenset(
    ["under", "over", "aged", "age", "key", "stage", "ks", "year", "yr", "above", "below", "u"]
)
POINTING = frozenset({"one", "a", "One"})
"""'the waiting list one' and 'a plan' hold no number."""
PARTS = frozenset({"half", "third", "quarter"})
OF_SO_MANY = frozenset({"one", "1", "two", "2", "three", "3"})
BEFORE_PARTS = frozenset({"by", "in", "than", "nearly", "almost", "over", "about", "around", "cut"})

Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Clues:
    """A question with all that was found in it.

    `words` are the words as cues see them ("" where a measure's name holds them), `classes` what
    each was found to be and `places` which token each is. `timed` are the periods that name dates.
    `numerals` are the numbers that belong to no name and no period, `known` the tokens that
    names of measures use.
    """

    said: Normalised
    tokens: tuple[Token, ...]
    periods: tuple[Mention, ...]
    numerals: tuple[Numeral, ...]
    link: Link
    words: tuple[str, ...]
    classes: tuple[str, ...]
    places: tuple[int, ...]
    heard: tuple[Heard, ...]
    named: tuple[tuple[int, int], ...]
    coded: tuple[tuple[int, int], ...] = ()
    known: frozenset[int] = frozenset()
    _worked_out: dict[object, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __hash__(self) -> int:
        """Tell texts apart by their words alone; equality sees to the rest."""
        return hash(self.words)

    def once(self, key: object, work: Callable[[], Found]) -> Found:
        """Return what is worked out once for all readings of the question that share a key."""
        if key not in self._worked_out:
            self._worked_out[key] = work()
        return cast("Found", self._worked_out[key])

    @cached_property
    def timed(self) -> tuple[Mention, ...]:
        """The periods that name dates."""
        return tuple(one for one in self.periods if one.form not in UNTIMED)

    @cached_property
    def picture(self) -> bool:
        """Say whether a picture is asked for."""
        return wants_picture(self.words)

    @cached_property
    def chart(self) -> str:
        """The kind of chart that is named where a picture is asked for, or ""."""
        return chart_named(self.words) if self.picture else ""

    @cached_property
    def empty(self) -> bool:
        """Say whether nothing but manners was typed."""
        return not any(token.kind is not TokenKind.SYMBOL for token in self.tokens)

    @cached_property
    def cued(self) -> frozenset[int]:
        """The tokens that cues of some weight explain."""
        return frozenset(
            self.places[place]
            for one in self.heard
            if one.cue.weight >= EXPLAINS and not one.inside
            for place in one.places
        )

    @cached_property
    def left_over(self) -> float:
        """The weight of the words that no name, period, number or cue explains."""
        return self.link.left_over(self.explained)

    @cached_property
    def explained(self) -> frozenset[int]:
        """The tokens that a name, a period, a number or a cue explains."""
        explained = set(self.cued) | self.link.places
        for period in self.periods:
            explained.update(span(period))
        for numeral in self.numerals:
            explained.update(span(numeral))
        for named in (*self.link.comparators, *self.link.terms):
            explained |= named.places
        for owner in self.link.owners:
            explained |= owner.places
        for mention in self.link.mentions:
            explained |= mention.best.again
        return frozenset(explained)

    def has(self, group: str) -> bool:
        """Say whether a cue of a group was heard ("trend", "list.off_target")."""
        return any(one.cue.group == group for one in self.heard)

    def weight(self, group: str) -> float:
        """Return the loudest cue of a group, or of all its subgroups; 0 where none was heard."""
        return self.loudest.get(group, 0.0)

    @cached_property
    def loudest(self) -> dict[str, float]:
        """The loudest cue of each group: "list.off_target" counts for "list" too."""
        loudest: dict[str, float] = {}
        for one in self.heard:
            if one.inside:
                continue
            names = one.cue.group.split(".")
            for length in range(1, len(names) + 1):
                group = ".".join(names[:length])
                loudest[group] = max(loudest.get(group, 0.0), one.cue.weight)
        return loudest


class Gatherer:
    """Finds the clues in questions about one plan."""

    def __init__(self, names: Names, speller: Speller, cues: Cues) -> None:
        """Keep what finds names, what mends spelling and the phrases to listen for."""
        self._names = names
        self._speller = speller
        self._cues = cues
        self._area = [token.norm for token in tokens_of(names.catalogue.plan.area)]
        self._numbered = AmbitionNumbers(one.number for one in names.catalogue.ambitions)
        self._quiet = FUNCTION | SOFT | names.lexicon.soft

    def gather(self, text: str) -> Clues:
        """Return what is found in a text."""
        said = normalise(text)
        return self.found(said, self._speller.correct(said.tokens))

    def found(self, said: Normalised, tokens: tuple[Token, ...]) -> Clues:
        """Return what is found in tokens that are spelled already."""
        named = tuple((one.start, one.end) for one in self._names.protected(tokens))
        periods = _without_values(find_periods(tokens, named), tokens, named)
        coded = self._coded(tokens, periods)
        spans = (*named, *((one.start, one.end) for one in periods), *coded)
        numerals = tuple(
            one
            for one in numbers(tokens, spans)
            if one.text not in POINTING and not _is_extent(one, tokens)
        )
        line = Line(tokens, periods, numerals, self._cues, self._area)
        plain = line.hear()
        taken = {place for one in periods for place in span(one)}
        taken |= {place for one in numerals if _is_value(one, tokens) for place in span(one)}
        taken |= line.quiet(plain, self._quiet)
        link = self._names.link(tokens, taken)
        dates = [one for one in periods if one.form not in UNTIMED and not is_near(one)]
        aside = asides(tokens, link, line.placed(plain), dates, numerals)
        if aside:
            periods = tuple(one for one in periods if one.start not in aside)
            plain = line.hush(aside, plain)
            link = self._names.link(tokens, taken, aside)
        line.know(link)
        heard = [
            replace(one, inside=line.inside(one))
            for one in plain
            if not any(line.hidden(place) for place in one.places)
        ]
        heard += [replace(one, inside=line.begins_inside(one)) for one in line.hear(named=True)]
        return Clues(
            said=said,
            tokens=tokens,
            periods=periods,
            numerals=numerals,
            link=link,
            words=tuple(line.words),
            classes=tuple(line.classes),
            places=line.places,
            heard=tuple(heard),
            known=frozenset(
                place
                for place, token in enumerate(tokens)
                if self._names.measures.weight(token.stem)
            ),
            named=named,
            coded=tuple(coded),
        )

    def _coded(self, tokens: Sequence[Token], periods: Sequence[Mention]) -> list[tuple[int, int]]:
        """Return the spans of codes and ambition numbers, in which nothing is a value."""
        taken = {place for one in periods for place in span(one)}
        found = self._names.codes.found(tokens, taken)
        if any(not (one.exact or one.called) for one in found):
            found = [
                one for one in found if one.exact or one.called or self._alone(one, tokens, taken)
            ]
        spots = [(one.start, one.end) for one in found]
        numbered = self._numbered.found(tokens, taken)
        return spots + [(place, place + 1) for one in numbered for place in one.places]

    def _alone(self, code: CodeSpot, tokens: Sequence[Token], taken: set[int]) -> bool:
        """Say whether what may be a code ("2.5") is one: nothing else is named, no % follows."""
        if code.end < len(tokens) and tokens[code.end].norm in UNIT_SIGNS | COUNTED:
            return False
        link = self._names.link(tokens, taken | set(range(code.start, code.end)))
        return not any(one.best.literal or one.best.score >= WELL for one in link.mentions)


def _without_values(
    periods: tuple[Mention, ...], tokens: Sequence[Token], named: Sequence[tuple[int, int]]
) -> tuple[Mention, ...]:
    """Return the periods, found again where a year's digits are a value: 'Q2 12%'."""
    values = [
        (one.end - 1, one.end)
        for one in periods
        if one.loose_year and one.end < len(tokens) and tokens[one.end].norm in UNIT_SIGNS
    ]
    return find_periods(tokens, (*named, *values)) if values else periods


def _is_extent(numeral: Numeral, tokens: Sequence[Token]) -> bool:
    """Say whether a number is no value: 'dropped by half', 'one in eight', 'per 1000'."""
    before, two_before = (
        tokens[place].norm if place >= 0 else "" for place in (numeral.start - 1, numeral.start - 2)
    )
    if before == "per" or (before == "in" and two_before in OF_SO_MANY):
        return True
    return numeral.text in PARTS and before in BEFORE_PARTS


def _is_value(numeral: Numeral, tokens: Sequence[Token]) -> bool:
    """Say whether a number reads as a value, and not as a part of a name ("2 year olds")."""
    if numeral.value is None:
        return True
    after = tokens[numeral.end].norm if numeral.end < len(tokens) else ""
    before = tokens[numeral.start - 1].norm if numeral.start else ""
    return (numeral.value >= LEAST_VALUE or numeral.value % 1 != 0) and not (
        after in COUNTED or before in COUNTED_BEFORE
    )
