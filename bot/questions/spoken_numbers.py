"""Numbers said in words: 'four hundred and thirty', 'two point five', 'a dozen', 'half', 'nil'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.questions.plain_words import word_list

ONES = {
    word: number
    for number, word in enumerate(
        word_list(
            """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
            fifteen sixteen seventeen eighteen nineteen
            """
        )
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
} | {"fourty": 40}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "grand": 1_000}
_NOTHING = frozenset(word_list("zero nil none nought naught nowt zilch"))
_POINT = frozenset({"point", "pt"})
_FRACTIONS = {
    ("half",): Decimal("0.5"),
    ("a", "half"): Decimal("0.5"),
    ("a", "third"): Decimal(1) / Decimal(3),
    ("one", "third"): Decimal(1) / Decimal(3),
    ("two", "thirds"): Decimal(2) / Decimal(3),
    ("three", "quarters"): Decimal("0.75"),
}
_NOT_AFTER_HALF = frozenset(word_list("a year years yearly term day terms days way"))
# Words before 'one' that make it a thing and no number: 'that one', 'which one', 'the other one'.
_POINTING = frozenset(
    word_list(
        """
        the that this which any each every other another no some only last next first second same
        wrong right big main new old ones good bad quick
        """
    )
)
VOCABULARY = frozenset(
    word for word in (*ONES, *TENS, *SCALES, *_NOTHING, "dozen", "half") if len(word) > 3
) | {"ish", "approx", "circa", "est"}
"""Words that spelling must know, so that 'fourty' and 'hundered' are mended."""

_STARTS = frozenset({*ONES, *TENS, "hundred", "thousand", "dozen", "half", "a"}) | _NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A number of so many `words` that ends before token `end`; `fraction` is a share of one."""

    value: Decimal
    end: int
    words: int
    fraction: bool = False


def norm_at(norms: Sequence[str], place: int) -> str:
    """Return the normal form at a place, empty outside the text."""
    return norms[place] if 0 <= place < len(norms) else ""


def spoken(norms: Sequence[str], start: int) -> Spoken | None:
    """Return the number that the words from `start` say, None where they say none."""
    word = norms[start]
    if word not in _STARTS:
        return None
    if word in _NOTHING and norm_at(norms, start + 1) not in _POINT:
        returned = norm_at(norms, start + 1) in {"return", "returns"}
        return Spoken(value=Decimal(0), end=start + 1 + returned, words=1)
    return _fraction(norms, start) or _number(norms, start)


def and_a_half(norms: Sequence[str], place: int) -> tuple[Decimal, int]:
    """Return what 'and a half' adds and where it ends; nothing where it is not said."""
    following = [norm_at(norms, place + step) for step in range(3)]
    if following == ["and", "a", "half"]:
        return Decimal("0.5"), place + 3
    if following == ["and", "a", "quarter"]:
        return Decimal("0.25"), place + 3
    return Decimal(0), place


def _fraction(norms: Sequence[str], start: int) -> Spoken | None:
    following = norm_at(norms, start + 1)
    if norms[start] == "half" and following in _NOT_AFTER_HALF:
        return None
    if [norms[start], following, norm_at(norms, start + 2)] == ["a", "quarter", "of"]:
        return Spoken(value=Decimal("0.25"), end=start + 2, words=2, fraction=True)
    for words in ((norms[start], following), (norms[start],)):
        if words in _FRACTIONS:
            end = start + len(words)
            return Spoken(value=_FRACTIONS[words], end=end, words=len(words), fraction=True)
    return None


def _number(norms: Sequence[str], start: int) -> Spoken | None:
    place, word = start, norms[start]
    if word in {"a", "half"}:
        following = norm_at(norms, start + 1)
        if [word, following, norm_at(norms, start + 2)] == ["half", "a", "dozen"]:
            return Spoken(value=Decimal(6), end=start + 3, words=2)
        if word == "half" or following not in {*SCALES, "dozen"}:
            return None
        place += 1
    if word == "one" and norm_at(norms, start - 1) in _POINTING:
        return None
    whole, end, words = _whole(norms, place)
    value = Decimal(whole)
    if norm_at(norms, end) in _POINT:
        digits, end, more = _digits(norms, end)
        value += Decimal(f"0.{digits or 0}") if digits else 0
        words += more
    more_value, end = and_a_half(norms, end)
    return Spoken(value=value + more_value, end=end, words=max(words, 1))


def _whole(norms: Sequence[str], place: int) -> tuple[int, int, int]:
    """Return the whole number the words make, where they end and how many they are."""
    total = part = words = 0
    smallest = 1_000_000_000
    while True:
        word = norm_at(norms, place)
        if word in ONES and smallest > 9 and not (smallest == 10 and ONES[word] > 9):
            part, smallest = part + ONES[word], 1
        elif word in TENS and smallest > 10:
            part, smallest = part + TENS[word], 10
        elif word == "dozen":
            part, smallest = (part or 1) * 12, 1
        elif word == "hundred":
            part, smallest = (part or 1) * 100, 100
        elif word in SCALES:
            total, part, smallest = total + (part or 1) * SCALES[word], 0, 1_000
        elif _goes_on(norms, place, smallest):
            words -= 1
        else:
            return total + part, place, words
        place += 1
        words += 1


def _goes_on(norms: Sequence[str], place: int, smallest: int) -> bool:
    """Say whether 'and' or a hyphen stands inside a number ('hundred and one', 'sixty-one')."""
    following = norm_at(norms, place + 1)
    if norm_at(norms, place) == "and":
        return smallest in {100, 1_000} and (following in ONES or following in TENS)
    return norm_at(norms, place) == "-" and smallest == 10 and following in ONES


def _digits(norms: Sequence[str], point: int) -> tuple[str, int, int]:
    """Return the digits said after 'point', where they end and how many words all were."""
    place, digits = point + 1, ""
    while True:
        word = norm_at(norms, place)
        if word in ONES and ONES[word] < 10:
            digits += str(ONES[word])
        elif word in {"oh", "o", "nought"}:
            digits += "0"
        elif word.isdigit():
            digits += word
        elif not digits and (word in ONES or word in TENS):  # 'point fifteen', 'point twenty five'
            number, end, words = _whole(norms, place)
            return str(number), end, words + 1
        else:
            return (digits, place, place - point) if digits else ("", point, 0)
        place += 1
