"""One message in, one reply out: the whole flow on one screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import commands, kept, sending
from bot.kept import Kept
from bot.learning import misses
from bot.learning.store import Asker
from bot.people import Person, Role
from bot.plan.measures import Catalogue
from bot.questions.queries import (
    Ambiguous,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Turn,
    Understood,
    Window,
)
from bot.questions.understand import understander
from bot.rendering import asking, not_in_plan
from bot.rendering.remembered import replies
from bot.rendering.reply import Button, Did, Reply, line
from bot.stores import Stores

MEMORY = timedelta(minutes=30)
STRANGER_QUIET = timedelta(hours=1)
LONGEST_QUESTION = 2_000
NOT_THIS = "/not_this"
NOT_THIS_ROW = (Button(label="Not this?", command=NOT_THIS),)


@dataclass(frozen=True, kw_only=True)
class Text:
    """Somebody typed something; commands ("/help") are text too."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Press:
    """Somebody pressed a button; `data` is what `button_data` made."""

    data: str
    callback: str | None = None
    message_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """Somebody sent something that is no text: "voice", "photo", "document", "sticker", …."""

    what: str


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One thing that came in.

    `key` is unique for ever ("telegram:42", "terminal:3f…:7"); everything that goes out carries it.
    `chat` is the door's own name of the chat. `message_id` is the message to reply to, or None.
    """

    key: str
    chat: str
    person: Person
    body: Text | Press | Attachment
    at: datetime
    message_id: int | None = None


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
    stores: Stores
    catalogue: Catalogue
    now: datetime
    today: date
    memory: timedelta
    stopwatch: Callable[[], float]


def respond(
    incoming: Incoming,
    stores: Stores,
    now: datetime,
    *,
    memory: timedelta = MEMORY,
    stopwatch: Callable[[], float] = lambda: 0.0,
) -> Heard:
    """Hear one message, keep the answer and put it into the outbox, all in one transaction.

    Args:
        incoming: what was said or pressed, and by whom.
        stores: the stores bound to the open transaction.
        now: an aware UTC instant.
        memory: how long later questions may lean on earlier answers.
        stopwatch: seconds that only go up; times understanding alone.
    """
    if incoming.person.role is Role.STRANGER:
        return _meet_stranger(incoming, stores, now)
    catalogue = stores.plan.catalogue()
    if catalogue is None:
        return _send(incoming, stores, now, Heard(reply=NO_PLAN), Kept())
    desk = Desk(
        incoming=incoming,
        stores=stores,
        catalogue=catalogue,
        now=now,
        today=now.astimezone(ZoneInfo(catalogue.plan.timezone)).date(),
        memory=memory,
        stopwatch=stopwatch,
    )
    match incoming.body:
        case Text(text=text):
            return _hear_text(desk, text.strip())
        case Press() as press:
            return _hear_press(desk, press)
        case Attachment(what=what):
            reply = _short_help(desk, f"I can't read a {what} yet; please type your question.")
            return _say(desk, Heard(reply=reply))


def _hear_text(desk: Desk, text: str) -> Heard:
    if text.startswith("/"):
        return _hear_command(desk, text)
    if len(text) > LONGEST_QUESTION:
        reply = _short_help(desk, "That is too long for me to read as one question.")
        return _say(desk, Heard(reply=reply))
    turns = tuple(turn for _, turn in _recent(desk))
    if _tells_nothing(text, turns, desk.catalogue):
        return _say(desk, Heard(reply=_short_help(desk, "Please type a question in words.")))
    started = desk.stopwatch()
    reading = understander(desk.catalogue).read(text, desk.today, turns)
    took = (desk.stopwatch() - started) * 1000
    heard = Heard(reply=_reply_to(desk, reading), reading=reading, understood_in_ms=took)
    return _say(desk, heard, question=text, miss=_note_miss(desk, text, reading))


def _tells_nothing(text: str, turns: Sequence[Turn], catalogue: Catalogue) -> bool:
    """Say whether a text is only signs, or a number that no code and no earlier answer explains."""
    if any(letter.isalpha() for letter in text):
        return False
    if not any(letter.isalnum() for letter in text):
        return True
    coded = any(word in catalogue.by_code for word in text.split())
    return not coded and not any(turn.query.measures for turn in turns)


def _note_miss(desk: Desk, text: str, reading: Reading) -> int | None:
    """Note a question that was not answered at once; return its number on the miss list."""
    if isinstance(reading, Understood):
        return None
    choices = reading.choices if isinstance(reading, Ambiguous) else reading.nearest
    return misses.note(
        text,
        catalogue=desk.catalogue,
        store=desk.stores.learning,
        candidates=[code for choice in choices for code in choice.query.measures],
        asker=Asker(chat=desk.incoming.chat, person=desk.incoming.person.id),
        at=desk.now,
    )


def _hear_command(desk: Desk, text: str) -> Heard:
    latest = next((said for said, _ in _recent(desk) if said.question), Kept())
    trace: tuple[str, ...] = ()
    if latest.question:
        trace = understander(desk.catalogue).read(latest.question, desk.today, trace=True).trace
    reply = commands.run(
        text,
        commands.Call(
            person=desk.incoming.person,
            words=text.partition(" ")[2].strip(),
            catalogue=desk.catalogue,
            stores=desk.stores,
            now=desk.now,
            today=desk.today,
            trace=trace,
            question=latest.question,
        ),
    )
    return _say(desk, Heard(reply=reply))


def _hear_press(desk: Desk, press: Press) -> Heard:
    found = kept.read_button_data(press.data)
    said = desk.stores.conversations.find(found[0]) if found else None
    if found is None or said is None or said.chat != desk.incoming.chat:
        return _say(desk, Heard(reply=STALE))
    memory = kept.from_json(said.body)
    buttons = kept.buttons_from_json(said.body)
    if found[1] >= len(buttons):
        return _say(desk, Heard(reply=STALE))
    button = buttons[found[1]]
    turn = memory.turn
    if button.command == NOT_THIS and turn is not None:
        reply = asking.render(
            Ambiguous(
                asking="What did you mean?", choices=turn.others, certainty=0.0, query=turn.query
            )
        )
        return _say(desk, Heard(reply=reply))
    if button.query is None:
        return _hear_command(desk, button.command)
    if memory.miss is not None:
        desk.stores.learning.tapped(memory.miss, button.query.measures)
    reply = _answer(desk, button.query)
    was_asked = turn is not None and bool(turn.asked)
    return _say(desk, Heard(reply=reply), edits=press.message_id if was_asked else None)


def _reply_to(desk: Desk, reading: Reading) -> Reply:
    match reading:
        case Understood(query=query, others=others):
            reply = _answer(desk, query)
            buttons = reply.buttons
            if others and reply.query is not None and reply.statements:
                buttons = (*buttons, NOT_THIS_ROW)
            return replace(reply, certainty=reading.certainty, buttons=buttons)
        case Ambiguous():
            return asking.render(reading)
        case NotUnderstood():
            return not_in_plan.render_reading(reading, desk.catalogue)


def _answer(desk: Desk, query: Query) -> Reply:
    return replies(desk.catalogue).to(query, desk.stores.plan, desk.today)


def _recent(desk: Desk) -> list[tuple[Kept, Turn]]:
    """Return this person's remembered answers in this chat, newest first."""
    said = desk.stores.conversations.recent(
        chat=desk.incoming.chat, person=desk.incoming.person.id, since=desk.now - desk.memory
    )
    memories = (kept.from_json(one.body) for one in said)
    return [(memory, memory.turn) for memory in memories if memory.turn is not None]


