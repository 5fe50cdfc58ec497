"""The codes of answers: short, and a mistyped one never leads to another answer."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.receipts.codes import LETTERS, code_of, codes_in, is_alone, meant, neat, number_of

numbers = st.integers(1, 10**12)


@given(numbers)
def test_a_code_leads_back_to_its_answer(number: int) -> None:
    assert number_of(code_of(number)) == number


@given(st.integers(1, 700_000))
def test_a_code_is_short_enough_to_be_read_aloud(number: int) -> None:
    assert len(code_of(number)) == len("EH-7K2Q")


@given(numbers, st.data())
def test_one_wrong_letter_or_two_lead_nowhere(number: int, data: st.DataObject) -> None:
    letters = list(code_of(number).replace("-", ""))
    places = data.draw(st.sets(st.integers(0, len(letters) - 1), min_size=1, max_size=2))
    for place in places:
        letters[place] = data.draw(st.sampled_from(LETTERS.replace(letters[place], "")))
    assert number_of("".join(letters)) is None


@given(numbers)
def test_letters_that_changed_places_lead_nowhere(number: int) -> None:
    right = code_of(number).replace("-", "")
    for one, other in itertools.combinations(range(len(right)), 2):
        swapped = list(right)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert right[one] == right[other] or number_of("".join(swapped)) is None


@given(st.integers(1, 700_000), st.data())
def test_the_code_that_was_meant_is_found(number: int, data: st.DataObject) -> None:
    letters = list(code_of(number).replace("-", ""))
    place = data.draw(st.integers(0, len(letters) - 1))
    letters[place] = data.draw(st.sampled_from(LETTERS.replace(letters[place], "")))
    assert number in set(meant("".join(letters)))


@given(numbers)
def test_neighbours_look_nothing_alike(number: int) -> None:
    one, other = code_of(number), code_of(number + 1)
    assert sum(a != b for a, b in zip(one, other, strict=False)) > 2


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    number_of(text)
    list(meant(text[:12]))
    codes_in(text)
    is_alone(text)


@pytest.mark.parametrize("typed", ["{}", "{} ", " {}"])
def test_case_spaces_and_look_alike_letters_do_not_matter(typed: str) -> None:
    code = code_of(41)
    for form in (code, code.lower(), code.replace("-", ""), code.replace("-", " ")):
        assert number_of(typed.format(form)) == 41
    with_one = next(n for n in range(1, 2000) if "1" in code_of(n) and "0" in code_of(n))
    slipped = code_of(with_one).replace("1", "I").replace("0", "o")
    assert number_of(slipped) == with_one
    assert neat(slipped) == code_of(with_one)


def test_codes_are_found_in_a_sentence_and_dates_are_not() -> None:
    assert codes_in(f"what was {code_of(7).lower()}?") == [code_of(7)]
    for text in ("in 2024-25", "4.01", "26-week wait", "the 20-week rule", "2026-10-01"):
        assert not any(number_of(code) for code in codes_in(text))
    assert not is_alone("ehcp backlog")
    assert not is_alone("2024-25")
