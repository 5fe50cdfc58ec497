"""What people do: they write, press, send files, block the bot, upgrade their group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.telegram_stand_in.world import BOT, World


class People:
    """The other side of every chat; each act queues an update and returns its id."""

    world: World

    def says(self, person: int, text: str, *, chat: int | None = None, **content: Any) -> int:
        """Somebody types something."""
        place = self.world.known(chat if chat is not None else person)
        if text.startswith("/"):
            length = len(text.split()[0])
            command = {"type": "bot_command", "offset": 0, "length": length}
            content.setdefault("entities", [command])
        sender = self.world.person(person)
        message = self.world.message(place, sender, text=text, **content)
        return self.world.update("message", message)

    def sends(self, person: int, what: str, *, body: bytes = b"", **content: Any) -> int:
        """Somebody sends a "voice", "photo", "document", "sticker", … ."""
        name = f"USERFILE{self.world.next_file:08d}"
        self.world.next_file += 1
        self.world.files[name] = body
        file: dict[str, Any] = {"file_id": name, "file_unique_id": name[-8:]}
        shapes: dict[str, Any] = {
            "voice": file | {"duration": 4, "mime_type": "audio/ogg"},
            "photo": [file | {"width": 90, "height": 90}],
            "document": file | {"file_name": "figures.xlsx"},
            "video": file | {"width": 90, "height": 90, "duration": 4},
            "sticker": file
            | {"width": 9, "height": 9, "type": "regular", "is_animated": False, "is_video": False},
            "location": {"latitude": 53.4, "longitude": -2.1},
            "contact": {"phone_number": "0", "first_name": "Reader"},
        }
        chat = self.world.known(person)
        sender = self.world.person(person)
        message = self.world.message(chat, sender, **{what: shapes[what]}, **content)
        return self.world.update("message", message)

    def presses(self, person: int, message_id: int, data: str, *, chat: int | None = None) -> str:
        """Somebody presses a button; returns the id that must be answered."""
        place = self.world.known(chat if chat is not None else person)
        number = str(9_000_000_000 + self.world.next_update)
        query: dict[str, Any] = {
            "id": number,
            "from": self.world.person(person),
            "chat_instance": "1",
            "data": data,
        }
        message = place.messages.get(message_id)
        gone = {"message_id": message_id, "date": 0, "chat": place.public()}
        query["message"] = dict(message or gone)
        self.world.callbacks[number] = person
        self.world.update("callback_query", query)
        return number

    def looks_for(self, person: int, text: str) -> str:
        """Somebody types the bot's name and some words in any chat; returns the query's id."""
        number = str(7_000_000_000 + self.world.next_update)
        query = {"id": number, "from": self.world.person(person), "query": text, "offset": ""}
        self.world.inline[number] = person
        self.world.update("inline_query", query)
        return number

    def presses_label(self, person: int, label: str) -> str:
        """Somebody presses the newest button with this label."""
        for message in reversed(self.world.sent_to(person)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        return self.presses(person, message["message_id"], button["callback_data"])
        raise LookupError(f"no button {label!r} in chat {person}")

    def edits(self, person: int, message_id: int, text: str) -> int:
        """Somebody changes what they typed."""
        message = self.world.chats[person].messages[message_id]
        message |= {"text": text, "edit_date": int(self.world.wall())}
        return self.world.update("edited_message", message)

    def blocks(self, person: int) -> int:
        """Somebody blocks the bot."""
        chat = self.world.known(person)
        chat.blocked = True
        return self._membership(person, "member", "kicked")

    def unblocks(self, person: int) -> int:
        """Somebody lets the bot in again."""
        self.world.known(person).blocked = False
        return self._membership(person, "kicked", "member")

    def puts_out(self, person: int, group: int) -> int:
        """Somebody puts the bot out of a group."""
        return self._membership(group, "member", "left", by=person)

    def _membership(self, chat: int, old: str, new: str, *, by: int | None = None) -> int:
        def member(status: str) -> dict[str, Any]:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"user": BOT, "status": status, **until}

        change = {
            "chat": self.world.known(chat).public(),
            "from": self.world.person(by or chat),
            "date": int(self.world.wall()),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        }
        return self.world.update("my_chat_member", change)

    def migrates(self, group: int, new: int) -> None:
        """A group becomes a supergroup under a new id."""
        old = self.world.known(group)
        old.moved_to = new
        said = self.world.message(old, self.world.person(new), migrate_to_chat_id=new)
        self.world.update("message", said)
        place = self.world.known(new, "supergroup")
        again = self.world.message(place, self.world.person(new), migrate_from_chat_id=group)
        self.world.update("message", again)

    def delivers_again(self, update: dict[str, Any]) -> None:
        """Telegram hands out an update a second time."""
        self.world.updates.append(update)
        self.world.news.set()

    def does(self, kind: str, content: dict[str, Any]) -> int:
        """Something of any other kind happens."""
        return self.world.update(kind, content)

    def sent(self, chat: int) -> Sequence[dict[str, Any]]:
        """Return the bot's messages in a chat, as they now stand."""
        return self.world.sent_to(chat)

    def texts(self, chat: int) -> list[str]:
        """Return the texts of the bot's messages in a chat."""
        return [message.get("text", "") for message in self.world.sent_to(chat)]

    def labels(self, chat: int) -> list[str]:
        """Return the labels of the buttons under the newest message in a chat."""
        messages = self.world.sent_to(chat)
        rows = messages[-1].get("reply_markup", {}).get("inline_keyboard", []) if messages else []
        return [button["text"] for row in rows for button in row]
