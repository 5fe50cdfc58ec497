"""A value handed in by message, read in the measure's own unit: taken, asked about or refused.

Number words are taken where they are several words ('four hundred and thirty', 'two point five')
or say that there is nothing ('nil', 'none'). A single word ('sixty') is taken for a count, weeks,
a score or money, but refused for a percentage unless 'per cent' stands beside it: the vectors of
the conventions refuse 'sixty'. Digits typed full-width or in another script are refused even where
they could be turned into plain ones, since what is stored must be what the person sees.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import Enum

from bot.plan.measures import Unit
from bot.questions.normalise import Token, tokenise
from bot.questions.numerals import Numeral, numbers
from bot.questions.period_grammar import find_periods
from bot.questions.plain_words import word_list
from bot.questions.put_right import meant
from bot.questions.value_refusals import Refusal, Words, hint, refusal_of

__all__ = [
    "AskValue",
    "Doubt",
    "Numeral",
    "ReadValue",
    "Refusal",
    "RefusedValue",
    "Value",
    "numbers",
    "read_value",
]


class Doubt(Enum):
    """Why a value is asked about."""

    SHARE_OR_PERCENT = "share or percentage"
    OVER_HUNDRED = "over a hundred"
    COUNT_OF_WHOLE = "count out of a whole"
    ROUGH_FRACTION = "rough fraction"


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value in the measure's own unit, exact; with the count and the whole where given."""

    value: Decimal
    text: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AskValue:
    """A value that may be another; `choices` are the readings, the likeliest first."""

    doubt: Doubt
    choices: tuple[Value, ...]
    hint: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedValue:
    """No value that can be taken; `hint` says what is accepted, with an example."""

    reason: Refusal
    hint: str
    text: str


ReadValue = Value | AskValue | RefusedValue

_PER = {
    Unit.PERCENT: 100,
    Unit.RATE_PER_1000: 1_000,
    Unit.RATE_PER_10000: 10_000,
    Unit.RATE_PER_100000: 100_000,
}
_MARKS = {
    **dict.fromkeys(("%", "percent", "percentage", "pc", "pct", "pp"), Unit.PERCENT),
    **dict.fromkeys(("£", "pounds", "pound", "quid", "gbp"), Unit.GBP_PER_WEEK),
    **dict.fromkeys(("week", "weeks"), Unit.WEEKS),
}
_OTHER_MARKS = frozenset(
    word_list("day days month months year years hour hours hrs minutes mins $ €")
)
_LARGEST = Decimal(10) ** 10


def read_value(
    given: str | Sequence[Token],
    unit: Unit,
    allow_negative: bool = False,
    hidden: Collection[tuple[int, int]] = (),
) -> ReadValue:
    """Return the value that was handed in, in the measure's unit.

    Args:
        given: what was typed, or its tokens.
        unit: the measure's unit.
        allow_negative: whether the measure can be below 0.
        hidden: spans of tokens that name the measure or the period and hold no value.
    """
    tokens = tokenise(given) if isinstance(given, str) else tuple(given)
    text = given if isinstance(given, str) else " ".join(token.text for token in tokens)
    with localcontext() as context:
        context.prec = 28
        return _Reader(tokens, text.strip(), unit, tuple(hidden)).read(allow_negative)


