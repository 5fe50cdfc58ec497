"""What `check` looks at, each as a finding: well, to take care of, or wrong with what to do."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.outbox.notice import NoticeState
from handlers import upkeep

if TYPE_CHECKING:
    from pydantic import SecretStr

    from handlers.upkeep import Inspection

LATE = timedelta(minutes=15)
SKEW = timedelta(minutes=2)
LEAST_ROOM = 100 * 1024 * 1024
OLD_COPY = timedelta(days=2)
LATELY = timedelta(hours=24)


class Grade(Enum):
    """How a finding stands; the word is what is printed."""

    WELL = "OK"
    CARE = "Take care"
    WRONG = "Wrong"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at; `advice` says what to do where it is not well."""

    grade: Grade
    text: str
    advice: str = ""


def well(text: str) -> Finding:
    """Return a finding that needs nothing."""
    return Finding(grade=Grade.WELL, text=text)


def take_care(text: str, advice: str) -> Finding:
    """Return a finding that a person should know of."""
    return Finding(grade=Grade.CARE, text=text, advice=advice)


def wrong(text: str, advice: str) -> Finding:
    """Return a finding that has to be put right."""
    return Finding(grade=Grade.WRONG, text=text, advice=advice)


def of_database(address: str, now: datetime, *, folder: Path | None) -> Iterator[Finding]:
    """Give what there is to say about the database at `address` and its copies in `folder`."""
    path = upkeep.sqlite_path(address)
    if path is not None:
        yield from _of_file(path)
        if not path.is_file():
            return
    try:
        found = upkeep.inspect_database(address)
    except BotError as error:
        yield wrong("The database cannot be read.", error.advice)
        return
    yield from _of_contents(found)
    if found.version == found.needed and not found.faults:
        yield from _of_waiting(found, now)
    if path is not None:
        yield _of_copies(path, folder or path.parent / upkeep.FOLDER, now)


def _of_file(path: Path) -> Iterator[Finding]:
    if not path.is_file():
        yield wrong(
            f"There is no database file {path}.",
            "Run: partnership-bot import (with the same --config or --database). It makes the file"
            " and brings a plan in.",
        )
        return
    if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield take_care(
            f"Others on this machine can read {path}.",
            f"It holds what people asked. Run: chmod 600 {path}",
        )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        yield wrong(
            f"{path} or its folder cannot be written.",
            "Check the rights of both; SQLite needs both.",
        )
    room = os.statvfs(path.parent) if hasattr(os, "statvfs") else None
    if room is not None and room.f_bavail * room.f_frsize < LEAST_ROOM:
        left = room.f_bavail * room.f_frsize // 1024 // 1024
        yield take_care(
            f"The disk of {path.parent} has only {left} MB left.", "Make room before it is full."
        )


def _of_contents(found: Inspection) -> Iterator[Finding]:
    if found.faults:
        yield wrong(
            f"The database is damaged: {'; '.join(found.faults)}.",
            "Stop the bot and put the newest sound copy back: partnership-bot restore COPY.",
        )
        return
    if found.version != found.needed:
        newer = found.version is not None and found.version > found.needed
        yield wrong(
            f"The database has version {found.version or 'none'}; this release needs"
            f" {found.needed}.",
            "Install the newer release of partnership-bot that made it."
            if newer
            else "Run: partnership-bot upgrade (with the same --config or --database).",
        )
        return
    yield well(f"The database is sound and has this release's version, {found.needed}.")
    if found.broken_at is not None:
        yield wrong(
            f"The audit does not follow from line {found.broken_at} on: it was changed behind the"
            " bot's back.",
            "Find out who can write to the database; a copy from before shows what the line said.",
        )
    else:
        yield well(f"The audit is whole: {found.counts.get('audit', 0):,} lines, none changed.")
    if found.unfaithful:
        yield wrong(
            f"Figures whose history does not add up: {found.unfaithful:,}.",
            "They were changed behind the bot's back; compare with a copy from before.",
        )
    if found.title is None:
        yield wrong("There is no plan yet.", "Run: partnership-bot import PATH")
    else:
        held = f"{found.measures:,} measures, {found.figures:,} figures"
        history = f"; {found.withdrawn:,} withdrawn are kept as history" if found.withdrawn else ""
        yield well(f"The plan is “{found.title}”: {held}{history}.")


