"""Plans that differ only in hidden counts answer every question in the very same words (R32)."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.periods import Period
from bot.questions.queries import Filter, Kind, Query, Twin, Window
from bot.rendering.reply import Reply
from bot.stores import Stores
from storage.database import open_database
from tests import another_plan
from tests.asking import reply_to

PERIODS: list[Period] = [one.period for one in another_plan.figures("3")]
CODES = [measure.code for measure in another_plan.MEASURES]

queries = st.builds(
    Query,
    kind=st.sampled_from(list(Kind)),
    measures=st.lists(st.sampled_from(CODES), max_size=3).map(tuple),
    ambition=st.none() | st.sampled_from([1, 2]),
    windows=st.lists(
        st.sampled_from(PERIODS).map(lambda one: Window(start=one.start, end=one.end)), max_size=2
    ).map(tuple),
    filter=st.none() | st.sampled_from(list(Filter)),
    top=st.none() | st.integers(1, 5),
    picture=st.booleans(),
    twin=st.none() | st.sampled_from(list(Twin)),
)


@pytest.mark.parametrize("other", ["1", "2", "4"])
async def test_no_question_tells_one_hidden_count_from_another(other: str) -> None:
    one, two = open_database("sqlite://"), open_database("sqlite://")
    await one.transact(partial(another_plan.load, hidden="3"))
    await two.transact(partial(another_plan.load, hidden=other))

    def ask_all(stores: Stores) -> list[tuple[Query, Reply]]:
        asked: list[tuple[Query, Reply]] = []

        @settings(max_examples=400)
        @given(query=queries)
        def ask(query: Query) -> None:
            asked.append((query, reply_to(query, stores, another_plan.TODAY)))

        ask()
        return asked

    def same(asked: list[tuple[Query, Reply]], stores: Stores) -> None:
        for query, reply in asked:
            assert reply_to(query, stores, another_plan.TODAY) == reply

    asked = await one.read(ask_all)
    await two.read(partial(same, asked))
    await one.close()
    await two.close()


async def test_a_plan_that_hides_nothing_would_differ() -> None:
    """The proof above can fail: a count of five is shown."""
    one, two = open_database("sqlite://"), open_database("sqlite://")
    await one.transact(partial(another_plan.load, hidden="3"))
    await two.transact(partial(another_plan.load, hidden="5"))
    query = Query(kind=Kind.LATEST, measures=("2.1",))
    replies = [
        await database.read(lambda stores: reply_to(query, stores, another_plan.TODAY))
        for database in (one, two)
    ]
    assert replies[0] != replies[1]
    await one.close()
    await two.close()
