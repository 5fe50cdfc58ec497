"""What a question is about: measures that are clear, or those to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.questions.clues import Clues
from bot.questions.named import Mention
from bot.questions.readings import By

MOST = 6
REMEMBERED = 512
"""How many texts it is remembered of what they are about."""
ENOUGH = 0.3
"""A mention weaker than this names nothing."""
LOUD = 4.0
"""A cue this loud keeps its words to itself unless they are a name word for word."""
FURTHER = 0.85
"""So much of a name must be said for a further mention."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The measures of a question.

    `measures` are meant together. `options` are those that the words fit equally, where that is
    unclear; `alike` says that they share the very name that was used, so that showing all of them
    is as good as asking.
    """

    measures: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    alike: bool = False
    crossed: bool = False
    mentions: tuple[Mention, ...] = ()

    @property
    def named(self) -> bool:
        """Say whether any measure is named."""
        return bool(self.measures or self.options)

    @property
    def score(self) -> float:
        """The score of the weakest mention, 0 where none is named."""
        return min((mention.best.score for mention in self.mentions), default=0.0)

    @property
    def first(self) -> Subject:
        """The first thing named, alone."""
        mention = self.mentions[0]
        clear = len(mention.tied) == 1
        return Subject(
            measures=mention.tied if clear else (),
            options=() if clear else mention.tied[:MOST],
            mentions=(mention,),
        )


NOTHING = Subject()


@lru_cache(maxsize=REMEMBERED)
def subject_of(clues: Clues) -> Subject:
    """Return the measures that a question names."""
    mentions = _kept(clues)
    if not mentions:
        return NOTHING
    codes = tuple(dict.fromkeys(code for one in mentions for code in one.tied))
    unclear = any(len(one.tied) > 1 for one in mentions)
    either = any(one.joined == "or" for one in mentions)
    crossed = len(mentions) > 1 and any(not one.joined for one in mentions[1:])
    if unclear or (either and len(codes) > 1):
        return Subject(
            options=codes[:MOST],
            alike=not either and len(mentions) == 1 and _alike(mentions[0]),
            crossed=crossed,
            mentions=mentions,
        )
    return Subject(measures=codes, crossed=crossed, mentions=mentions)


def _kept(clues: Clues) -> tuple[Mention, ...]:
    """Return the mentions that stand: weak ones, and echoes of the cues beside others, fall."""
    echoed = frozenset(
        clues.places[place]
        for one in clues.heard
        if one.cue.weight >= LOUD
        and not one.cue.named
        and one.cue.group not in {"latest", "figure"}
        for place in one.places
    )
    mentions = [
        one
        for one in clues.link.mentions
        if one.best.score >= ENOUGH
        and (one.best.literal or not one.best.places <= echoed)
        and not _is_the_plan(one, clues)
    ]
    if len(mentions) < 2:
        return tuple(mentions)
    strongest = max(one.best.score for one in mentions)
    return tuple(
        one
        for one in mentions
        if one.best.score == strongest or (_stands(one) and not one.best.places <= clues.cued)
    )


def _is_the_plan(mention: Mention, clues: Clues) -> bool:
    """Say whether all that names a measure is "the plan", which is the plan itself."""
    places = mention.best.places
    token = clues.tokens[min(places)]
    if len(places) != 1 or (
        token.norm != "plan" and token.text.lower() not in {"plan's", "plan’s"}
    ):
        return False
    before = clues.tokens[min(places) - 1].norm if min(places) else ""
    return before in {"the", "this", "your", "our", "whole", "entire", "full", "partnership"}


def _stands(mention: Mention) -> bool:
    """Say whether a further mention is one in its own right."""
    best = mention.best
    return best.literal or (bool(mention.joined) and best.recall >= FURTHER)


def _alike(mention: Mention) -> bool:
    """Say whether all tied measures bear the name that was used."""
    tied = [one for one in mention.candidates if one.code in mention.tied]
    return (
        1 < len(tied) <= MOST
        and all(one.whole and one.by in {By.ALIAS, By.NAME} for one in tied)
        and len({one.phrase.lower() for one in tied}) == 1
    )
