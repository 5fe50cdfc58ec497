"""What the room of reminders answers: its chat commands, and the questions it knows best."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.people import Role
from bot.questions.queries import Filter, Kind, Query
from bot.questions.understand import understander
from bot.reminders import acting, deciding
from bot.reminders.calendar_page import calendar
from bot.reminders.delivery_page import outbox
from bot.reminders.due_page import due, query_for
from bot.reminders.errand import Errand, refused
from bot.reminders.following import follow, follows, unfollow, weekly
from bot.reminders.hours_page import quiet
from bot.reminders.status_page import status
from bot.rendering.reply import Button, Did, Reply, line

_LIMIT = re.compile(
    r"\b(above|over|below|under|exceeds?|reach(?:es)?|hits?|past|beyond|more than|less than|"
    r"(?:up|down|rises?|falls?|drops?|goes) to)\b[^?]{0,12}?\d"
)

Run = Callable[[Errand, str], Reply]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A chat command of this room: its row in the table of commands."""

    name: str
    help: str
    role: Role
    run: Run
    shown: bool = True


def answer(errand: Errand, query: Query) -> Reply | None:
    """Return the reply to a question that this room knows more about; None for any other."""
    if query.kind is Kind.DUE:
        return due(errand, query)
    if query.kind is Kind.FOLLOW:
        return follow(errand, query)
    if query.kind is Kind.LIST and query.filter is Filter.LATE:
        return status(errand, query)
    return None


ALL_OFF = tuple(
    {"off", what, *more}
    for what in ("alerts", "updates", "notifications")
    for more in ((), ("turn",), ("switch",), ("all",), ("turn", "all"), ("switch", "all"))
)
FOLLOWED = frozenset({Kind.LATEST, Kind.FIGURE, Kind.TREND})


def with_follow(reply: Reply, query: Query) -> Reply:
    """Return an answer about one measure with a button to be told when it changes."""
    if query.kind not in FOLLOWED or len(query.measures) != 1 or not reply.statements:
        return reply
    button = Button(label="Follow", query=Query(kind=Kind.FOLLOW, measures=query.measures))
    return replace(reply, buttons=(*reply.buttons, (button,)))


def with_limit_named(reply: Reply, query: Query, text: str) -> Reply:
    """Return the reply to a wish to be told, saying so where a limit in it cannot be watched."""
    if query.kind is not Kind.FOLLOW or query.stop or reply.did is not Did.ANSWERED:
        return reply
    if not _LIMIT.search(text.casefold()):
        return reply
    said = line("I can't watch for one value, so you are told of every change.")
    return replace(reply, lines=(said, *reply.lines))


def hear(errand: Errand, text: str) -> Reply | None:
    """Return the reply to a text that is for this room by its very words; None for any other.

    "status q2", "who's late", "weekly summary Monday 8am".
    """
    found = weekly(errand, text)
    if found is not None:
        return found
    words = text.casefold().replace("’", "'").split()
    if set(words) in ALL_OFF:
        return unfollow(errand, "")
    if words[:1] == ["status"] and len(words) <= 6:
        return _status(errand, " ".join(words[1:]))
    if words[:2] in (["who's", "late"], ["whos", "late"]) or words[:3] == ["who", "is", "late"]:
        return status(errand, Query(kind=Kind.LIST, filter=Filter.LATE))
    if words[:1] == ["calendar"] and len(words) <= 6:
        return calendar(errand, "" if words[1:] == ["this", "year"] else " ".join(words[1:]))
    return None


def _due(errand: Errand, words: str) -> Reply:
    query = query_for(words, errand) or _read(errand, f"when is {words} due")
    if query is None:
        return refused(
            "I know no measure, ambition or owner of that name.",
            "For example: /due, /due ambition 4, or type: when is … due, with its name.",
        )
    return due(errand, query)


def _status(errand: Errand, words: str) -> Reply:
    query = query_for(words, errand)
    if words and query is None:
        query = _read(errand, f"figures for {words}")
        if query is None or not (query.windows or query.measures or query.ambition):
            return refused(
                "I can't read a period, a measure or an ambition in that.",
                "For example: status Q2, or status ambition 4",
            )
    asked = query or Query(kind=Kind.DUE)
    return status(errand, asked.but(kind=Kind.LIST, filter=Filter.LATE))


def _read(errand: Errand, text: str) -> Query | None:
    reading = understander(errand.catalogue).read(text, errand.today)
    query = reading.query
    known = query.measures or query.windows or query.ambition is not None or query.owner
    return query.but(kind=Kind.DUE, filter=None) if known else None


STEPS: tuple[Step, ...] = (
    Step(name="due", help="what is due and when", role=Role.READER, run=_due),
    Step(name="status", help="how complete a period is", role=Role.READER, run=_status),
    Step(name="calendar", help="the coming twelve months", role=Role.READER, run=calendar),
    Step(
        name="follows",
        help="what this chat is told about",
        role=Role.READER,
        run=lambda errand, _: follows(errand),
    ),
    Step(
        name="unfollow",
        help="stop being told: /unfollow CODE",
        role=Role.READER,
        run=unfollow,
        shown=False,
    ),
    Step(name="quiet", help="when I may be reminded", role=Role.CONTRIBUTOR, run=quiet),
    Step(
        name="handin",
        help="choose which figure to hand in",
        role=Role.CONTRIBUTOR,
        run=acting.hand_in,
        shown=False,
    ),
    Step(
        name="notready",
        help="ask for another date",
        role=Role.CONTRIBUTOR,
        run=acting.not_ready,
        shown=False,
    ),
    Step(
        name="snooze",
        help="be reminded later",
        role=Role.CONTRIBUTOR,
        run=acting.snooze,
        shown=False,
    ),
    Step(
        name="notmine",
        help="say that a figure is not yours",
        role=Role.CONTRIBUTOR,
        run=acting.not_mine,
        shown=False,
    ),
    Step(
        name="nofigure",
        help="say why there is no figure",
        role=Role.CONTRIBUTOR,
        run=acting.no_figure,
        shown=False,
    ),
    Step(
        name="duedate",
        help="move a due date: /duedate CODE DATE why",
        role=Role.OFFICER,
        run=deciding.move_due,
    ),
    Step(
        name="excuse",
        help="do without a figure this time: /excuse CODE why",
        role=Role.OFFICER,
        run=deciding.excuse,
    ),
    Step(
        name="dayoff",
        help="days off: /dayoff DATE to DATE what",
        role=Role.OFFICER,
        run=deciding.days_off,
    ),
    Step(
        name="proposal",
        help="decide about another date",
        role=Role.OFFICER,
        run=deciding.proposal,
        shown=False,
    ),
    Step(name="outbox", help="messages waiting, held or given up", role=Role.OFFICER, run=outbox),
)
