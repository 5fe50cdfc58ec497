"""A rank that was asked for and cannot be given is said to be so (behaviour 25)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.plan.measures import Catalogue
from bot.questions.queries import Kind, Query
from bot.rendering import places, sentences
from bot.rendering.reply import Did, Reply, line

_RANK = re.compile(
    r"\b(rank(?:s|ed|ing)?|quartile|percentile|league tables?|(?:what|which) position|"
    r"where do we (?:come|place|finish|stand))\b"
)
_SAID = "rank "


def with_rank_named(reply: Reply, query: Query, text: str, catalogue: Catalogue) -> Reply:
    """Return a comparison, saying so where a rank was asked for and no single places are held."""
    if query.kind is not Kind.COMPARE or reply.did is not Did.ANSWERED:
        return reply
    if not _RANK.search(text.casefold()) or _SAID in reply.text.casefold():
        return reply
    others = sentences.listed([places.inside(name) for name in catalogue.beside])
    said = f"No rank can be given: no single places are held, only {others}."
    return replace(reply, lines=(*reply.lines, line(said)))
