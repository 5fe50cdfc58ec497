"""The numbers in a text: digits in every writing, and number words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.questions.normalise import Token, TokenKind
from bot.questions.spoken_numbers import ONES, SCALES, and_a_half, norm_at, spoken

_WHOLE = re.compile(r"[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}(?:\.\d+)?")
_WRITTEN = re.compile(
    r"""
      (?P<plain>\d+(?:\.\d+)?)
    | (?P<grouped>\d{1,3}(?:,\d{3})+(?:\.\d+)?)
    | (?P<dotted>\d+·\d+)
    | (?P<thousands>\d+(?:\.\d+)?)k
    | (?P<millions>\d+(?:\.\d+)?)m
    | (?P<part>\d+)/(?P<whole>\d+)
    """,
    re.VERBOSE,
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")  # '1st time entrants' counts nothing


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
    text = _Text(tokens, ["" if place in covered else one.norm for place, one in enumerate(tokens)])
    found: list[Numeral] = []
    place = 0
    while place < len(tokens):
        numeral = text.number(place)
        if numeral is None:
            place += 1
            continue
        found.append(numeral)
        place = numeral.end
    return tuple(found)


def _scaled(number: Decimal, by: int) -> Decimal:
    """Return so many thousands, with no decimals that say nothing: 7.1k is 7100."""
    scaled = number * by
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled


class _Text:
    """Tokens with their normal forms, hidden ones empty."""

    def __init__(self, tokens: Sequence[Token], norms: Sequence[str]) -> None:
        self.tokens, self.norms = tokens, norms

    def number(self, place: int) -> Numeral | None:
        """Return the number that begins at a place, with its whole ('43 of 70')."""
        numeral = self._plain(place)
        if numeral is None or numeral.value is None or numeral.denominator is not None:
            return numeral
        after = numeral.end + (norm_at(self.norms, numeral.end) == "out")
        if norm_at(self.norms, after) not in {"of", "/"}:
            return numeral
        after += 1
        after += norm_at(self.norms, after) in {"the", "our"}
        whole = self._plain(after) if after < len(self.tokens) else None
        if whole is None or whole.value is None or whole.denominator is not None:
            return numeral
        return self._numeral(
            place, whole.end, numeral.value, denominator=whole.value, words=numeral.words
        )

    def _plain(self, place: int) -> Numeral | None:
        if not self.norms[place]:
            return None
        if self.tokens[place].kind is TokenKind.NUMBER:
            return None if _ORDINAL.fullmatch(self.norms[place]) else self._digits(place)
        said = spoken(self.norms, place) if self.tokens[place].kind is TokenKind.WORD else None
        if said is None:
            return None
        return self._numeral(place, said.end, said.value, words=said.words, fraction=said.fraction)

    def _digits(self, place: int) -> Numeral:
        found = _WRITTEN.fullmatch(self.norms[place])
        end = place + 1
        if found is None:
            return self._numeral(place, end, None)
        if found["part"]:
            return self._numeral(
                place, end, Decimal(found["part"]), denominator=Decimal(found["whole"])
            )
        if found["plain"]:
            digits, end = self._spaced(place)
            if digits.isdigit() and norm_at(self.norms, end) == "point":  # '4 point 1'
                digits, end = self._after_point(digits, end)
            value = Decimal(digits)
        elif found["grouped"]:
            value = Decimal(found["grouped"].replace(",", ""))
        elif found["dotted"]:
            value = Decimal(found["dotted"].replace("·", "."))
        elif found["thousands"]:
            value = _scaled(Decimal(found["thousands"]), 1_000)
        else:
            value = _scaled(Decimal(found["millions"]), 1_000_000)
        if norm_at(self.norms, end) in SCALES or self._is_joined_k(end):
            value = _scaled(value, SCALES.get(self.norms[end], 1_000))
            end += 1
        half, end = and_a_half(self.norms, end)
        return self._numeral(place, end, value + half if half else value)

    def _spaced(self, place: int) -> tuple[str, int]:
        """Return '1204' for '1 204': groups of three, each one space after the last."""
        digits, end = self.norms[place], place + 1
        if not _WHOLE.fullmatch(digits):
            return digits, end
        while (
            end < len(self.tokens)
            and "." not in digits
            and _GROUP.fullmatch(self.norms[end])
            and self.tokens[end].start - self.tokens[end - 1].end == 1
        ):
            digits += self.norms[end]
            end += 1
        return digits, end

    def _after_point(self, digits: str, point: int) -> tuple[str, int]:
        after = norm_at(self.norms, point + 1)
        if after.isdigit() or (after in ONES and ONES[after] < 10):
            return f"{digits}.{after if after.isdigit() else ONES[after]}", point + 2
        return digits, point

    def _is_joined_k(self, place: int) -> bool:
        return norm_at(self.norms, place) == "k" and self.tokens[place].joined

    def _numeral(
        self,
        start: int,
        end: int,
        value: Decimal | None,
        *,
        denominator: Decimal | None = None,
        words: int = 0,
        fraction: bool = False,
    ) -> Numeral:
        text = " ".join(token.text for token in self.tokens[start:end])
        return Numeral(
            start=start,
            end=end,
            value=value,
            denominator=denominator,
            words=words,
            fraction=fraction,
            text=text,
        )
