"""Short codes of answers: `EH-7K2QM9`, from the answer's number and two check letters.

The code can be read aloud and typed: no vowel (so it makes no word) and no L, which looks like 1.
Two check letters over a field of 29 make any two wrong letters, and any two letters that changed
places, show as a mistake; they never lead to another answer. A code is no secret: who may see an
answer is looked up each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LETTERS = "0123456789BCDFGHJKMNPQRSTVWXZ"
_BASE = len(LETTERS)  # a prime, so that every number but 0 has an inverse
_CHECKS = 2
_FEWEST = 4
_MOST = 12
_STEP = 12_345_701
"""Neighbouring answers get codes that look nothing alike; it shares no factor with 29."""

_SHAPE = re.compile(r"(?<![\w-])([0-9A-Za-z]{2})[-\u2010-\u2013\u2212]([0-9A-Za-z]{4,13})(?![\w-])")
_BARE = re.compile(r"[0-9A-Za-z]{2}[-\s\u2010-\u2013\u2212]?[0-9A-Za-z]{4,13}")
_MISREAD = str.maketrans("OILoil", "011011")


def code_of(number: int) -> str:
    """Return the code of an answer: 'EH-7K2QM9'. `number` counts from 1."""
    length = _length_for(number)
    scrambled = number * _STEP % _BASE**length
    digits = []
    for _ in range(length):
        scrambled, digit = divmod(scrambled, _BASE)
        digits.append(digit)
    digits += _checks(digits)
    return _printed(digits)


def number_of(code: str) -> int | None:
    """Return the number of the answer that a code names; None for one that no answer can have."""
    digits = _digits(code)
    if digits is None or not _FEWEST <= len(digits) - _CHECKS <= _MOST:
        return None
    data, checks = digits[:-_CHECKS], digits[-_CHECKS:]
    if checks != _checks(data):
        return None
    length = len(data)
    scrambled = sum(digit * _BASE**place for place, digit in enumerate(data))
    number = scrambled * pow(_STEP, -1, _BASE**length) % _BASE**length
    return number if number and _length_for(number) == length else None


def neat(code: str) -> str:
    """Return a code as it is printed, whatever was typed: 'eh 7k2qm9' becomes 'EH-7K2QM9'."""
    digits = _digits(code)
    return code.strip().upper() if digits is None else _printed(digits)


def meant(code: str) -> Iterator[int]:
    """Yield the numbers of answers whose codes differ from a mistyped one by one slip."""
    digits = _digits(code)
    if digits is None:
        return
    for place, digit in enumerate(digits):
        for other in range(_BASE):
            if other != digit:
                yield from _number(digits, {place: other})
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1]:
            yield from _number(digits, {place: digits[place + 1], place + 1: digits[place]})


def codes_in(text: str) -> list[str]:
    """Return what looks like codes inside a sentence, as they are printed."""
    return [neat(match[0]) for match in _SHAPE.finditer(text)]


def is_alone(text: str) -> bool:
    """Say whether a text is nothing but what looks like a code, with a letter and a digit in it."""
    kept = text.strip().rstrip("?.! ")
    if _BARE.fullmatch(kept) is None:
        return False
    return any(one.isdigit() for one in kept) and any(one.isalpha() for one in kept)


def _number(digits: list[int], changes: dict[int, int]) -> Iterator[int]:
    mended = [changes.get(place, digit) for place, digit in enumerate(digits)]
    number = number_of(_printed(mended))
    if number is not None:
        yield number


def _length_for(number: int) -> int:
    length = _FEWEST
    while number >= _BASE**length:
        length += 1
    return length


def _checks(digits: list[int]) -> list[int]:
    """Two check digits: every two codes of a length differ in three places at least."""
    one = two = 0
    for place, digit in enumerate(digits, 1):
        one += place * digit
        two += place * place * digit
    return [one % _BASE, two % _BASE]


def _printed(digits: list[int]) -> str:
    text = "".join([LETTERS[digit] for digit in digits])
    return f"{text[:2]}-{text[2:]}"


def _digits(code: str) -> list[int] | None:
    plain = re.sub(r"[-\s\u2010-\u2013\u2212]", "", code).translate(_MISREAD).upper()
    found = [LETTERS.find(letter) for letter in plain]
    return None if not plain or -1 in found else found
