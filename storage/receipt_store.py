"""Answers as they were given, and what each chat was shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    JSON,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.dialects import postgresql

from bot.people import Role
from bot.plan.commentary import Commentary
from bot.receipts.store import Receipt, Told
from bot.rendering.reply import Statement
from storage import commentaries
from storage.inserts import InsertNew
from storage.prepared import Link, Prepared
from storage.tables import recalled, receipt, said, said_figure

REMEMBERED = 1024

_RECEIPT = tuple(receipt.c[name] for name in ("number", "chat", "person", "at", "least"))
_FIGURE = tuple(
    said_figure.c[name]
    for name in ("measure", "period_start", "period_end", "value", "status", "comparator")
)
_KEEP_SAID = InsertNew(said, ("key", "text"))
_KEEP_FIGURES = insert(said_figure)
# On PostgreSQL both travel with the receipt; figures are stored where what was said is new.
_NEW_SAID = Prepared(
    postgresql.insert(said).on_conflict_do_nothing().returning(said.c.key), inserts=("key", "text")
)
_COLUMNS = ("place", *(one.name for one in _FIGURE))
_GIVEN_FIGURES = (
    func.json_to_recordset(cast(bindparam("figures", type_=Text), JSON))
    .table_valued(*(column(name, said_figure.c[name].type) for name in _COLUMNS))
    .render_derived(with_types=True)
)
_NEW_FIGURES = Prepared(
    insert(said_figure).from_select(
        ("said_key", *_COLUMNS),
        select(column("key"), *(_GIVEN_FIGURES.c[name] for name in _COLUMNS)).select_from(
            table("new_said", column("key")), _GIVEN_FIGURES
        ),
    )
)
_KEEP = Prepared(insert(receipt), inserts=("number", "said_key", "chat", "person", "at", "least"))
_WITH_TEXT = select(*_RECEIPT, receipt.c.said_key, said.c.text).join(
    said, said.c.key == receipt.c.said_key
)
_FIND = Prepared(_WITH_TEXT.where(receipt.c.number == bindparam("wanted")))
_GIVEN = Prepared(
    _WITH_TEXT.where(
        receipt.c.chat == bindparam("where"),
        receipt.c.at >= bindparam("first"),
        receipt.c.at < bindparam("last"),
        said.c.text != "",
    )
    .order_by(receipt.c.at, receipt.c.number)
    .limit(bindparam("most"))
)
_FIGURES = Prepared(
    select(*_FIGURE)
    .where(said_figure.c.said_key == bindparam("said"))
    .order_by(said_figure.c.place)
)
# One line a chat and text, by whoever asked there last.
_LATELY = (
    select(receipt.c.said_key, receipt.c.chat, func.max(receipt.c.number).label("number"))
    .where(receipt.c.at >= bindparam("since"), receipt.c.chat != "")
    .group_by(receipt.c.said_key, receipt.c.chat)
    .subquery("lately")
)
_TOLD = (
    select(_LATELY.c.chat, receipt.c.person, _LATELY.c.said_key, *_FIGURE)
    .join(receipt, receipt.c.number == _LATELY.c.number)
    .join(said_figure, said_figure.c.said_key == _LATELY.c.said_key)
    .where(said_figure.c.comparator.is_(None))
    .order_by(_LATELY.c.chat, _LATELY.c.number, said_figure.c.place)
)
_SHOWN = Prepared(
    select(*_FIGURE)
    .distinct()
    .join(receipt, receipt.c.said_key == said_figure.c.said_key)
    .where(
        said_figure.c.measure == bindparam("code"),
        said_figure.c.period_end.between(bindparam("first"), bindparam("last")),
        said_figure.c.comparator.is_(None),
        receipt.c.chat == bindparam("where"),
    )
    .limit(bindparam("most"))
)
_RECALL = InsertNew(recalled, ("chat", "measure", "period_end", "period_start", "value", "at"))
# What was told of a figure before counts no more: a value may come back.
_RECALLED_BEFORE = Prepared(
    delete(recalled).where(
        recalled.c.chat == bindparam("its_chat"),
        recalled.c.measure == bindparam("its_measure"),
        recalled.c.period_end == bindparam("its_end"),
        recalled.c.period_start == bindparam("its_start"),
        or_(recalled.c.value != bindparam("to_value"), recalled.c.at < bindparam("now")),
    )
)
_FORGET = Prepared(
    update(receipt)
    .where(or_(receipt.c.person == bindparam("whose"), receipt.c.chat == bindparam("whose")))
    .values(chat="", person="")
)
_FORGET_RECALLED = Prepared(delete(recalled).where(recalled.c.chat == bindparam("whose")))
_FORGET_BEFORE = Prepared(delete(receipt).where(receipt.c.at < bindparam("instant")))
_FORGET_SAID = Prepared(delete(said).where(said.c.key.not_in(select(receipt.c.said_key))))


class ReceiptStore:
    """Receipts, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def keep(self, one: Receipt) -> None:
        """Store an answer; the same text with the same figures is stored once for all chats."""
        key = _key(one)
        if self._link.driver is None:
            _NEW_SAID.later(self._link, {"key": key, "text": one.text}, name="new_said")
            _NEW_FIGURES.later(self._link, {"figures": _told(one.statements).as_json})
        elif _KEEP_SAID.one(self._link, {"key": key, "text": one.text}):
            self._keep_figures(key, one.statements)
        row = {
            "number": one.number,
            "said_key": key,
            "chat": one.chat,
            "person": one.person,
            "at": one.at,
            "least": one.least.value,
        }
        _KEEP.later(self._link, row)

    def find(self, number: int) -> Receipt | None:
        """Return the answer of that number."""
        row = _FIND.first(self._link, {"wanted": number})
        return None if row is None else self._receipt(row)

    def given(
        self, chat: str, start: datetime, end: datetime, *, limit: int = 20
    ) -> Sequence[Receipt]:
        """Return what a chat was told from `start` up to but not including `end`."""
        asked = {"where": chat, "first": start, "last": end, "most": limit}
        return [self._receipt(row) for row in _GIVEN.all(self._link, asked)]

    def told(self, since: datetime, measures: Sequence[str] | None = None) -> Sequence[Told]:
        """Return every value of our own that a chat was told since."""
        wanted = _TOLD if measures is None else _TOLD.where(_FIGURE[0].in_(list(measures)))
        found = self._link.connection.execute(wanted, {"since": since})
        return [
            Told(chat=row[0], person=row[1], said=row[2], statement=_statement(row[3:]))
            for row in found
        ]

    def shown(
        self, chat: str, measure: str, start: date, end: date, *, limit: int = 50
    ) -> Sequence[Statement]:
        """Return the values of a measure that a chat was told of periods ending in those days."""
        asked = {"where": chat, "code": measure, "first": start, "last": end, "most": limit}
        return [_statement(row) for row in _SHOWN.all(self._link, asked)]

    def recall(self, chat: str, statement: Statement, now: datetime) -> bool:
        """Note that a chat is told a corrected value; False where it was told just now."""
        _RECALLED_BEFORE.run(
            self._link,
            {
                "its_chat": chat,
                "its_measure": statement.measure,
                "its_end": statement.period_end,
                "its_start": statement.period_start,
                "to_value": statement.value or "",
                "now": now,
            },
        )
        row = {
            "chat": chat,
            "measure": statement.measure,
            "period_end": statement.period_end,
            "period_start": statement.period_start,
            "value": statement.value or "",
            "at": now,
        }
        return _RECALL.one(self._link, row)

    def forget(self, person: str) -> int:
        """Take a person's and their own chat's name off their receipts; return how many."""
        _FORGET_RECALLED.run(self._link, {"whose": person})
        return _FORGET.run(self._link, {"whose": person})

    def forget_before(self, instant: datetime) -> int:
        """Delete answers given before `instant` and return how many."""
        gone = _FORGET_BEFORE.run(self._link, {"instant": instant})
        if gone:
            _FORGET_SAID.run(self._link, {})
        return gone

    def comment(self, words: Commentary) -> None:
        """Store what an owner said of a figure."""
        commentaries.add(self._link, words)

    def _keep_figures(self, key: str, statements: Iterable[Statement]) -> None:
        listed = [{"said_key": key, **_row(place, one)} for place, one in enumerate(statements)]
        if listed:
            self._link.connection.execute(_KEEP_FIGURES, listed)

    def _receipt(self, row: Sequence[Any]) -> Receipt:
        figures = _FIGURES.all(self._link, {"said": row[5]})
        return Receipt(
            number=row[0],
            chat=row[1],
            person=row[2],
            at=row[3],
            least=Role(row[4]),
            text=row[6],
            statements=tuple(_statement(one) for one in figures),
        )


