"""The words around a stretch of time that say how it is meant: 'since', 'before', 'from A to B'."""

from __future__ import annotations

import re

from bot.questions.period_names import any_of
from bot.questions.period_points import Form, Part

_VAGUELY = any_of(
    "the|about|bout|around|roughly|approx|say|maybe|like|at|in|as|of|start of|beginning of|end of|"
    "early|late|mid|circa|c|~"
)
_LEADS = (
    (
        Form.SINCE,
        re.compile(
            r"(?:^| )(?:(?:ever )?since|(?<!looked )(?<!look )(?<!looking )after|post ?-?"
            r"|starting(?: from| in)?|beginning(?: in)?"
            r"|(?:going |dating |right |all the way )?back to|as far back as)"
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
_PLAN_NAME = re.compile(r"(?:^| )(?:the|this|our)(?: \w+){0,3}$")
_FAR = 40  # characters: as far as the words around a stretch can reach
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
    + any_of(
        r"""
        to|until|till|til|thru|through|-|/|upto|up to|through to|up until|and up to|- >|= >|- - >|>|
        →|right through to|right up to|going to|to the
        """
    )
    + r"(?: (?:the|end of|about|around|in|at|as))*? ?$"
)
AND = re.compile(r"^ ?(?:and|&|to|-)(?: (?:in|at|the))* ?$")
LISTED = re.compile(r"^ ?(?:,|and|&|\+|/|or|, and)? ?$")
POOLED = re.compile(r"(?:^| )(?:pooled|combined|aggregated|3 - year|three - year)(?![^ ])")
AGAINST = re.compile(r"^ ?(?:v|vs|versus|against|compared (?:with|to)) ?$")
BESIDE = re.compile(r" ?(?:\(|for|of|figure|figures|data|position)? ?")
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
    r"(?:^| )(?:"
    + any_of("as at|as of|as on|in|at|on|for|during|of|by|over|within|dated|back in|from")
    + "(?: the)?|the)$"
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
_AFTER_MAY = re.compile(r" (?:to|-|/|until|till|thru|through) ")
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
_SCHOOL_CLASSES = re.compile(r"(?:[1-9]|1[0-3]) ?[-/] ?(?:[1-9]|1[0-3])")
_AGED = re.compile(r"(?:^| )(?:aged|age|ages|aged between|ages between|u|under|over|£)$")


def tail(text: str, place: int) -> tuple[str, int]:
    """Return the last words before a place of the text, and where they begin."""
    start = max(0, place - _FAR)
    return text[start:place].rstrip(), start


def lead(text: str, place: int) -> tuple[Form, int] | None:
    """Return what the words just before a place say ('since', 'until') and where they begin."""
    for form, pattern in _LEADS:
        start = start_of(pattern, text, place)
        if start is not None:
            return form, start
    return None


def onwards(text: str, place: int, *, after_from: bool = False) -> int:
    """Return how many characters of 'onwards' or 'to date' follow a place, 0 for none.

    A bare 'on' is one only after 'from': 'from 2018 on', and not 'for March 2016 on this'.
    """
    found = _ONWARDS.match(text[place : place + _FAR])
    if found is None or (found[0].strip() == "on" and not after_from):
        return 0
    return found.end()


def part(text: str, place: int) -> tuple[Part, int] | None:
    """Return which part is meant ('end of', 'early') and where its words begin."""
    before, offset = tail(text, place)
    found = _PART.search(before)
    if found is None:
        return None
    return _PARTS.get(found["part"], Part.WHOLE), offset + _first_letter(found)


def preposition(text: str, place: int) -> int | None:
    """Return where a preposition just before begins ('as at', 'in the'), None for none."""
    return start_of(_PREPOSITION, text, place)


def plan_name(text: str, place: int) -> int:
    """Return where the name of a plan begins that ends at a place ('the children's plan')."""
    start = start_of(_PLAN_NAME, text, place)
    return place if start is None else start


def start_of(pattern: re.Pattern[str], text: str, place: int) -> int | None:
    """Return where the words begin that a pattern finds just before a place."""
    before, offset = tail(text, place)
    found = pattern.search(before)
    return None if found is None else offset + _first_letter(found)


def _first_letter(found: re.Match[str]) -> int:
    return found.start() + len(found[0]) - len(found[0].lstrip())


def is_month_of_may(text: str, start: int, end: int) -> bool:
    """Say whether 'may' is the month: 'in may', 'may to july', and not 'we may'."""
    before, after = tail(text, start)[0], text[end : end + _FAR]
    alone = not before and not after.strip(" ?.!")
    return alone or bool(_BEFORE_MAY.search(before) or _AFTER_MAY.match(after))


def is_age_or_amount(text: str, start: int, end: int) -> bool:
    """Say whether digits are no year: '16-17 year olds', 'aged 16-17', '2,000 children'."""
    after, before = text[end : end + _FAR], tail(text, start)[0]
    if before.endswith("years") and _SCHOOL_CLASSES.fullmatch(text, start, end):
        return True
    return bool(_COUNTED_THINGS.match(after) or _AGED.search(before))
