"""What one message is handled with, and how its reply leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from bot import kept, sending
from bot.conversation.incoming import Incoming
from bot.kept import Kept
from bot.membership.request import Linking
from bot.people import Person, Said
from bot.people.personal import FAREWELL
from bot.plan.measures import Catalogue
from bot.questions.queries import Ambiguous, Query, Reading, Turn, Understood, Window
from bot.receipts import keeping
from bot.receipts.shown import ShownInChat
from bot.reminders import desk as reminding
from bot.reminders import replying
from bot.reminders.errand import Errand
from bot.reminders.next_due import with_next_due
from bot.reminders.records import Expected
from bot.reminders.rules import Rules
from bot.rendering.remembered import replies
from bot.rendering.reply import Button, Reply, italic, line
from bot.stores import Stores
from bot.submissions.meanwhile import still_waiting
from bot.submissions.visit import Visit
from bot.submissions.waiting import with_waiting

REMINDED = timedelta(days=14)
"""How long a number in reply still answers a reminder."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What hearing came to: the reply (None where silence is right) and how it was read."""

    reply: Reply | None
    reading: Reading | None = None
    number: int | None = None
    understood_in_ms: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything one message is handled with."""

    incoming: Incoming
    person: Person
    stores: Stores
    catalogue: Catalogue
    now: datetime
    today: date
    memory: timedelta
    stopwatch: Callable[[], float]
    linking: Linking
    rules: Rules
    still: str = ""
    """What a card goes on waiting for while a question is answered (`Reply.awaits`)."""

    @cached_property
    def visit(self) -> Visit:
        """This message as a visit to the counter where figures are handed in."""
        return Visit(
            person=self.person,
            rooms=self.stores,
            catalogue=self.catalogue,
            now=self.now,
            today=self.today,
            recall=self.rules.recall,
        )

    @cached_property
    def errand(self) -> Errand:
        """This message as an errand to the room of reminders."""
        return Errand(
            person=self.person,
            rooms=self.stores,
            catalogue=self.catalogue,
            rules=self.rules,
            now=self.now,
            today=self.today,
            chat=self.incoming.chat,
        )

    @cached_property
    def replied(self) -> tuple[Expected, ...]:
        """The figures asked for by the reminder that this message is a reply to."""
        return replying.replied_to(self.errand, self.incoming.replies_to)

    @cached_property
    def _lately(self) -> Sequence[Said]:
        return self.stores.conversations.recent(
            chat=self.incoming.chat, person=self.person.id, since=self.now - self.memory
        )

    @cached_property
    def said(self) -> tuple[Kept, ...]:
        """What this person was answered lately in this chat, newest first; read once."""
        return tuple(kept.from_json(one.body) for one in self._lately)

    @cached_property
    def shown(self) -> tuple[Button, ...]:
        """The buttons under the last answer to this person in this chat."""
        return kept.buttons_from_json(self._lately[0].body) if self._lately else ()


def answer(desk: Desk, query: Query) -> Reply:
    """Return the reply to a query, with what waits of its measure for sign-off."""
    here = desk.errand
    known = reminding.answer(here, query)
    if known is not None:
        return known if known.query is not None else replace(known, query=query)
    shown = ShownInChat(desk.stores.receipts, desk.incoming.chat)
    reply = replies(desk.catalogue).to(query, desk.stores.plan, desk.today, shown)
    reply = with_next_due(here, query, reminding.with_follow(reply, query))
    if not desk.stores.plan.something_waits():
        return reply
    private = desk.incoming.chat == desk.incoming.contact
    return with_waiting(desk.visit, query, reply, private=private)


def recent(desk: Desk) -> list[tuple[Kept, Turn]]:
    """Return this person's remembered answers in this chat, newest first."""
    return [(memory, memory.turn) for memory in desk.said if memory.turn is not None]


def reminded(desk: Desk) -> tuple[Turn, ...]:
    """Return the last reminder in this chat, which a bare number answers days later too."""
    found = desk.stores.conversations.recent(
        chat=desk.incoming.chat, person=desk.person.id, since=desk.now - REMINDED
    )
    turns = (kept.from_json(one.body).turn for one in found)
    return tuple(turn for turn in turns if turn is not None and turn.reminder)[:1]


def say(
    desk: Desk,
    heard: Heard,
    *,
    question: str = "",
    miss: int | None = None,
    edits: int | None = None,
) -> Heard:
    """Keep what was heard, so that later questions may lean on it, and let its reply leave."""
    reply = heard.reply
    assert reply is not None
    if desk.still and not reply.awaits:
        waits = still_waiting(desk.still)
        reply = replace(
            reply,
            lines=(*reply.lines, line(italic(f"I still wait for {waits}. Type it, or cancel."))),
            awaits=desk.still,
        )
        heard = replace(heard, reply=reply)
    memory = Kept(
        turn=_turn(reply, heard.reading), question=question, miss=miss, awaiting=reply.awaits
    )
    return send(desk.incoming, desk.stores, desk.now, heard, memory, edits=edits)


def send(
    incoming: Incoming,
    stores: Stores,
    now: datetime,
    heard: Heard,
    memory: Kept,
    *,
    edits: int | None = None,
) -> Heard:
    """Keep a reply and put it into the outbox under the key of what came in."""
    assert heard.reply is not None
    if heard.reply.farewell:
        key = f"{FAREWELL}{incoming.key}"
        sending.put(heard.reply, 0, stores, now, key=key, chat=incoming.chat)
        return heard
    number, reply = keeping.send(
        heard.reply,
        memory,
        stores,
        now,
        key=incoming.key,
        chat=incoming.chat,
        person=incoming.contact,
        edits=edits,
        reply_to=incoming.answer_below,
    )
    return Heard(
        reply=reply,
        reading=heard.reading,
        number=number,
        understood_in_ms=heard.understood_in_ms,
    )


@lru_cache(maxsize=512)
def _turn(reply: Reply, reading: Reading | None) -> Turn | None:
    """Return what later questions may lean on, or None where nothing was asked."""
    if reply.query is None:
        return None
    answered = tuple(
        Window(start=one.period_start, end=one.period_end)
        for one in reply.statements
        if one.comparator is None
    )
    return Turn(
        # What is asked next is not about the words of a picture.
        query=reply.query.but(twin=None) if reply.query.twin else reply.query,
        answered=tuple(dict.fromkeys(answered)),
        asked=reading.choices if isinstance(reading, Ambiguous) else (),
        others=reading.others if isinstance(reading, Understood) else (),
    )
