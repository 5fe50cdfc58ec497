"""What of all that a question names is meant: a term, an owner, a topic, one of two measures."""

from __future__ import annotations

from bot.plan.measures import Catalogue
from bot.questions.asked import SUBJECT_SURE, Asked
from bot.questions.clues import UNIT_SIGNS, WELL
from bot.questions.ideas import written
from bot.questions.named import AmbitionNamed, Named
from bot.questions.readings import By

ON_TOPIC = 0.7
"""How much of the best measure's score a further one on the topic has."""
OF_MEASURES = frozenset(
    [
        "measure",
        "measures",
        "measuring",
        "figure",
        "figures",
        "number",
        "numbers",
        "count",
        "counts",
        "counted",
        "indicator",
        "rate",
        "percentage",
        "one",
        "include",
        "includes",
        "included",
        "complete",
        "completed",
    ]
)
TAKES_IN = frozenset(
    """
    include includes included including count counts counted counting cover covers covering contain
    contains
    """.split()  # noqa: SIM905
)
TOLD_APART = frozenset(
    ["difference", "different", "differ", "same", "vs", "versus", "between", "both", "and"]
)
TAGS = frozenset(
    {("isnt", "it"), ("wasnt", "it"), ("arent", "they"), ("werent", "they"), ("is", "it")}
)


def in_a_row(asked: Asked) -> bool:
    """Say whether several steps one after the other are asked for, which no list can pick."""
    words = {token.norm for token in asked.clues.tokens}
    return {"in", "a", "row"} <= words or "consecutive" in words or "consecutively" in words


def is_tagged(asked: Asked) -> bool:
    """Say whether a text ends by asking whether it is right: "it is 12, isn't it"."""
    words = [token.norm for token in asked.clues.tokens if token.norm.isalpha()]
    return tuple(words[-2:]) in TAGS or words[-1:] == ["innit"]


def is_all_said(asked: Asked) -> bool:
    """Say whether so little is unexplained that nothing in particular is asked about."""
    return asked.clues.left_over < SUBJECT_SURE * 2


def ambition_owned(asked: Asked) -> AmbitionNamed | None:
    """Return the ambition whose owner is asked for, where it is called so or nothing else is."""
    ambition = asked.ambition()
    called = any(token.norm == "ambition" for token in asked.clues.tokens)
    return ambition if called or not asked.subject.named else None


def term_meant(asked: Asked, catalogue: Catalogue) -> str | None:
    """Return the term of the plan that a definition is about, where no measure is meant.

    "What is early help" asks for the term; "what does the early help number count" does not.
    """
    terms = asked.clues.link.terms
    if not terms or any(token.norm in OF_MEASURES for token in asked.clues.tokens):
        return None
    spoken = [one.best.places for one in asked.subject.mentions]
    best = terms[0]
    if _runs_on(asked, best, catalogue):
        return None
    return best.name if all(places <= best.places for places in spoken) else None


def _runs_on(asked: Asked, term: Named, catalogue: Catalogue) -> bool:
    """Say whether the name of a measure spoken of goes on after a term: "early help assessment"."""
    tokens, after = asked.clues.tokens, max(term.places) + 1
    printed = next(one for one in catalogue.terms if one.term == term.name)
    own = {stem for text in (printed.term, *printed.aliases) for stem in written(text)}
    said = {tokens[place].stem for place in (*term.places, after) if place < len(tokens)} - own
    return any(
        not said.isdisjoint(written(catalogue.by_code[mention.best.code].name))
        for mention in asked.subject.mentions
    )


def is_whole(asked: Asked) -> bool | None:
    """Say whether the one value in a text is a whole number, no percentage.

    None where that does not matter: a number or a rate is asked for, or the measure's own code.
    """
    clues, values = asked.clues, asked.clues.numerals
    by_code = asked.subject.mentions[0].best.by is By.CODE
    if clues.link.facets or by_code or len(values) != 1 or values[0].value is None:
        return None
    after = clues.tokens[values[0].end].norm if values[0].end < len(clues.tokens) else ""
    return values[0].value % 1 == 0 and after not in UNIT_SIGNS


def asks_what_counts(asked: Asked) -> bool:
    """Say whether it is asked what the first measure named takes in: 'does X include Y'."""
    mentions = asked.subject.mentions
    if len(mentions) < 2:
        return False
    first, second, *_ = mentions
    between = {token.norm for token in asked.clues.tokens[first.end : second.start]}
    norms = {token.norm for token in asked.clues.tokens}
    return not between.isdisjoint(TAKES_IN) or norms.isdisjoint(TOLD_APART)


def on_topic(asked: Asked) -> tuple[str, ...]:
    """Return all measures on the topics named: the equal ones, or the one and what fits too.

    Words that fit several measures equally are the name of their topic, and of no more than it.
    """
    codes: dict[str, None] = {}
    for mention in asked.subject.mentions:
        best, alone = mention.best, len(mention.tied) == 1
        for one in mention.candidates:
            fits = one.places >= best.places and one.score >= ON_TOPIC * best.score
            if one.code in mention.tied or (alone and fits):
                codes[one.code] = None
    return tuple(codes)


def owner_leads(asked: Asked) -> bool:
    """Say whether an organisation or role explains more than any measure does."""
    owners = asked.clues.link.owners
    if not owners or owners[0].score < SUBJECT_SURE:
        return False
    owner, spoken = owners[0], [one.best for one in asked.subject.mentions]
    if any(owner.places <= one.places and one.score > owner.score for one in spoken):
        return False  # "deadline for CLA" is no deadline of the head of children in care
    words = max((len(one.places) for one in spoken if one.literal), default=0)
    return len(owner.places) > words


def names_role(asked: Asked) -> bool:
    """Say whether a role is named well, and no measure outside its name."""
    if not owner_leads(asked):
        return False
    owner = asked.clues.link.owners[0]
    spoken = [one.best for one in asked.subject.mentions]
    inside = all(one.places <= owner.places and one.score < owner.score for one in spoken)
    return owner.is_role and owner.score >= WELL and inside
