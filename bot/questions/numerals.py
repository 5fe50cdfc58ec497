"""The numbers in a text: digits in every writing, and number words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.questions.normalise import Token, TokenKind

_UNITS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}
_SCALES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "grand": 1_000, "million": 1_000_000}
_NOTHING = frozenset(["zero", "nil", "none", "nought", "naught", "nowt", "zilch"])
_FRACTIONS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "third": Decimal(1) / Decimal(3),
}
_NUMBER_WORDS = frozenset({*_UNITS, *_TENS, *_SCALES, "dozen"}) - {"k", "grand"}
_STARTERS = frozenset({*_UNITS, *_TENS, "hundred", "thousand", "dozen", "half"}) | _NOTHING | {"a"}
# Words before 'one' that make it a thing and no number: 'that one', 'which one', 'the other one'.
_POINTING = frozenset(
    ["the", "that", "this", "which", "any", "each", "every", "other", "another", "no", "some", "only", "last", "next", "first", "second", "same", "wrong", "right", "big", "main", "new", "old", "only", "ones", "good", "bad", "quick"]
)

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED = re.compile(r"\d+·\d+")
_THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)k")
_MILLIONS = re.compile(r"(\d+(?:\.\d+)?)m")
_SHARE = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Numeral:
    """One number: tokens `start` up to but not including `end`.

    `value` is None where the digits make no number that can be trusted ('61,4', '60-65', '1e2').
    `denominator` is set for '43 of 70' and '43/70', where `value` is the numerator. `words` counts
    the number words, 0 for digits. `fraction` marks 'half' and 'three quarters', whose `value` is
    a share of one.
    """

    start: int
    end: int
    value: Decimal | None
    denominator: Decimal | None = None
    words: int = 0
    fraction: bool = False
    text: str = ""


def numbers(
    tokens: Sequence[Token], hidden: Collection[tuple[int, int]] = ()
) -> tuple[Numeral, ...]:
    """Return every number in the tokens, in order; nothing inside the `hidden` spans is one."""
    covered = {place for start, end in hidden for place in range(start, end)}
    found: list[Numeral] = []
    place = 0
    while place < len(tokens):
        numeral = None if place in covered else _at(tokens, place, covered)
        if numeral is None:
            place += 1
            continue
        found.append(numeral)
        place = numeral.end
    return tuple(found)


def _at(tokens: Sequence[Token], place: int, covered: Collection[int]) -> Numeral | None:
    token = tokens[place]
    if token.kind is TokenKind.NUMBER:
        return _with_share(tokens, _digits(tokens, place, covered), covered)
    if token.kind is TokenKind.WORD and token.norm in _STARTERS:
        numeral = _worded(tokens, place, covered)
        return numeral and _with_share(tokens, numeral, covered)
    return None


def _digits(tokens: Sequence[Token], place: int, covered: Collection[int]) -> Numeral:
    norm = tokens[place].norm
    end = place + 1
    value: Decimal | None = None
    denominator: Decimal | None = None
    if _PLAIN.fullmatch(norm):
        norm, end = _grouped_by_spaces(tokens, place, norm, covered)
        value = Decimal(norm)
    elif _GROUPED.fullmatch(norm):
        value = Decimal(norm.replace(",", ""))
    elif _DOTTED.fullmatch(norm):
        value = Decimal(norm.replace("·", "."))
    elif thousands := _THOUSANDS.fullmatch(norm):
        value = Decimal(thousands[1]) * 1_000
    elif millions := _MILLIONS.fullmatch(norm):
        value = Decimal(millions[1]) * 1_000_000
    elif share := _SHARE.fullmatch(norm):
        value, denominator = Decimal(share[1]), Decimal(share[2])
    elif norm.endswith("+"):
        value = None
    if value is not None and denominator is None:
        value, end = _scaled(tokens, value, end, covered)
        value, end = _and_a_half(tokens, value, end, covered)
    return _numeral(tokens, place, end, value, denominator=denominator)


def _grouped_by_spaces(
    tokens: Sequence[Token], place: int, norm: str, covered: Collection[int]
) -> tuple[str, int]:
    """Return '1204' for the tokens '1', '204': groups of three after a space."""
    end = place + 1
    if len(norm) > 3 or not norm.isdigit() or norm.startswith("0"):
        return norm, end
    while (
        end < len(tokens)
        and end not in covered
        and tokens[end].kind is TokenKind.NUMBER
        and re.fullmatch(r"\d{3}(?:\.\d+)?", tokens[end].norm)
        and tokens[end].start - tokens[end - 1].end == 1
        and "." not in norm
    ):
        norm += tokens[end].norm
        end += 1
    return norm, end


def _scaled(
    tokens: Sequence[Token], value: Decimal, end: int, covered: Collection[int]
) -> tuple[Decimal, int]:
    word = _norm(tokens, end, covered)
    if word in _SCALES and not (word == "k" and tokens[end].start - tokens[end - 1].end > 1):
        return value * _SCALES[word], end + 1
    return value, end


def _and_a_half(
    tokens: Sequence[Token], value: Decimal, end: int, covered: Collection[int]
) -> tuple[Decimal, int]:
    words = tuple(_norm(tokens, end + step, covered) for step in range(3))
    if words[:2] == ("and", "a") and words[2] in _FRACTIONS and words[2] != "third":
        return value + _FRACTIONS[words[2]], end + 3
    if words[0] == "and" and words[1] == "half":
        return value + _FRACTIONS["half"], end + 2
    return value, end


def _norm(tokens: Sequence[Token], place: int, covered: Collection[int]) -> str:
    if 0 <= place < len(tokens) and place not in covered:
        return tokens[place].norm
    return ""


def _numeral(
    tokens: Sequence[Token],
    start: int,
    end: int,
    value: Decimal | None,
    *,
    denominator: Decimal | None = None,
    words: int = 0,
    fraction: bool = False,
) -> Numeral:
    return Numeral(
        start=start,
        end=end,
        value=value,
        denominator=denominator,
        words=words,
        fraction=fraction,
        text=" ".join(token.text for token in tokens[start:end]),
    )


def _with_share(tokens: Sequence[Token], numeral: Numeral, covered: Collection[int]) -> Numeral:
    """Return the numeral with its denominator for '43 of 70' and '43 out of 70'."""
    if numeral.value is None or numeral.denominator is not None:
        return numeral
    place = numeral.end
    if _norm(tokens, place, covered) == "out":
        place += 1
    if _norm(tokens, place, covered) not in {"of", "/"}:
        return numeral
    place += 1
    if _norm(tokens, place, covered) in {"the", "a", "our"}:
        place += 1
    if place >= len(tokens) or place in covered:
        return numeral
    whole = _at_plain(tokens, place, covered)
    if whole is None or whole.value is None or whole.denominator is not None:
        return numeral
    return _numeral(
        tokens,
        numeral.start,
        whole.end,
        numeral.value,
        denominator=whole.value,
        words=numeral.words,
    )


def _at_plain(tokens: Sequence[Token], place: int, covered: Collection[int]) -> Numeral | None:
    if tokens[place].kind is TokenKind.NUMBER:
        return _digits(tokens, place, covered)
    if tokens[place].norm in _STARTERS:
        return _worded(tokens, place, covered)
    return None


def _worded(tokens: Sequence[Token], start: int, covered: Collection[int]) -> Numeral | None:
    word = tokens[start].norm
    if word in _NOTHING and _norm(tokens, start + 1, covered) not in {"point", "pt"}:
        end = start + 1
        if _norm(tokens, end, covered) in {"return", "returns"}:
            end += 1
        return _numeral(tokens, start, end, Decimal(0), words=1)
    fraction = _worded_fraction(tokens, start, covered)
    if fraction is not None:
        return fraction
    place = start
    if word in {"a", "half"}:
        following = _norm(tokens, start + 1, covered)
        if following in {"hundred", "thousand", "dozen", "million"}:
            place = start + 1
        elif word == "half" and following == "a" and _norm(tokens, start + 2, covered) == "dozen":
            return _numeral(tokens, start, start + 3, Decimal(6), words=2)
        else:
            return None
    if word == "one" and _norm(tokens, start - 1, covered) in _POINTING:
        return None
    total, end, count = _whole_words(tokens, place, covered)
    value = Decimal(total)
    if _norm(tokens, end, covered) in {"point", "pt"}:
        value, end, more = _decimals(tokens, value, end, covered)
        count += more
    value, end = _and_a_half(tokens, value, end, covered)
    return _numeral(tokens, start, end, value, words=max(count, 1))


def _worded_fraction(
    tokens: Sequence[Token], start: int, covered: Collection[int]
) -> Numeral | None:
    words = tuple(_norm(tokens, start + step, covered) for step in range(3))
    if words[0] == "half" and words[1] not in {"a", "year", "years", "yearly", "term", "day"}:
        return _numeral(tokens, start, start + 1, Decimal("0.5"), words=1, fraction=True)
    if words[0] == "a" and words[1] in {"half", "third"}:
        return _numeral(tokens, start, start + 2, _FRACTIONS[words[1]], words=2, fraction=True)
    if words[0] == "a" and words[1] == "quarter" and words[2] == "of":
        return _numeral(tokens, start, start + 2, _FRACTIONS["quarter"], words=2, fraction=True)
    if words[:2] in {("three", "quarters"), ("two", "thirds")}:
        share = Decimal("0.75") if words[0] == "three" else Decimal(2) / Decimal(3)
        return _numeral(tokens, start, start + 2, share, words=2, fraction=True)
    return None


def _whole_words(
    tokens: Sequence[Token], place: int, covered: Collection[int]
) -> tuple[int, int, int]:
    """Return the whole number that words from `place` make, where they end and how many they are."""
    total = part = count = 0
    smallest = 1_000_000_000
    while True:
        word = _norm(tokens, place, covered)
        if word in _UNITS and smallest > 9 and not (smallest == 10 and _UNITS[word] > 9):
            part += _UNITS[word]
            smallest = 1
        elif word in _TENS and smallest > 10:
            part += _TENS[word]
            smallest = 10
        elif word == "dozen":
            part = (part or 1) * 12
            smallest = 1
        elif word == "hundred":
            part = (part or 1) * 100
            smallest = 100
        elif word in {"thousand", "million"}:
            total += (part or 1) * _SCALES[word]
            part, smallest = 0, 1_000
        elif (word == "and" and smallest in {100, 1_000} and _is_tail(tokens, place + 1, covered)) or (word == "-" and smallest == 10 and _norm(tokens, place + 1, covered) in _UNITS):
            place += 1
            continue
        else:
            return total + part, place, count
        place += 1
        count += 1


def _is_tail(tokens: Sequence[Token], place: int, covered: Collection[int]) -> bool:
    word = _norm(tokens, place, covered)
    return word in _UNITS or word in _TENS


def _decimals(
    tokens: Sequence[Token], value: Decimal, end: int, covered: Collection[int]
) -> tuple[Decimal, int, int]:
    """Return the number with the digits said after 'point' ('two point five')."""
    place = end + 1
    digits = ""
    count = 0
    while True:
        word = _norm(tokens, place, covered)
        if word in _UNITS and _UNITS[word] < 10:
            digits += str(_UNITS[word])
        elif word in {"oh", "o", "nought"}:
            digits += "0"
        elif word in _UNITS or word in _TENS:  # 'point fifteen', 'point twenty five'
            number, place_after, used = _whole_words(tokens, place, covered)
            digits += str(number)
            place, count = place_after, count + used
            break
        elif word.isdigit():
            digits += word
        else:
            break
        place += 1
        count += 1
    if not digits:
        return value, end, 0
    return value + Decimal(f"0.{digits}"), place, count + 1
