"""Laws of linking that hold for any plan and any text."""

from dataclasses import replace
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.measures import Catalogue
from bot.questions.names import Names
from bot.questions.normalise import normalise
from bot.questions.plan_readings import bag
from tests.benchmarks.bigger_plan import grown
from tests.starter import catalogue

MEASURES = catalogue().measures
WORDS = sorted(
    {word for one in MEASURES for word in one.name.replace("(", "").replace(")", "").split()}
    | {"boys", "girls", "bus", "road", "waste", "housing", "rent", "score", "weekly", "night"}
)


@lru_cache
def names() -> Names:
    return Names(catalogue())


@lru_cache
def again() -> Names:
    return Names(catalogue())


def with_another(name: str) -> Catalogue:
    added = replace(MEASURES[0], code="99.99", name=name, aliases=(), definition=name)
    return replace(catalogue(), version=2, measures=(*MEASURES, added))


@settings(max_examples=25, deadline=None)
@given(
    measure=st.sampled_from(MEASURES),
    added=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True).map(" ".join),
)
def test_adding_a_measure_never_changes_what_a_whole_name_names(measure, added) -> None:  # type: ignore[no-untyped-def]
    more = Names(with_another(added))
    if bag(more.vocabulary, added) == bag(more.vocabulary, measure.name):
        return  # the same name in other words is for the plan's officers to part
    link = more.link(normalise(measure.name).tokens)
    assert [mention.tied for mention in link.mentions] == [(measure.code,)]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_linking_never_raises(text: str) -> None:
    link = names().link(normalise(text).tokens)
    assert all(mention.tied for mention in link.mentions)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_linking_is_the_same_every_time(words: list[str]) -> None:
    tokens = normalise(" ".join(words)).tokens
    assert names().link(tokens) == again().link(tokens)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.randoms())
def test_what_is_found_stands_in_the_text(words: list[str], random) -> None:  # type: ignore[no-untyped-def]
    tokens = normalise(" ".join(words)).tokens
    taken = {place for place in range(len(tokens)) if random.random() < 0.2}
    link = names().link(tokens, taken)
    for mention in link.mentions:
        for one in mention.candidates:
            assert one.places <= set(range(len(tokens)))
            assert 0 <= one.coverage <= 1
            assert 0 <= one.recall <= 1
    assert len(link.weights) == len(tokens)


def test_a_part_is_found_among_very_many_measures() -> None:
    many = Names(grown(catalogue(), 10_000))
    text = "is the surge in requests the reason we've tanked on 20 weeks"
    assert many.link(normalise(text).tokens).mentions
