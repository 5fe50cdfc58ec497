"""Inline mode: somebody types the bot's name and a few words in any chat."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from telegram import Update

from bot.rendering.markup import to_html
from bot.rendering.reply import Reply
from bot.stores import Stores
from handlers.telegram.handling import Handling
from handlers.telegram.ports import DOOR, Clock, Context, Database

Cards = Callable[[str, str, Stores, datetime], Sequence[Reply]]
"""Returns the cards for a text and whoever typed it."""

KEPT_SECONDS = 30
"""Telegram may show the same cards again for so long, to the same person only."""
TITLE, DESCRIPTION = 64, 120


class Inline:
    """Handler for inline queries. Each is answered by a call of its own, never later."""

    def __init__(self, handling: Handling, database: Database, now: Clock, cards: Cards) -> None:
        """Answer from what `cards` finds."""
        self._handling = handling
        self._database = database
        self._now = now
        self._cards = cards

    async def find(self, update: Update, _: Context) -> None:
        """Offer figure cards for what was typed so far."""
        query = update.inline_query
        assert query is not None
        now = self._now()
        contact = f"{DOOR}:{query.from_user.id}"
        found = await self._database.read(
            lambda stores: self._cards(query.query, contact, stores, now)
        )
        self._handling.quietly(
            "answerInlineQuery",
            inline_query_id=query.id,
            results=json.dumps([article(reply) for reply in found]),
            cache_time=KEPT_SECONDS,
            is_personal=True,
        )
        await self._handling.finish(update)


def article(reply: Reply) -> dict[str, object]:
    """Return a reply as an inline result: the whole answer, without buttons."""
    html = to_html(replace(reply, buttons=(), picture=None))
    return {
        "type": "article",
        "id": hashlib.sha256(html.encode()).hexdigest()[:32],
        "title": _cut(reply.headline.text, TITLE),
        "description": _cut(" ".join(line.text for line in reply.lines), DESCRIPTION),
        "input_message_content": {"message_text": html, "parse_mode": "HTML"},
    }


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
