"""When the next figure of a measure is due, said with the newest one and with its source.

It is said with every newest figure, so it is looked up once for each state of the plan; whatever
moves a due date counts as a change of that state.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary

from bot.plan.due_dates import supplies
from bot.plan.measures import Catalogue, Measure
from bot.plan.periods import Period
from bot.plan.rhythms import rhythm_of
from bot.questions.queries import Kind, Query
from bot.reminders.cycles import Received, to_open
from bot.reminders.due_page import often_words
from bot.reminders.errand import Errand
from bot.reminders.outlook import Outlook
from bot.reminders.rules import Rules
from bot.rendering import numbers, sentences
from bot.rendering.reply import Did, Line, Reply, italic, line

RECENT = 6
REMEMBERED = 512
"""How many replies are remembered with what is said of the next figure."""


@dataclass(frozen=True, kw_only=True)
class NextDue:
    """The figure that is owed next: of a period that is over, or of the one that runs."""

    period: Period
    due_on: date

    def words(self, today: date) -> str:
        """Return it as a sentence."""
        day = sentences.day(self.due_on)
        if self.due_on < today:
            return f"The figure for {self.period.text} was due on {day} and is not in yet."
        return f"Next due: {day}, for {self.period.text}."


_Memory = dict[tuple[str, date, Rules], NextDue | None]
_known: WeakKeyDictionary[Catalogue, tuple[int, _Memory]] = WeakKeyDictionary()


def next_due(errand: Errand, measure: Measure) -> NextDue | None:
    """Return what is owed next of a measure, or None where the plan's time is over."""
    plan = errand.rooms.plan
    state = plan.state()
    if state is None or plan.something_waits():
        return _look_up(errand, measure)
    held, memory = _known.get(errand.catalogue, (state, {}))
    if held != state:
        memory = {}
    _known[errand.catalogue] = (state, memory)
    asked = (measure.code, errand.today, errand.rules)
    if asked not in memory:
        memory[asked] = _look_up(errand, measure)
    return memory[asked]


def _look_up(errand: Errand, measure: Measure) -> NextDue | None:
    missing = errand.rooms.reminders.missing_of([measure.code])
    if missing:
        return NextDue(period=missing[0].period, due_on=missing[0].due_on)
    fresh = _not_listed_yet(errand, measure)
    if fresh is not None:
        return fresh
    coming = Outlook(errand).coming(measure)
    if coming is not None:
        return NextDue(period=coming.period, due_on=coming.due_on)
    return _never_came(errand, measure)


def _never_came(errand: Errand, measure: Measure) -> NextDue | None:
    """The last figure of the plan's time, where nothing later is due and it is not held."""
    period = rhythm_of(errand.catalogue, measure).newest_ended(errand.today)
    held = errand.rooms.plan.newest(measure.code, limit=RECENT)
    plan = errand.catalogue.plan
    outside = not plan.starts <= period.end <= plan.ends
    if outside or any(supplies(one.period, period) for one in held):
        return None
    return NextDue(period=period, due_on=errand.calendar.due_on(measure.code, period))


def with_next_due(errand: Errand, query: Query, reply: Reply) -> Reply:
    """Return an answer that ends with when the next figure is due, where one measure is asked of.

    Beside a newest figure it stands in the small line, beside a source on a line of its own.
    """
    measure = errand.catalogue.by_code.get(query.measures[0]) if query.measures else None
    if measure is None or len(query.measures) != 1 or reply.query is None:
        return reply
    if reply.query.kind is Kind.SOURCE:
        return _beside_source(errand, measure, reply)
    if query.kind is Kind.LATEST and reply.did is Did.ANSWERED and reply.small is not None:
        found = next_due(errand, measure)
        if found is not None:
            return _with_more(reply, found.words(errand.today))
    return reply


@lru_cache(maxsize=REMEMBERED)
def _with_more(reply: Reply, words: str) -> Reply:
    """Return a reply with a sentence more in its small line."""
    spans = reply.small.spans if reply.small else ()
    return replace(reply, small=Line((*spans, italic(f" {words}"))))


def _beside_source(errand: Errand, measure: Measure, reply: Reply) -> Reply:
    often = f"The partnership wants it {sentences.OFTEN[measure.frequency]}."
    wanted = f"The partnership wants it {often_words(errand.catalogue, measure)}."
    found = next_due(errand, measure)
    if found is None:
        ends = sentences.day(errand.catalogue.plan.ends)
        said = f"No further figure is due: the plan ends on {ends}."
    else:
        said = found.words(errand.today)
    due = line(numbers.capital(f"{said} {wanted}"))
    return replace(reply, lines=tuple(due if one.text == often else one for one in reply.lines))


def _not_listed_yet(errand: Errand, measure: Measure) -> NextDue | None:
    """What is wanted of the newest period that is over, where no list has been made of it yet."""
    period = rhythm_of(errand.catalogue, measure).newest_ended(errand.today)
    rooms = errand.rooms
    if rooms.reminders.find_expected(measure.code, period) is not None:
        return None
    held = [one.period for one in rooms.plan.newest(measure.code, limit=RECENT)]
    handed = [one.offer.period for one in rooms.submissions.waiting_of(measure.code)]
    given = [(measure.code, one) for one in (*held, *handed) if one is not None]
    wanted = to_open(
        replace(errand.catalogue, measures=(measure,)),
        errand.calendar,
        Received(given),
        newest_ends={},
        opened=frozenset(),
        today=errand.today,
    )
    return next(
        (
            NextDue(period=one.period, due_on=one.due_on)
            for one in wanted
            if one.received_on is None
        ),
        None,
    )
