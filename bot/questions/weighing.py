"""What the words of a question weigh, which are taken, and which kinds of figure they ask for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.questions.english import rarity
from bot.questions.facets import FACETS, NUMBER, RATE, SHARE
from bot.questions.ideas import Sort, Spot, Word
from bot.questions.reading_index import Readings

COMMONEST, RAREST = 0.4, 0.9
"""English rarities between which an unknown word weighs from next to nothing to 1."""
LEAST = 0.1
DENYING = frozenset({"not", "dont", "never", "than", "instead", "without"})
"""Words that turn down the kind of figure after them: 'heads not %', 'rather than a rate'."""
BRIDGING = frozenset(
    """
    a an the as in of any by just want need give me us mind after that to see tell
    """.split()  # noqa: SIM905
)
"""What may stand between: 'don't give me the headcount'."""
HELD_ELSEWHERE = 1.0
"""What a split or a place weighs that no measure is named after."""


def weight(spot: Spot, words: Sequence[Word], readings: Readings, quiet: Collection[str]) -> float:
    """Return what a spot weighs: by its ideas where the plan knows them, else by its rarity."""
    if spot.sort in {Sort.COMPARATOR, Sort.SILENT}:
        return 0.0
    ideas = spot.ideas
    outright = tuple(one for one in ideas if one[1] == 1.0)
    if not any(readings.finds(idea) for idea, _ in outright):
        ideas = outright  # what an everyday word may mean besides does not make it heavier
    known = max((readings.weight(idea) * much for idea, much in ideas), default=0.0)
    if spot.sort is not Sort.IDEA:
        return known or HELD_ELSEWHERE
    if all(idea in FACETS for idea, _ in spot.ideas):
        return 0.0
    if known or all(words[place].norm in quiet for place in spot.places):
        return known
    return _unknown(words[spot.places[0]].norm)


def facets_asked(spots: Sequence[Spot], words: Sequence[Word]) -> frozenset[str]:
    """Return the kinds of figure that a question asks for; "how many per 10,000" asks a rate."""
    asked = {
        idea
        for spot in spots
        if spot.sort is Sort.IDEA
        for idea, _ in spot.ideas
        if idea in FACETS and not (idea == SHARE and _after_number(spot, words))
    }
    if NUMBER in asked and asked & {RATE, SHARE}:
        first = [(idea, words[spot.places[0]].norm) for spot in spots for idea, _ in spot.ideas]
        counted = any(idea == NUMBER and norm != "how" for idea, norm in first)
        if not counted or (RATE, "per") in first:
            asked.discard(NUMBER)
    return frozenset(asked)


def turned_down(spot: Spot, words: Sequence[Word]) -> bool:
    """Say whether a spot is a kind of figure that is not wanted: 'the number, not the rate'."""
    if not any(idea in FACETS for idea, _ in spot.ideas):
        return False
    before = spot.places[0] - 1
    while before >= 0 and words[before].norm in BRIDGING:
        before -= 1
    return before > 0 and words[before].norm in DENYING and words[before - 1].norm != "more"


def is_hidden(hidden: Collection[int], spot: Spot, words: Sequence[Word]) -> bool:
    """Say whether a spot is taken: its word or one of its numbers is.

    A phrase of several words stays what it is though one of them may be a cue elsewhere.
    """
    taken = [place for place in spot.places if place in hidden]
    if len(spot.places) == 1:
        return bool(taken)
    return any(words[place].norm[0].isdigit() for place in taken)


def _after_number(spot: Spot, words: Sequence[Word]) -> bool:
    """Say whether a number stands before a spot: '8.2 percent' is a value, no kind of figure."""
    before = spot.places[0] - 1
    return before >= 0 and words[before].norm[0].isdigit()


def _unknown(word: str) -> float:
    """Return what a word weighs that neither the plan nor the lexicon knows."""
    return min(max((rarity(word) - COMMONEST) / (RAREST - COMMONEST), LEAST), 1.0)
