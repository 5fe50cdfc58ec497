"""What the stand-in remembers: chats, people, messages, buttons waiting for an answer, updates."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_stand_in.flood import FloodLimits

TOKEN = "4242424242:STAND-IN-token-that-opens-nothing-at-all"
BOT = {
    "id": 4242424242,
    "is_bot": True,
    "first_name": "Figures",
    "username": "stand_in_figures_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class Refusal(Exception):
    """An error as Telegram words it."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


@dataclass
class Chat:
    """One chat and what the bot may do in it."""

    id: int
    kind: str = "private"
    title: str = "Reader"
    blocked: bool = False
    deactivated: bool = False
    kicked: bool = False
    moved_to: int | None = None
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)

    def public(self) -> dict[str, Any]:
        """Return the chat as the API shows it."""
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, name: self.title}


@dataclass
class Call:
    """One call the bot made, and whether it came to anything."""

    method: str
    values: dict[str, Any]
    ok: bool = False


@dataclass
class World:
    """Everything behind the API. `wall` gives Unix seconds, `clock` seconds that only go up."""

    wall: Callable[[], float]
    clock: Callable[[], float]
    token: str = TOKEN
    keep_calls: bool = True
    chats: dict[int, Chat] = field(default_factory=dict)
    updates: deque[dict[str, Any]] = field(default_factory=deque)
    next_update: int = 700_000_001
    next_message: int = 1
    next_file: int = 1
    callbacks: dict[str, int] = field(default_factory=dict)
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    inline: dict[str, int] = field(default_factory=dict)
    offered: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    sent_count: int = 0
    first_poll_at: float | None = None
    last_sent_at: float = 0.0
    commands: list[dict[str, str]] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    webhook: str = ""
    webhook_secret: str = ""
    webhook_at_once: int = 40
    hook_failed: str = ""
    allowed_updates: list[str] | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)
    poller: asyncio.Future[None] | None = None
    confirmed: int = 0

    def __post_init__(self) -> None:
        self.flood = FloodLimits(clock=self.clock)

    def chat(self, chat_id: object) -> Chat:
        """Return a chat the bot may write to.

        Raises:
            Refusal: there is none, or the bot may not.
        """
        try:
            chat = self.chats[int(str(chat_id))]
        except (KeyError, ValueError):
            raise Refusal(400, "Bad Request: chat not found") from None
        if chat.moved_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.moved_to,
            )
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat.deactivated:
            raise Refusal(403, "Forbidden: user is deactivated")
        if chat.kicked:
            raise Refusal(403, "Forbidden: bot was kicked from the group chat")
        return chat

    def known(self, chat_id: int, kind: str | None = None) -> Chat:
        """Return a chat, made where it is new."""
        if chat_id not in self.chats:
            guess = "private" if chat_id > 0 else "supergroup"
            self.chats[chat_id] = Chat(id=chat_id, kind=kind or guess)
        return self.chats[chat_id]

    def person(self, person_id: int, *, is_bot: bool = False) -> dict[str, Any]:
        """Return a person as the API shows them."""
        return {"id": person_id, "is_bot": is_bot, "first_name": "Reader", "language_code": "en"}

    def message(self, chat: Chat, sender: dict[str, Any], **content: Any) -> dict[str, Any]:
        """Return a new message, kept in its chat."""
        message = {
            "message_id": self.next_message,
            "date": int(self.wall()),
            "chat": chat.public(),
            "from": sender,
            **content,
        }
        self.next_message += 1
        chat.messages[message["message_id"]] = message
        return message

    def update(self, kind: str, content: dict[str, Any]) -> int:
        """Queue an update and return its id."""
        number = self.next_update
        self.next_update += 1
        wanted = self.allowed_updates
        if kind in wanted if wanted else kind not in NOT_BY_DEFAULT:
            self.updates.append({"update_id": number, kind: dict(content)})
            self.news.set()
        return number

    def confirm(self, offset: int) -> None:
        """Forget updates below `offset`; a negative one keeps that many of the newest."""
        if offset < 0:
            while len(self.updates) > -offset:
                self.confirmed = self.updates.popleft()["update_id"]
            return
        while self.updates and self.updates[0]["update_id"] < offset:
            self.confirmed = self.updates.popleft()["update_id"]

    def sent_to(self, chat_id: int) -> Sequence[dict[str, Any]]:
        """Return the bot's messages in a chat, as they now stand."""
        chat = self.chats.get(chat_id)
        if chat is None:
            return ()
        return [one for one in chat.messages.values() if one["from"]["is_bot"]]
