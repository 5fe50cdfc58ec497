"""Several hundred phrases of many trades, and what they name."""

from functools import lru_cache

import pytest

from bot.questions.names import Names
from bot.questions.normalise import normalise
from tests.questions.names_rows import agrees, rows
from tests.starter import catalogue

# Phrases that a careful reader gets and the linking does not yet; they may not become more.
NOT_YET = 0.02


@lru_cache
def names() -> Names:
    return Names(catalogue())


def missed() -> list[str]:
    return [
        f"{phrase}: {means}"
        for phrase, means in rows()
        if not agrees(names().link(normalise(phrase).tokens), means)
    ]


def test_nearly_every_phrase_of_the_table_is_linked() -> None:
    wrong = missed()
    assert len(wrong) <= NOT_YET * len(rows()), "\n".join(wrong)


def test_every_measure_has_phrases_in_the_table() -> None:
    said = {code for _, means in rows() for code in means.split()}
    assert {measure.code for measure in catalogue().measures} <= said


@pytest.mark.parametrize("measure", catalogue().measures, ids=lambda one: one.code)
def test_a_measure_is_linked_by_its_own_name(measure) -> None:  # type: ignore[no-untyped-def]
    link = names().link(normalise(measure.name).tokens)
    assert [mention.tied for mention in link.mentions] == [(measure.code,)]
