"""PTB's Application as the door uses it: no updater, no job queue, its handlers in order."""

from __future__ import annotations

from pydantic import SecretStr
from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers.telegram.buttons import Buttons
from handlers.telegram.handling import Handling
from handlers.telegram.inline import Inline
from handlers.telegram.messages import Messages
from handlers.telegram.ports import PtbApplication
from handlers.telegram.transport import AiohttpRequest


def build_application(
    token: SecretStr, base_url: str, calls: AiohttpRequest, polls: AiohttpRequest
) -> PtbApplication:
    """Return PTB's Application without updater and job queue; file downloads follow `base_url`."""
    return (
        ApplicationBuilder()
        .token(token.get_secret_value())
        .base_url(base_url)
        .base_file_url(f"{base_url.removesuffix('/bot')}/file/bot")
        .request(calls)
        .get_updates_request(polls)
        .updater(None)
        .job_queue(None)
        .build()
    )


def add_handlers(
    application: PtbApplication, handling: Handling, inline: Inline | None = None
) -> None:
    """Add the handlers; the first that fits takes an update, and the last fits all."""
    messages, buttons = Messages(handling), Buttons(handling)
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    more = () if inline is None else (InlineQueryHandler(inline.find),)
    for handler in (
        *more,
        MessageHandler(new & private, messages.hear),
        CallbackQueryHandler(buttons.press),
        MessageHandler(edited & private, messages.decline_edit),
        MessageHandler(new & filters.StatusUpdate.MIGRATE, messages.follow_group),
        MessageHandler(new & groups, messages.hear_in_group),
        ChatMemberHandler(messages.note_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        TypeHandler(Update, messages.ignore),
    ):
        application.add_handler(handler)
    application.add_error_handler(handling.note_failure)
