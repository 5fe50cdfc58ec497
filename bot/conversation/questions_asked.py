"""A question in plain words: read, answered, and noted where it was not answered at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.conversation.brief_words import thanked
from bot.conversation.desk import Desk, Heard, answer, recent, reminded, say
from bot.conversation.fixed_replies import short_help
from bot.conversation.handing_in import hand_in
from bot.conversation.no_such_days import without_such_day
from bot.conversation.ranks_asked import with_rank_named
from bot.learning import misses
from bot.learning.store import Asker
from bot.people import TERMINAL
from bot.plan.measures import Catalogue
from bot.questions.queries import Ambiguous, Kind, NotUnderstood, Reading, Turn, Understood
from bot.questions.said_on import SaidOn, said_on
from bot.questions.understand import understander
from bot.receipts import as_of, quoting, working
from bot.receipts.quoting import Quoter
from bot.reminders import desk as reminding
from bot.reminders import replying
from bot.rendering import asking, not_in_plan
from bot.rendering.reply import Button, Did, Reply, line, rows_of

LONGEST_QUESTION = 2_000
_HANDED = frozenset({Kind.SUBMIT, Kind.DUE})
NOT_THIS = "/not_this"
NOT_THIS_ROW = (Button(label="Not this?", command=NOT_THIS),)


def hear_question(desk: Desk, text: str) -> Heard:
    """Return what was heard of a text that is no command."""
    if len(text) > LONGEST_QUESTION:
        reply = short_help(desk.catalogue, "That is too long for me to read as one question.")
        return say(desk, Heard(reply=reply))
    explained = working.code_asked_about(text)
    if explained is not None:
        return say(desk, Heard(reply=working.how(explained, quoter(desk))))
    quoted = quoting.quoted_in(text, desk.catalogue)
    if quoted is not None:
        return say(desk, Heard(reply=quoting.quote(quoted, quoter(desk))))
    turns = _leant_on(desk)
    worked = working.asked_about(text, turns)
    if worked is not None:
        return say(desk, Heard(reply=working.working(*worked, quoter(desk))))
    earlier = said_on(text, desk.today, desk.catalogue.plan)
    if earlier is not None:
        return _hear_said_on(desk, earlier, turns)
    if not turns and any(letter.isdigit() for letter in text):
        turns = reminded(desk)
    known = reminding.hear(desk.errand, text)
    if known is not None:
        return say(desk, Heard(reply=known), question=text)
    if _tells_nothing(text, turns, desk.catalogue):
        reply = short_help(desk.catalogue, "Please type a question in words.")
        return say(desk, Heard(reply=reply))
    if _is_no_button(desk, text, turns):
        return say(desk, Heard(reply=_no_button(desk, text)))
    started = desk.stopwatch()
    reading = understander(desk.catalogue).read(text, desk.today, turns)
    took = (desk.stopwatch() - started) * 1000
    reply = without_such_day(_reply_to(desk, reading, text), text)
    heard = Heard(reply=reply, reading=reading, understood_in_ms=took)
    return say(desk, heard, question=text, miss=_note_miss(desk, text, reading))


def _leant_on(desk: Desk) -> tuple[Turn, ...]:
    """Return what a text may lean on: the reminder it replies to, else what was answered lately."""
    if len(desk.replied) == 1:
        return (replying.turn_of(desk.replied[0]),)
    return tuple(turn for _, turn in recent(desk))


def _hear_said_on(desk: Desk, asked: SaidOn, turns: Sequence[Turn]) -> Heard:
    """Answer what was said on a day; which measure is meant is read as in any question."""
    if not asked.about:
        return say(desk, Heard(reply=as_of.said_on(None, asked.day, None, quoter(desk))))
    reading = understander(desk.catalogue).read(asked.about, desk.today, turns)
    measures = reading.query.measures if isinstance(reading, Understood) else ()
    if len(measures) != 1:
        return say(desk, Heard(reply=_reply_to(desk, reading, asked.about), reading=reading))
    measure = desk.catalogue.by_code[measures[0]]
    windows = reading.query.windows
    window = windows[-1] if windows else None
    reply = as_of.said_on(measure, asked.day, window, quoter(desk))
    return say(desk, Heard(reply=reply, reading=reading))


def quoter(desk: Desk) -> Quoter:
    """Return who looks up what was said, and where."""
    return Quoter(
        person=desk.person,
        chat=desk.incoming.chat,
        stores=desk.stores,
        catalogue=desk.catalogue,
        today=desk.today,
    )


def _tells_nothing(text: str, turns: Sequence[Turn], catalogue: Catalogue) -> bool:
    """Say whether a text is only signs, or a number that no code and no earlier answer explains."""
    if any(letter.isalpha() for letter in text):
        return False
    if not any(letter.isalnum() for letter in text):
        return True
    coded = any(word in catalogue.by_code for word in text.split())
    return not coded and not any(turn.query.measures for turn in turns)


def _is_no_button(desk: Desk, text: str, turns: Sequence[Turn]) -> bool:
    """Say whether a whole number is a button's that is not shown: only the terminal numbers them.

    After a figure that is handed in, or a reminder, a number is a value.
    """
    if desk.incoming.contact != TERMINAL or not text.strip().removeprefix("-").isdecimal():
        return False
    last = turns[0] if turns else None
    return last is not None and not last.reminder and last.query.kind not in _HANDED


def _no_button(desk: Desk, text: str) -> Reply:
    """Return that there is no such button, with the buttons that were shown."""
    return Reply(
        headline=line(f"There is no button {text.strip()[:20]}."),
        lines=(line("To hand in a figure, name its measure and period too."),),
        buttons=rows_of(desk.shown),
        query=desk.said[0].turn.query if desk.said and desk.said[0].turn else None,
        did=Did.REFUSED,
    )


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
        asker=Asker(chat=desk.incoming.chat, person=desk.person.id),
        at=desk.now,
    )


def _reply_to(desk: Desk, reading: Reading, text: str) -> Reply:
    match reading:
        case Understood(query=query) if query.kind is Kind.SUBMIT:
            return hand_in(desk, query, text)
        case Understood(query=query) if (welcome := thanked(text, query)) is not None:
            return welcome
        case Understood(query=query, others=others):
            reply = reminding.with_limit_named(answer(desk, query), query, text)
            reply = with_rank_named(reply, query, text, desk.catalogue)
            return _as_read(reply, reading.certainty, doubted=bool(others))
        case Ambiguous():
            return asking.render(reading)
        case NotUnderstood():
            return not_in_plan.render_reading(reading, desk.catalogue)


@lru_cache(maxsize=512)
def _as_read(reply: Reply, certainty: float, *, doubted: bool) -> Reply:
    """Return a reply with how sure its reading is, and a way out where another may be meant."""
    buttons = reply.buttons
    if doubted and reply.query is not None and reply.statements:
        buttons = (*buttons, NOT_THIS_ROW)
    return replace(reply, certainty=certainty, buttons=buttons)
