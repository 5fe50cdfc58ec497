"""One message in, one reply out: the whole flow on one screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import commands, kept
from bot.conversation.brief_words import given_up
from bot.conversation.desk import Desk, Heard, answer, recent, say, send
from bot.conversation.fixed_replies import EDITED, LEFT, NO_PLAN, STALE, STRANGER, short_help
from bot.conversation.handing_in import hand_in, hear_awaited, hear_sheet
from bot.conversation.in_groups import hear_event, hear_first, only_reads
from bot.conversation.incoming import (
    Attachment,
    Edited,
    Incoming,
    Moved,
    Press,
    PutOut,
    Text,
)
from bot.conversation.joining_in import hear_link, opened_link
from bot.conversation.questions_asked import NOT_THIS, hear_question, quoter
from bot.conversation.typed_buttons import typed
from bot.kept import Kept
from bot.membership import spoken
from bot.membership.request import NO_LINKS, Linking
from bot.people import BY_INVITATION, Admission, Role
from bot.questions.queries import Ambiguous, Kind
from bot.questions.understand import understander
from bot.receipts import refreshing
from bot.reminders.rules import USUAL, Rules
from bot.rendering import asking
from bot.rendering.reply import line
from bot.stores import Stores
from bot.submissions.evidence import attach
from bot.submissions.meanwhile import leaves_open
from bot.submissions.something_else import asks

MEMORY = timedelta(minutes=30)
LEAVE_IT = frozenset({"cancel", "stop", "never mind", "nevermind", "no", "nothing"})
STRANGER_QUIET = timedelta(hours=1)


def respond(
    incoming: Incoming,
    stores: Stores,
    now: datetime,
    *,
    admission: Admission = BY_INVITATION,
    linking: Linking = NO_LINKS,
    rules: Rules = USUAL,
    memory: timedelta = MEMORY,
    stopwatch: Callable[[], float] = lambda: 0.0,
) -> Heard:
    """Hear one message, keep the answer and put it into the outbox, all in one transaction.

    Args:
        incoming: what was said or pressed, and by whom.
        stores: the stores bound to the open transaction.
        now: an aware UTC instant.
        admission: who may speak without an invitation.
        linking: how links for new people are made.
        rules: when people are reminded.
        memory: how long later questions may lean on earlier answers.
        stopwatch: seconds that only go up; times understanding alone.
    """
    event = hear_event(incoming, stores, now)
    if event is not None:
        return event
    speaker = admission.person(incoming.contact, stores.people)
    person = only_reads(speaker) if incoming.group else speaker
    if incoming.bot:
        linking = replace(linking, bot_name=incoming.bot)
    token = opened_link(incoming)
    if token is not None and (catalogue := stores.plan.catalogue()) is not None:
        return hear_link(token, incoming, person, stores, catalogue, linking, now)
    if person.role is Role.STRANGER:
        return _meet_stranger(incoming, stores, now)
    if isinstance(incoming.body, Edited):
        return send(incoming, stores, now, Heard(reply=EDITED), Kept())
    catalogue = stores.plan.catalogue()
    if catalogue is None:
        return send(incoming, stores, now, Heard(reply=NO_PLAN), Kept())
    desk = Desk(
        incoming=incoming,
        person=person,
        stores=stores,
        catalogue=catalogue,
        now=now,
        today=now.astimezone(ZoneInfo(catalogue.plan.timezone)).date(),
        memory=memory,
        stopwatch=stopwatch,
        linking=linking,
        rules=rules,
    )
    first = hear_first(desk, speaker) if incoming.group else None
    if first is not None:
        return first
    match incoming.body:
        case Text(text=text):
            return _hear_text(desk, text.strip())
        case Press() as press:
            return _hear_press(desk, press)
        case Attachment(what=what, file=file):
            sheet = hear_sheet(desk, incoming.body)
            if sheet is not None:
                return say(desk, Heard(reply=sheet))
            kept_with = None if file is None else attach(desk.visit, file)
            if kept_with is not None:
                return say(desk, Heard(reply=kept_with))
            headline = f"I can't read a {what} yet; please type your question."
            return say(desk, Heard(reply=short_help(catalogue, headline)))
        case Moved() | PutOut():
            return Heard(reply=None)


def _hear_text(desk: Desk, text: str) -> Heard:
    said = given_up(desk, text)
    if said is None and text.startswith("/"):
        said = text
    if said is None:
        said = typed(desk, text)
    if said is not None:
        return _hear_command(desk, said) if isinstance(said, str) else say(desk, Heard(reply=said))
    begun = desk.said[0].awaiting if desk.said else ""
    command = spoken.command_for(text)
    asked = text.endswith("?") or asks(text)
    if begun.startswith("/") and not desk.replied and command is None and not asked:
        if text.casefold().rstrip(".!") in LEAVE_IT:
            return say(desk, Heard(reply=LEFT))
        return _hear_command(desk, f"{begun} {text}")
    awaited = hear_awaited(desk, text, begins=command is None)
    if awaited is not None:
        return say(desk, Heard(reply=awaited), question=text if desk.replied else "")
    if command is not None and commands.knows(command, desk.person):
        return _hear_command(desk, command)
    return hear_question(replace(desk, still=begun) if leaves_open(begun, text) else desk, text)


def _hear_command(desk: Desk, text: str) -> Heard:
    latest = next((said for said, _ in recent(desk) if said.question), Kept())
    trace: tuple[str, ...] = ()
    if latest.question:
        trace = understander(desk.catalogue).read(latest.question, desk.today, trace=True).trace
    reply = commands.run(
        text,
        commands.Call(
            person=desk.person,
            words=text.partition(" ")[2].strip(),
            catalogue=desk.catalogue,
            stores=desk.stores,
            now=desk.now,
            today=desk.today,
            trace=trace,
            question=latest.question,
            chat=desk.incoming.chat,
            group=desk.incoming.group,
            key=desk.incoming.key,
            linking=desk.linking,
            rules=desk.rules,
        ),
    )
    return say(desk, Heard(reply=reply))


def _hear_press(desk: Desk, press: Press) -> Heard:
    found = kept.read_button_data(press.data)
    said = desk.stores.conversations.find(found[0]) if found else None
    if found is None or said is None or said.chat != desk.incoming.chat:
        return _hear_stale(desk, press, found[0] if found and said is None else None)
    memory = kept.from_json(said.body)
    buttons = kept.buttons_from_json(said.body)
    if found[1] >= len(buttons):
        return say(desk, Heard(reply=STALE))
    button = buttons[found[1]]
    turn = memory.turn
    if button.command == NOT_THIS and turn is not None:
        reply = asking.render(
            Ambiguous(
                asking="What did you mean?", choices=turn.others, certainty=0.0, query=turn.query
            )
        )
        return say(desk, Heard(reply=reply))
    if button.query is None:
        return _hear_command(desk, button.command)
    if button.query.kind is Kind.SUBMIT:
        return say(desk, Heard(reply=hand_in(desk, button.query, memory.question)))
    if memory.miss is not None:
        desk.stores.learning.tapped(memory.miss, button.query.measures)
    reply = refreshing.with_changes(answer(desk, button.query), found[0], quoter(desk))
    was_asked = turn is not None and bool(turn.asked)
    return say(desk, Heard(reply=reply), edits=press.message_id if was_asked else None)


def _hear_stale(desk: Desk, press: Press, number: int | None) -> Heard:
    """Put a fresh answer in the place of a card whose buttons are forgotten."""
    query = refreshing.asked_anew(number, quoter(desk)) if number is not None else None
    if query is None:
        return say(desk, Heard(reply=STALE))
    reply = answer(desk, query)
    lines = (line("That answer was out of date; here is how it stands now."), *reply.lines)
    return say(desk, Heard(reply=replace(reply, lines=lines)), edits=press.message_id)


def _meet_stranger(incoming: Incoming, stores: Stores, now: datetime) -> Heard:
    """Say one polite line to somebody unknown, at most once an hour, and no data at all."""
    last = stores.conversations.recent(
        chat=incoming.chat, person=incoming.contact, since=now - STRANGER_QUIET
    )
    greeted = any(kept.from_json(one.body).greeted for one in last)
    if greeted or isinstance(incoming.body, Edited):
        return Heard(reply=None)
    return send(incoming, stores, now, Heard(reply=STRANGER), Kept(greeted=True))
