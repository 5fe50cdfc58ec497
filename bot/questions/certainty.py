"""The evidence for a measure: what says that the words mean it, and what speaks against."""

from __future__ import annotations

from collections.abc import Iterator

from bot.questions.clues import Clues
from bot.questions.english import is_common
from bot.questions.kinds import Kinds
from bot.questions.named import Mention
from bot.questions.queries import Kind
from bot.questions.readings import By
from bot.questions.subjects import Subject

RIVAL, CLOSE = 0.4, 0.75
"""A rival has this share of the best score at least, a close one this."""
TELLING = 0.25
"""A word of this weight tells measures apart."""
BESIDE = 2
"""So many words away is still beside."""


def evidence(clues: Clues, subject: Subject, kinds: Kinds) -> Iterator[tuple[str, float]]:
    """Yield the features of the certainty that a question means the measures of its subject."""
    yield "always", 1.0
    if not subject.mentions:
        return
    worst = min(subject.mentions, key=lambda mention: mention.best.score)
    best = worst.best
    left = clues.left_over
    own = sum(clues.link.weights[place] for place in best.places) or 0.3
    yield "recall", best.recall
    yield "whole", float(best.whole)
    yield "literal", float(best.literal)
    yield "by a name", float(best.by >= By.ALIAS)
    yield "by a code", float(best.by is By.CODE)
    yield "generic", float(best.generic)
    yield "covered", own / (own + left)
    near, far, known = _left(clues, best.places)
    yield "left near", min(near, 2.0)
    yield "left far", min(far, 2.5)
    yield "left known", min(known, 2.0)
    yield "margin", min(_margin(worst), 0.5) * 2
    extra, close, whole = _rivals(worst, clues)
    yield "rival named too", float(whole)
    yield "strange words", min(_strange(clues, best.places), 2)
    yield "rival explains more", min(extra, 1.5)
    yield "close rivals", min(close, 4) / 2
    if not best.literal:
        yield "other words, left", min(left, 2.0)
        yield "other words, unsaid", 1 - best.recall
        yield "other words, rival", min(extra, 1.5)
        yield "other words, close", min(close, 4) / 2
    elif best.by >= By.ALIAS:
        yield "word for word", 1.0
    yield "content", min(clues.link.content, 8) / 4
    yield "another unit", float(best.facet < 0)
    yield "several", float(len(subject.mentions) > 1)
    yield "crossed", float(subject.crossed)
    yield "outside", kinds.chances[Kind.NOT_IN_PLAN]
    held = (*clues.link.absent, *clues.link.elsewhere, *clues.link.breakdowns)
    yield "not held", float(bool(held))


def _strange(clues: Clues, places: frozenset[int]) -> int:
    """Return how many words near the name are neither explained nor English."""
    return sum(
        not is_common(token.norm)
        for place, token in enumerate(clues.tokens)
        if clues.link.weights[place]
        and place not in clues.explained
        and token.norm.isalpha()
        and any(abs(place - other) <= BESIDE for other in places)
    )


def _rivals(mention: Mention, clues: Clues) -> tuple[float, int, bool]:
    """Return what rivals have: weight explained beyond the best, how many are close, one whole."""
    best = mention.best
    extra, close, whole = 0.0, 0, False
    for one in mention.candidates:
        if one.code in mention.tied or one.score < RIVAL * best.score:
            continue
        close += one.score > CLOSE * best.score
        more = sum(clues.link.weights[place] for place in one.places - best.places)
        extra = max(extra, more * one.score / best.score)
        whole = whole or (one.whole and more >= TELLING)
    return extra, close, whole


def _left(clues: Clues, places: frozenset[int]) -> tuple[float, float, float]:
    """Return the weight left unexplained beside the name, away from it, and of words names use."""
    near = far = known = 0.0
    for place, weight in enumerate(clues.link.weights):
        if not weight or place in clues.explained:
            continue
        if any(abs(place - other) <= BESIDE for other in places):
            near += weight
        else:
            far += weight
        if place in clues.known:
            known += weight
    return near, far, known


def _margin(mention: Mention) -> float:
    """Return how far the best candidates are ahead of the next."""
    others = [one.score for one in mention.candidates if one.code not in mention.tied]
    return mention.best.score - max(others, default=0.0)
