"""The words of a question as cues see them: a date is one word, a name hides its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.questions.cues import Cues, Heard
from bot.questions.facets import FACETS
from bot.questions.named import Link
from bot.questions.normalise import Token, TokenKind
from bot.questions.number_words import Numeral
from bot.questions.period_words import Form, Mention
from bot.questions.phrases import FILLERS, HERE, hear

PLAIN_NAME = 0.3
"""A measure must be named at least this surely for its words to be no cues."""
LOUD = 4.0
"""A cue must weigh this much for its plain words to name nothing else."""
TELLING = 0.1
"""A name's word that weighs less ("target", "rate") may still be a cue."""
TITLED = 0.4
"""So much of an ambition's title must be said for its words to be no cues."""
UNTIMED = frozenset({Form.NOW, Form.OVER_TIME, Form.LATEST})


class Line:
    """The words of a question as cues see them: periods and numbers are one word each."""

    def __init__(
        self,
        tokens: Sequence[Token],
        periods: Sequence[Mention],
        numerals: Sequence[Numeral],
        cues: Cues,
        area: Sequence[str] = (),
    ) -> None:
        """Put the words together; `area` are those of the name of the plan's area."""
        self._cues = cues
        dates = [one for one in periods if one.form not in UNTIMED]
        kinds = {
            **{place: "number" for one in numerals for place in span(one)},
            **{place: "period" for one in dates for place in span(one)},
        }
        inner = {place for one in dates for place in range(one.start + 1, one.end)}
        inner |= {place for one in numerals for place in range(one.start + 1, one.end)}
        self.places = tuple(
            place
            for place, token in enumerate(tokens)
            if place not in inner and (token.kind is not TokenKind.SYMBOL or token.norm in "%&£+")
        )
        self.classes = [kinds.get(place, "") for place in self.places]
        self.words = [tokens[place].norm for place in self.places]
        for at, word in enumerate(self.words):
            # "The year before" is more than "the", and the "y" of "y/e March" asks for no reason.
            if self.classes[at] and (word in FILLERS or word == "y"):
                self.words[at] = ""
        self._call_by_one_word(area)
        self._hidden: set[int] = set()
        self._named: set[int] = set()

    def _call_by_one_word(self, area: Sequence[str]) -> None:
        """Put one word, the same for every plan, in the place of the name of the plan's area."""
        width = len(area)
        if not width or area[0] not in self.words:
            return
        for at in range(len(self.words) - width + 1):
            if self.words[at : at + width] == list(area):
                self.words[at : at + width] = [HERE, *[""] * (width - 1)]

    def hear(self, *, named: bool = False) -> list[Heard]:
        """Return the cues in the words."""
        return hear(self.words, self.classes, named=named, among=self._cues)

    def quiet(self, heard: Sequence[Heard], plain: Collection[str]) -> set[int]:
        """Return the tokens of loud cues that are too plain to name anything besides."""
        return {
            self.places[place]
            for one in heard
            if one.cue.weight >= LOUD
            for place in one.places
            if self.words[place] in plain and not is_facet(self.words[place])
        }

    def placed(self, heard: Sequence[Heard]) -> list[tuple[Heard, frozenset[int]]]:
        """Return cues with the tokens they were heard in."""
        return [(one, frozenset(self.places[at] for at in one.places)) for one in heard]

    def hush(self, aside: Collection[int], heard: Sequence[Heard]) -> list[Heard]:
        """Silence tokens that only say why something is asked; return the cues without them."""
        for at, place in enumerate(self.places):
            if place in aside:
                self.words[at], self.classes[at] = "", ""
        return [one for one, places in self.placed(heard) if places.isdisjoint(aside)]

    def know(self, link: Link) -> None:
        """Mark the words of measures, comparators and ambitions; those of whole names hide."""
        found: dict[int, str] = {}
        whole: set[int] = set()
        loose: set[int] = set()
        for mention in link.mentions:
            if mention.best.score >= PLAIN_NAME:
                found.update(dict.fromkeys(mention.best.places, "measure"))
                telling = {place for place in mention.best.places if link.weights[place] > TELLING}
                if mention.best.literal:
                    whole |= telling
                elif mention.best.whole:
                    loose |= telling
        for named in link.comparators:
            found.update(dict.fromkeys(named.places, "comparator"))
        for ambition in link.ambitions:
            if ambition.by == "number":
                found.update(dict.fromkeys(ambition.places, "ambition"))
            elif ambition.by == "title" and ambition.score >= TITLED:
                whole |= ambition.places
        for at, place in enumerate(self.places):
            if place in found and not self.classes[at]:
                self.classes[at] = found[place]
            if place in loose:
                self._named.add(at)
            if place in whole:
                self._hidden.add(at)
                self.words[at] = ""

    def inside(self, heard: Heard) -> bool:
        """Say whether a plain cue shares a word with a measure that is named in other words."""
        return not self._named.isdisjoint(heard.places)

    def begins_inside(self, heard: Heard) -> bool:
        """Say whether a cue that waits for names begins with a word that such a name may hold."""
        head = heard.cue.pieces[0]
        return not head.classes and heard.places[0] in self._named

    def hidden(self, at: int) -> bool:
        """Say whether a word is part of a measure named whole."""
        return at in self._hidden


def span(one: Mention | Numeral) -> range:
    """Return the places of the tokens of a period or a number."""
    return range(one.start, one.end)


_FACET_WORDS = frozenset(
    word for phrases in FACETS.values() for one in phrases for word in one.split()
)


def is_facet(word: str) -> bool:
    """Say whether a word asks for a number, a rate or a share."""
    return word in _FACET_WORDS and word not in {"how", "many", "much", "of", "to", "the"}