def _of_waiting(found: Inspection, now: datetime) -> Iterator[Finding]:
    held = found.notices.get(NoticeState.HELD, 0)
    if held:
        yield take_care(
            f"Messages held because they may have gone already: {held:,}.",
            "Run: partnership-bot notices list",
        )
    given_up = found.notices.get(NoticeState.GIVEN_UP, 0)
    if given_up:
        yield take_care(
            f"Messages that Telegram refused for good: {given_up:,}.",
            "Mostly people who blocked the bot, or groups that removed it; the log names them.",
        )
    if found.oldest_due is not None and now - found.oldest_due > LATE:
        minutes = (now - found.oldest_due) // timedelta(minutes=1)
        yield take_care(
            f"The oldest message that should have gone waits for {minutes:,} minutes.",
            "If the bot is not running, start it: it sends what waits.",
        )
    if found.server_clock is not None and abs(found.server_clock - now) > SKEW:
        yield wrong(
            f"This machine's clock says {now:%Y-%m-%d %H:%M:%S}, the database server's says"
            f" {found.server_clock:%Y-%m-%d %H:%M:%S} UTC.",
            "Set both right: timedatectl set-ntp true",
        )
    if found.newest is not None and found.newest - now > SKEW:
        yield wrong(
            f"This machine's clock says {now:%Y-%m-%d %H:%M}, but the database holds something from"
            f" {found.newest:%Y-%m-%d %H:%M} UTC.",
            "Set the clock right (timedatectl set-ntp true), or reminders go at wrong times.",
        )


def _of_copies(path: Path, folder: Path, now: datetime) -> Finding:
    newest = upkeep.newest_copy(folder, path)
    if newest is None:
        return take_care(
            f"There is no copy of the database in {folder}.",
            "Run: partnership-bot backup; or set backup.folder, and a running bot does it nightly.",
        )
    if now - newest > OLD_COPY:
        return take_care(
            f"The newest copy of the database is of {newest:%Y-%m-%d %H:%M} UTC.",
            "Run: partnership-bot backup",
        )
    return well(f"The newest copy of the database is of {newest:%Y-%m-%d %H:%M} UTC.")


def of_telegram(base_url: str, token: SecretStr, now: datetime) -> Iterator[Finding]:
    """Give what Telegram says of the token, of a webhook, and of this machine's clock."""
    try:
        yield from asyncio.run(_ask(base_url, token, now))
    except BotError as error:
        yield wrong(str(error), error.advice)


async def _ask(base_url: str, token: SecretStr, now: datetime) -> list[Finding]:
    from handlers.telegram import asking

    async with asking.talk(base_url, token) as api:
        name, webhook = await asking.username(api), await asking.webhook(api)
        said = api.server_date
    found = [well(f"Telegram knows the bot as @{name}.")]
    if webhook.url:
        found.append(well(f"Telegram delivers to {webhook.url}; {webhook.waiting:,} updates wait."))
    if webhook.failed_at is not None and now - webhook.failed_at < LATELY:
        found.append(
            take_care(
                f"Telegram could not deliver at {webhook.failed_at:%Y-%m-%d %H:%M} UTC:"
                f" {webhook.failure}",
                "Look at the log, and at what stands before the bot (docs/howto/webhook.md).",
            )
        )
    apart = abs(now - parsedate_to_datetime(said)) if said else timedelta(0)
    if apart > SKEW:
        seconds = apart // timedelta(seconds=1)
        found.append(
            wrong(
                f"This machine's clock is {seconds:,} seconds off Telegram's.",
                "Set it right: timedatectl set-ntp true",
            )
        )
    return found
