"""Replies to questions that come again, worked out once for each state of the plan.

A few questions are asked again and again, and the answer to one stays the same all day while the
plan does. Whatever changes in the plan raises its version, and a new version has a new catalogue,
so what is remembered of the one before is never looked at again. Where figures alone change, their
count does (`PlanStore.state`), and it is part of what is remembered.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot import answers, rendering
from bot.plan.measures import Catalogue
from bot.plan.protecting import Nobody, ShownBefore
from bot.plan.store import PlanStore
from bot.questions.queries import Query
from bot.rendering.reply import Reply

MOST = 512


class Replies:
    """The replies to what was asked lately of one state of the plan."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Remember nothing yet."""
        self._catalogue = catalogue
        self._known: dict[tuple[Query, date, int], Reply] = {}

    def to(
        self, query: Query, plan: PlanStore, today: date, shown: ShownBefore | None = None
    ) -> Reply:
        """Return the reply to a query.

        Args:
            query: what is asked.
            plan: the figures, in a transaction that sees this state of the plan.
            today: the date in the plan's time zone.
            shown: what the chat was shown before; a reply that depends on it is not remembered.
        """
        state = plan.state()
        before = shown or Nobody()
        if state is None:
            return self._work_out(query, plan, today, before)
        asked = (query, today, state)
        reply = self._known.get(asked)
        if reply is None:
            reply = self._work_out(query, plan, today, before)
            if before.used:
                return reply
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[asked] = reply
        return reply

    def _work_out(self, query: Query, plan: PlanStore, today: date, shown: ShownBefore) -> Reply:
        facts = answers.answer(query, plan, self._catalogue, today, shown)
        return replace(rendering.render(facts), query=query)


@lru_cache(maxsize=2)
def replies(catalogue: Catalogue) -> Replies:
    """Return the replies to questions about this state of the plan."""
    return Replies(catalogue)
