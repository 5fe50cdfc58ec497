"""What happens when a word is added: it is stored, and those who asked before are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.exchange.store import ExchangeStore
from bot.learning.aliases import answerable, with_alias
from bot.learning.store import AddedAlias, LearningStore, MissState
from bot.outbox.notice import Notice, NoticeClass
from bot.outbox.store import OutboxStore
from bot.plan.measures import Catalogue
from bot.questions.bank import parse_bank
from bot.rendering import markup
from bot.rendering.reply import Reply, line

BANK = "questions.jsonl"


class LearningStores(Protocol):
    """The stores that adding a word needs."""

    @property
    def learning(self) -> LearningStore:
        """Misses and added words."""
        ...

    @property
    def exchange(self) -> ExchangeStore:
        """Raises the plan's version."""
        ...

    @property
    def outbox(self) -> OutboxStore:
        """Messages waiting to leave."""
        ...


def questions_to_try(store: LearningStore, catalogue: Catalogue) -> Sequence[str]:
    """Return the bundled questions about this plan's measures, and the local misses."""
    local = [
        miss.text for state in (MissState.OPEN, MissState.WANTED) for miss in store.misses(state)
    ]
    return (*_bundled(catalogue), *local)


def add_word(
    stores: LearningStores,
    catalogue: Catalogue,
    code: str,
    alias: str,
    person: str,
    now: datetime,
) -> int:
    """Store a word for a measure, tell those whose question it answers, and return how many.

    The plan's version is raised, so that every replica reads its words anew.
    """
    if not stores.learning.add_alias(AddedAlias(measure=code, alias=alias, person=person, at=now)):
        return 0
    stores.exchange.plan_changed()
    today = now.astimezone(ZoneInfo(catalogue.plan.timezone)).date()
    told = 0
    for miss, _ in answerable(stores.learning, with_alias(catalogue, code, alias), today):
        for asker in stores.learning.untold(miss.id):
            stores.learning.told(miss.id, asker, now)
            reply = _good_news(miss.text)
            key = f"miss:{miss.id}:{asker.chat}:{asker.person}:{miss.count}"
            told += stores.outbox.add(
                Notice(
                    key=key,
                    chat=asker.chat,
                    html=markup.to_html(reply),
                    plain=markup.to_plain(reply),
                    notice_class=NoticeClass.ALERT,
                ),
                now,
            )
    return told


def _good_news(text: str) -> Reply:
    return Reply(
        headline=line("I can answer a question of yours now."),
        lines=(line(f"You asked: “{text}”. Please ask it again."),),
    )


def _bundled(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the bundled questions that are about measures of this plan."""
    text = files("bot.starter_plan").joinpath(BANK).read_text(encoding="utf-8")
    lines = parse_bank(text.splitlines(), BANK)
    return tuple(
        one.text
        for one in lines
        if one.turn == 1 and all(code in catalogue.by_code for code in one.measures)
    )
