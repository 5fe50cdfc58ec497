"""Plays a journey and writes down what everybody types, presses and sees."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.conversation import Attachment
from bot.exchange.filled_sheets import FilledRow, FilledSheet
from bot.outbox.notice import LeasedNotice
from bot.people import Role
from storage.database import Database
from tests.submissions.people import Chat, Office, button_of, labels

FOLDER = Path(__file__).parent
WIDE = 11
READER = "reader"
HEADER = ("code", "period", "value", "comment")
_ABOUT = re.compile("waits for sign-off|it is now|do not use|^Why:|Approved by")
_RECEIPT = re.compile(r" ?Receipt [0-9A-Z]+-[0-9A-Z]+\.")


class Journey:
    """Three people's chats; `lines` is the transcript."""

    def __init__(self, office: Office, chats: dict[str, Chat]) -> None:
        self._office = office
        self._chats = chats
        self._got: dict[str, LeasedNotice] = {}
        self.lines: list[str] = []

    async def say(self, who: str, text: str) -> None:
        """Somebody types something."""
        self._line(who, f"> {text}")
        await self._chats[who].say(text)
        await self._see()

    async def press(self, who: str, label: str) -> None:
        """Somebody presses a button of the newest message with such a button."""
        self._line(who, f"[{label}]")
        await self._chats[who].press_data(button_of(self._got[who], label))
        await self._see()

    async def send(self, who: str, *rows: tuple[str, ...]) -> None:
        """Somebody sends a sheet with these rows."""
        self._line(who, "(sends a sheet)")
        for row in rows:
            self._line(who, "  " + " | ".join(row))
        numbered = enumerate((HEADER, *rows), start=1)
        filled = FilledSheet(
            rows=tuple(FilledRow(sheet="Figures", number=n, cells=row) for n, row in numbered)
        )
        await self._chats[who]._send(Attachment(what="document", sheet=filled), None)
        await self._see()

    async def _see(self) -> None:
        for who, chat in self._chats.items():
            for notice in await chat.arrived():
                for text in _told(who, notice):
                    self._line(who, f"  {text}")
                if labels(notice) and who != READER:
                    self._got[who] = notice
                    self._line(who, "  " + " ".join(f"[{label}]" for label in labels(notice)))

    def _line(self, who: str, text: str) -> None:
        self.lines.append(f"{who:{WIDE}}{text}".rstrip())


def _told(who: str, notice: LeasedNotice) -> list[str]:
    """What a message says; of an answer to the reader only what this is about."""
    texts = _RECEIPT.sub("", notice.notice.plain).splitlines()
    if who != READER:
        return texts
    return [text for place, text in enumerate(texts) if place == 0 or _ABOUT.search(text)]


async def play(database: Database, scene: Callable[[Journey], Awaitable[None]]) -> str:
    """Return the transcript of a scene."""
    office = Office(database)
    chats = {
        "owner": await office.join("Olive Oak", Role.CONTRIBUTOR, "4.01", "4.02"),
        "second": await office.join("Perry Pine", Role.CONTRIBUTOR, "4.01"),
        "approver": await office.join("Avery Ash", Role.APPROVER, "ambition 4"),
        "officer": await office.join("Casey Cedar", Role.OFFICER),
        "reader": await office.join("Robin Reed", Role.READER),
    }
    journey = Journey(office, chats)
    await scene(journey)
    return "\n".join(journey.lines) + "\n"


async def published(on: Journey) -> None:
    """A figure is handed in, signed off and read."""
    await on.say("owner", "backlog is 430 for Q2")
    await on.press("owner", "Confirm")
    await on.say("reader", "latest backlog")
    await on.press("approver", "Approve")
    await on.say("reader", "latest backlog")


async def returned(on: Journey) -> None:
    """A figure comes back with a reason and is put right."""
    await on.say("owner", "20 weeks is 43 of 70 for Q2")
    await on.press("owner", "Comment")
    await on.say("owner", "more staff joined in August")
    await on.press("owner", "Confirm")
    await on.press("approver", "Return with a reason")
    await on.say("approver", "please leave out the exceptions")
    await on.say("reader", "20 weeks in Q2")
    await on.press("owner", "Fix")
    await on.say("owner", "43 of 68")
    await on.press("owner", "Confirm")
    await on.press("approver", "Approve")
    await on.say("reader", "20 weeks in Q2")


