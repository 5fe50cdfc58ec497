"""Which measures, ambitions, owners and places a question names."""

from functools import lru_cache

from bot.questions.named import Link
from bot.questions.names import Names
from bot.questions.normalise import normalise
from tests.starter import catalogue


@lru_cache
def names() -> Names:
    return Names(catalogue())


def link(text: str) -> Link:
    return names().link(normalise(text).tokens)


def tied(text: str) -> list[set[str]]:
    return [set(mention.tied) for mention in link(text).mentions]


def test_an_alias_that_four_measures_carry_names_all_four() -> None:
    assert tied("latest EHCP figure") == [{"4.01", "4.02", "4.05", "4.08"}]


def test_a_longer_alias_wins() -> None:
    assert tied("EHCP backlog") == [{"4.01"}]


def test_number_and_rate_pick_the_twin() -> None:
    assert tied("how many children are looked after") == [{"7.01"}]
    assert tied("rate of children looked after") == [{"7.02"}]


def test_two_measures_in_one_question() -> None:
    found = link("cp plans and lac numbers")
    assert [mention.tied for mention in found.mentions] == [("2.05",), ("7.01",)]
    assert not found.crossed


def test_codes_in_several_writings() -> None:
    assert tied("7.02") == [{"7.02"}]
    assert tied("measure 4.2 please") == [{"4.02"}]


def test_an_ambition_by_number() -> None:
    for text in ("ambition 6", "amb six", "A6", "the sixth ambition", "priority 6", "ambition vi"):
        assert [one.number for one in link(text).ambitions][:1] == [6], text


def test_a_comparator_by_its_nicknames() -> None:
    for text in ("neet vs national", "neet against the country", "neet england"):
        assert [one.name for one in link(text).comparators] == ["England"], text
