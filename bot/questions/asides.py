"""Sentences that only say why something is asked: "A resident stopped me. What is the backlog?"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.questions.cues import Heard
from bot.questions.named import Link
from bot.questions.normalise import Token, TokenKind
from bot.questions.number_words import Numeral
from bot.questions.period_words import Mention

LEAST_WORDS = 4
"""A shorter stretch says something of the question: "NEET. Last year?"."""
LOUD = 4.0
HEARD = 1.0
"""A cue that weighs less asks for nothing."""
ENDS = frozenset({".", "?", "!", "…", ":", ";"})
ASKING = frozenset(
    """
    what whats wot how hows who whos whose which why when whens where wheres is are was were do does
    did can could has have should will would any
    """.split()  # noqa: SIM905
)
TELLING = frozenset(
    """
    show tell give list find get send compare plot draw chart graph put make explain just only also
    same not no yes it its they them this that these those and but or
    """.split()  # noqa: SIM905
)
"""Words that begin a request of its own, or one that leans on the sentence before."""
SHORT_FORMS = frozenset(
    """
    no nos mr mrs ms dr st rev cllr approx avg inc est vs yr yrs eg ie e g
    """.split()  # noqa: SIM905
)
"""Words that are written with a full stop of their own."""
POINTING = frozenset({"it", "that", "this", "those", "these", "them", "one", "ones", "same"})
OF_PEOPLE = frozenset({"not_in_plan.personal", "not_in_plan.opinion"})
"""What somebody's own story sounds like; other cues of what a plan lacks stand wherever said."""

SPEAKERS = frozenset({"i", "im", "ive", "we", "were", "weve", "my", "our", "as"})
OF_TRADES = frozenset({"not_in_plan.staffing", "not_in_plan.directory"})
"""What those who say who they are speak of: "I foster for an agency"."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The places of a sentence's tokens, and whether it is put as a question."""

    places: range
    asks: bool


def asides(
    tokens: Sequence[Token],
    link: Link,
    heard: Sequence[tuple[Heard, frozenset[int]]],
    dated: Sequence[Mention],
    numerals: Sequence[Numeral],
) -> frozenset[int]:
    """Return the places of the sentences that only say why something is asked.

    Args:
        tokens: The text.
        link: What it names.
        heard: The cues that it holds, each with the tokens it was heard in.
        dated: The periods that name dates.
        numerals: The numbers that may be values.
    """
    sentences = list(_sentences(tokens))
    if len(sentences) < 2 or not link.mentions:
        return frozenset()
    strongest = max(link.mentions, key=lambda one: one.best.score).best.places
    asked = next((one for one in sentences if not strongest.isdisjoint(one.places)), None)
    if asked is None or not _is_asked(asked, heard):
        return frozenset()
    kept = _kept(link, dated, numerals)
    return frozenset(
        place
        for one in sentences
        if one is not asked and kept.isdisjoint(one.places)
        if _only_tells(one, tokens, heard, leads=one.places.start < asked.places.start)
        for place in one.places
    )


def _sentences(tokens: Sequence[Token]) -> Iterator[_Sentence]:
    """Yield the sentences; a comma before a word that asks ends one too."""
    start, words = 0, 0
    for place, token in enumerate(tokens):
        if token.kind is not TokenKind.SYMBOL:
            words += 1
            continue
        after = tokens[place + 1].norm if place + 1 < len(tokens) else ""
        before = tokens[place - 1].norm if place else ""
        if (token.norm in ENDS and before not in SHORT_FORMS) or (
            token.norm in {",", "-"} and words > LEAST_WORDS and after in ASKING
        ):
            if words:
                yield _Sentence(range(start, place), token.norm == "?" or _begins(tokens, start))
            start, words = place + 1, 0
    if words:
        yield _Sentence(range(start, len(tokens)), _begins(tokens, start))


def _begins(tokens: Sequence[Token], start: int) -> bool:
    return tokens[start].norm in ASKING


def _is_asked(sentence: _Sentence, heard: Sequence[tuple[Heard, frozenset[int]]]) -> bool:
    """Say whether a sentence is a question by itself."""
    return sentence.asks or any(
        one.cue.weight >= HEARD and not one.cue.group.startswith("not_in_plan")
        for one, places in heard
        if places <= frozenset(sentence.places)
    )


def _kept(link: Link, dated: Sequence[Mention], numerals: Sequence[Numeral]) -> frozenset[int]:
    """Return the places of all that a question may be about, besides its measure."""
    numbered = [one for one in link.ambitions if one.by == "number"]
    named = (*link.comparators, *link.elsewhere, *link.absent, *link.breakdowns)
    kept = {place for one in named for place in one.places}
    kept |= {place for one in numbered for place in one.places}
    kept |= link.again
    kept |= {place for one in dated for place in range(one.start, one.end)}
    kept |= {
        place
        for one in numerals
        if not one.text.isalpha()  # "three letters came" is no value
        for place in range(one.start, one.end)
    }
    kept |= {place for one in link.mentions if one.best.literal for place in one.best.places}
    return frozenset(kept)


def _only_tells(
    sentence: _Sentence,
    tokens: Sequence[Token],
    heard: Sequence[tuple[Heard, frozenset[int]]],
    *,
    leads: bool,
) -> bool:
    """Say whether a sentence asks for nothing itself; what follows may add to the question."""
    words = [tokens[place] for place in sentence.places]
    said = sum(one.kind is not TokenKind.SYMBOL for one in words)
    first = words[0].norm
    if sentence.asks or said < LEAST_WORDS or first in TELLING:
        return False
    loud = [one.cue.group for one, places in heard if _is_loud(one, places, sentence.places)]
    if leads:
        own = OF_PEOPLE | OF_TRADES if first in SPEAKERS else OF_PEOPLE
        return not any(one.startswith("not_in_plan") and one not in own for one in loud)
    return all(one in OF_PEOPLE for one in loud) and POINTING.isdisjoint(one.norm for one in words)


def _is_loud(one: Heard, places: Collection[int], within: range) -> bool:
    return one.cue.weight >= LOUD and not frozenset(places).isdisjoint(within)
