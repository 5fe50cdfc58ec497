"""The evidence that a question leans on what was said before it, in the way it was read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from math import log

from bot.questions.another_topic import names_another
from bot.questions.asked import Asked
from bot.questions.before import Before
from bot.questions.clues import Clues
from bot.questions.going_on import GONE_ON_WITH, heard, is_now
from bot.questions.lean_ways import Leaning, Way
from bot.questions.leaning import (
    begins_with_pronoun,
    corrects,
    leads_on,
    leads_plainly,
    points_back,
    points_inside,
    points_plainly,
    speaks_of_several,
    takes_in,
    turns_down,
)
from bot.questions.queries import Ambiguous, Kind, NotUnderstood, Query, Reading, Understood
from bot.questions.relinking import AS_WELL

SHORT, LONG = 3, 16
"""Words from which on a text is no longer a scrap, and at which it is as long as any."""
MOST_LEFT = 3.0
LEAST = 0.001
LITTLE = 0.25
"""Less unexplained weight than this is nothing."""
ODD = 1.5
"""A word of talk besides weighs less than this."""
SOME = 0.6
"""Less than this may be a slip or an odd word."""
SCRAP = 4
AT_LARGE = frozenset(
    {Kind.LIST, Kind.RANKING, Kind.PLAN, Kind.HELP, Kind.AMBITION, Kind.DUE, Kind.FOLLOW}
)
"""Kinds that need no measure to be asked about."""
GENERAL = frozenset(
    """
    measures indicators metrics everything anything ambitions plan targets partnership priorities
    overall
    """.split()  # noqa: SIM905
)
"""Words of questions about the plan as a whole."""
GENERAL_PAIRS = frozenset(
    (("which", "of"), ("any", "of"), ("most", "of"), ("our", "numbers"), ("our", "figures"),
     ("the", "numbers"), ("the", "figures"), ("your", "figures"), ("our", "results"))
)  # fmt: skip
UNTOLD = frozenset({"unknown", "empty"})
"""Reasons of a refusal that say nothing."""
NEW = frozenset({Way.ANOTHER, Way.SISTER})


def lean_evidence(
    asked: Asked, earlier: Before, leaning: Leaning, alone: Reading, certainty: float
) -> Iterator[tuple[str, float]]:
    """Yield the features of the certainty that a question leans as it was read.

    Args:
        asked: The question.
        earlier: What was said before it.
        leaning: The way in which it is read as leaning.
        alone: How it is read where nothing was said before.
        certainty: How sure the measures are that it names itself, 0 where it names none.
    """
    clues, query = asked.clues, leaning.reading.query
    way = leaning.way
    words = sum(token.norm.isalnum() for token in clues.tokens)
    left = min(clues.left_over, MOST_LEFT)
    long = min(max(words - SHORT, 0), LONG) / LONG
    back, led = points_back(clues), leads_on(clues)
    plainly, softly = leads_plainly(clues), led and not leads_plainly(clues)
    nothing = 1 - certainty
    new = way in NEW
    kind = heard(asked, among=GONE_ON_WITH)
    bare = not asked.subject.named and left < SOME
    yield "always", 1.0
    yield way.value, 1.0
    yield "long", long
    yield "left", left
    if left < LITTLE and not asked.subject.named:
        yield "all of it said", 1.0
        if words <= SCRAP:
            yield "scrap", 1.0
    if plainly:
        yield ("led, new" if new else "led"), 1.0
        yield "led, nothing", nothing
        if bare:
            yield "led, all said", 1.0
    if softly:
        yield ("softly led, new" if new else "softly led"), 1.0
        yield "softly led, nothing", nothing
    inside = asked.subject.named and points_inside(clues, asked.subject.mentions[0])
    if points_plainly(clues) and not inside:
        yield "pronoun", 1.0
        yield "pronoun, nothing", nothing
        if bare:
            yield "pronoun, all said", 1.0
        if kind is not None and not asked.subject.named:
            yield "pronoun, its kind", 1.0
        if new:
            yield "pronoun, new", 1.0
    elif back:
        yield "pronoun perhaps", nothing
    if way is Way.AMBITION and (back or led or _asks_which(clues)):
        yield "within the ambition", 1.0
    if corrects(clues):
        yield "corrects", 1.0
    if not (led or back):
        yield "unled", 1.0
        yield "unled, left", left
        yield "unled, long", long
    if kind is None and way not in {Way.CORRECTION, Way.AMBITION}:
        yield "no kind", 1.0
        if clues.timed or is_now(clues):
            yield "only dates", nothing * (1 - min(left, ODD) / ODD)
    elif kind is not None:
        yield "its kind", nothing
    if clues.link.comparators and kind in {None, Kind.COMPARE}:
        yield "only places", nothing * (1 - min(left, ODD) / ODD)
    if any(point.of_answer for one in clues.timed for point in one.points):
        yield "dated by an answer", 1.0
    if begins_with_pronoun(clues):
        yield "begins with a pronoun", 1.0
    if takes_in(clues):
        yield "takes in", 1.0
    named = {*asked.subject.measures, *asked.subject.options}
    if named:
        meant = named & set(query.measures) or _is_meant(asked, query, way)
        group = "names it" if meant else "names another"
        yield group, certainty
        if group == "names another" and all(one.best.literal for one in asked.subject.mentions):
            yield "names another in full", 1.0
        if new:
            yield "new, sure", _odds(certainty)
    elif way is Way.SISTER:
        yield "sister, left", left
    if names_another(clues):
        yield "another topic", 1.0
    if clues.link.elsewhere or clues.link.breakdowns:
        yield "names what is not held", 1.0
    if _is_general(clues):
        yield "general", 1.0
    if speaks_of_several(clues) and len(query.measures) > 1:
        yield "both", 1.0
    yield from _alone(alone, query, way)
    if earlier.last.asked:
        yield "asked back", 1.0
    if earlier.last is not earlier.turn:
        yield "told nothing", 1.0
    if len(earlier.query.measures) > 1:
        yield "several", 1.0


def _is_meant(asked: Asked, query: Query, way: Way) -> bool:
    """Say whether what is named is turned down, or names a part of what was spoken of as well."""
    if way is Way.CORRECTION and turns_down(asked.clues):
        return True
    return way is Way.ANOTHER and any(
        one.code in query.measures and one.score >= AS_WELL * mention.best.score
        for mention in asked.subject.mentions
        for one in mention.candidates
    )


def _is_general(clues: Clues) -> bool:
    """Say whether a question is about the plan as a whole: "which of our numbers …"."""
    pairs = itertools.pairwise(clues.words)
    return not GENERAL.isdisjoint(clues.words) or any(pair in GENERAL_PAIRS for pair in pairs)


def _asks_which(clues: Clues) -> bool:
    """Say whether hardly more is said than "which is worst"."""
    words = [token.norm for token in clues.tokens if token.norm.isalpha()]
    return len(words) <= SHORT and words[:1] in (["which"], ["what"], ["whats"], ["where"])


def _alone(alone: Reading, query: Query, way: Way) -> Iterator[tuple[str, float]]:
    """Yield how well the question stands alone."""
    if isinstance(alone, NotUnderstood):
        told = bool(alone.query.reason) and alone.query.reason not in UNTOLD
        yield ("refused alone" if told else "unknown alone"), 1.0
        yield "surely outside", alone.certainty
    elif isinstance(alone, Ambiguous):
        yield "asked alone", 1.0
    elif isinstance(alone, Understood):
        surely = max(_odds(alone.certainty), 0.0)
        yield "sure alone", surely
        if alone.query.measures and set(alone.query.measures) == set(query.measures):
            yield "alone the same", 1.0
        if alone.query.kind in AT_LARGE and not alone.query.measures:
            yield "at large alone", surely
            if alone.query.kind is Kind.HELP and way is not Way.CORRECTION:
                yield "manners", 1.0
        if alone.query.term or alone.query.owner or alone.query.ambition is not None:
            yield "something of its own", surely
        if alone.query.kind is query.kind and not alone.query.measures:
            yield "the same at large", surely
    if alone.query.kind is query.kind:
        yield "alone the same kind", 1.0


def _odds(chance: float) -> float:
    kept = min(max(chance, LEAST), 1 - LEAST)
    return log(kept / (1 - kept))
