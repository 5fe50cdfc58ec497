"""What a question is about: measures that are clear, or those to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.questions.clues import Clues
from bot.questions.named import Mention
from bot.questions.readings import By

MOST = 6
ENOUGH = 0.3
"""A mention weaker than this names nothing."""


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


NOTHING = Subject()


def subject_of(clues: Clues) -> Subject:
    """Return the measures that a question names."""
    mentions = tuple(one for one in clues.link.mentions if one.best.score >= ENOUGH)
    if not mentions:
        return NOTHING
    codes = tuple(dict.fromkeys(code for one in mentions for code in one.tied))
    unclear = any(len(one.tied) > 1 for one in mentions)
    either = any(one.joined == "or" for one in mentions)
    crossed = clues.link.crossed and len(mentions) > 1
    if unclear or (either and len(codes) > 1):
        return Subject(
            options=codes[:MOST],
            alike=not either and len(mentions) == 1 and _alike(mentions[0]),
            crossed=crossed,
            mentions=mentions,
        )
    return Subject(measures=codes, crossed=crossed, mentions=mentions)


def _alike(mention: Mention) -> bool:
    """Say whether all tied measures bear the name that was used."""
    tied = [one for one in mention.candidates if one.code in mention.tied]
    return (
        1 < len(tied) <= MOST
        and all(one.whole and one.by in {By.ALIAS, By.NAME} for one in tied)
        and len({one.phrase.lower() for one in tied}) == 1
    )
