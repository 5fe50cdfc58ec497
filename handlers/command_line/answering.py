"""Questions answered without leaving a trace: for `ask` and `evaluate`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.conversation import Heard, Incoming, Text, respond
from bot.people import TERMINAL
from bot.questions.queries import Kind, Query
from bot.questions.understand import understander
from bot.receipts.codes import code_of
from bot.rendering.markup import to_plain
from bot.rendering.reply import Did, Reply
from bot.stores import Stores

if TYPE_CHECKING:
    from handlers.assembly import Database

CHAT = "terminal:ask"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question: its text, the instant at which it is asked, and its id in a bank."""

    text: str
    at: datetime
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question with what became of it; `trace` says how it was read, where that was wanted."""

    asked: Asked
    heard: Heard
    reply: Reply
    trace: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The reply as plain text, as the terminal shows it."""
        return to_plain(self.reply)


async def answer_all(
    database: Database, questions: Sequence[Asked], *, trace: bool = False
) -> list[Answered]:
    """Return the answers to one conversation; nothing of it stays in the database."""

    def work(stores: Stores) -> list[Answered]:
        _be_ready(stores)
        return [
            _answer(stores, number, asked, trace=trace) for number, asked in enumerate(questions)
        ]

    return await database.rehearse(work)


def _be_ready(stores: Stores) -> None:
    """Make what reading needs, so that the time of the first question is its own."""
    catalogue = stores.plan.catalogue()
    if catalogue is not None:
        understander(catalogue)


def _answer(stores: Stores, number: int, asked: Asked, *, trace: bool) -> Answered:
    # A second apart, so that a conversation on one day keeps its order.
    at = asked.at + timedelta(seconds=number)
    incoming = Incoming(
        key=f"{CHAT}:{number}", chat=CHAT, contact=TERMINAL, body=Text(text=asked.text), at=at
    )
    heard = respond(incoming, stores, at, stopwatch=perf_counter)
    assert heard.reply is not None
    steps = _trace(stores, asked) if trace else ()
    return Answered(asked=asked, heard=heard, reply=_unsigned(heard.reply, heard), trace=steps)


def _unsigned(reply: Reply, heard: Heard) -> Reply:
    """Return a reply without a receipt of its own: nothing is kept that it could lead back to.

    A quoted answer keeps the receipt of the answer that it quotes.
    """
    own = heard.number is not None and reply.code == code_of(heard.number)
    return replace(reply, code="") if own else reply


def _trace(stores: Stores, asked: Asked) -> tuple[str, ...]:
    """Return step by step how a question on its own is read."""
    catalogue = stores.plan.catalogue()
    if catalogue is None:
        return ()
    today = asked.at.astimezone(ZoneInfo(catalogue.plan.timezone)).date()
    return understander(catalogue).read(asked.text, today, trace=True).trace


def as_json(answered: Answered) -> str:
    """Return an answer as one line of JSON, in the words of the bank format."""
    reply, reading = answered.reply, answered.heard.reading
    query = _query(answered)
    fields: dict[str, Any] = {} if answered.asked.id is None else {"id": answered.asked.id}
    fields |= {
        "did": _did(answered).value,
        "kind": query.kind.value,
        "measures": list(query.measures),
        "ambition": query.ambition,
        "windows": [[one.start.isoformat(), one.end.isoformat()] for one in query.windows],
        "comparators": list(query.comparators),
        "filter": query.filter.value if query.filter else None,
        "value": None if query.value is None else format(query.value, "f"),
        "choices": _choices(answered),
        "statements": [
            {
                "measure": one.measure,
                "period_start": one.period_start.isoformat(),
                "period_end": one.period_end.isoformat(),
                "value": one.value,
                "status": one.status,
                "comparator": one.comparator,
            }
            for one in reply.statements
        ],
        "certainty": round(reading.certainty if reading else reply.certainty, 4),
        "understood_in_ms": round(answered.heard.understood_in_ms, 3),
        "text": answered.text,
    }
    return json.dumps(fields, ensure_ascii=False)


def _did(answered: Answered) -> Did:
    """Return what was done, as the bank format says it: a figure read back was understood."""
    query = _query(answered)
    read_back = query.kind is Kind.SUBMIT and query.value is not None
    if read_back and answered.reply.did is Did.ASKED and not _choices(answered):
        return Did.ANSWERED
    return answered.reply.did


def _query(answered: Answered) -> Query:
    if answered.heard.reading is not None:
        return answered.heard.reading.query
    return answered.reply.query or Query(kind=Kind.NOT_IN_PLAN)


def _choices(answered: Answered) -> list[dict[str, Any]]:
    """Return what each offered button would be understood as; none where nothing was asked."""
    if answered.reply.did is not Did.ASKED:
        return []
    return [
        {
            "label": button.label,
            "measures": list(button.query.measures),
            "kind": button.query.kind.value,
            "ambition": button.query.ambition,
        }
        for button in answered.reply.flat_buttons()
        if button.query is not None
    ]
