"""Journeys of several people, side by side: what each types, presses and is told.

Write them anew with `python -m tests.transcripts.people`; then read them.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.membership.notice import bundled, filled
from bot.membership.request import Linking
from bot.people import DutyKind, Role
from storage.database import Database, open_database
from tests import starter_database
from tests.membership.stage import Stage

FOLDER = Path(__file__).parent / "journeys"
GROUP = "telegram:-5"

Step = tuple[str, str]
"""Who, and what they type; "[Label]" presses that button, and "@" before it is in the group.

Where nobody speaks, that time comes.
"""

JOURNEYS: dict[str, tuple[Step, ...]] = {
    "invitation": (
        ("Ann", "/invite"),
        ("Ann", "Priya; Example Council"),
        ("Ann", "[Contributor]"),
        ("Ann", "4.01, 4.02"),
        ("Priya", "hello"),
        ("Priya", "/start wrong"),
        ("Priya", "/start token1"),
        ("Mallory", "/start token1"),
        ("Ann", "[Yes, it is theirs]"),
        ("Ann", "/people"),
        ("Ann", "/people Priya"),
    ),
    "cover": (
        ("Owen", "away 1/8 to 14/8, cover Sam"),
        ("Owen", "[1 to 14 August 2027]"),
        ("Sam", "[No, I can't]"),
        ("Owen", "[Choose somebody]"),
        ("Owen", "Ravi"),
        ("Owen", "away 1 to 14 August, cover Sam"),
        ("Sam", "[Yes, I cover]"),
        ("Sam", "away 10 to 20 August, cover Owen"),
    ),
    "handover": (
        ("Owen", "not mine any more"),
        ("Owen", "[4.01 Children waiting for an EHC plan (backlog)]"),
        ("Owen", "[Yes, take it off]"),
        ("Ann", "[Choose somebody]"),
        ("Ann", "Sam"),
        ("Ann", "/reassign 4.02; Sam"),
        ("Ann", "/role Ann; reader"),
        ("Ann", "/role Sam; approver"),
    ),
    "leaving": (
        ("Owen", "I leave on Friday"),
        ("Owen", "Sam for 4.01"),
        ("Owen", "Ravi"),
        ("Owen", "Zoe"),
        ("Owen", "Omar"),
        ("Omar", "[No, I can't]"),
        ("Owen", "[Choose somebody else]"),
        ("Owen", "Sam"),
        ("Sam", "[Yes, I take over]"),
        ("Ann", "[Yes, I agree]"),
        ("Ann", "/leavers"),
        ("", "Friday 27 November 18:01"),
        ("Owen", "ehcp backlog"),
        ("Ann", "/people gaps"),
        ("", "Saturday 28 November 10:00"),
        ("Sam", "/mine"),
    ),
    "forget": (
        ("Owen", "what do you hold on me?"),
        ("Owen", "forget me"),
        ("Owen", "[Ask the officer to let me go]"),
        ("Ann", "[Remove Owen]"),
        ("Ann", "[Remove Owen]"),
        ("Owen", "ehcp backlog"),
        ("Ravi", "/mydata Owen"),
        ("Ravi", "forget me"),
        ("Ravi", "[Yes, forget me]"),
        ("Ann", "forget me"),
    ),
    "group": (
        ("Owen", "@ehcp backlog"),
        ("Ann", "@/allow"),
        ("Owen", "@ehcp backlog"),
        ("Sam", "@backlog is 430 for Q2"),
        ("Sam", "@/mydata"),
        ("Ann", "@/disallow"),
    ),
}


async def play(name: str, database: Database) -> str:
    """Return what everybody sees of a journey."""
    stage = Stage(database)
    stage.linking = Linking(
        new_token=stage.linking.new_token,
        bot_name="example_plan_bot",
        notice=filled(bundled(), answers_days=30),
    )
    await stage.joins("Ann", Role.OFFICER)
    await stage.joins("Owen", Role.CONTRIBUTOR, "4.01", "4.02")
    await stage.joins("Sam", Role.CONTRIBUTOR, "7.01")
    await stage.joins("Ravi", Role.READER)
    await stage.joins("Omar", Role.APPROVER, "ambition 4", kind=DutyKind.APPROVER)
    for who, what in JOURNEYS[name]:
        if not who:
            day, clock = what.split()[1], what.split()[-1]
            hour, minute = map(int, clock.split(":"))
            await stage.comes(datetime(2026, 11, int(day), hour, minute, tzinfo=UTC))
            continue
        chat, said = (GROUP, what[1:]) if what.startswith("@") else ("", what)
        if said.startswith("["):
            await stage.presses(who, said[1:-1], chat=chat)
        else:
            await stage.says(who, said, chat=chat)
    return "\n".join(stage.page).rstrip() + "\n"


async def write() -> None:
    """Write every journey into its file."""
    FOLDER.mkdir(exist_ok=True)
    for name in JOURNEYS:
        database = open_database("sqlite://", migrate=True)
        await database.transact(starter_database.load)
        (FOLDER / f"{name}.txt").write_text(await play(name, database), encoding="utf-8")
        await database.close()


if __name__ == "__main__":
    asyncio.run(write())
