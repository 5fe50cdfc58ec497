"""Written forms of events that date things: the pandemic, the plan's own years, feasts."""

from __future__ import annotations

import re

from bot.questions import period_forms as forms
from bot.questions.period_forms import Form, Made
from bot.questions.period_names import (
    BACK,
    BEGAN,
    PANDEMIC,
    PANDEMICS,
    PARTS,
    PLAN_BEGAN,
    PLAN_START,
    one_of,
)
from bot.questions.period_points import Part, Point, Span
from bot.questions.period_rows import Rows
from bot.questions.plain_words import word_list

_BACKS = frozenset(BACK)
_FEAST_LEAD = re.compile(
    r"(?:^| )(?:since|before|after|by|until|till|til|at|from|post|pre|b4)(?: the)? $"
)


def always(span: Span, *, back: int | None = None, part: Part = Part.WHOLE) -> Form:
    """Return what makes the same point of every match."""
    return Form(like=Point(span=span, back=back, part=part))


def the_plan(found: re.Match[str]) -> Made:
    """Return the plan's time where it is said of: 'since the plan', 'during the plan'."""
    lead = found.string[: found.start()].split()[-1:]
    if lead in (["since"], ["before"]):
        return Point(span=Span.PLAN, part=Part.START)
    return Point(span=Span.PLAN) if lead in (["during"], ["throughout"]) else None


def feast(found: re.Match[str]) -> Made:
    """Return Christmas or New Year as a day where a date can stand: 'since christmas'."""
    before = found.string[max(0, found.start() - 16) : found.start()]
    if not _FEAST_LEAD.search(before):
        return None
    month, day = (1, 1) if found[0].startswith("new") else (12, 25)
    return Point(span=Span.DAY, number=month, day=day)


_BODIES = "(?:we|they|you|the council|the partnership|the board)"
_TOOK_UP = "(?:launched|started|began|agreed|adopted|published|signed|wrote|set up|introduced)"

_PLAN = r"(?:the|this|our) (?:\w+ ){0,2}?(?:plan|strategy)"
_ENDS = r"(?= ?[?.!,]*$)"

EVENTS: Rows = (
    (
        {"year"},
        rf"year (?:just |right )?(?:before|b4|prior to) {_PLAN}(?: {BEGAN}|{_ENDS})",
        Form(like=Point(span=Span.PLAN, number=0)),
    ),
    (
        {"end", "close", "finish"},
        rf"(?:end|close|finish) of {_PLAN}",
        always(Span.PLAN, part=Part.END),
    ),
    ({"the", "this", "our"}, rf"{_PLAN}{_ENDS}", the_plan),
    (
        word_list("we they you the launching starting adopting agreeing"),
        rf"(?:{_BODIES} {_TOOK_UP}|launching|starting|adopting|agreeing)"
        r" (?:the|this|our) (?:\w+ ){0,2}?(?:plan|strategy)",
        always(Span.PLAN, part=Part.START),
    ),
    (
        {"year"},
        rf"year (?:just |right )?(?:before|b4|pre|prior to) {PANDEMIC}",
        always(Span.BEFORE_PANDEMIC),
    ),
    (
        _BACKS,
        rf"last (?:full )?year (?:before|b4|pre|prior to) {PANDEMIC}",
        always(Span.BEFORE_PANDEMIC),
    ),
    (
        {f"pre{name}" for name in PANDEMICS},
        rf"pre{one_of(PANDEMICS)}",
        always(Span.BEFORE_PANDEMIC),
    ),
    (
        {f"post{name}" for name in PANDEMICS},
        rf"post{one_of(PANDEMICS)}",
        always(Span.PANDEMIC, part=Part.START),
    ),
    ((*PANDEMICS, *word_list("start beginning onset end first 1st")), PANDEMIC, forms.pandemic),
    (
        word_list("start beginning launch introduction outset adoption day first"),
        PLAN_START,
        always(Span.PLAN, part=Part.START),
    ),
    ({"plan", "strategy"}, PLAN_BEGAN, always(Span.PLAN, part=Part.START)),
    (
        word_list("life lifetime course length period plan so"),
        "(?:life|lifetime|course|length|period) of (?:the|this|our) plan"
        "|plan (?:period|so far|to date)|so far in the plan",
        always(Span.PLAN),
    ),
    (
        {"year"},
        r"year (?P<number>one|two|three|four|[1-4]) of (?:the|this|our) (?:\w+ ){0,2}?"
        r"(?:plan|strategy)",
        Form(like=Point(span=Span.PLAN), numbers=PARTS),
    ),
    (
        word_list("first 1st second 2nd third 3rd fourth 4th last final"),
        r"(?P<number>first|1st|second|2nd|third|3rd|fourth|4th) (?:full )?year of"
        r" (?:the|this|our) (?:\w+ ){0,2}?(?:plan|strategy)",
        Form(like=Point(span=Span.PLAN), numbers=PARTS),
    ),
    ({"turn"}, "turn of the year", Form(like=Point(span=Span.DAY, number=1, day=1))),
    (word_list("christmas xmas new"), "christmas(?: day)?|xmas|new years?(?: day)?", feast),
)
