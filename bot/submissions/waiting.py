"""That a newer figure waits for sign-off, beside the one that is published (behaviour 1)."""

from __future__ import annotations

from dataclasses import replace

from bot.plan.measures import Measure
from bot.questions.queries import Kind, Query
from bot.rendering.reply import Line, Reply, italic, line
from bot.submissions.cards import INTERNAL, said_value
from bot.submissions.records import Submission
from bot.submissions.rights import may_hand_in, why_not_sign
from bot.submissions.visit import Visit

SHOWN = 3
_KINDS = frozenset({Kind.LATEST, Kind.FIGURE})


def with_waiting(visit: Visit, query: Query, reply: Reply, *, private: bool) -> Reply:
    """Return a reply with what waits of its measure: that there is one, and to some its value.

    Readers see that a figure waits and for which period. Its owner and its approver see the value
    too, marked, and only in a chat of their own.
    """
    if query.kind not in _KINDS or len(query.measures) != 1:
        return reply
    measure = visit.catalogue.by_code.get(query.measures[0])
    found = visit.rooms.submissions.waiting_of(query.measures[0]) if measure is not None else ()
    shown = {(one.period_start, one.period_end) for one in reply.statements}
    newest = max(shown, key=lambda span: span[1], default=None)
    waiting = [
        one
        for one in found
        if one.offer.period is not None and (newest is None or one.offer.period.end >= newest[1])
    ]
    if measure is None or not waiting:
        return reply
    lines = [_line(visit, measure, one, private=private) for one in waiting[:SHOWN]]
    internal = any(INTERNAL in one.text for one in lines)
    return replace(reply, lines=(*reply.lines, *lines), internal=internal)


def _line(visit: Visit, measure: Measure, one: Submission, *, private: bool) -> Line:
    assert one.offer.period is not None
    policy = visit.rooms.submissions.policy(measure.code)
    theirs = may_hand_in(visit, measure) or not why_not_sign(visit, one, policy)
    what = "correction" if one.corrects else "newer figure"
    if private and theirs:
        value = said_value(one.offer, measure).rstrip(",")
        return line(
            f"Not published yet: {value} {one.offer.period.phrase} waits for sign-off. ",
            italic(INTERNAL),
        )
    return line(f"A {what}, {one.offer.period.phrase}, waits for sign-off.")
