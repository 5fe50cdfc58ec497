"""The words around a stretch of time that say how it is meant: 'since', 'before', 'from A to B'."""

from __future__ import annotations

import re

from bot.questions.period_names import any_of
from bot.questions.period_points import Form, Part

_VAGUELY = any_of(
    "the|about|around|roughly|at|in|as|of|start of|beginning of|end of|early|late|mid"
)
_LEADS = (
    (
        Form.SINCE,
        re.compile(
            r"(?:^| )(?:(?:ever )?since|(?<!looked )(?<!look )(?<!looking )after|post ?-?"
            r"|starting(?: from| in)?|beginning(?: in)?|(?:going |dating |right )?back to)"
            rf"(?: {_VAGUELY})*$"
        ),
    ),
    (Form.BEFORE, re.compile(r"(?:^| )(?:before|prior to|pre ?-?|earlier than|b4)(?: the)?$")),
    (
        Form.UNTIL,
        re.compile(
            r"(?:^| )(?:up to|upto|up until|until|till|til|as far as)(?: and including)?"
            r"(?: (?:the|end of|about))*$"
        ),
    ),
    (Form.FROM, re.compile(rf"(?:^| )from(?: {_VAGUELY})*$")),
)
BETWEEN = re.compile(r"(?:^| )(?:between|betwn|btwn|btw|betwen|inbetween)(?: the)?$")
FROM = _LEADS[-1][1]
_ONWARDS = re.compile(
    r"^ ?"
    + any_of(
        """
        onwards|onward|on wards|and after|and since|and onwards|and onward|and later|and beyond|
        forward|forwards|upwards|to now|to today|to date|to present|to the present|until now|
        until today|up to now|up to date|till now|til now|up until now|on
        """
    )
    + r"(?![^ ])"
)
JOINT = re.compile(
    r"^ ?"
    + any_of("to|until|till|til|thru|through|-|/|upto|up to|through to|up until|and up to|- >|= >")
    + r"(?: (?:the|end of|about|around|in|at|as))*? ?$"
)
AND = re.compile(r"^ ?(?:and|&|to|-)(?: (?:in|at|the))* ?$")
_PART = re.compile(
    r"(?:^| )(?:the )?(?P<part>start|beginning|end|early|mid|middle|late|close)"
    r"(?: (?:of|-|in))?(?: the)?$"
)
_PARTS = {
    "start": Part.START,
    "beginning": Part.START,
    "end": Part.END,
    "close": Part.END,
}
_PREPOSITION = re.compile(
    r"(?:^| )"
    + any_of("as at|as of|as on|in|at|on|for|during|of|by|over|within|dated|back in|from")
    + "(?: the)?$"
)
_BEFORE_MAY = re.compile(
    r"(?:^| )"
    + any_of(
        """
        in|for|since|from|to|until|till|by|of|last|this|next|at|end|early|mid|late|before|after|
        and|-|\\(
        """
    )
    + "$"
)
_COUNTED_THINGS = re.compile(
    r"^(?: ?- ?| )?(?:(?:year|y)s?(?: ?- ?| )?)?(?:olds?|yo|yos|y / o)(?![^ ])"
    r"|^ ?"
    + any_of(
        """
        %|percent|pc|weeks|week|months|days|day|miles|mile|hours|pupils|children|kids|placements|
        working|and under|or over|plus|years
        """
    )
    + r"(?![^ ])"
)
_AGED = re.compile(r"(?:^| )(?:aged|age|ages|aged between|ages between|u|under|over|£)$")


def lead(before: str) -> tuple[Form, int] | None:
    """Return what the words just before say ('since', 'until') and where they begin."""
    for form, pattern in _LEADS:
        start = start_of(pattern, before)
        if start is not None:
            return form, start
    return None


def onwards(after: str) -> int:
    """Return how many characters of 'onwards' or 'to date' follow, 0 for none."""
    found = _ONWARDS.match(after)
    return found.end() if found else 0


def part(before: str) -> tuple[Part, int] | None:
    """Return which part is meant ('end of', 'early') and where its words begin."""
    found = _PART.search(before)
    start = start_of(_PART, before)
    return (_PARTS.get(found["part"], Part.WHOLE), start) if found and start is not None else None


def preposition(before: str) -> int | None:
    """Return where a preposition just before begins ('as at', 'in the'), None for none."""
    return start_of(_PREPOSITION, before)


def start_of(pattern: re.Pattern[str], before: str) -> int | None:
    """Return where the words that a pattern finds at the end of `before` begin."""
    found = pattern.search(before)
    return None if found is None else found.start() + len(found[0]) - len(found[0].lstrip())


def is_month_of_may(before: str, after: str) -> bool:
    """Say whether 'may' is the month: 'in may', and not 'we may'."""
    return bool(_BEFORE_MAY.search(before)) or not (before + after).strip(" ?.!")


def is_age_or_amount(before: str, after: str) -> bool:
    """Say whether digits are no year: '16-17 year olds', 'aged 16-17', '2,000 children'."""
    return bool(_COUNTED_THINGS.match(after) or _AGED.search(before))
