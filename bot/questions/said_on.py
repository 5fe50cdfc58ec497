"""Questions about what was said on a day: 'what did we say on 4 September about the backlog'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.plan.measures import Plan
from bot.questions.normalise import normalise
from bot.questions.period_words import find_periods, resolve

_OPENING = re.compile(
    r"\bwhat\s+(?:did|had|have|were|was)\s+(?:we|you|i|it|they|the\s+bot)\s+"
    r"(?:say|said|saying|tell|told|telling|answer|answered|quote|quoted|give|given)\b"
    r"(?:\s+(?:us|me|them|the\s+board|people))?",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^\W*(?:(?:about|on|for|regarding|was|were|to\s+be|back)\b\W*)+", re.IGNORECASE
)
_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:on|as\s+of|as\s+at|by|at|back\s+on)\s*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class SaidOn:
    """A question about what was said on `day`; `about` is the rest of it, empty for everything."""

    day: date
    about: str


def said_on(text: str, today: date, plan: Plan | None = None) -> SaidOn | None:
    """Return what day a text asks about, or None where it asks something else.

    Only a single day that is over or today counts: 'what did we say for March' asks for a figure.
    """
    opening = _OPENING.search(text)
    if opening is None:
        return None
    if found := _TODAY.search(text, opening.end()):
        return _asked(text, opening.end(), found.span(), today)
    read = normalise(text)
    for mention in find_periods(read.tokens):
        days = resolve(mention, None, today, plan).windows
        if len(days) != 1 or days[0].start != days[0].end or days[0].end > today:
            continue
        span = read.tokens[mention.start].start, read.tokens[mention.end - 1].end
        if span[0] >= opening.end():
            return _asked(text, opening.end(), span, days[0].end)
    return None


def _asked(text: str, begin: int, span: tuple[int, int], day: date) -> SaidOn:
    """The question without its opening, which ends at `begin`, and without its date."""
    before = _BEFORE.sub("", text[begin : span[0]].rstrip())
    rest = f"{before} {text[span[1] :]}".strip(" ?.!,")
    return SaidOn(day=day, about=_AROUND.sub("", rest).strip(" ?.!,"))
