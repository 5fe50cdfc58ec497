"""The field's words as a data file: read, refused when broken, harmless to another field's plan."""

from dataclasses import replace
from datetime import date

import pytest

from bot.plan.measures import Ambition, Catalogue, Frequency, Measure, Plan, Polarity, Unit, Wording
from bot.questions.lexicon import BUNDLED, LexiconError, lexicon_of, read_lexicon
from bot.questions.named import Link
from bot.questions.names import Names
from bot.questions.normalise import normalise
from bot.questions.phrases import cues, cues_with
from bot.questions.queries import Kind
from bot.questions.understand import Understander
from tests.starter import catalogue


def measure(code: str, name: str, *aliases: str, unit: Unit = Unit.PERCENT) -> Measure:
    return Measure(
        code=code,
        ambition=1,
        name=name,
        definition=name,
        unit=unit,
        decimals=1,
        polarity=Polarity.HIGHER,
        frequency=Frequency.QUARTERLY,
        owner_organisation="Anyshire Council",
        owner_role="Head of Highways",
        aliases=aliases,
        standard="",
        source="Local",
        source_url="",
        withhold_below=None,
        basis="",
    )


def transport(lexicon: str | None = None) -> Catalogue:
    return Catalogue(
        version=1,
        plan=Plan(
            title="Anyshire Transport Plan",
            partnership="Anyshire Transport Board",
            area="Anyshire",
            starts=date(2025, 4, 1),
            ends=date(2028, 3, 31),
            timezone="Europe/London",
        ),
        ambitions=(
            Ambition(
                number=1,
                title="Roads that are safe and kept up",
                wording=Wording.CONFIRMED_WORDING,
                lead_organisation="Anyshire Council",
                source_url="",
            ),
        ),
        measures=(
            measure("T1", "Buses on time", "bus punctuality"),
            measure("T2", "Potholes mended within 5 days", "pothole repairs"),
            measure("T3", "Journeys by cycle", "cycling", unit=Unit.COUNT),
            measure("T4", "Road casualties, killed or seriously injured", "KSI", unit=Unit.COUNT),
            measure("T5", "Home to school transport cost per pupil", "school transport"),
        ),
        terms=(),
        comparators=("England", "South East"),
        lexicon=lexicon,
    )


def link(text: str, plan: Catalogue) -> Link:
    return Names(plan).link(normalise(text).tokens)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("are the buses punctual", "T1"),
        ("pothole repairs", "T2"),
        ("potholes mended in 5 days", "T2"),
        ("how many cycle journeys", "T3"),
        ("ksi numbers", "T4"),
        ("cost of school transport", "T5"),
    ],
)
def test_the_bundled_lexicon_does_no_harm_to_a_transport_plan(text: str, code: str) -> None:
    found = link(text, transport())
    assert [mention.tied for mention in found.mentions] == [(code,)]
    assert not found.absent


def test_topics_that_a_plan_holds_are_not_absent() -> None:
    assert link("potholes", catalogue()).absent
    assert not link("potholes", transport()).absent


def test_no_measure_is_found_that_the_plan_does_not_hold() -> None:
    for text in ("ehcp backlog", "kids stuck waiting for a plan", "lac numbers", "neet"):
        assert not link(text, transport()).mentions, text


def test_regions_answer_to_region() -> None:
    found = link("bus punctuality against the region", transport())
    assert [one.name for one in found.comparators] == ["South East"]


def test_a_plan_brings_its_own_words() -> None:
    own = """
        field = "transport"
        [ideas]
        cycle = ["bike", "pushbike", "velo"]
        [[means]]
        measures = ["Buses on time"]
        says = ["stuck at the bus stop"]
    """
    for text, code in (("velo", "T3"), ("people stuck at the bus stop", "T1")):
        assert link(text, transport(own)).mentions[0].tied == (code,)
        assert not any(one.best.whole for one in link(text, transport()).mentions)


def test_letters_are_expanded() -> None:
    lexicon = lexicon_of(None)
    assert lexicon.expansion("EHCP") == "education, health and care plan"
    assert lexicon.expansion("KSI") is None
    assert lexicon.expansion("neet") == "not in education, employment or training"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("field = ", "Invalid value"),
        ("colour = 'red'", "unknown part colour"),
        ("[ideas]\nchild = 3", "ideas.child"),
        ("[ideas]\nchild = ['kid', 3]", "ideas.child"),
        ("ideas = 3", r"\[ideas\] must be a table"),
        ("means = 3", "means must be written"),
        ("[[means]]\nmeasures = ['NEET']", "means.says"),
        ("[[absent]]\nsays = ['x']", "absent.topic"),
    ],
)
def test_a_broken_lexicon_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(LexiconError, match=said):
        read_lexicon(text)


def test_every_measure_that_the_bundled_lexicon_names_is_in_the_starter_plan() -> None:
    printed = {text.lower() for one in catalogue().measures for text in (one.name, *one.aliases)}
    lexicon = read_lexicon(BUNDLED.read_text(encoding="utf-8"))
    wrong = [
        name for entry in lexicon.means for name in entry.measures if name.lower() not in printed
    ]
    assert wrong == []


def test_the_bundled_lexicon_names_no_code() -> None:
    codes = {one.code for one in catalogue().measures}
    words = set(BUNDLED.read_text(encoding="utf-8").replace('"', " ").replace(",", " ").split())
    assert not codes & words


def test_another_area_is_no_measure() -> None:
    elsewhere = replace(catalogue(), plan=replace(catalogue().plan, area="Trafford"))
    assert link("neet in trafford", catalogue()).elsewhere
    assert not link("neet in trafford", elsewhere).elsewhere


FIELD_PHRASES = """
[phrases.not_in_plan.personal]
certain = ["freedom pass|passes"]
"""


def test_a_field_adds_ways_to_ask_in_its_own_words() -> None:
    text, today = "freedom pass for buses on time", date(2026, 11, 23)
    plain = Understander(transport("field = 'transport'")).clues(text)
    heard = Understander(transport(FIELD_PHRASES)).clues(text)
    assert heard.weight("not_in_plan.personal") > plain.weight("not_in_plan.personal")
    assert Understander(transport(FIELD_PHRASES)).read(text, today).query.kind is Kind.NOT_IN_PLAN


@pytest.mark.parametrize(
    "table",
    [
        '[phrases.no_such_kind]\ncertain = ["what about"]',
        '[phrases.not_in_plan.no_such_reason]\ncertain = ["what about"]',
        '[phrases.latest]\nloudly = ["what about"]',
        '[phrases.latest]\ncertain = ["... what about"]',
        '[phrases.latest]\ncertain = ["@nowhere about"]',
        'phrases = "what about"',
    ],
)
def test_phrases_of_a_field_that_cannot_be_heard_are_refused_at_once(table: str) -> None:
    with pytest.raises(LexiconError, match="phrases"):
        read_lexicon(table)


def test_no_phrase_that_comes_with_the_bot_is_in_the_words_of_one_field_or_place() -> None:
    ours = {"ehcp", "ehc", "camhs", "caseworker", "gm", "manchester", "stockport", "mash", "uasc"}
    assert ours.isdisjoint(cues().vocabulary)
    assert ours & set(cues_with(lexicon_of(None).phrases).vocabulary)
