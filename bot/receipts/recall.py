"""Answer recall: who was given a value that has been corrected since is told, once.

Call `recall` in the transaction that publishes a change, after the change. It compares what each
chat was told lately with the figures as they are now, so it does not matter how a figure changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.answers.asked import ScreenedPlan
from bot.kept import Kept
from bot.outbox.notice import NoticeClass
from bot.people import Admission, PeopleStore, Role
from bot.plan.measures import Catalogue
from bot.plan.protecting import Nobody
from bot.plan.store import PlanStore
from bot.questions.queries import Kind, Query
from bot.receipts import keeping
from bot.receipts.keeping import ReceiptStores
from bot.receipts.shown import ShownInChat
from bot.receipts.since import Fate, Since, since
from bot.receipts.store import Told
from bot.rendering import sentences, ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply, Statement

RECALL = timedelta(days=30)
MOST = 5
_TELLING = frozenset({Fate.CHANGED, Fate.WITHHELD, Fate.GONE})


class RecallStores(ReceiptStores, Protocol):
    """The stores that a recall needs; `bot.stores.Stores` has them."""

    @property
    def plan(self) -> PlanStore:
        """The plan and its figures."""
        ...

    @property
    def people(self) -> PeopleStore:
        """Who may hear of figures."""
        ...


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Why figures changed. `why` is a whole sentence or nothing; `approved_by` names a role."""

    why: str
    approved_by: str
    measures: tuple[str, ...] | None = None


def recall(
    stores: RecallStores,
    catalogue: Catalogue,
    correction: Correction,
    now: datetime,
    *,
    within: timedelta = RECALL,
    admission: Admission | None = None,
) -> int:
    """Tell every chat that was given another value lately, and return how many were told.

    Args:
        stores: bound to the transaction that made the change.
        catalogue: the plan as it is after the change.
        correction: why, and whose approval it has; its `measures` narrow what is looked at.
        now: an aware UTC instant.
        within: how long ago an answer may have been given.
        admission: who may speak without an invitation; without it, whoever was answered may.
    """
    told = stores.receipts.told(now - within, correction.measures)
    if not told:
        return 0
    today = now.astimezone(ZoneInfo(catalogue.plan.timezone)).date()
    nobody = Nobody()
    fates = _fates(told, ScreenedPlan(stores.plan, catalogue, today, nobody), catalogue)

    def fates_in(chat: str, theirs: Sequence[Told]) -> Mapping[Statement, Since]:
        """What a chat may hear, where that depends on what it was shown before."""
        if not nobody.used:
            return fates
        shown = ShownInChat(stores.receipts, chat)
        return _fates(theirs, ScreenedPlan(stores.plan, catalogue, today, shown), catalogue)

    by_chat: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_chat[one.chat].append(one)
    return sum(
        _tell(stores, chat, theirs, fates_in(chat, theirs), correction, now)
        for chat, theirs in by_chat.items()
        if _may_hear(chat, theirs[-1].person, stores.people, admission)
    )


def _fates(
    told: Iterable[Told], plan: ScreenedPlan, catalogue: Catalogue
) -> dict[Statement, Since]:
    """What became of each different value, with as many store calls as there are measures."""
    found: dict[Statement, Since] = {}
    rounds: list[list[Statement]] = []
    places: dict[tuple[str, date, date], int] = defaultdict(int)
    for statement in dict.fromkeys(one.statement for one in told):
        if statement.measure not in catalogue.by_code:
            continue
        key = (statement.measure, statement.period_start, statement.period_end)
        if places[key] == len(rounds):
            rounds.append([])
        rounds[places[key]].append(statement)
        places[key] += 1
    for statements in rounds:  # no two of a round are of one period
        fates = since(statements, plan, catalogue)
        by_period = {(one.measure.code, one.said): one for one in fates}
        found |= {one: by_period[one.measure, one] for one in statements}
    return found


def _tell(
    stores: RecallStores,
    chat: str,
    told: Sequence[Told],
    fates: Mapping[Statement, Since],
    correction: Correction,
    now: datetime,
) -> bool:
    """Send one message to a chat about all that it was given and that is no longer so."""
    wrong = [
        one for one in _outdated(told, fates) if stores.receipts.recall(chat, _now_of(one), now)
    ]
    if not wrong:
        return False
    reply = _render(wrong, correction)
    digest = blake2b(repr([_now_of(one) for one in wrong]).encode(), digest_size=8).hexdigest()
    keeping.send(
        reply,
        Kept(),
        stores,
        now,
        key=f"recall:{chat}:{digest}:{now.isoformat()}",
        chat=chat,
        person=told[-1].person,
        notice_class=NoticeClass.ALERT,
    )
    return True


def _outdated(told: Sequence[Told], fates: Mapping[Statement, Since]) -> list[Since]:
    """The values this chat last heard that are no longer so; of one answer the first counts."""
    last: dict[tuple[str, date, date], dict[str, Statement]] = defaultdict(dict)
    for one in told:
        statement = one.statement
        if statement in fates:
            key = (statement.measure, statement.period_start, statement.period_end)
            last[key].setdefault(one.said, statement)
    newest = [list(said.values()) for said in last.values()]
    return [fates[said[-1]] for said in newest if fates[said[-1]].fate in _TELLING]


def _now_of(one: Since) -> Statement:
    """The figure as it is now: what a chat is told once."""
    value = None if one.now is None or one.now.value is None else f"{one.now.value:f}"
    return Statement(
        measure=one.measure.code,
        period_start=one.then.period.start,
        period_end=one.then.period.end,
        value=value,
        status="" if one.now is None else one.now.status.value,
    )


def _may_hear(chat: str, person: str, people: PeopleStore, admission: Admission | None) -> bool:
    """Whether a chat may still be told figures: an allowed group, or somebody who may ask."""
    if chat != person:
        return people.group(chat) is not None
    if admission is not None:
        return admission.person(person, people).role is not Role.STRANGER
    member = people.by_contact(person)
    return member is None or member.acts_as is not Role.STRANGER


def _render(wrong: Sequence[Since], correction: Correction) -> Reply:
    """One short correction: old, new, why, approved by which role."""
    query = Query(
        kind=Kind.LATEST, measures=tuple(dict.fromkeys(one.measure.code for one in wrong))
    )
    page = Page(query)
    if len(wrong) == 1:
        page.headline("A figure you were given has been corrected.")
    else:
        page.headline(f"{page.count(len(wrong), 'figure')} you were given have been corrected.")
    for one in wrong[:MOST]:
        page.say(_line(page, one))
    if len(wrong) > MOST:
        page.say(f"And {page.count(len(wrong) - MOST, 'more')}; ask for each to see it.")
    page.say(correction.why)
    page.say(f"Approved by: {correction.approved_by}.")
    sources = dict.fromkeys(sentences.source(one.now) for one in wrong if one.now is not None)
    if len(sources) == 1:
        page.small(next(iter(sources)))
    page.buttons(ways.to_measures(dict.fromkeys(one.measure for one in wrong)), wide=1)
    reply = page.reply()
    return replace(reply, query=None)


def _line(page: Page, one: Since) -> str:
    name = f"{one.measure.name} {one.then.period.phrase}"
    if one.fate is Fate.WITHHELD or one.now is None:
        gone = "now withheld to protect confidentiality"
        why = gone if one.now is not None else "withdrawn"
        return f"{name}: the figure is {why}. Please do not use what you were given."
    now = page.value(one.measure, one.now)
    if one.now.value is None:
        return f"{name}: {now}. Please do not use what you were given."
    return f"{name}: it is now {now}; you were told {page.value(one.measure, one.then)}."
