"""Typing errors mended against the plan's own words."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.english import is_common, rarity
from bot.questions.normalise import normalise, tokenise
from bot.questions.spelling import Speller
from bot.questions.understand import understander
from tests.starter import catalogue

CUES = "latest figure figures trend target owner improving worsening average measures national"


@lru_cache
def speller() -> Speller:
    plan = catalogue()
    named = [words for one in plan.measures for words in (one.name, *one.aliases)]
    termed = [words for one in plan.terms for words in (one.term, *one.aliases)]
    return Speller([*named, *termed, *CUES.split(), "attendance", "ehcp"])


def mended(text: str) -> str:
    return " ".join(token.norm for token in speller().correct(normalise(text).tokens))


def whole_plan(text: str) -> str:
    """Return a text as the whole plan, its field and the cues of questions mend it."""
    return " ".join(token.norm for token in understander(catalogue()).clues(text).tokens)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # swapped letters
        ("echp", "ehcp"), ("cahms", "camhs"), ("nete", "neet"), ("chidlren", "children"),
        ("absecne", "absence"), ("suspesnions", "suspensions"), ("mrach", "march"),
        ("teh", "the"),
        # letters too few or too many
        ("atendance", "attendance"), ("persistant abscence", "persistent absence"),
        ("neeet", "neet"), ("exclusons", "exclusions"), ("setpember", "september"),
        ("poverrty", "poverty"), ("childrn", "children"), ("admisions", "admissions"),
        # wrong letters: neighbouring keys, a wrong vowel
        ("absenve", "absence"), ("childrem", "children"), ("breastfeeeding", "breastfeeding"),
        ("independant", "independent"), ("seperate", "separate"),
        # vowels left out
        ("prsstnt absnce", "persistent absence"), ("chldrn", "children"), ("trnd", "trend"),
        # two slips in one long word
        ("suspenisonss", "suspensions"), ("exclsuoins", "exclusions"),
        ("permenant", "permanent"),
        # first letters
        ("ersistent", "persistent"), ("bsence", "absence"), ("xclusions", "exclusions"),
        # letters held down
        ("targettttt", "target"), ("latesttt", "latest"),
        # run together, with and without a slip
        ("childpoverty", "child poverty"), ("careleavers", "care leavers"),
        ("carleavers", "care leavers"), ("howmany", "how many"), ("lookedafter", "looked after"),
        # split
        ("care leav ers", "care leavers"), ("atten dance", "attendance"),
        ("re referrals", "rereferrals"),
        # text messages
        ("wot", "what"), ("ppl", "people"), ("abot", "about"), ("dunno", "dont know"),
    ],
)  # fmt: skip
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "bins", "carer", "form", "from", "plane", "planes", "waste", "staring", "exclusive",
        "boarder", "roads in the borough", "covid vaccinations", "the crate", "dental decay",
        "a", "i", "cp", "la", "cla", "lac", "xyz", "bramhall", "reddish", "offerton",
        "q2", "a8", "ks2", "2023/24", "1,204", "foster carer pay", "libraries", "potholes",
    ],
)  # fmt: skip
def test_what_is_no_slip_is_left_alone(typed: str) -> None:
    assert mended(typed) == " ".join(token.norm for token in tokenise(typed))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("esn", "sen"), ("ecp", "ehcp"), ("jus", "just"), ("th neet rate", "the neet rate"),
     ("woh owns it", "who owns it"), ("ni march", "in march")],
)  # fmt: skip
def test_a_short_word_is_mended_towards_the_plan_and_the_commonest(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize("typed", ["mfh", "icb", "fwd", "ngl", "gp", "MFH", "DWP"])
def test_other_abbreviations_are_left_alone(typed: str) -> None:
    assert mended(typed) == typed.lower()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("th eneet rate", "the neet rate"), ("whati s neet", "what is neet"),
        ("child i nneed", "child in need"), ("o fneet", "of neet"),
    ],
)  # fmt: skip
def test_a_letter_that_slipped_over_a_space_is_put_back(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("backlog in war 2024", "backlog in mar 2024"), ("ast quarter", "last quarter"),
        ("last 3 yws", "last 3 years"), ("mow much", "how much"),
        ("kinship roster care", "kinship foster care"), ("mafch 2023", "march 2023"),
    ],
)  # fmt: skip
def test_a_neighbour_tells_what_was_meant(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("past5 years", "past 5 years"), ("and2024", "and 2024"),
        ("neet since2022/23", "neet since 2022/23"), ("forq2", "for q2"),
        ("q2", "q2"), ("a8", "a8"), ("covid19", "covid19"), ("cyp3", "cyp3"), ("4.02", "4.02"),
    ],
)  # fmt: skip
def test_numbers_typed_to_words_come_off_and_codes_stay_whole(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("last thre years", "last three years"), ("past yen years", "past ten years"),
        ("wors 5", "worst 5"), ("what wa it in 2021", "what was it in 2021"),
        ("wh so high", "why so high"), ("hose measure is it", "whose measure is it"),
        ("foyr hundred and thirty", "four hundred and thirty"),
    ],
)  # fmt: skip
def test_what_often_follows_a_word_tells_what_was_meant(typed: str, meant: str) -> None:
    assert whole_plan(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("NEEf figures", "neet figures"), ("bEET rate", "neet rate"),
        ("HOW MANY KDIS", "how many kids"), ("any NEWS yet", "any news yet"),
    ],
)  # fmt: skip
def test_capitals_in_a_word_mean_letters_unless_all_are(typed: str, meant: str) -> None:
    assert whole_plan(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("w2", "q2"), ("at30 sept", "at 30 sept"), ("su spention rate", "suspension rate"),
        ("how many re ferals", "how many referrals"), ("pupils w ehcp", "pupils w ehcp"),
    ],
)  # fmt: skip
def test_a_cut_word_may_have_a_slip_and_a_quarter_the_key_beside(typed: str, meant: str) -> None:
    assert whole_plan(typed) == meant


@pytest.mark.parametrize(
    "text", ["knife crime", "year six maths", "underage drinking", "the crate"]
)
def test_a_rare_word_stays_where_nothing_speaks_for_another(text: str) -> None:
    assert whole_plan(text) == text


def test_everyday_words_stay_where_no_neighbour_speaks_against_them() -> None:
    assert mended("at their wits end") == "at their wits end"
    assert mended("in case") == "in case"


def test_a_mended_token_keeps_what_was_typed() -> None:
    (token,) = speller().correct(tokenise("Cahms"))
    assert (token.text, token.norm, token.corrected) == ("Cahms", "camhs", True)
    assert (token.start, token.end) == (0, 5)


def test_a_split_token_shares_out_its_letters() -> None:
    text = "the childpoverty rate"
    tokens = speller().correct(tokenise(text))
    assert [text[one.start : one.end] for one in tokens] == ["the", "child", "poverty", "rate"]


def test_two_readings_as_good_leave_the_word_alone() -> None:
    both = Speller(["grane", "grone"])
    assert both.correct(tokenise("grxne"))[0].norm == "grxne"


def test_the_plans_own_words_beat_text_message_spellings() -> None:
    plan = Speller(["wot reviews"])
    assert plan.correct(tokenise("wot"))[0].norm == "wot"


WORDS = sorted(
    {word for one in catalogue().measures for word in one.name.lower().split() if len(word) > 6}
    & {word for word in map(str.lower, " ".join(m.name for m in catalogue().measures).split())
       if word.isalpha()}
)  # fmt: skip


@given(st.sampled_from(WORDS), st.integers(1, 5))
def test_a_swap_inside_a_long_word_of_the_plan_is_mended(word: str, place: int) -> None:
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if not speller().knows(swapped):
        (token,) = speller().correct(tokenise(swapped))
        (right,) = tokenise(word)
        assert token.norm == right.norm


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_words_of_the_plan_are_never_changed(text: str) -> None:
    tokens = tokenise(text)
    assert speller().correct(tokens) == tokens


@given(st.text(max_size=120))
def test_any_text_is_corrected_without_losing_its_place(text: str) -> None:
    tokens = speller().correct(normalise(text).tokens)
    assert all(0 <= one.start <= one.end <= len(text) for one in tokens)
    assert all(one.start <= other.start for one, other in pairwise(tokens))
    assert all(one.norm for one in tokens)


def test_correcting_twice_changes_nothing_more() -> None:
    once = speller().correct(normalise("carleavers prsstnt absnce and atten dance").tokens)
    assert speller().correct(once) == once


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert rarity("the") < rarity("school") < rarity("tribunal") < rarity("kinship") < 1
    assert rarity("mosaicxyz") == 1


def test_an_inflection_weighs_as_its_word_does() -> None:
    assert rarity("tribunals") <= 1
    assert rarity("safeguardings") < 1


def test_british_and_american_spellings_are_both_common() -> None:
    assert all(map(is_common, ["colour", "color", "organise", "organize", "centre", "center"]))
