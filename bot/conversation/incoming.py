"""What comes in: something typed, a button pressed, or something that is no text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.exchange.filled_sheets import FilledSheet
from bot.submissions.evidence import SentFile


@dataclass(frozen=True, kw_only=True)
class Text:
    """Somebody typed something; commands ("/help") are text too."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Press:
    """Somebody pressed a button; `data` is what `button_data` made."""

    data: str
    callback: str | None = None
    message_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """Somebody sent something that is no text: "voice", "photo", "document", "sticker", ….

    `file` is what can be kept of it, where it is a document or a photo; `sheet` what a spreadsheet
    says and `unread` why it can't be read, where it was to be.
    """

    what: str
    file: SentFile | None = None
    sheet: FilledSheet | None = None
    unread: str = ""


@dataclass(frozen=True, kw_only=True)
class Edited:
    """Somebody changed a text that was answered already; its first wording stands."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A group goes on in another chat."""

    to: str


@dataclass(frozen=True, kw_only=True)
class PutOut:
    """A group has put the bot out."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One thing that came in.

    `key` is unique for ever ("telegram:42", "terminal:3f…:7"); everything that goes out carries it.
    `chat` is the door's own name of the chat, `contact` of who speaks ("telegram:123", "terminal").
    Who that is to the bot is looked up with every message. `message_id` is the message to reply
    to, or None; `replies_to` the message of the chat that this one replies to. `account` is what
    the door shows of who speaks ("Priya, @priya") and `bot` the bot's own name there, without its
    @. A `group` is a chat of several people.
    """

    key: str
    chat: str
    contact: str
    body: Text | Press | Attachment | Edited | Moved | PutOut
    at: datetime
    message_id: int | None = None
    replies_to: int | None = None
    account: str = ""
    bot: str = ""
    group: bool = False

    @property
    def answer_below(self) -> int | None:
        """The message whose reply the answer is sent as: among several people, the asker's."""
        return self.message_id if self.group else None
