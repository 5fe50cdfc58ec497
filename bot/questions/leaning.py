"""Words that lean on what was said before: leads, pronouns, corrections, picks from a list."""

from __future__ import annotations

from functools import lru_cache

from bot.questions.clues import WELL, Clues
from bot.questions.named import Mention

REMEMBERED = 512
"""How many texts it is remembered of how they lean."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LIGHT = _words("the in of for a and to on with at child rate")
"""Words that do not tell the names of measures apart."""
CERTAIN_LEADS = frozenset((
    ("and",), ("nd",), ("&",), ("n",), ("also",), ("plus",), ("same",), ("ditto",), ("likewise",),
    ("what", "about"), ("how", "about"), ("wat", "about"), ("wot", "about"), ("ok", "and"),
    ("okay", "and"), ("what", "abt"), ("how", "bout"), ("and", "for"), ("ok", "what", "about"),
    ("so", "what", "about"), ("now", "for"), ("now", "do"), ("then",), ("do", "the", "same"),
    ("but", "for"), ("but", "what", "about"), ("whatabout",), ("wbu",), ("what", "of"),
    ("or",), ("versus",), ("vs",), ("compared",), ("against",), ("just",), ("only",), ("with",),
    ("in",), ("for",), ("as",), ("since",), ("then", "what", "about"), ("right", "and"),
    ("the", "same"), ("one", "for"), ("can", "you", "do", "the", "same"),
))  # fmt: skip
LONGEST_LEAD = max(map(len, CERTAIN_LEADS))
TAILS = (("as", "well"), ("too",), ("one",), ("ones",), ("instead",), ("also",), ("then",))
SHORT = 8
PRONOUNS = _words(
    "that it this these those them they its thats itself one ones there theirs thse ths tht"
)
CORRECTING = _words(
    "no nope nah not wrong sorry oops whoops actually meant mean instead rather wasnt incorrect "
    "nooo noo correction"
)
OTHER_ONE = (
    ("other", "one"), ("other", "ones"), ("not", "that", "one"), ("not", "that"), ("wrong", "one"),
    ("not", "this"), ("not", "this", "one"), ("different", "one"), ("another", "one"),
    ("not", "the", "one"), ("something", "else"), ("the", "other"), ("wrong", "measure"),
    ("not", "what", "i", "meant"), ("not", "what", "i", "asked"), ("wrong", "thing"),
)  # fmt: skip
ORDINALS = {
    **dict.fromkeys(("first", "1st", "1", "one", "a", "top", "former"), 0),
    **dict.fromkeys(("second", "2nd", "2", "two", "b", "middle", "2nd."), 1),
    **dict.fromkeys(("third", "3rd", "3", "three", "c"), 2),
    **dict.fromkeys(("fourth", "4th", "4", "four", "d"), 3),
    **dict.fromkeys(("fifth", "5th", "5", "five", "e"), 4),
    **dict.fromkeys(("sixth", "6th", "6", "six", "f"), 5),
    **dict.fromkeys(("last", "bottom", "latter", "final"), -1),
}
ALL = _words("all both everything every lot each either any")
NONE = _words("none neither nothing")
YES = _words("yes yeah yep yup yea aye ya ye sure correct exactly right ok okay k indeed please")
_PADDING = _words(
    "the a an one ones option number no please pls um erm i mean meant want wanted think guess its "
    "it is that this would like go with for of them those these choice pick show me then thanks ok "
    "yes yeah sorry just answer"
)


@lru_cache(maxsize=REMEMBERED)
def leads_on(clues: Clues) -> bool:
    """Say whether a question begins, or ends, as one that carries on from another."""
    words = tuple(
        token.norm for token in clues.tokens if token.norm not in {",", ".", "-", "…", "?", "!"}
    )
    if any(words[:length] in CERTAIN_LEADS for length in range(1, LONGEST_LEAD + 1)):
        return True
    return len(words) <= SHORT and any(words[-len(tail) :] == tail for tail in TAILS)


@lru_cache(maxsize=REMEMBERED)
def points_back(clues: Clues) -> bool:
    """Say whether a question speaks of 'that', 'it' or 'them'."""
    return any(token.norm in PRONOUNS for token in clues.tokens)


def points_inside(clues: Clues, named: Mention) -> bool:
    """Say whether 'it' can only mean what the text itself names: 'take up, why did it drop'."""
    pronouns = [place for place, token in enumerate(clues.tokens) if token.norm in PRONOUNS]
    well = named.best.whole and named.best.score >= WELL
    return well and min(pronouns, default=-1) >= named.end


@lru_cache(maxsize=REMEMBERED)
def corrects(clues: Clues) -> bool:
    """Say whether a question sets right what was understood."""
    words = [token.norm for token in clues.tokens if token.norm.isalpha()]
    return bool(words) and (
        words[0] in CORRECTING or words[:2] in (["i", "meant"], ["i", "mean"], ["i", "said"])
    )


@lru_cache(maxsize=REMEMBERED)
def other_one(clues: Clues) -> bool:
    """Say whether 'the other one', or another than was shown, is asked for."""
    words = tuple(token.norm for token in clues.tokens if token.norm.isalpha())
    if len(words) > 7:
        return False
    spans = {words[start : start + length] for length in (2, 3, 4) for start in range(len(words))}
    return not spans.isdisjoint(OTHER_ONE) or (
        bool(words) and all(word in {"no", "nope", "nah", "wrong"} for word in words)
    )


def picked_places(clues: Clues, count: int) -> tuple[int, ...] | None:
    """Return the places of choices that a text picks ('the second one', 'both'), or None."""
    words = [token.norm for token in clues.tokens if token.norm.isalnum()]
    kept = [word for word in words if word not in _PADDING or word in ORDINALS]
    if not words or len(words) > 8:
        return None
    if kept and all(word in ALL or word in _PADDING for word in kept):
        return tuple(range(count))
    if len(kept) > 1:
        kept = [word for word in kept if word not in {"one", "a"}] or kept[:1]
    if len(kept) == 1 and kept[0] in ORDINALS:
        place = ORDINALS[kept[0]]
        place = place if place >= 0 else count - 1
        return (place,) if place < count else None
    if not kept and count == 1 and any(word in YES for word in words):
        return (0,)
    return None


def says_none(clues: Clues) -> bool:
    """Say whether a text turns down all choices."""
    words = [token.norm for token in clues.tokens if token.norm.isalpha()]
    return bool(words) and len(words) <= 5 and any(word in NONE for word in words)