async def corrected(on: Journey) -> None:
    """A published figure is corrected; whoever was given the old one is told."""
    await on.say("owner", "backlog is 430 for Q2")
    await on.press("owner", "Confirm")
    await on.press("approver", "Approve")
    await on.say("reader", "latest backlog")
    await on.say("owner", "backlog is 425 for Q2")
    await on.say("owner", "five were counted twice")
    await on.press("owner", "Confirm")
    await on.press("approver", "Approve")


async def two_at_once(on: Journey) -> None:
    """Two owners hand in the same figure; the second sees the first's."""
    await on.say("owner", "backlog is 430 for Q2")
    await on.say("second", "backlog is 431 for Q2")
    await on.press("owner", "Confirm")
    await on.press("second", "Confirm")
    await on.press("second", "Replace it")
    await on.press("approver", "Approve")
    await on.say("reader", "latest backlog")


async def none_this_time(on: Journey) -> None:
    """A figure that can't be taken, and then none at all."""
    await on.say("owner", "/submit 4.02")
    await on.press("owner", "September 2026")
    await on.say("owner", "about 60")
    await on.say("owner", "n/a")
    await on.press("owner", "Not applicable")
    await on.press("owner", "Confirm")
    await on.press("approver", "Approve")
    await on.say("reader", "20 weeks in September 2026")


async def taken_back(on: Journey) -> None:
    """A published figure is taken back with a reason."""
    await on.say("owner", "backlog is 430 for Q2")
    await on.press("owner", "Confirm")
    await on.press("approver", "Approve")
    await on.say("reader", "latest backlog")
    await on.press("approver", "Take it back")
    await on.say("approver", "it was the wrong quarter")
    await on.say("reader", "latest backlog")


async def withdrawn(on: Journey) -> None:
    """An owner asks for a figure back that waits; the approver's card is out of date."""
    await on.say("owner", "backlog is 430 for Q2")
    await on.press("owner", "Confirm")
    await on.press("owner", "Withdraw")
    await on.press("approver", "Approve")
    await on.say("owner", "/mine")
    await on.say("reader", "latest backlog")


async def asked_about(on: Journey) -> None:
    """The approver asks, the owner adds a comment, the figure is signed off."""
    await on.say("owner", "backlog is 4300 for Q2")
    await on.press("owner", "Yes, it is right")
    await on.press("approver", "Ask the owner")
    await on.say("approver", "is that one nought too many?")
    await on.press("owner", "Fix")
    await on.say("owner", "430")
    await on.press("owner", "Replace it")
    await on.press("approver", "Approve")
    await on.say("reader", "latest backlog")


async def two_signatures(on: Journey) -> None:
    """Two people have to sign off; the officer is the second."""
    await on.say("officer", "/policy 4.01 two")
    await on.say("owner", "backlog is 430 for Q2")
    await on.press("owner", "Confirm")
    await on.press("approver", "Approve")
    await on.say("reader", "latest backlog")
    await on.press("officer", "Approve")
    await on.say("reader", "latest backlog")


async def by_sheet(on: Journey) -> None:
    """A sheet with a good row, a bad one and a doubtful one; then sign-off of all at once."""
    await on.send(
        "owner",
        ("4.01", "Q2 2026-27", "430", "more staff joined"),
        ("4.02", "Q2 2026-27", "61,4"),
        ("7.01", "2025-26", "480"),
    )
    await on.press("owner", "Confirm all")
    await on.say("owner", "4.02 61.4% for Q2; 4.01 445 for Q1 2026/27")
    await on.press("owner", "Confirm all")
    await on.say("approver", "/signoff")
    await on.press("approver", "Approve three without doubts")
    await on.press("approver", "Approve them all")
    await on.say("reader", "latest backlog")


SCENES = (
    published,
    returned,
    corrected,
    two_at_once,
    none_this_time,
    taken_back,
    withdrawn,
    asked_about,
    two_signatures,
    by_sheet,
)
