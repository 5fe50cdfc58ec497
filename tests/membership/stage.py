"""Several people, each with their own chat, over one database: what each says and is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from bot.conversation import Attachment, Heard, Incoming, Press, Text, respond
from bot.membership.request import Linking
from bot.outbox.notice import Sent
from bot.people import Admission, DutyKind, Member, Role
from bot.stores import Stores
from handlers.clock import see_off
from storage.database import Database
from tests.conversation.talk import MORNING

NOTICE = "What is kept about you is said here by $partnership."
LEASE = timedelta(minutes=1)


class Stage:
    """People by name; the order in which they appear gives them their Telegram numbers."""

    def __init__(self, database: Database, *, everybody: Role = Role.STRANGER) -> None:
        self._database = database
        self._numbers: dict[str, int] = {}
        self._tokens = count(1)
        self._keys = count(1)
        self._buttons: dict[str, dict[str, str]] = {}
        self._told: dict[str, list[str]] = {}
        self._admission = Admission(everybody=everybody)
        self.linking = Linking(
            new_token=lambda: f"token{next(self._tokens)}", bot_name="plan_bot", notice=NOTICE
        )
        self.now = MORNING
        self.shown_as: dict[str, str] = {}
        self.page: list[str] = []

    def contact(self, name: str) -> str:
        """Return a person's chat; "terminal" is the machine itself."""
        if name == "terminal":
            return name
        return f"telegram:{self._numbers.setdefault(name, 101 + len(self._numbers))}"

    async def joins(
        self, name: str, role: Role, *owned: str, kind: DutyKind = DutyKind.OWNER
    ) -> Member:
        """Let somebody be linked and confirmed already, with measures."""
        contact, now = self.contact(name), self.now

        def work(stores: Stores) -> Member:
            member = stores.people.add(name=name, organisation="Council", role=role, now=now)
            stores.people.link(member.id, contact, now)
            stores.people.confirm(member.id, now)
            for scope in owned:
                stores.people.give(member=member.id, kind=kind, scope=scope)
            found = stores.people.find(member.id)
            assert found is not None
            return found

        return await self._database.transact(work)

    async def says(self, name: str, text: str, *, chat: str = "") -> str:
        """Return what the person is told back; others' messages are kept for `told`."""
        self.page.append(f"{name} > {text}")
        return await self._hear(name, Text(text=text), chat or self.contact(name))

    async def presses(self, name: str, label: str, *, chat: str = "") -> str:
        """Press a button of the newest message in the chat."""
        self.page.append(f"{name} presses [{label}]")
        where = chat or self.contact(name)
        return await self._hear(name, Press(data=self._buttons[where][label]), where)

    async def sends(self, name: str, what: Attachment) -> str:
        """Send a file and return what the person is told back."""
        self.page.append(f"{name} sends a {what.what}")
        return await self._hear(name, what, self.contact(name))

    async def comes(self, instant: datetime) -> None:
        """Let the time come, and whoever's last day is over be seen off."""
        self.page.append(f"({instant:%A %-d %B, %H:%M})")
        self.now = instant
        await see_off(self._database, instant)
        await self._deliver("", instant)

    def labels(self, name: str) -> list[str]:
        """Return the buttons of the newest message somebody has."""
        return list(self._buttons.get(self.contact(name), {}))

    def told(self, name: str) -> list[str]:
        """Return everything somebody was told, oldest first."""
        return self._told.get(self.contact(name), [])

    async def read(self, work: Callable[[Stores], object]) -> object:
        """Look into the stores."""
        return await self._database.read(work)

    async def member(self, name: str) -> Member | None:
        """Return who somebody is now."""
        contact = self.contact(name)
        return await self._database.read(lambda stores: stores.people.by_contact(contact))

    async def done(self, *, commands: bool = False) -> list[str]:
        """Return what the audit holds, oldest first: 'member 1 invited member 2 -> …'.

        That somebody sent a command, or was refused one, is left out unless it is wanted.
        """
        lines = await self._database.read(lambda stores: stores.audit.newest(limit=200))
        return [
            f"{one.actor} {one.action} {one.object}"
            + (f": {one.before}" if one.before else "")
            + (f" -> {one.after}" if one.after else "")
            for one in reversed(lines)
            if commands or not one.object.startswith("command ")
        ]

    async def _hear(self, name: str, body: Text | Press | Attachment, chat: str) -> str:
        self.now += timedelta(minutes=1)
        incoming = Incoming(
            key=f"test:{next(self._keys)}",
            chat=chat,
            contact=self.contact(name),
            body=body,
            at=self.now,
            account=self.shown_as.get(name, f"{name}, @{name.lower()}"),
            group=chat.startswith("telegram:-"),
        )
        now = self.now

        def work(stores: Stores) -> Heard:
            return respond(incoming, stores, now, admission=self._admission, linking=self.linking)

        await self._database.transact(work)
        return await self._deliver(chat, now)

    async def _deliver(self, chat: str, now: datetime) -> str:
        """Let everything due leave, and return what this chat was told."""
        here: list[str] = []
        while leased := await self._database.transact(
            lambda stores: stores.outbox.claim("stage", now, lease=LEASE, limit=20)
        ):
            for one in leased:
                to, text = one.notice.chat, one.notice.plain
                buttons = {label: data for row in one.notice.keyboard.rows for label, data in row}
                self._buttons[to] = buttons
                self._told.setdefault(to, []).append(text)
                if to == chat:
                    here.append(text)
                self.page.extend(self._written(to, text, buttons))
                number = one.id

                def settle(stores: Stores, number: int = number) -> None:
                    stores.outbox.start_sending(number, "stage", now)
                    stores.outbox.settle(number, "stage", Sent(), now)

                await self._database.transact(settle)
        return "\n".join(here)

    def _written(self, chat: str, text: str, buttons: dict[str, str]) -> list[str]:
        names = {self.contact(name): name for name in self._numbers}
        shown = [
            f"  to {names.get(chat, chat)}:",
            *(f"  {line}".rstrip() for line in text.split("\n")),
        ]
        if buttons:
            shown.append("  " + " ".join(f"[{label}]" for label in buttons))
        return [*shown, ""]
