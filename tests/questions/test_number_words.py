"""Values handed in by message: taken, asked about, or refused with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.measures import Unit
from bot.questions.normalise import tokenise
from bot.questions.number_words import (
    AskValue,
    Doubt,
    Refusal,
    RefusedValue,
    Value,
    numbers,
    read_value,
)
from bot.questions.plain_words import word_list

PERCENT, COUNT, WEEKS, MONEY = Unit.PERCENT, Unit.COUNT, Unit.WEEKS, Unit.GBP_PER_WEEK
RATE = Unit.RATE_PER_10000


def taken(text: str, unit: Unit, *, allow_negative: bool = False) -> str:
    read = read_value(text, unit, allow_negative)
    assert isinstance(read, Value), read
    return str(read.value)


def refused(text: str, unit: Unit) -> Refusal:
    read = read_value(text, unit)
    assert isinstance(read, RefusedValue), read
    assert read.hint
    return read.reason


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("61.4", PERCENT, "61.4"), ("61.4%", PERCENT, "61.4"), ("61.4 %", PERCENT, "61.4"),
        ("61·4", PERCENT, "61.4"), ("13.5%", PERCENT, "13.5"), ("0.07%", PERCENT, "0.07"),
        ("0", PERCENT, "0"), ("nil", PERCENT, "0"), ("100%", PERCENT, "100"),
        ("half", PERCENT, "50"), ("three quarters", PERCENT, "75"),
        ("61.4 per cent", PERCENT, "61.4"), ("sixty percent", PERCENT, "60"),
        ("fifty eight point two", PERCENT, "58.2"), ("sixty-one point four", PERCENT, "61.4"),
        ("1,204", COUNT, "1204"), ("1 204", COUNT, "1204"), ("1\u202f204", COUNT, "1204"),
        ("1.2k", COUNT, "1200"), ("12k", COUNT, "12000"), ("430.", COUNT, "430"),
        ("four hundred and thirty", COUNT, "430"), ("a hundred and five", COUNT, "105"),
        ("one thousand two hundred and four", COUNT, "1204"), ("twelve hundred", COUNT, "1200"),
        ("a dozen", COUNT, "12"), ("two dozen", COUNT, "24"), ("half a dozen", COUNT, "6"),
        ("nil", COUNT, "0"), ("nil return", COUNT, "0"), ("none", COUNT, "0"),
        ("zero", COUNT, "0"), ("nought", COUNT, "0"), ("twelve", COUNT, "12"),
        ("ninety nine", COUNT, "99"), ("its 430", COUNT, "430"), ("00430", COUNT, "430"),
        ("321 not 312", COUNT, "321"), ("should be 88 not 83", COUNT, "88"),
        ("88 instead of 83", COUNT, "88"), ("430 for q2 26/27", COUNT, "430"),
        ("430 for October 2026", COUNT, "430"), ("430 at 31/10/2026", COUNT, "430"),
        ("two point five", WEEKS, "2.5"), ("14.5 weeks", WEEKS, "14.5"),
        ("14 and a half weeks", WEEKS, "14.5"), ("fifty eight weeks", WEEKS, "58"),
        ("14½ wks", WEEKS, "14.5"), ("twelve and a half", WEEKS, "12.5"),
        ("six point oh five", WEEKS, "6.05"), ("half", WEEKS, "0.5"),
        ("£6,900", MONEY, "6900"), ("6900", MONEY, "6900"), ("£7,140 pw", MONEY, "7140"),
        ("£7,140.50 a week", MONEY, "7140.50"), ("6900 pounds", MONEY, "6900"),
        ("£7.1k", MONEY, "7100"), ("61.2 per 10,000", RATE, "61.2"),
        ("61.2 per 10k", RATE, "61.2"), ("61.2 per ten thousand", RATE, "61.2"),
        ("46.2", Unit.SCORE, "46.2"),
    ],
)  # fmt: skip
def test_a_clear_value_is_taken(text: str, unit: Unit, value: str) -> None:
    assert taken(text, unit) == value


@pytest.mark.parametrize(
    ("text", "shown"), [("43 of 70", "61.428571"), ("43/70", "61.428571"), ("43 out of 70", "61.4")]
)
def test_a_share_keeps_its_numbers(text: str, shown: str) -> None:
    read = read_value(text, PERCENT)
    assert isinstance(read, Value)
    assert str(read.value).startswith(shown)
    assert (read.numerator, read.denominator) == (Decimal(43), Decimal(70))


def test_a_rate_is_worked_out_from_its_numbers() -> None:
    read = read_value("310 of 62,000", RATE)
    assert isinstance(read, Value)
    assert read == Value(
        value=Decimal(50), text="310 of 62,000", numerator=Decimal(310), denominator=Decimal(62000)
    )


@pytest.mark.parametrize(
    ("text", "unit", "doubt", "choices"),
    [
        ("0.614", PERCENT, Doubt.SHARE_OR_PERCENT, ["61.4", "0.614"]),
        ("0.135", PERCENT, Doubt.SHARE_OR_PERCENT, ["13.5", "0.135"]),
        (".5", PERCENT, Doubt.SHARE_OR_PERCENT, ["50", "0.5"]),
        ("614", PERCENT, Doubt.OVER_HUNDRED, ["61.4"]),
        ("1000", PERCENT, Doubt.OVER_HUNDRED, ["100"]),
        ("a third", PERCENT, Doubt.ROUGH_FRACTION, ["33.3"]),
        ("43 of 70", COUNT, Doubt.COUNT_OF_WHOLE, ["43"]),
    ],
)
def test_a_value_that_may_be_another_is_asked_about(
    text: str, unit: Unit, doubt: Doubt, choices: list[str]
) -> None:
    read = read_value(text, unit)
    assert isinstance(read, AskValue)
    assert read.doubt is doubt
    assert [str(choice.value) for choice in read.choices] == choices
    assert read.hint.endswith("?")


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("about 60", PERCENT, Refusal.ROUGH), ("430 est", COUNT, Refusal.ROUGH),
        ("roughly 430", COUNT, Refusal.ROUGH),
        ("~60", PERCENT, Refusal.ROUGH), ("60ish", PERCENT, Refusal.ROUGH),
        ("60 or so", PERCENT, Refusal.ROUGH), ("60+", COUNT, Refusal.ROUGH),
        ("over 400", COUNT, Refusal.ROUGH), ("c. 400", COUNT, Refusal.ROUGH),
        ("just under 400", COUNT, Refusal.ROUGH), ("400 odd", COUNT, Refusal.ROUGH),
        ("60-65", PERCENT, Refusal.RANGE), ("60 to 65", PERCENT, Refusal.RANGE),
        ("between 60 and 65", PERCENT, Refusal.RANGE), ("60 or 65", COUNT, Refusal.RANGE),
        ("61.4 62.0", PERCENT, Refusal.TWO_NUMBERS), ("430, 12", COUNT, Refusal.TWO_NUMBERS),
        ("sixty", PERCENT, Refusal.ONE_WORD), ("1e2", PERCENT, Refusal.EXPONENT),
        ("NaN", PERCENT, Refusal.NOT_A_NUMBER), ("∞", PERCENT, Refusal.NOT_A_NUMBER),
        ("infinity", COUNT, Refusal.NOT_A_NUMBER), ("#REF!", COUNT, Refusal.NOT_A_NUMBER),
        ("１２", PERCENT, Refusal.FOREIGN_DIGITS), ("٤٣", COUNT, Refusal.FOREIGN_DIGITS),
        ("61,4", PERCENT, Refusal.DECIMAL_COMMA), ("12,00", COUNT, Refusal.DECIMAL_COMMA),
        ("<5", COUNT, Refusal.AT_MOST), ("≤ 5", COUNT, Refusal.AT_MOST),
        (">95%", PERCENT, Refusal.AT_MOST),
        ("same as last time", COUNT, Refusal.SAME_AGAIN), ("no change", COUNT, Refusal.SAME_AGAIN),
        ("ditto", COUNT, Refusal.SAME_AGAIN), ("as before", PERCENT, Refusal.SAME_AGAIN),
        ("tbc", COUNT, Refusal.NOT_YET), ("n/a", COUNT, Refusal.NOT_YET),
        ("not known yet", COUNT, Refusal.NOT_YET), ("430 tbc", COUNT, Refusal.NOT_YET),
        ("", COUNT, Refusal.NO_NUMBER), ("hello", COUNT, Refusal.NO_NUMBER),
        ("-3", COUNT, Refusal.NEGATIVE), ("minus three", COUNT, Refusal.NEGATIVE),
        ("−3", COUNT, Refusal.NEGATIVE), ("12.5", COUNT, Refusal.NOT_WHOLE),
        ("half", COUNT, Refusal.NOT_WHOLE), ("£300", COUNT, Refusal.OTHER_UNIT),
        ("60%", COUNT, Refusal.OTHER_UNIT), ("18 days", WEEKS, Refusal.OTHER_UNIT),
        ("61.2 per 1,000", RATE, Refusal.OTHER_UNIT), ("€300", MONEY, Refusal.OTHER_UNIT),
        ("70 of 43", PERCENT, Refusal.MORE_THAN_WHOLE),
        ("0 of 0", PERCENT, Refusal.MORE_THAN_WHOLE),
        ("43 of 70", WEEKS, Refusal.TWO_NUMBERS), ("99999999999999", COUNT, Refusal.TOO_LARGE),
        ("3.5.2", WEEKS, Refusal.NOT_A_NUMBER),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_its_reason(text: str, unit: Unit, reason: Refusal) -> None:
    assert refused(text, unit) is reason


def test_a_decimal_comma_is_told_to_use_a_full_stop() -> None:
    read = read_value("61,4", PERCENT)
    assert isinstance(read, RefusedValue)
    assert "use a full stop" in read.hint


def test_a_hint_gives_one_example_in_the_measures_unit() -> None:
    for unit in Unit:
        read = read_value("tbc", unit)
        assert isinstance(read, RefusedValue)
        assert "for example" in read.hint


def test_minus_is_taken_where_it_is_allowed() -> None:
    assert taken("-3.5", Unit.SCORE, allow_negative=True) == "-3.5"
    assert taken("minus two point five", Unit.SCORE, allow_negative=True) == "-2.5"


def test_a_dash_before_a_number_is_no_minus() -> None:
    assert taken("backlog - 430", COUNT) == "430"


def test_hidden_numbers_are_no_value() -> None:
    tokens = tokenise("20 weeks 61.4")
    read = read_value(tokens, PERCENT, hidden=[(0, 2)])
    assert isinstance(read, Value)
    assert read.value == Decimal("61.4")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("430 and twelve", ["430", "12"]),
        ("that one and the other one", []),
        ("43 of 70", ["43"]),
        ("no one", []),
        ("one", ["1"]),
        ("twenty one", ["21"]),
        ("a children's plan", []),
        ("half year", []),
    ],
)
def test_numbers_are_found_in_a_text(text: str, values: list[str]) -> None:
    assert [str(one.value) for one in numbers(tokenise(text))] == values


WHOLE = st.integers(0, 9_999_999)


@given(WHOLE)
def test_a_count_printed_is_read_back_the_same(number: int) -> None:
    for printed in (f"{number:,}", f"{number}", f"{number:,}".replace(",", " ")):
        assert taken(printed, COUNT) == str(number)


@given(st.decimals(1, 100, places=1), st.sampled_from(["%", " %", " percent", ""]))
def test_a_percentage_printed_is_read_back_the_same(number: Decimal, sign: str) -> None:
    assert taken(f"{number}{sign}", PERCENT) == str(number)


@given(st.integers(0, 1_000_000), st.integers(0, 99))
def test_money_printed_is_read_back_the_same(pounds: int, pence: int) -> None:
    assert taken(f"£{pounds:,}.{pence:02d}", MONEY) == f"{pounds}.{pence:02d}"


ONES = word_list(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """
)
TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (f" {ONES[ones]}" if ones else "")
    scale, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    front, rest = divmod(number, scale)
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(front)} {word}" + (f"{joint}{in_words(rest)}" if rest else "")


@given(st.integers(0, 999_999))
def test_a_number_said_in_words_is_read_back_the_same(number: int) -> None:
    assert taken(in_words(number), COUNT) == str(number)


@given(st.text(max_size=80), st.sampled_from(list(Unit)), st.booleans())
def test_any_text_is_taken_asked_about_or_refused(
    text: str, unit: Unit, allow_negative: bool
) -> None:
    read = read_value(text, unit, allow_negative)
    if isinstance(read, Value):
        assert read.value.is_finite()
        assert allow_negative or read.value >= 0
    else:
        assert read.hint


@pytest.mark.parametrize("text", ["4oo", "41O", "backlog is 43o for october"])
def test_letters_that_look_like_digits_are_refused_and_not_dropped(text: str) -> None:
    read = read_value(text, Unit.COUNT)
    assert isinstance(read, RefusedValue)
    assert read.hint.startswith("Please use the plain digits 0 to 9.")
