"""Codes of any shape, however they are typed."""

import pytest

from bot.questions.codes import Codes
from bot.questions.normalise import normalise

DOTTED = Codes(["4.02", "7.10", "7.01", "2.05"])
LETTERED = Codes(["CYP-03", "E/12", "EH 2", "T1"])
PLAIN = Codes(["7", "12", "130"])


def found(codes: Codes, text: str) -> list[str]:
    return [spot.code for spot in codes.found(normalise(text).tokens)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4.02", "4.02"),
        ("4.2 please", "4.02"),
        ("measure 4.2", "4.02"),
        ("whats 7.1 showing", "7.01"),
        ("7.10 vs england", "7.10"),
        ("m 4.02", "4.02"),
    ],
)
def test_dotted_codes(text: str, code: str) -> None:
    assert found(DOTTED, text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CYP-03", "CYP-03"),
        ("cyp 3 latest", "CYP-03"),
        ("cyp3", "CYP-03"),
        ("e/12", "E/12"),
        ("e12 trend", "E/12"),
        ("eh2", "EH 2"),
        ("t1?", "T1"),
    ],
)
def test_lettered_codes(text: str, code: str) -> None:
    assert found(LETTERED, text) == [code]


def test_a_bare_number_is_a_code_only_where_it_is_called_one() -> None:
    assert found(PLAIN, "kpi 12 is 7") == ["12"]
    assert found(PLAIN, "12 of 130") == []


def test_ranges_and_parted_numbers_are_no_codes() -> None:
    for text in ("4-2", "7 10", "2/5", "7.1%x"):
        assert "4.02" not in found(DOTTED, text)
        assert "7.10" not in found(DOTTED, text)


def test_several_codes() -> None:
    assert found(DOTTED, "7.01 and 7.10, then 4.2") == ["7.01", "7.10", "4.02"]


def test_codes_at_taken_places_are_left_alone() -> None:
    words = normalise("backlog 4.2").tokens
    assert DOTTED.found(words, taken={1}) == []


def test_a_loose_writing_is_not_exact() -> None:
    (loose,) = DOTTED.found(normalise("2.5").tokens)
    (exact,) = DOTTED.found(normalise("2.05").tokens)
    assert not loose.exact
    assert exact.exact
