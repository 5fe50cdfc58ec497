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


def test_ambitions_that_are_not_there_say_so() -> None:
    (one,) = [one for one in link("how is ambition 12 doing").ambitions if one.by == "number"]
    assert (one.number, one.held) == (12, False)


def test_two_ambitions_by_number() -> None:
    assert [one.number for one in link("ambitions 2 and 3").ambitions][:2] == [2, 3]


def test_ambitions_by_subject() -> None:
    for text, number in (
        ("how is SEND getting on", 4),
        ("the poverty one", 5),
        ("best start", 1),
        ("health and wellbeing", 6),
        ("kids in care ambition", 7),
    ):
        assert link(text).ambitions[0].number == number, text


def test_owners_by_nickname_and_by_content_words() -> None:
    for text, owner in (
        ("what does stepping hill owe", "Stockport NHS Foundation Trust"),
        ("pennine care", "Pennine Care NHS Foundation Trust"),
        ("head of early years", "Head of Early Years"),
        ("the designated nurse", "Designated nurse for children in care"),
    ):
        assert link(text).owners[0].name == owner, text


def test_an_owner_knows_what_it_owns() -> None:
    owner = link("head of early years").owners[0]
    assert owner.is_role
    assert owner.codes == ("1.01", "1.02", "1.03")


def test_topics_that_the_plan_lacks() -> None:
    assert [one.name for one in link("how many kids were adopted").absent] == ["adoption"]
    assert link("foster carer recruitment").absent
    assert not link("kinship foster carers").absent


def test_splits_that_the_plan_lacks() -> None:
    assert [one.name for one in link("suspensions by ward").breakdowns] == ["ward or area"]
    assert [one.name for one in link("secondary free school meals").breakdowns]
    assert not link("primary free school meals").breakdowns


def test_a_split_beside_a_measure_is_no_measure_of_its_own() -> None:
    found = link("absence in secondary schools")
    assert [mention.best.code for mention in found.mentions] == ["3.01"]
    assert [one.name for one in found.breakdowns] == ["secondary schools"]


def test_what_a_measure_is_about_is_no_split_of_it() -> None:
    assert [one.name for one in link("absence in reception").breakdowns] == ["reception"]
    assert not link("good level of development of the reception class").breakdowns


def test_levels_of_anything_are_no_a_levels() -> None:
    assert not link("absence levels").absent
    assert not link("levels of absence").breakdowns


def test_other_councils_are_elsewhere() -> None:
    assert link("traffords neet rate").elsewhere
    assert not link("stockports neet rate").elsewhere


def test_two_things_that_nothing_joins_are_crossed() -> None:
    assert link("attendance of kids in care").crossed
    assert link("camhs waits for children in care").crossed
    assert not link("attendance and kids in care").crossed
    assert not link("health assessments of kids in care").crossed
    assert not link("neet").crossed


def test_or_is_told_from_and() -> None:
    found = link("camhs waits or autism waits").mentions
    assert {one.joined for one in found} == {"or"}


def test_a_value_in_percent_is_no_kind_of_figure() -> None:
    assert "4.05" in tied("how many EHCPs")[0]
    assert tied("ehcp is 8.2 percent")[0] == {"4.01", "4.02", "4.05", "4.08"}


def test_what_weighs_is_told_from_talk() -> None:
    found = link("please could you tell me the latest neet figure, thanks")
    assert found.unexplained < 0.2
    assert link("neet among trapeze artists").unexplained > 0.8


def test_taken_words_name_nothing() -> None:
    words = normalise("absence neet").tokens
    (mention,) = names().link(words, taken={0}).mentions
    assert mention.tied == ("5.03",)
