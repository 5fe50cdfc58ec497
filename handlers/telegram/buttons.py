"""Pressed buttons: Telegram gets its answer at once, the press is heard like anything said."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatType

from bot.conversation import Incoming, Press
from handlers.telegram.handling import Handling
from handlers.telegram.ports import DOOR, Context


class Buttons:
    """Handlers for callback queries."""

    def __init__(self, handling: Handling) -> None:
        """Answer through `handling`."""
        self._handling = handling

    async def press(self, update: Update, _: Context) -> None:
        """A pressed button, however old.

        The query is answered before anything else and nobody waits for it: the person's button
        stops spinning, and a query that is too old by now does no harm.
        """
        query = update.callback_query
        assert query is not None
        self._handling.quietly("answerCallbackQuery", callback_query_id=query.id)
        message = query.message
        if message is None or query.data is None:
            await self._handling.finish(update)
            return
        incoming = Incoming(
            key=f"{DOOR}:{update.update_id}",
            chat=f"{DOOR}:{message.chat.id}",
            contact=f"{DOOR}:{query.from_user.id}",
            body=Press(data=query.data, callback=query.id, message_id=message.message_id),
            at=message.date,
            message_id=message.message_id,
            bot=query.get_bot().username,
            group=message.chat.type != ChatType.PRIVATE,
        )
        await self._handling.hear(update, incoming)
