"""A number sent as Telegram's own reply to a reminder, through PTB's application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

from bot.conversation import respond
from bot.outbox.dispatch import Verdict
from bot.outbox.notice import Notice
from bot.people import DutyKind, Role
from bot.plan.periods import quarter
from bot.reminders.recheck import recheck_reminders
from bot.reminders.rules import USUAL
from bot.stores import Stores
from bot.submissions.records import Nothing
from handlers import clock
from storage.database import Database
from tests.telegram.doors import now, open_door
from tests.telegram_stand_in import StandIn

OWNER = 11
ONE, OTHER = "6.07", "4.05"
SUMMER = quarter(2026, 2)
MORNING = datetime(2026, 10, 14, 9, 5, tzinfo=UTC)


def ticking_from(start: datetime) -> Callable[[], datetime]:
    """Return a clock that begins at `start` and goes as the real one does."""
    begun = now()
    return lambda: start + (now() - begun)


def owner_of(*codes: str) -> Callable[[Stores], None]:
    """Let somebody be linked and confirmed, who owns measures."""

    def work(stores: Stores) -> None:
        joined = datetime(2026, 9, 1, tzinfo=UTC)
        member = stores.people.add(
            name="Olive Oak", organisation="Council", role=Role.CONTRIBUTOR, now=joined
        )
        stores.people.link(member.id, f"telegram:{OWNER}", joined)
        stores.people.confirm(member.id, joined)
        for code in codes:
            stores.people.give(member=member.id, kind=DutyKind.OWNER, scope=code)

    return work


def recheck(stores: Stores, at: datetime, notices: Sequence[Notice]) -> Mapping[str, Verdict]:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    return recheck_reminders(stores, catalogue, USUAL, at, notices)


@asynccontextmanager
async def reminded(
    telegram: StandIn, database: Database, *codes: str
) -> AsyncIterator[dict[str, Any]]:
    """Serve on the morning of a reminder, and give the message that it became."""
    await database.transact(owner_of(*codes))
    await clock.plan(database, USUAL, MORNING)
    await clock.remind(database, USUAL, MORNING)
    telegram.world.known(OWNER)
    ticking = ticking_from(MORNING)
    async with open_door(telegram, database, respond, clock=ticking, recheck=recheck):
        await telegram.until(lambda: telegram.texts(OWNER))
        message = telegram.sent(OWNER)[0]
        await noted_as_sent(database, message["message_id"])
        yield message


async def noted_as_sent(database: Database, number: int) -> None:
    """Wait until the outbox knows which message the reminder became."""
    chat = f"telegram:{OWNER}"
    for _ in range(2_000):
        if await database.read(lambda stores: stores.outbox.key_of(chat, number)):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the reminder was sent and never settled")


async def test_a_number_in_reply_hands_in_what_that_reminder_asked_for(
    telegram: StandIn, starter: Database
) -> None:
    async with reminded(telegram, starter, ONE) as reminder:
        assert "reply with just the number" in telegram.texts(OWNER)[0]
        telegram.says(OWNER, "ehcp backlog")
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 2)
        telegram.says(OWNER, "12.4", reply_to_message=reminder)
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 3)
        assert "12.4 weeks for Q2 2026-27 (July to September 2026)" in telegram.texts(OWNER)[2]
        telegram.presses_label(OWNER, "Confirm")
        await telegram.until(lambda: len(telegram.texts(OWNER)) >= 4)
    waiting = await starter.read(lambda stores: stores.submissions.waiting())
    assert [(one.offer.measure, one.offer.period, str(one.offer.value)) for one in waiting] == [
        (ONE, SUMMER, "12.4")
    ]


async def test_while_another_figure_is_asked_for_the_reply_answers_its_reminder(
    telegram: StandIn, starter: Database
) -> None:
    async with reminded(telegram, starter, ONE) as reminder:
        telegram.says(OWNER, f"/submit {ONE} for Q4 2025-26")
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 2)
        assert "what is the figure?" in telegram.texts(OWNER)[1]
        telegram.says(OWNER, "12.4", reply_to_message=reminder)
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 3)
    assert "12.4 weeks for Q2 2026-27" in telegram.texts(OWNER)[2]


async def test_a_reminder_of_several_figures_asks_for_which_the_number_is(
    telegram: StandIn, starter: Database
) -> None:
    async with reminded(telegram, starter, ONE, OTHER) as reminder:
        telegram.says(OWNER, "12.4", reply_to_message=reminder)
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 2)
        assert telegram.texts(OWNER)[1] == "Which of these figures is that?"
        label = next(one for one in telegram.labels(OWNER) if "CAMHS" in one)
        telegram.presses_label(OWNER, label)
        await telegram.until(lambda: "12.4 weeks for Q2" in "".join(telegram.texts(OWNER)))


async def test_no_figure_in_reply_asks_why(telegram: StandIn, starter: Database) -> None:
    async with reminded(telegram, starter, ONE) as reminder:
        telegram.says(OWNER, "n/a", reply_to_message=reminder)
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 2)
    assert "Why is there no figure this time?" in telegram.texts(OWNER)[1]


async def test_the_buttons_of_a_reminder_may_be_typed_in_reply(
    telegram: StandIn, starter: Database
) -> None:
    async with reminded(telegram, starter, ONE) as reminder:
        telegram.says(OWNER, "ehcp backlog")
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 2)
        telegram.says(OWNER, "No figure this time", reply_to_message=reminder)
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 3)
        assert "Why is there no figure this time?" in telegram.texts(OWNER)[2]
        telegram.says(OWNER, "not applicable")
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 4)
        assert "not applicable" in telegram.texts(OWNER)[3]
        telegram.says(OWNER, "confirm")
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 5)
    assert "Recorded: CAMHS wait to treatment, no figure" in telegram.texts(OWNER)[4]
    [waiting] = await starter.read(lambda stores: stores.submissions.waiting())
    assert (waiting.offer.measure, waiting.offer.nothing) == (ONE, Nothing.NOT_APPLICABLE)


async def test_not_ready_proposes_another_day_by_buttons(
    telegram: StandIn, starter: Database
) -> None:
    async with reminded(telegram, starter, ONE):
        telegram.presses_label(OWNER, "Not ready")
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 2)
        assert "when will it be ready?" in telegram.texts(OWNER)[1]
        telegram.says(OWNER, "31 October, the source is late")
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 3)
    assert "Monday 2 November 2026 is proposed." in telegram.texts(OWNER)[2]
    assert "Saturday 31 October 2026 is no working day" in telegram.texts(OWNER)[2]
    [proposed] = await starter.read(lambda stores: stores.reminders.open_proposals())
    assert proposed.due_on == date(2026, 11, 2)


async def test_a_reply_to_somebody_elses_message_binds_nothing(
    telegram: StandIn, starter: Database
) -> None:
    async with reminded(telegram, starter, ONE):
        telegram.says(OWNER, "ehcp backlog")
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 2)
        answer = telegram.sent(OWNER)[1]
        telegram.says(OWNER, "12.4", reply_to_message=answer)
        await telegram.until(lambda: len(telegram.texts(OWNER)) == 3)
    assert "CAMHS" not in telegram.texts(OWNER)[2]