class _Reader:
    """One value being read."""

    def __init__(
        self,
        tokens: Sequence[Token],
        text: str,
        unit: Unit,
        hidden: tuple[tuple[int, int], ...],
    ) -> None:
        self.tokens, self.text, self.unit = tokens, text, unit
        self.base, taken = Words(tokens, hidden).base()
        self.hidden = (*hidden, taken) if taken else hidden
        self.found = meant(tokens, numbers(tokens, self.hidden))
        if len(self.found) > 1:
            periods = find_periods(tokens, self.hidden)
            spans = tuple((one.start, one.end) for one in periods if not one.loose_year)
            rest = meant(tokens, numbers(tokens, (*self.hidden, *spans)))
            if rest:
                self.found, self.hidden = rest, (*self.hidden, *spans)

    def read(self, allow_negative: bool) -> ReadValue:
        words = Words(self.tokens, self.hidden)
        refusal = refusal_of(self.tokens, words, self.found)
        if refusal is not None:
            return self._refused(refusal)
        if len(self.found) > 1:
            return self._refused(Refusal.TWO_NUMBERS)
        numeral = self.found[0]
        mark, known = self._mark(numeral)
        if not known or (mark is not None and mark is not self.unit) or self._other_base():
            return self._refused(Refusal.OTHER_UNIT)
        if self._is_negative(numeral):
            if not allow_negative or numeral.denominator is not None:
                return self._refused(Refusal.NEGATIVE)
            return self._valued(numeral, mark, sign=-1)
        return self._valued(numeral, mark, sign=1)

    def _norm(self, place: int) -> str:
        return self.tokens[place].norm if 0 <= place < len(self.tokens) else ""

    def _mark(self, numeral: Numeral) -> tuple[Unit | None, bool]:
        """Return the unit that a sign or word beside the number names, and whether it is ours."""
        before, after = self._norm(numeral.start - 1), self._norm(numeral.end)
        if before in {"£", "gbp"}:
            return Unit.GBP_PER_WEEK, True
        if after == "per" and self._norm(numeral.end + 1) == "cent":
            return Unit.PERCENT, True
        if after in _OTHER_MARKS or before in {"$", "€"}:
            return None, False
        return _MARKS.get(after), True

    def _other_base(self) -> bool:
        return self.base is not None and self.base != _PER.get(self.unit)

    def _is_negative(self, numeral: Numeral) -> bool:
        place = numeral.start - 1
        if self._norm(place) == "£":
            place -= 1
        if self._norm(place) in {"minus", "negative"}:
            return True
        if self._norm(place) != "-" or not self.tokens[place + 1].joined:
            return False
        return place == 0 or not self.tokens[place].joined

    def _refused(self, reason: Refusal) -> RefusedValue:
        return RefusedValue(reason=reason, hint=hint(reason, self.unit), text=self.text)

    def _asked(self, doubt: Doubt, words: str, *choices: Value) -> AskValue:
        return AskValue(doubt=doubt, choices=choices, hint=words, text=self.text)

    def _value(self, value: Decimal, **more: Decimal) -> Value:
        return Value(value=value, text=self.text, **more)

    def _valued(self, numeral: Numeral, mark: Unit | None, *, sign: int) -> ReadValue:
        assert numeral.value is not None
        value = numeral.value * sign if sign < 0 else numeral.value
        if abs(value) >= _LARGEST:
            return self._refused(Refusal.TOO_LARGE)
        if numeral.denominator is not None:
            return self._share(value, numeral.denominator)
        if numeral.fraction:
            return self._fraction(value)
        if self.unit is Unit.PERCENT:
            return self._percent(numeral, value, sure=mark is Unit.PERCENT)
        if self.unit is Unit.COUNT:
            if value != value.to_integral_value():
                return self._refused(Refusal.NOT_WHOLE)
            return self._value(value.quantize(Decimal(1)))
        return self._value(value)

    def _percent(self, numeral: Numeral, value: Decimal, *, sure: bool) -> ReadValue:
        if numeral.words == 1 and value != 0 and not sure:
            return self._refused(Refusal.ONE_WORD)
        if abs(value) > 100:
            smaller = next((value / by for by in (10, 100) if abs(value / by) <= 100), None)
            if smaller is None:
                return self._refused(Refusal.TOO_LARGE)
            question = f"More than 100%? Did you mean {smaller}%?"
            return self._asked(Doubt.OVER_HUNDRED, question, self._value(smaller))
        if 0 < abs(value) < 1 and not sure:
            hundredfold = value * 100
            hundredfold = hundredfold.quantize(Decimal(1).scaleb(min(0, _places(value) + 2)))
            question = f"Did you mean {hundredfold}% or {value}%?"
            return self._asked(
                Doubt.SHARE_OR_PERCENT, question, self._value(hundredfold), self._value(value)
            )
        return self._value(value)

    def _share(self, part: Decimal, whole: Decimal) -> ReadValue:
        if whole == 0 or part > whole:
            return self._refused(Refusal.MORE_THAN_WHOLE)
        given = {"numerator": part, "denominator": whole}
        if self.unit is Unit.COUNT and part == part.to_integral_value():
            question = f"Is {part} the count, out of {whole}?"
            return self._asked(Doubt.COUNT_OF_WHOLE, question, self._value(part, **given))
        if self.unit not in _PER:
            return self._refused(Refusal.TWO_NUMBERS)
        return self._value(part * _PER[self.unit] / whole, **given)

    def _fraction(self, value: Decimal) -> ReadValue:
        if self.unit is Unit.COUNT:
            return self._refused(Refusal.NOT_WHOLE)
        if _places(value) < -4:  # a third, two thirds
            if self.unit is not Unit.PERCENT:
                return self._refused(Refusal.ROUGH)
            share = (value * 100).quantize(Decimal("0.1"))
            return self._asked(
                Doubt.ROUGH_FRACTION, f"Did you mean {share}% exactly?", self._value(share)
            )
        if self.unit is Unit.PERCENT:
            return self._value((value * 100).quantize(Decimal(1)))
        return self._value(value)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
