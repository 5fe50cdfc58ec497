"""Words that lean on what was said before: leads, pronouns, corrections, picks from a list."""

from __future__ import annotations

import itertools
from functools import lru_cache

from bot.questions.clues import WELL, Clues
from bot.questions.facets import FACETS
from bot.questions.named import Mention

REMEMBERED = 512
"""How many texts it is remembered of how they lean."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


LIGHT = word_set("the in of for a and to on with at child rate")
"""Words that do not tell the names of measures apart."""
PLAIN_LEADS = frozenset((
    ("and",), ("nd",), ("&",), ("n",), ("also",), ("plus",), ("same",), ("ditto",), ("likewise",),
    ("what", "about"), ("how", "about"), ("wat", "about"), ("wot", "about"), ("ok", "and"),
    ("okay", "and"), ("what", "abt"), ("how", "bout"), ("and", "for"), ("ok", "what", "about"),
    ("so", "what", "about"), ("now", "for"), ("now", "do"), ("then",), ("do", "the", "same"),
    ("but", "for"), ("but", "what", "about"), ("whatabout",), ("wbu",), ("what", "of"),
    ("then", "what", "about"), ("right", "and"), ("the", "same"),
    ("can", "you", "do", "the", "same"),
    ("ok", "then"), ("okay", "then"), ("so", "and"), ("but",), ("now", "the"), ("thanks", "and"),
    ("oh", "and"), ("yes", "and"), ("yeah", "and"), ("cool", "and"), ("great", "and"),
    ("how", "abt"), ("ta", "and"), ("now", "what", "about"), ("same", "again"), ("next",),
))  # fmt: skip
"""Words that begin a text which carries on from another."""
SOFT_LEADS = frozenset((
    ("or",), ("versus",), ("vs",), ("v",), ("compared",), ("against",), ("just",), ("only",),
    ("with",), ("in",), ("for",), ("as",), ("since",), ("one", "for"), ("so",), ("by",),
))  # fmt: skip
"""Words that begin such a text, and others as well: "in 2021 how many …"."""
TO_ANOTHER = (("or",), ("just",), ("only",), ("with",), ("for",), ("now",))
LONGEST_LEAD = max(map(len, PLAIN_LEADS))
TAILS = (("as", "well"), ("too",), ("one",), ("ones",), ("instead",), ("also",), ("then",))
SHORT = 8
SIGNS = frozenset({",", ".", "-", "…", "?", "!"})
SEVERAL = frozenset(
    (("the", "two"), ("those", "two"), ("these", "two"), ("them", "two"), ("the", "pair"))
)
POINTERS = word_set("that this these those thse ths tht")
"""Words that point back alone, and at what follows them where a noun does."""
AFTER_POINTER = word_set(
    "is isnt was were are has have had do does did go goes going gone come comes came from on in "
    "up down change changes changed compare compares compared look looks mean means stand stands "
    "and or then please again now one ones figure number measure rate percentage share year two "
    "good bad high low so over time for with against to by as at be been being count include cover "
    "move moved moving much better worse than out before fall fell rise rose drop dropped going "
    "next due updated published out refreshed in into per off about the a an just only actually "
    "really all sit sits land lands belong"
)
ONE_THING = word_set("it that this its thats itself one ths tht")
NEXT_ONES = frozenset(
    (("next", "one"), ("next", "number"), ("next", "figure"), ("next", "update"), ("next", "lot"),
     ("next", "return"), ("new", "one"), ("new", "number"), ("new", "figure"), ("latest", "one"))
)  # fmt: skip
TAKES_IN = word_set(
    "include includes including count counts cover covers contain leave exclude excludes"
)
OPENING = word_set("so and ok okay um right but well then")
AUXILIARY = word_set("is does do did are was were has have isnt wasnt doesnt")
STANDING = word_set("it that this these those they")
TRUE = word_set("true right correct fair possible a many fact")
"""What follows "is it" where it stands for what is said after."""
TAKES_IN_BY = 5
LOOSE_PRONOUNS = word_set("one ones there theirs")
POINTED_ONES = frozenset(
    (
        ("the", "one"),
        ("that", "one"),
        ("this", "one"),
        ("the", "other"),
        ("on", "there"),
        ("in", "there"),
        ("from", "there"),
        ("last", "one"),
        ("first", "one"),
        ("latter", "one"),
        ("former", "one"),
    )
)
PRONOUNS = word_set(
    "that it this these those them they its thats itself one ones there theirs thse ths tht"
)
CORRECTING = word_set(
    "no nope nah not wrong sorry oops whoops actually meant mean instead rather wasnt incorrect "
    "nooo noo correction"
)
NO_CORRECTION = frozenset(
    (
        ("no", "of"),
        ("no", "more"),
        ("no", "longer"),
        ("no", "one"),
        ("no", "figure"),
        ("no", "data"),
    )
)
AFTER_NOT = word_set("that this the what quite really it those these him her a right so for in")
TURNING_DOWN = word_set("not rather instead no isnt")
OTHER_ONE = (
    ("other", "one"), ("other", "ones"), ("not", "that", "one"), ("not", "that"), ("wrong", "one"),
    ("not", "this"), ("not", "this", "one"), ("different", "one"), ("another", "one"),
    ("not", "the", "one"), ("something", "else"), ("the", "other"), ("wrong", "measure"),
    ("not", "what", "i", "meant"), ("not", "what", "i", "asked"), ("wrong", "thing"),
)  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def leads_on(clues: Clues) -> bool:
    """Say whether a question begins, or ends, as one that carries on from another."""
    words = _words_of(clues)
    if leads_plainly(clues) or any(words[: len(lead)] == lead for lead in SOFT_LEADS):
        return True
    return len(words) <= SHORT and any(words[-len(tail) :] == tail for tail in TAILS)


@lru_cache(maxsize=REMEMBERED)
def leads_plainly(clues: Clues) -> bool:
    """Say whether a question begins as only those do that carry on from another."""
    words = _words_of(clues)
    return any(words[:length] in PLAIN_LEADS for length in range(1, LONGEST_LEAD + 1))


@lru_cache(maxsize=REMEMBERED)
def leads_to_another(clues: Clues) -> bool:
    """Say whether a question that names a measure goes on to it from another one."""
    words = _words_of(clues)
    if leads_plainly(clues) or (words[:1] in TO_ANOTHER and len(words) <= SHORT):
        return True
    return len(words) <= SHORT and any(words[-len(tail) :] == tail for tail in TAILS)


def _words_of(clues: Clues) -> tuple[str, ...]:
    return tuple(token.norm for token in clues.tokens if token.norm not in SIGNS)


@lru_cache(maxsize=REMEMBERED)
def points_back(clues: Clues) -> bool:
    """Say whether a question speaks of 'that', 'it' or 'them'."""
    return any(token.norm in PRONOUNS for token in clues.tokens)


@lru_cache(maxsize=REMEMBERED)
def points_plainly(clues: Clues) -> bool:
    """Say whether a pronoun stands for what was spoken of: not "this year", nor "is there"."""
    tokens = clues.tokens
    dated = {one.start for one in clues.timed} | {place + 1 for place in _timed(clues)}
    for place, token in enumerate(tokens):
        if token.norm not in PRONOUNS or place in dated or token.norm in LOOSE_PRONOUNS:
            continue
        after = tokens[place + 1].norm if place + 1 < len(tokens) else ""
        if token.norm in POINTERS and after and after not in AFTER_POINTER and after not in SIGNS:
            continue
        return True
    return any((one.norm, two.norm) in POINTED_ONES for one, two in itertools.pairwise(tokens))


@lru_cache(maxsize=REMEMBERED)
def points_at_one(clues: Clues) -> bool:
    """Say whether one thing spoken of is pointed at: "when is that due", not "send theirs"."""
    words = _words_of(clues)
    if any(pair in NEXT_ONES for pair in itertools.pairwise(words)):
        return True
    return points_plainly(clues) and not ONE_THING.isdisjoint(words)


def _timed(clues: Clues) -> set[int]:
    return {place for one in clues.timed for place in range(one.start, one.end)}


def speaks_of_several(clues: Clues) -> bool:
    """Say whether a question is about several things spoken of before: "compare both"."""
    words = _words_of(clues)
    return "both" in words or any(pair in SEVERAL for pair in itertools.pairwise(words))


def takes_in(clues: Clues) -> bool:
    """Say whether it is asked what "that" takes in: "does it include early help"."""
    return begins_with_pronoun(clues) and not TAKES_IN.isdisjoint(_words_of(clues)[:TAKES_IN_BY])


@lru_cache(maxsize=REMEMBERED)
def begins_with_pronoun(clues: Clues) -> bool:
    """Say whether a pronoun stands before all else: "is that all of them", "does it include"."""
    words = [word for word in _words_of(clues) if word not in OPENING]
    if len(words) < 2 or words[0] not in AUXILIARY or words[1] not in STANDING:
        return False
    after = words[2] if len(words) > 2 else ""
    if words[1] in POINTERS and after not in AFTER_POINTER | {""}:
        return False
    return after not in TRUE and words[2:4] != ["just", "me"]


def points_inside(clues: Clues, named: Mention) -> bool:
    """Say whether 'it' can only mean what the text itself names: 'take up, why did it drop'."""
    pronouns = [place for place, token in enumerate(clues.tokens) if token.norm in PRONOUNS]
    well = named.best.whole and named.best.score >= WELL
    return well and min(pronouns, default=-1) >= named.end


@lru_cache(maxsize=REMEMBERED)
def corrects(clues: Clues) -> bool:
    """Say whether a question sets right what was understood."""
    words = [token.norm for token in clues.tokens if token.norm.isalpha()]
    if not words or tuple(words[:2]) in NO_CORRECTION:
        return False
    if words[0] == "not":
        return words[1:2] == [] or words[1] in AFTER_NOT
    return words[0] in CORRECTING or words[:2] in (["i", "meant"], ["i", "mean"], ["i", "said"])


@lru_cache(maxsize=REMEMBERED)
def figure_wanted(clues: Clues) -> frozenset[str]:
    """Return the kinds of figure asked for, without those turned down: "not the rate"."""
    asked = clues.link.facets
    if len(asked) < 2:
        return asked
    words = [token.norm for token in clues.tokens]
    turned = next((place for place, word in enumerate(words) if word in TURNING_DOWN), None)
    if turned is None:
        return asked
    before, after = _facets(words[:turned]), _facets(words[turned:])
    return frozenset(before - after or asked)


def turns_down(clues: Clues) -> bool:
    """Say whether what is named is what was not meant: "sorry not persistent, overall"."""
    words = [token.norm for token in clues.tokens]
    return any(
        words[place - 1] in TURNING_DOWN
        for one in clues.link.mentions
        for place in one.best.places
        if place
    )


def _facets(words: list[str]) -> frozenset[str]:
    said = f" {' '.join(words)} "
    return frozenset(
        facet
        for facet, phrases in FACETS.items()
        if any(f" {phrase} " in said for phrase in phrases)
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