def _say(
    desk: Desk,
    heard: Heard,
    *,
    question: str = "",
    miss: int | None = None,
    edits: int | None = None,
) -> Heard:
    reply = heard.reply
    assert reply is not None
    memory = Kept(turn=_turn(reply, heard.reading), question=question, miss=miss)
    return _send(desk.incoming, desk.stores, desk.now, heard, memory, edits=edits)


def _send(
    incoming: Incoming,
    stores: Stores,
    now: datetime,
    heard: Heard,
    memory: Kept,
    *,
    edits: int | None = None,
) -> Heard:
    assert heard.reply is not None
    number = sending.send(
        heard.reply,
        memory,
        stores,
        now,
        key=incoming.key,
        chat=incoming.chat,
        person=incoming.person.id,
        edits=edits,
    )
    return replace(heard, number=number)


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


def _short_help(desk: Desk, headline: str) -> Reply:
    """Return one short line with an example from the plan itself."""
    named = next((m.aliases[0] for m in desk.catalogue.measures if m.aliases), "")
    example = f"For example: latest {named}" if named else "Type /help for examples."
    return Reply(
        headline=line(headline),
        lines=(line(example),),
        query=Query(kind=Kind.NOT_IN_PLAN),
        did=Did.REFUSED,
    )


def _meet_stranger(incoming: Incoming, stores: Stores, now: datetime) -> Heard:
    """Say one polite line to somebody unknown, at most once an hour, and no data at all."""
    recent = stores.conversations.recent(
        chat=incoming.chat, person=incoming.person.id, since=now - STRANGER_QUIET, limit=1
    )
    if recent:
        return Heard(reply=None)
    return _send(incoming, stores, now, Heard(reply=STRANGER), Kept(greeted=True))


NO_PLAN = Reply(
    headline=line("No plan has been imported yet."),
    lines=(line("The performance officer can run: partnership-bot import PATH"),),
    did=Did.REFUSED,
)
STALE = Reply(
    headline=line("That button is out of date."),
    lines=(line("Please ask again and use the buttons under the new answer."),),
    did=Did.REFUSED,
)
STRANGER = Reply(
    headline=line("Hello. This bot answers people whom the partnership has invited."),
    lines=(line("Please ask your performance officer for an invitation."),),
    did=Did.REFUSED,
)
