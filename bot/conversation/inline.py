"""Figure cards for any chat: what somebody finds who types the bot's name and a few words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people import BY_INVITATION, Admission, Role
from bot.questions.queries import Ambiguous, Kind, NotUnderstood, Query, Understood
from bot.questions.understand import understander
from bot.rendering.remembered import replies
from bot.rendering.reply import Did, Reply
from bot.stores import Stores

MOST = 10
SHORTEST = 3
LONGEST = 256


def cards(
    text: str, contact: str, stores: Stores, now: datetime, *, admission: Admission = BY_INVITATION
) -> tuple[Reply, ...]:
    """Return the published figures that a few words may mean, the likeliest first.

    Strangers get none. Nothing is kept; whatever is shared is what any reader may see.
    """
    catalogue = stores.plan.catalogue()
    person = admission.person(contact, stores.people)
    if catalogue is None or person.role is Role.STRANGER:
        return ()
    if not SHORTEST <= len(text.strip()) <= LONGEST:
        return ()
    today = now.astimezone(ZoneInfo(catalogue.plan.timezone)).date()
    reading = understander(catalogue).read(text, today)
    match reading:
        case Understood(query=query):
            queries: Iterable[Query] = _one_by_one(query)
        case Ambiguous(choices=choices):
            queries = (choice.query for choice in choices)
        case NotUnderstood(nearest=nearest):
            queries = (choice.query for choice in nearest)
    found = [
        replies(catalogue).to(query, stores.plan, today)
        for query in list(queries)[:MOST]
        if query.kind is not Kind.SUBMIT
    ]
    return tuple(one for one in found if one.statements and one.did is Did.ANSWERED)


def _one_by_one(query: Query) -> tuple[Query, ...]:
    """Return a query for each measure where several are meant: a card each."""
    if len(query.measures) < 2 or query.kind is not Kind.LATEST:
        return (query,)
    return tuple(query.but(measures=(code,)) for code in query.measures)
