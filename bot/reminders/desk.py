"""What the room of reminders answers: its chat commands, and the questions it knows best."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.people import Role
from bot.questions.queries import Filter, Kind, Query
from bot.reminders import acting, deciding
from bot.reminders.calendar_page import calendar
from bot.reminders.delivery_page import outbox
from bot.reminders.due_page import due
from bot.reminders.errand import Errand, refused
from bot.reminders.following import follow, follows, unfollow, weekly
from bot.reminders.hours_page import quiet
from bot.reminders.nudging import nudge
from bot.reminders.packs_page import moved, packs
from bot.reminders.past_page import reminded
from bot.reminders.status_page import status
from bot.reminders.subjects import RECENT, Subject, subject_from, subject_of
from bot.rendering.reply import Button, Did, Reply, line

_LIMIT = re.compile(
    r"\b(above|over|below|under|exceeds?|reach(?:es)?|hits?|past|beyond|more than|less than|"
    r"(?:up|down|rises?|falls?|drops?|goes) to)\b[^?]{0,12}?\d"
)

_LATE = re.compile(
    r"(?:status|(?:who(?:'s|s| is| are)|what(?:'s|s| is)) (?:still )?(?:late|overdue|outstanding))"
    r"(?: with| yet| now| still)?(?: (?!to\b|of affairs)(.{0,60}?))?[?!. ]*$"
)
_DUE = re.compile(
    r"(?:what(?:'s|s| is| are)|anything|which figures are|figures)"
    r" (?:still )?due (.{1,60}?)[?!. ]*$"
)
LONGEST = 80
REMEMBERED = 512
"""How many answers are remembered with their button to follow."""

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
        return due(errand, subject_from(errand, query))
    if query.kind is Kind.FOLLOW:
        return follow(errand, query)
    if query.kind is Kind.LIST and query.filter is Filter.LATE:
        return status(errand, subject_from(errand, query))
    return None


ALL_OFF = tuple(
    {"off", what, *more}
    for what in ("alerts", "updates", "notifications")
    for more in ((), ("turn",), ("switch",), ("all",), ("turn", "all"), ("switch", "all"))
)
FOLLOWED = frozenset({Kind.LATEST, Kind.FIGURE, Kind.TREND})


@lru_cache(maxsize=REMEMBERED)
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
    board = moved(errand, text)
    if board is not None:
        return board
    words = text.casefold().replace("’", "'").split()
    if set(words) in ALL_OFF:
        return unfollow(errand, "")
    late = _LATE.match(" ".join(words))
    if late is not None:
        return _status(errand, late[1] or "")
    asked = _DUE.match(" ".join(words))
    if asked is not None:
        subject = subject_of(errand, asked[1], ahead=RECENT)
        if isinstance(subject, Subject) and subject.windows:
            return due(errand, subject)
    if words[:1] == ["calendar"] and len(words) <= 6:
        return calendar(errand, "" if words[1:] == ["this", "year"] else " ".join(words[1:]))
    return None


def _due(errand: Errand, words: str) -> Reply:
    subject = subject_of(errand, words, ahead=RECENT)
    if isinstance(subject, Reply):
        return subject
    if subject is None:
        return refused(
            f"I know no measure, ambition or owner called “{words.strip()[:LONGEST]}”.",
            "For example: /due, /due ambition 4, or type: when is … due, with its name.",
        )
    return due(errand, subject)


def _status(errand: Errand, words: str) -> Reply:
    subject = subject_of(errand, words)
    if isinstance(subject, Reply):
        return subject
    if subject is None:
        return refused(
            f"I know no period, measure, ambition or owner called “{words.strip()[:LONGEST]}”.",
            "For example: status Q2, status ambition 4, or status Q2 and an organisation's name.",
        )
    asked = subject.query.but(kind=Kind.LIST, filter=Filter.LATE)
    return status(errand, replace(subject, query=asked))


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
        name="nudge",
        help="ask for a figure once more: /nudge CODE",
        role=Role.OFFICER,
        run=nudge,
    ),
    Step(
        name="reminded",
        help="what somebody was sent and what came of it: /reminded NAME",
        role=Role.CONTRIBUTOR,
        run=reminded,
    ),
    Step(
        name="proposal",
        help="decide about another date",
        role=Role.OFFICER,
        run=deciding.proposal,
        shown=False,
    ),
    Step(
        name="pack",
        help="board packs: /pack NAME; freezes DATE; meets DATE",
        role=Role.OFFICER,
        run=packs,
    ),
    Step(name="outbox", help="messages waiting, held or given up", role=Role.OFFICER, run=outbox),
)
