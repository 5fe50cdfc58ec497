"""Everything that is found in a question before anyone decides what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.questions.cues import Heard
from bot.questions.named import Link
from bot.questions.names import Names
from bot.questions.normalise import Normalised, Token, TokenKind, normalise
from bot.questions.number_words import Numeral, numbers
from bot.questions.period_words import Form, Mention, find_periods
from bot.questions.phrases import hear

PLAIN_NAME = 0.3
"""A measure must be named at least this surely for its words to be no cues."""
UNTIMED = frozenset({Form.NOW, Form.OVER_TIME})


@dataclass(frozen=True, kw_only=True)
class Clues:
    """A question with all that was found in it.

    `words` are the words as cues see them ("" where a measure's name holds them), `classes` what each
    was found to be and `places` which token each is. `timed` are the periods that name dates.
    `numerals` are the numbers that belong to no name and no period.
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

    @property
    def timed(self) -> tuple[Mention, ...]:
        """The periods that name dates."""
        return tuple(one for one in self.periods if one.form not in UNTIMED)

    @property
    def empty(self) -> bool:
        """Say whether nothing but manners was typed."""
        return not any(token.kind is not TokenKind.SYMBOL for token in self.tokens)

    def has(self, group: str) -> bool:
        """Say whether a cue of a group was heard ("trend", "list.off_target")."""
        return any(one.cue.group == group for one in self.heard)

    def weight(self, group: str) -> float:
        """Return the loudest cue of a group, or of all its subgroups; 0 where none was heard."""
        return max(
            (
                one.cue.weight
                for one in self.heard
                if one.cue.group == group or one.cue.group.startswith(group + ".")
            ),
            default=0.0,
        )


def gather(names: Names, text: str, correct: object = None) -> Clues:
    """Return what is found in a text."""
    said = normalise(text)
    tokens = said.tokens if correct is None else correct(said.tokens)  # type: ignore[operator]
    named = tuple((one.start, one.end) for one in names.protected(tokens))
    periods = find_periods(tokens, named)
    taken = {place for one in periods for place in range(one.start, one.end)}
    link = names.link(tokens, taken)
    spans = (
        *named,
        *((one.start, one.end) for one in periods),
        *((place, place + 1) for place in _code_places(link)),
    )
    found = tuple(numbers(tokens, spans))
    words, classes, places = _seen(tokens, periods, found, link)
    return Clues(
        said=said,
        tokens=tuple(tokens),
        periods=periods,
        numerals=found,
        link=link,
        words=words,
        classes=classes,
        places=places,
        heard=tuple(hear(words, classes)),
        named=named,
    )


def _code_places(link: Link) -> frozenset[int]:
    places: set[int] = set()
    for mention in link.mentions:
        if mention.best.by.name == "CODE":
            places |= mention.best.places
    for ambition in link.ambitions:
        if ambition.by == "number":
            places |= ambition.places
    return frozenset(places)


def _seen(
    tokens: Sequence[Token],
    periods: Sequence[Mention],
    numerals: Sequence[Numeral],
    link: Link,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]:
    words = [token.norm for token in tokens]
    classes = [""] * len(tokens)
    for mention in link.mentions:
        if mention.best.score >= PLAIN_NAME:
            for place in mention.best.places:
                classes[place] = "measure"
                if mention.best.whole:
                    words[place] = ""
    for named in link.comparators:
        for place in named.places:
            classes[place] = "comparator"
    for ambition in link.ambitions:
        if ambition.by == "number":
            for place in ambition.places:
                classes[place] = "ambition"
    for numeral in numerals:
        for place in range(numeral.start, numeral.end):
            classes[place] = "number"
    for period in periods:
        if period.form not in UNTIMED:
            for place in range(period.start, period.end):
                classes[place] = "period"
    kept = tuple(
        place
        for place, token in enumerate(tokens)
        if token.kind is not TokenKind.SYMBOL or token.norm in "%&£+"
    )
    return (
        tuple(words[place] for place in kept),
        tuple(classes[place] for place in kept),
        kept,
    )
