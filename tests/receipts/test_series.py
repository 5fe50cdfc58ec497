"""No two databases give out the same receipt, nor one that was put back from a copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.receipts import series
from bot.receipts.codes import code_of, number_of
from handlers import assembly, upkeep
from storage.database import Database, open_database
from tests.conftest import Templates
from tests.conversation.talk import Talk, text_of
from tests.storage.making import NOW

LETTERS = len("EH-7K2QM9")
drawn = st.integers(0, series.APART - 1)


async def told(database: Database, question: str) -> str:
    heard = await Talk(database).say(question)
    assert heard.reply is not None
    return heard.reply.code


async def only(url: str, question: str) -> str:
    database = assembly.open_store(url)
    code = await told(database, question)
    await database.close()
    return code


@given(st.integers(0, series.FIRST - 1), drawn)
def test_a_series_begins_once(last: int, drawn: int) -> None:
    first = series.begun(last, drawn)
    assert first >= series.FIRST > last
    assert series.begun(first + 5, 0) == first + 5
    assert len(code_of(first + 1)) == LETTERS


@given(drawn, drawn)
def test_a_restored_database_leaps_over_what_was_given_out_since(one: int, other: int) -> None:
    last = series.begun(0, one)
    assert series.restored(last, other) >= last + series.LEAST
    assert number_of(code_of(series.restored(last, other))) == series.restored(last, other)


async def test_two_databases_give_out_other_receipts(templates: Templates, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = templates.copy("sqlite", tmp_path / "one", plan=True)
    two = templates.copy("sqlite", tmp_path / "two", plan=True)
    code = await only(one, "ehcp backlog")
    assert len(code) == LETTERS
    assert code != await only(two, "neet")
    other = assembly.open_store(two)
    assert f"No answer has the receipt {code}." in text_of(
        await Talk(other).say(f"/receipt {code}")
    )
    await other.close()


async def test_a_database_opened_again_goes_on_where_it_was(
    templates: Templates, tmp_path: Path
) -> None:
    url = templates.copy("sqlite", tmp_path, plan=True)
    first, second = await only(url, "ehcp backlog"), await only(url, "neet")
    assert number_of(second) == (number_of(first) or 0) + 1


async def test_after_a_restore_no_receipt_is_given_out_again(
    templates: Templates, tmp_path: Path
) -> None:
    url = templates.copy("sqlite", tmp_path, plan=True)
    before = await only(url, "ehcp backlog")
    copy = upkeep.copy_database(url, NOW, path=tmp_path / "copy.db").path
    lost = await only(url, "neet")
    upkeep.put_back(copy, url, NOW)
    assert await only(url, "school absence") not in {before, lost}
    database = assembly.open_store(url)
    assert "464" in text_of(await Talk(database).say(f"/receipt {before}"))
    assert "No answer has" in text_of(await Talk(database).say(f"/receipt {lost}"))
    await database.close()


@pytest.mark.parametrize("steps", [(5, 5, 5), (7, 3, 9)])
async def test_the_next_number_is_never_lowered(starter_url: str, steps: tuple[int, ...]) -> None:
    highest = 0
    for step in steps:
        highest = max(highest, step) + 1
        database = open_database(starter_url, go_on=lambda _, step=step: step)  # type: ignore[misc]
        code = await told(database, "ehcp backlog")
        await database.close()
        assert number_of(code) == highest
