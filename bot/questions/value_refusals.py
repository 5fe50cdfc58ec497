"""Why a handed-in value cannot be taken, and the words that show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from bot.plan.measures import Unit
from bot.questions.normalise import Token
from bot.questions.numerals import Numeral
from bot.questions.period_names import any_of


class Refusal(Enum):
    """The reasons; the values are words for the journal."""

    NO_NUMBER = "no number"
    TWO_NUMBERS = "two numbers"
    ROUGH = "rough"
    RANGE = "range"
    AT_MOST = "below or above"
    SAME_AGAIN = "same as before"
    NOT_YET = "not known yet"
    NOT_A_NUMBER = "not a number"
    FOREIGN_DIGITS = "digits that are not 0 to 9"
    DECIMAL_COMMA = "decimal comma"
    EXPONENT = "exponent"
    ONE_WORD = "one number word"
    NOT_WHOLE = "not whole"
    NEGATIVE = "negative"
    OTHER_UNIT = "other unit"
    MORE_THAN_WHOLE = "part larger than the whole"
    TOO_LARGE = "too large"


_EXAMPLES = {
    Unit.PERCENT: "61.4 or 43 of 70",
    Unit.COUNT: "430 or 1,204",
    Unit.RATE_PER_1000: "12.5",
    Unit.RATE_PER_10000: "61.2",
    Unit.RATE_PER_100000: "140.3",
    Unit.WEEKS: "14.5",
    Unit.SCORE: "46.2",
    Unit.GBP_PER_WEEK: "£6,900",
}
_UNIT_WORDS = {
    Unit.PERCENT: "as a percentage",
    Unit.COUNT: "as a whole number",
    Unit.RATE_PER_1000: "as a rate per 1,000",
    Unit.RATE_PER_10000: "as a rate per 10,000",
    Unit.RATE_PER_100000: "as a rate per 100,000",
    Unit.WEEKS: "in weeks",
    Unit.SCORE: "as a score",
    Unit.GBP_PER_WEEK: "in pounds a week",
}
_HINTS = {
    Refusal.NO_NUMBER: "I found no number in that.",
    Refusal.TWO_NUMBERS: "I found more than one number; send just the one.",
    Refusal.ROUGH: "I can only take the exact figure, not an estimate.",
    Refusal.RANGE: "I can only take one figure, not a range.",
    Refusal.AT_MOST: "I need the figure itself; small counts are hidden before anyone sees them.",
    Refusal.SAME_AGAIN: "Please send the figure even where it has not changed.",
    Refusal.NOT_YET: "I can only take a figure that is known; send it when you have it.",
    Refusal.NOT_A_NUMBER: "That is no figure that can be stored.",
    Refusal.FOREIGN_DIGITS: "Please use the plain digits 0 to 9.",
    Refusal.DECIMAL_COMMA: "For the decimal point, use a full stop.",
    Refusal.EXPONENT: "Please write the figure out in full.",
    Refusal.ONE_WORD: "Please send the figure in digits.",
    Refusal.NOT_WHOLE: "This measure counts whole ones.",
    Refusal.NEGATIVE: "This measure cannot be below 0.",
    Refusal.OTHER_UNIT: "That looks like another unit.",
    Refusal.MORE_THAN_WHOLE: "The part is larger than the whole.",
    Refusal.TOO_LARGE: "That is larger than this measure can be.",
}


def hint(reason: Refusal, unit: Unit) -> str:
    """Return what is wrong and what is accepted, with one example (R60)."""
    accepted = f"This measure is given {_UNIT_WORDS[unit]}, for example {_EXAMPLES[unit]}."
    return f"{_HINTS[reason]} {accepted}"


_EDGE, _END = r"(?<![^ ])", r"(?![^ ])"
_ROUGH_BEFORE = re.compile(
    "(?:^| )"
    + any_of(
        """
        about|around|approx|approximately|roughly|circa|ca|c|~|nearly|almost|just over|just under|
        over|under|more than|less than|fewer than|at least|at most|up to|something like|maybe|
        probably|ballpark|estimated|estimate|est|perhaps|say|close to|near|nearer
        """
    )
    + r"(?: (?:\.|a|the|of|at|£|:))*$"
)
_ROUGH_AFTER = re.compile(
    "^(?: ?-)? ?"
    + any_of(
        r"""
        ish|est|estimate|estimated|guess|odd|or so|or thereabouts|give or take|approx|
        approximately|roughly|plus|or more|
        or less|and a bit|and counting|something|\+
        """
    )
    + _END
)
_AT_MOST = re.compile(r"(?:^| )(?:<|>|≤|≥)(?: (?:=|£))*$")
_RANGE_GAP = re.compile(r"^(?: (?:%|weeks|percent))* ?(?:to|-|or|and)(?: £)? ?$")
_SAME = re.compile(
    _EDGE
    + any_of(
        """
        same as|same again|same figure|same number|same one|the same|same|no change|unchanged|
        not changed|hasnt changed|as before|ditto|as last time|as last quarter|as last month|
        as last year|as last term|like last time
        """
    )
    + _END
)
_NOT_YET = re.compile(
    _EDGE
    + any_of(
        """
        tbc|tba|tbd|n / a|na|pending|unknown|not known|not available|not in|not ready|not sure|
        not yet|dont know|do not know|dunno|no idea|awaiting|to follow|to be confirmed|no figure|
        no data|not got it|havent got it|waiting for|waiting on|will send|later
        """
    )
    + _END
)
_NOT_A_NUMBER = re.compile(
    _EDGE
    + any_of("nan|inf|infinity|infinite|∞|null|# ref|# div|# value|# name|undefined|error")
    + _END
)
_BASE = re.compile(
    rf"{_EDGE}per (?P<base>\d[\d,]*k?|(?:ten |one |a |hundred )?thousand)(?: \d{{3}})*{_END}"
)
_BASES = {
    "1,000": 1_000, "1000": 1_000, "1k": 1_000, "thousand": 1_000, "a thousand": 1_000,
    "one thousand": 1_000, "10,000": 10_000, "10000": 10_000, "10k": 10_000,
    "ten thousand": 10_000, "100,000": 100_000, "100000": 100_000, "100k": 100_000,
    "hundred thousand": 100_000,
}  # fmt: skip


class Words:
    """The normal forms in one string, hidden tokens blanked, with the way from tokens to it."""

    def __init__(self, tokens: Sequence[Token], hidden: Sequence[tuple[int, int]]) -> None:
        covered = {place for start, end in hidden for place in range(start, end)}
        norms = ["¤" if place in covered else one.norm for place, one in enumerate(tokens)]
        self.text = " ".join(norms)
        self._starts = [0]
        for norm in norms:
            self._starts.append(self._starts[-1] + len(norm) + 1)

    def before(self, place: int) -> str:
        """Return the words before token `place`."""
        return self.text[: self._starts[place]].rstrip()

    def after(self, place: int) -> str:
        """Return the words from token `place` on, with a space before."""
        return " " + self.text[self._starts[place] :]

    def between(self, place: int, end: int) -> str:
        """Return the words of tokens `place` up to `end`, with a space before."""
        return " " + self.text[self._starts[place] : self._starts[end]]

    def base(self) -> tuple[int | None, tuple[int, int] | None]:
        """Return the 10,000 of 'per 10,000' (0 for another number) and the tokens it takes."""
        found = _BASE.search(self.text)
        if found is None:
            return None, None
        first = self._starts.index(found.start())
        last = self._starts.index(found.end() + 1)
        return _BASES.get(found["base"], 0), (first, last)


def refusal_of(tokens: Sequence[Token], words: Words, found: Sequence[Numeral]) -> Refusal | None:
    """Return why what was typed holds no exact figure, None where it may."""
    if _NOT_A_NUMBER.search(words.text):
        return Refusal.NOT_A_NUMBER
    if _NOT_YET.search(words.text):
        return Refusal.NOT_YET
    if not found:
        return Refusal.SAME_AGAIN if _SAME.search(words.text) else Refusal.NO_NUMBER
    for one, following in zip(found, (*found[1:], None), strict=True):
        if any(token.foreign_digits for token in tokens[one.start : one.end]):
            return Refusal.FOREIGN_DIGITS
        if one.end < len(tokens) and _is_slip_for_digits(tokens[one.end]):
            return Refusal.FOREIGN_DIGITS
        if _AT_MOST.search(words.before(one.start)):
            return Refusal.AT_MOST
        if following and _RANGE_GAP.match(words.between(one.end, following.start)):
            return Refusal.RANGE
        before, after = words.before(one.start), words.after(one.end)
        if _ROUGH_BEFORE.search(before) or _ROUGH_AFTER.match(after):
            return Refusal.ROUGH
        if one.value is None:
            return _unreadable(tokens[one.start].norm)
    return None


def _is_slip_for_digits(token: Token) -> bool:
    """Say whether letters hang on a number that look like digits: the 'oo' of '4oo'."""
    return token.joined and set(token.text.lower()) <= {"o", "l", "i"}


def _unreadable(norm: str) -> Refusal:
    if norm.endswith("+"):
        return Refusal.ROUGH
    if "e" in norm:
        return Refusal.EXPONENT
    if re.fullmatch(r"\d+,\d+", norm):
        return Refusal.DECIMAL_COMMA
    return Refusal.RANGE if re.fullmatch(r"[\d.,]+-[\d.,]+", norm) else Refusal.NOT_A_NUMBER
