"""Answers about a whole plan: read little, remember while nothing changes, and say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers import standing
from bot.answers.asked import Asked, ScreenedPlan
from bot.plan.measures import Polarity
from bot.questions.queries import Filter, Kind, Query
from bot.stores import Stores
from storage.database import Database
from tests import another_plan
from tests.answers.tiny import plan_of
from tests.asking import reply_to
from tests.making import count, figure, quarter, target, year
from tests.starter import TODAY

WORSE = Query(kind=Kind.LIST, filter=Filter.WORSENING)


def asked(stores: Stores) -> Asked:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    plan = ScreenedPlan(stores.plan, catalogue, TODAY)
    return Asked(query=WORSE, catalogue=catalogue, plan=plan, today=TODAY)


def everything(stores: Stores) -> list[standing.Standing]:
    question = asked(stores)
    return list(standing.standings(question, list(question.catalogue.measures), targets=True))


async def test_reading_less_first_comes_to_the_same(
    starter: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = await starter.read(everything)
    monkeypatch.setattr(standing, "MANY", 0)
    assert await starter.read(everything) == at_once


async def test_gaps_breaks_and_snapshots_are_looked_into_further(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, broken = count(code="9.02"), count(code="9.03")
    figures = [
        *(figure(year(2020 + place), f"{40 + place}") for place in range(5)),
        figure(year(2025), "50", measure="9.02"),
        figure(year(2024), None, measure="9.02"),
        figure(year(2021), "30", measure="9.02"),
        figure(year(2025), "50", measure="9.03", note="Break in series."),
        figure(year(2024), "40", measure="9.03"),
        figure(quarter(2025, 4), "12", measure="9.03"),
    ]
    await plan_of(database, *figures, measures=(count(), gone, broken))
    at_once = await database.read(everything)
    monkeypatch.setattr(standing, "MANY", 0)
    assert await database.read(everything) == at_once


async def test_what_is_remembered_of_a_plan_ends_with_the_next_figure(database: Database) -> None:
    figures = [figure(year(2024), "40"), figure(year(2025), "50")]
    await plan_of(database, *figures, measures=(count(polarity=Polarity.LOWER),))

    def worse(stores: Stores) -> str:
        return reply_to(WORSE, stores, TODAY).headline.text

    assert await database.read(worse) == "One measure of one is getting worse."

    def publish(stores: Stores) -> None:
        better = replace(figure(year(2025), "30"), source="Corrected")
        stores.submissions.publish(better, another_plan.AT)

    await database.transact(publish)
    assert await database.read(worse) == "No measures of one are getting worse."


async def test_off_target_looks_only_where_a_target_is(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    measures = (count(), count(code="9.02", name="Homes let"))
    figures = [figure(year(2025), "50"), figure(year(2025), "60", measure="9.02")]
    await plan_of(database, *figures, measures=measures, targets=[target(year(2025), "55")])
    looked: list[str] = []
    read = ScreenedPlan.newest_of

    def watched(self: ScreenedPlan, codes: list[str], *, limit: int = 2) -> object:
        looked.extend(codes)
        return read(self, codes, limit=limit)

    monkeypatch.setattr(ScreenedPlan, "newest_of", watched)
    query = Query(kind=Kind.LIST, filter=Filter.OFF_TARGET)
    reply = await database.read(lambda stores: reply_to(query, stores, TODAY))
    assert reply.headline.text == "One measure of two is off target."
    assert "For one measure it cannot be said" in reply.text
    assert set(looked) == {"9.01"}


async def test_a_plan_of_many_measures_is_listed_by_its_ambitions(database: Database) -> None:
    many = tuple(count(code=f"9.{place:03}", name=f"Homes {place}") for place in range(121))
    other = replace(another_plan.AMBITIONS[0], number=8)
    await plan_of(database)

    def add(stores: Stores) -> None:
        stores.exchange.put_ambitions([other, replace(other, number=9)])
        flats = count(code="8.01", ambition=8, name="Flats")
        stores.exchange.put_measures([*many, flats], another_plan.AT)
        stores.exchange.plan_changed()

    await database.transact(add)
    text = (await database.read(lambda s: reply_to(Query(kind=Kind.LIST), s, TODAY))).text
    assert "; 122 measures." in text
    assert "Homes 3" not in text
    assert len(text) < 1_000
