"""What people send: text, things that are no text, and what is none of the bot's business."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime

from telegram import Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.conversation import Attachment, Edited, Incoming, Moved, PutOut, SentFile, Text
from handlers.telegram.documents import with_sheet
from handlers.telegram.handling import Handling
from handlers.telegram.ports import DOOR, Context

log = logging.getLogger(__name__)

ATTACHMENTS = {
    "voice": "voice note",
    "photo": "photo",
    "document": "document",
    "video": "video",
    "video_note": "video note",
    "sticker": "sticker",
    "audio": "sound file",
    "animation": "moving picture",
    "location": "location",
    "venue": "place",
    "contact": "contact card",
    "poll": "poll",
    "dice": "dice roll",
    "story": "story",
    "checklist": "checklist",
    "paid_media": "paid picture",
    "game": "game",
    "invoice": "bill",
    "rich_message": "rich message",
}
GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Messages:
    """Handlers for messages and for what happens to the bot in a chat."""

    def __init__(self, handling: Handling) -> None:
        """Answer through `handling`."""
        self._handling = handling

    async def hear(self, update: Update, _: Context) -> None:
        """A message in a private chat."""
        message = update.message
        if message is None or message.from_user is None or message.from_user.is_bot:
            await self._handling.finish(update)
            return
        body = _body(message)
        if body is None:
            await self._handling.finish(update)
            return
        contact = f"{DOOR}:{message.from_user.id}"
        if isinstance(body, Attachment):
            body = await with_sheet(message, body, lambda: self._handling.wants_sheet(contact))
        incoming = Incoming(
            key=f"{DOOR}:{update.update_id}",
            chat=f"{DOOR}:{message.chat_id}",
            contact=contact,
            body=body,
            at=message.date,
            message_id=message.message_id,
            replies_to=_replied_to(message),
            account=account_of(message.from_user),
            bot=message.get_bot().username,
        )
        await self._handling.hear(update, incoming)

    async def decline_edit(self, update: Update, _: Context) -> None:
        """An edited message: its first wording was answered, which is said once a message."""
        message = update.edited_message
        if message is None or message.from_user is None or message.text is None:
            await self._handling.finish(update)
            return
        chat = f"{DOOR}:{message.chat_id}"
        incoming = Incoming(
            key=f"{chat}:edited:{message.message_id}",
            chat=chat,
            contact=f"{DOOR}:{message.from_user.id}",
            body=Edited(),
            at=message.date,
            message_id=message.message_id,
        )
        await self._handling.hear(update, incoming)

    async def hear_in_group(self, update: Update, _: Context) -> None:
        """A message in a group: heard only where the bot is named or replied to."""
        message = update.message
        if message is None or message.from_user is None or message.from_user.is_bot:
            await self._handling.finish(update)
            return
        body = _body(message)
        if body is None or not _speaks_to_the_bot(message):
            await self._handling.finish(update)
            return
        if isinstance(body, Text):
            body = Text(text=_without_name(body.text, message.get_bot().username))
        incoming = Incoming(
            key=f"{DOOR}:{update.update_id}",
            chat=f"{DOOR}:{message.chat_id}",
            contact=f"{DOOR}:{message.from_user.id}",
            body=body,
            at=message.date,
            message_id=message.message_id,
            bot=message.get_bot().username,
            group=True,
        )
        await self._handling.hear(update, incoming)

    async def follow_group(self, update: Update, _: Context) -> None:
        """A group became a supergroup: said in the old chat and in the new one."""
        message = update.message
        if message is None:
            await self._handling.finish(update)
            return
        old = message.migrate_from_chat_id or message.chat_id
        new = message.migrate_to_chat_id or message.chat_id
        await self._handling.hear(update, _event(update, old, Moved(to=f"{DOOR}:{new}")))

    async def note_membership(self, update: Update, _: Context) -> None:
        """Somebody blocked the bot or let it in again."""
        change = update.my_chat_member
        if change is not None:
            status = change.new_chat_member.status
            log.info("the bot is now %s in %s:%s", status, DOOR, change.chat.id)
            if change.chat.type != ChatType.PRIVATE and status in GONE:
                await self._handling.hear(update, _event(update, change.chat.id, PutOut()))
                return
        await self._handling.finish(update)

    async def ignore(self, update: Update, _: Context) -> None:
        """Anything else is marked done and left alone."""
        await self._handling.finish(update)


def _event(update: Update, chat: int, body: Moved | PutOut) -> Incoming:
    return Incoming(
        key=f"{DOOR}:{update.update_id}",
        chat=f"{DOOR}:{chat}",
        contact=f"{DOOR}:{chat}",
        body=body,
        at=datetime.fromtimestamp(0, UTC),
        group=True,
    )


def _without_name(text: str, name: str) -> str:
    """Return what was said to the bot, without its name."""
    return " ".join(re.sub(rf"@{re.escape(name)}\b", " ", text, flags=re.IGNORECASE).split())


def account_of(user: User) -> str:
    """Return what Telegram shows of somebody, for an officer to recognise; never who they are."""
    return f"{user.full_name}, @{user.username}" if user.username else user.full_name


def _body(message: Message) -> Text | Attachment | None:
    """Return what was said, or None where it only reports an event in the chat."""
    if message.text is not None:
        return Text(text=message.text)
    attachment = next((what for what in ATTACHMENTS if getattr(message, what, None)), None)
    return Attachment(what=ATTACHMENTS[attachment], file=_file(message)) if attachment else None


def _file(message: Message) -> SentFile | None:
    """Return the document, or the largest size of the photo, as Telegram names it."""
    if message.document is not None:
        sent = message.document
        kind, name = sent.mime_type or "", sent.file_name or ""
        return SentFile(file_id=sent.file_id, kind=kind, name=name, size=sent.file_size or 0)
    if message.photo:
        largest = message.photo[-1]
        return SentFile(
            file_id=largest.file_id, kind="image/jpeg", name="photo", size=largest.file_size or 0
        )
    return None


def _replied_to(message: Message) -> int | None:
    answered = message.reply_to_message
    return None if answered is None else answered.message_id


def _speaks_to_the_bot(message: Message) -> bool:
    name = f"@{message.get_bot().username}".lower()
    text = (message.text or message.caption or "").lower()
    answered = message.reply_to_message
    to_bot = answered is not None and answered.from_user is not None
    to_bot = to_bot and answered is not None and answered.from_user == message.get_bot().bot
    return name in text or to_bot
