"""Where Telegram keeps pictures: found by what they show, replaced, forgotten."""

from __future__ import annotations

from datetime import timedelta

from bot.outbox.notice import Notice, Sent
from storage.database import Database
from tests.storage.making import NOW
from tests.storage.reaching import run_sql

DAY = timedelta(days=1)


async def test_a_newer_place_takes_over_from_an_older_one(database: Database) -> None:
    assert await database.read(lambda s: s.pictures.find("k")) is None
    await database.transact(lambda s: s.pictures.keep("k", "first", NOW))
    await database.transact(lambda s: s.pictures.keep("k", "second", NOW + DAY))
    assert await database.read(lambda s: s.pictures.find("k")) == "second"


async def test_old_places_are_forgotten(database: Database) -> None:
    await database.transact(lambda s: s.pictures.keep("old", "1", NOW))
    await database.transact(lambda s: s.pictures.keep("new", "2", NOW + DAY))
    assert await database.transact(lambda s: s.pictures.forget_before(NOW + DAY)) == 1
    assert await database.read(lambda s: s.pictures.find("old")) is None
    assert await database.read(lambda s: s.pictures.find("new")) == "2"


async def test_a_notice_keeps_its_picture_until_it_is_sent(database: Database) -> None:
    notice = Notice(key="n", chat="terminal:1", html="x", plain="x", picture='{"a": 1}')
    await database.transact(lambda s: s.outbox.add(notice, NOW))
    (leased,) = await database.transact(lambda s: s.outbox.claim("me", NOW, lease=DAY, limit=1))
    assert leased.notice.picture == '{"a": 1}'
    await database.transact(lambda s: s.outbox.start_sending(leased.id, "me", NOW))
    await database.transact(lambda s: s.outbox.settle(leased.id, "me", Sent(), NOW))
    assert await database.read(lambda s: run_sql(s, "SELECT picture FROM outbox")) == [(None,)]
