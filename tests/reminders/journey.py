"""One quarter's reminders as people see them: the golden transcript `journey.txt`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.outbox.notice import Notice, NoticeClass
from bot.people import Member, Role
from bot.plan.due_dates import Pack
from bot.reminders.alerts import send_alerts
from bot.reminders.briefing import brief
from bot.rendering.markup import to_plain
from bot.stores import Stores
from storage.database import Database
from tests.conversation.talk import Talk
from tests.reminders.scene import CAMHS, OTHER, Q2, Office, at, day

FILE = Path(__file__).with_name("journey.txt")


class Journey:
    """Writes down what is sent and said, in order."""

    def __init__(self, database: Database) -> None:
        self.office = Office(database)
        self.lines: list[str] = []
        self._names: dict[str, str] = {}
        self._talks: dict[str, Talk] = {}

    async def hire(self, name: str, *scopes: str, role: Role = Role.CONTRIBUTOR) -> Member:
        member = await self.office.hire(name, *scopes, role=role)
        assert member.contact is not None
        self._names[member.contact] = name
        return member

    async def morning(self, when: str, clock: str = "09:00") -> None:
        """Let the bot do by itself what it does at that hour, and write down what it sends."""
        now = at(when, clock)
        await self.office.plan(now)
        await self.office.sweep(now)
        await self.office.database.transact(lambda stores: self._tell(stores, now))
        self._write(now, await self.office.send(now))

    async def say(self, who: Member, when: str, clock: str, text: str, press: str = "") -> None:
        """Let somebody type, and perhaps press a button of the reply."""
        assert who.contact is not None
        talk = self._talks.setdefault(
            who.contact, Talk(self.office.database, chat=who.contact, role=Role.READER)
        )
        talk.now = at(when, clock)
        heard = await talk.say(text)
        assert heard.reply is not None
        self.lines += [f"{self._names[who.contact]} > {text}", to_plain(heard.reply)]
        self.lines += [f"[{button.label}]" for button in heard.reply.flat_buttons()]
        self.lines.append("")
        if press:
            heard = await talk.press(heard, press)
            assert heard.reply is not None
            self.lines += [f"{self._names[who.contact]} presses {press}", to_plain(heard.reply), ""]
        self._write(talk.now, await self.office.send(talk.now))

    def _tell(self, stores: Stores, now: datetime) -> None:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        brief(stores, catalogue, self.office.rules, now)
        send_alerts(stores, catalogue, self.office.rules, now, lambda _: True)

    def _write(self, now: datetime, notices: list[Notice]) -> None:
        for one in sorted(notices, key=lambda one: (one.chat, one.key)):
            if one.notice_class in {NoticeClass.ANSWER, NoticeClass.ACKNOWLEDGEMENT}:
                continue
            local = now.astimezone(self.office.zone)
            when = f"{local:%a} {local.day} {local:%b, %H:%M}"
            self.lines.append(f"({when}, to {self._names[one.chat]})")
            self.lines.append(one.plain)
            self.lines += [f"[{label}]" for row in one.keyboard.rows for label, _ in row]
            self.lines.append("")


async def play(database: Database) -> str:
    """Return the transcript."""
    journey = Journey(database)
    owner = await journey.hire("Owner", CAMHS, OTHER)
    officer = await journey.hire("Officer", role=Role.OFFICER)
    await journey.morning("2026-10-01")
    await journey.say(officer, "2026-10-01", "10:00", "tell me when the camhs wait changes")
    await journey.morning("2026-10-14")
    await journey.office.publish(OTHER, Q2, "3600", now=at("2026-10-15"))
    await journey.morning("2026-10-21")
    wanted = await database.read(lambda stores: stores.reminders.find_expected(CAMHS, Q2))
    assert wanted is not None
    await journey.say(owner, "2026-10-21", "10:00", f"/notready {wanted.id}")
    await journey.say(owner, "2026-10-21", "10:02", "28 October, waiting for the trust")
    await journey.say(officer, "2026-10-21", "10:30", "/proposal 1 once")
    pack = Pack(name="November board", freezes_on=day("2026-11-06"))
    await database.transact(lambda stores: stores.exchange.put_packs([pack]))
    await journey.morning("2026-10-28")
    await journey.morning("2026-10-30")
    await journey.say(officer, "2026-10-30", "11:00", "who's late")
    await journey.say(owner, "2026-10-30", "12:00", "12.4", press="Confirm")
    await journey.office.publish(CAMHS, Q2, "12.4", now=at("2026-11-02"))
    await journey.morning("2026-11-02")
    return "\n".join(journey.lines)