def _key(one: Receipt) -> str:
    """All that was said, in 32 letters: equal only where text and figures are."""
    digest = blake2b(one.text.encode(), digest_size=16)
    digest.update(_told(one.statements).all)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Told:
    """All figures of an answer in one text, and as JSON."""

    statements: tuple[Statement, ...]
    all: bytes
    as_json: str


_told_before: dict[int, _Told] = {}


def _told(statements: tuple[Statement, ...]) -> _Told:
    """The figures as text; remembered, since an answer that comes again is the same object."""
    known = _told_before.get(id(statements))
    if known is not None and known.statements is statements:
        return known
    if len(_told_before) >= REMEMBERED:
        _told_before.clear()
    found = _told_before[id(statements)] = _Told(
        statements,
        "".join(
            f"\0{each.measure}\0{each.period_start}\0{each.period_end}\0{each.value}"
            f"\0{each.status}\0{each.comparator}"
            for each in statements
        ).encode(),
        json.dumps([_row(place, one) for place, one in enumerate(statements)], default=_plain),
    )
    return found


def _plain(one: Decimal | date) -> str:
    return f"{one:f}" if isinstance(one, Decimal) else str(one)


def _row(place: int, one: Statement) -> dict[str, Any]:
    return {
        "place": place,
        "measure": one.measure,
        "period_start": one.period_start,
        "period_end": one.period_end,
        "value": None if one.value is None else Decimal(one.value),
        "status": one.status,
        "comparator": one.comparator,
    }


def _statement(row: Sequence[Any]) -> Statement:
    return Statement(
        measure=row[0],
        period_start=row[1],
        period_end=row[2],
        value=None if row[3] is None else f"{row[3]:f}",
        status=row[4],
        comparator=row[5],
    )
