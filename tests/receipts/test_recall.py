"""Answer recall: who was given a value that is corrected is told, once."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.exchange import starter_plan_folder
from bot.exchange.importing import import_plan
from bot.outbox.notice import NoticeClass
from bot.people import Admission, Group, Role
from bot.receipts.recall import Correction, recall
from bot.stores import Stores
from storage.database import Database
from tests.conversation.talk import MORNING, Talk
from tests.receipts.correcting import correct

CORRECTION = Correction(why="A return came in late.", approved_by="the approver")
NOON = MORNING + timedelta(hours=3)


def tell(stores: Stores, **changes: object) -> int:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    return recall(stores, catalogue, CORRECTION, NOON, **changes)  # type: ignore[arg-type]


async def alerts(talk: Talk) -> list[str]:
    """What waits for this chat beside answers; answers leave first, one a claim and chat."""
    found: list[str] = []
    talk.now = NOON + timedelta(minutes=1)
    while waiting := await talk.notices():
        found += [
            leased.notice.plain
            for leased in waiting
            if leased.notice.notice_class is NoticeClass.ALERT
        ]
        await talk.sent(waiting)
    return found


async def test_who_was_told_the_old_value_is_told_the_new_one(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    assert await starter.transact(tell) == 1
    (text,) = await alerts(talk)
    assert "A figure you were given has been corrected." in text
    assert "EHC plans issued within 20 weeks in 2024: it is now 8.1%; you were told 7.8%." in text
    assert "A return came in late." in text
    assert "Approved by: the approver." in text
    assert "Corrected return, 23 November 2026" in text
    assert "Receipt " in text


async def test_it_is_said_once_however_often_it_is_looked_for(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks 2024")
    await talk.say("20 weeks trend")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    assert [await starter.transact(tell) for _ in range(3)] == [1, 0, 0]
    assert len(await alerts(talk)) == 1


async def test_a_second_correction_starts_from_what_was_said_last(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    await starter.transact(tell)
    await correct(starter, "4.02", "2024-12-31", "8.4")
    assert await starter.transact(tell) == 1
    assert "it is now 8.4%; you were told 8.1%" in (await alerts(talk))[-1]


async def test_who_has_seen_the_new_value_already_is_not_told(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    await talk.say("20 weeks 2024")
    assert await starter.transact(tell) == 0


async def test_who_was_told_nothing_of_it_is_not_told(starter: Database) -> None:
    await Talk(starter).say("ehcp backlog")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    assert await starter.transact(tell) == 0


async def test_what_was_said_long_ago_is_left_alone(starter: Database) -> None:
    await Talk(starter).say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    assert await starter.transact(lambda s: tell(s, within=timedelta(hours=1))) == 0


async def test_the_same_value_written_otherwise_is_no_correction(starter: Database) -> None:
    await Talk(starter).say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", "7.80")
    assert await starter.transact(tell) == 0


async def test_a_withheld_figure_is_recalled_without_its_value(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", None, status="withheld")
    assert await starter.transact(tell) == 1
    (text,) = await alerts(talk)
    assert "withheld to protect confidentiality" in text
    assert "7.8" not in text


async def test_a_group_is_told_only_while_it_is_allowed(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks 2024")

    def as_in_groups(stores: Stores) -> None:
        found = stores.receipts.find(1)
        assert found is not None
        stores.receipts.forget("telegram:7")
        stores.people.allow_group(Group(chat="telegram:-5", allowed_by=None, allowed_at=NOON))
        for number, chat in ((101, "telegram:-5"), (102, "telegram:-6")):
            stores.receipts.keep(replace(found, number=number, chat=chat))

    await starter.transact(as_in_groups)
    await correct(starter, "4.02", "2024-12-31", "8.1")
    assert await starter.transact(tell) == 1


async def test_somebody_who_may_no_longer_ask_is_not_told(starter: Database) -> None:
    await Talk(starter).say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    nobody = Admission(known={}, everybody=Role.STRANGER)
    assert await starter.transact(lambda s: tell(s, admission=nobody)) == 0


async def test_an_import_that_corrects_a_figure_tells_who_was_given_it(
    starter: Database, tmp_path: Path
) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks 2024")
    folder = tmp_path / "plan"
    shutil.copytree(starter_plan_folder(), folder)
    path = folder / "figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["measure"] == "4.02" and row["period_end"] == "2024-12-31":
            row |= {"value": "8.1", "numerator": "", "denominator": ""}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    summary = await starter.transact(lambda s: import_plan(folder, s, NOON))
    assert summary.recalled == 1
    assert "Told 1 chat that had been given a figure which is now another." in summary.text
    assert "it is now 8.1%; you were told 7.8%" in (await alerts(talk))[0]
    again = await starter.transact(lambda s: import_plan(folder, s, NOON))
    assert again.recalled == 0
