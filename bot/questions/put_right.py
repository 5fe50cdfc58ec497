"""Of several numbers the one that is meant: '431 not 430', '430, sorry 431', 'from 425 to 430'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.questions.normalise import Token
from bot.questions.numerals import Numeral
from bot.questions.period_names import any_of

_FAR = 5
"""How many words before a number may say how it is meant."""
_LINK = r"(?: (?:it|is|was|it was|its|that|the|to|be|at|as|£|,|:|-))* ?$"
_WRONG = re.compile(
    r"(?:^| )"
    + any_of(
        """
        not|instead of|rather than|up from|down from|and not|previously|formerly|used to be|
        wrongly|replacing|replaces|compared with|compared to|last time|last quarter|last month|
        up|down|up by|down by|up on|down on|target|target of|against
        """
    )
    + _LINK
)
_BEFORE = re.compile(r"(?:^| )(?:was|were|had been)(?: (?:,|:|£))* ?$")
_MORE = re.compile(
    r"^ (?:%|percent )?" + any_of("more|fewer|less|higher|lower|extra|up on|down on") + "(?![^ ])"
)
_RIGHT = re.compile(
    r"(?:^| )"
    + any_of(
        """
        sorry|no wait|wait|no|i mean|actually|make that|make it|call it|correction|should be|
        should read|should have been|should have said|meant|i meant|oops|scrap that|scratch that|
        now|so thats|that makes|rather|in fact|corrected to|revised to|amended to
        """
    )
    + _LINK
)
_ONE_OF_TWO = frozenset({"or", "to", "-", "and", "of", "in"})
_FROM = re.compile(r"(?:^| )from(?: £)? ?$")
_TO = re.compile(r"^ (?:%|percent|weeks) (?:to|up to|down to)(?: £)? ?$|^ to(?: £)? ?$")
_CHANGED = frozenset(
    """
    change changed changing correct corrected amend amended update updated revise revised edit went
    gone moved move up down rose risen fell fallen increased decreased dropped came come replace
    """.split()  # noqa: SIM905
)


def meant(tokens: Sequence[Token], found: Sequence[Numeral]) -> tuple[Numeral, ...]:
    """Return the numbers without those that are set right or held against by the others."""
    left = tuple(found)
    if len(left) > 1:
        norms = [token.norm for token in tokens]
        left = tuple(one for one in left if not _is_pronoun(norms, one)) or left
        corrected = [one for one in left[1:] if _RIGHT.search(_before(norms, one))]
        if corrected:
            return (corrected[-1],)
        changed = _changed(norms, left)
        if changed:
            return (changed,)
        left = tuple(one for one in left if not _MORE.match(_after(norms, one))) or left
        for wrong in (_WRONG, _BEFORE):
            if len(left) > 1:
                left = tuple(one for one in left if not wrong.search(_before(norms, one))) or left
    return left


def _is_pronoun(norms: Sequence[str], numeral: Numeral) -> bool:
    """Say whether a bare 'one' stands for a thing: 'the kinship one put 73'."""
    following = norms[numeral.end] if numeral.end < len(norms) else ""
    return norms[numeral.start : numeral.end] == ["one"] and following not in _ONE_OF_TWO


def _before(norms: Sequence[str], numeral: Numeral) -> str:
    return " ".join(norms[max(0, numeral.start - _FAR) : numeral.start])


def _after(norms: Sequence[str], numeral: Numeral) -> str:
    return " " + " ".join(norms[numeral.end : numeral.end + 2])


def _changed(norms: Sequence[str], found: Sequence[Numeral]) -> Numeral | None:
    """Return the second of two numbers where the first was changed: 'change it from 425 to 430'."""
    if len(found) != 2 or _CHANGED.isdisjoint(norms):
        return None
    first, last = found
    gap = " " + " ".join(norms[first.end : last.start])
    return last if _FROM.search(_before(norms, first)) and _TO.match(gap) else None
