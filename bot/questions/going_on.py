"""What a question that leans goes on with: its own kind or the earlier one, and its periods."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.questions.asked import Asked
from bot.questions.before import Before
from bot.questions.clues import Clues
from bot.questions.held_against import kind_beside_dates
from bot.questions.leaning import (
    REMEMBERED,
    corrects,
    leads_plainly,
    points_back,
    points_plainly,
    speaks_of_several,
)
from bot.questions.period_words import Form
from bot.questions.queries import Kind, Query, Understood, Window
from bot.questions.question_line import is_facet
from bot.questions.subjects import NOTHING, Subject

NEW_WORDS = 0.55
"""More unknown weight is a new subject."""
LEAD_AND_NUMBER = 4
HEARD, SAID = 2.0, 4.0
"""A cue this loud says the kind; a plain question for the figure must be louder."""
PLAIN = frozenset({Kind.LATEST, Kind.FIGURE})
FIGURES = PLAIN | {Kind.TREND, Kind.CHANGE, Kind.COMPARE, Kind.TARGET}
ABOUT_MEASURE = FIGURES | {Kind.DEFINITION, Kind.SOURCE, Kind.OWNER, Kind.STORY}
KEEPS_WINDOWS = frozenset({Kind.COMPARE, Kind.SOURCE, Kind.FIGURE})
TIMED = frozenset({Kind.COMPARE, Kind.TREND, Kind.CHANGE, Kind.TARGET})
OF_A_PERIOD = frozenset({Kind.SOURCE, Kind.STORY})
"""Kinds that go on with another period where they were asked for one."""
ASKING = frozenset({"what", "whats", "how", "which"})
WHOLE = 5
"""A question of more words than this may be whole."""
TURNED = frozenset({None, Kind.SOURCE, Kind.DEFINITION, Kind.TREND, Kind.LATEST})
NEWEST = frozenset({"current", "latest", "newest", "recent"})
OF_IT = frozenset({"one", "figure", "number", "rate", "value", "position"})
MORE_OR_LESS = frozenset({"more", "fewer", "less", "difference", "diff", "gap"})
AT_LARGE = frozenset({Kind.HELP, Kind.PLAN})
POINTED = frozenset({Kind.DUE, Kind.FOLLOW})
GONE_ON_WITH = ABOUT_MEASURE | POINTED
"""Kinds that may be asked of what was spoken of."""
IN_AMBITION = frozenset({Kind.LIST, Kind.RANKING, Kind.OWNER, Kind.STORY, Kind.PLAN})


@lru_cache(maxsize=REMEMBERED)
def heard(asked: Asked, among: frozenset[Kind] = frozenset(Kind)) -> Kind | None:
    """Return the kind that cues say, None where only periods and names were found.

    Where none of the loud ones is `among` those that are looked for, there is none.
    """
    loudest = asked.clues.loudest
    said_so = [
        kind
        for kind in asked.kinds.ordered
        if kind in loudest
        and kind is not Kind.FIGURE
        and loudest[kind] >= (SAID if kind is Kind.LATEST else HEARD)
    ]
    if len(said_so) > 1 and said_so[0] in AT_LARGE and points_back(asked.clues):
        said_so = said_so[1:]  # "is that good" is about that, however much it sounds like praise
    return next((kind for kind in said_so if kind in among), None)


def carried(clues: Clues, query: Query) -> Kind:
    """Return the kind that a question without a kind of its own goes on with."""
    if clues.link.comparators:
        return Kind.COMPARE
    forms = {one.form for one in clues.timed}
    if forms & {Form.SINCE, Form.LAST_N, Form.FROM}:
        return Kind.CHANGE if query.kind is Kind.CHANGE else Kind.TREND
    if is_now(clues):
        return Kind.LATEST
    if query.kind in ABOUT_MEASURE - PLAIN and (not clues.timed or _goes_on(query)):
        return query.kind
    if any(one.form is Form.RANGE and not one.spanning for one in clues.timed):
        return Kind.TREND
    return Kind.FIGURE if clues.timed or query.kind is Kind.FIGURE else Kind.LATEST


def _goes_on(query: Query) -> bool:
    """Say whether a further period is asked about in the same way: "and 24/25"."""
    return query.kind in TIMED or (query.kind in OF_A_PERIOD and bool(query.windows))


def turned_to_change(kind: Kind | None, clues: Clues, earlier: Before) -> Kind | None:
    """Return the kind that was heard, or a change where two figures are held together.

    "So how many more is that", "the difference between those two", "is it better than last year".
    """
    if kind is Kind.DEFINITION and kind_beside_dates(Kind.TREND, clues) is Kind.CHANGE:
        return Kind.CHANGE
    if kind is Kind.COMPARE and clues.timed and not clues.link.comparators:
        return Kind.CHANGE  # "how does that compare with five years ago"
    if kind not in TURNED or len(earlier.points) < 2 or clues.timed or clues.link.comparators:
        return kind
    held = speaks_of_several(clues) or not MORE_OR_LESS.isdisjoint(clues.words)
    return Kind.CHANGE if held else kind


def asks_how_many(clues: Clues) -> bool:
    """Say whether a whole question asks for a figure: "and what proportion are placed far away"."""
    words = [token.norm for token in clues.tokens if token.norm.isalpha()][:4]
    return bool(clues.link.facets) and not ASKING.isdisjoint(words) and len(clues.words) > WHOLE


def means_all_of_them(clues: Clues) -> bool:
    """Say whether all the periods spoken of are meant: "for the same years"."""
    words = [token.norm for token in clues.tokens]
    return any(
        one in {"same", "those", "these", "both"} and two in {"years", "dates", "periods", "times"}
        for one, two in itertools.pairwise(words)
    )


def kept_windows(kind: Kind, earlier: Before) -> tuple[Window, ...]:
    """Return the periods that a question of a kind keeps, which names none itself."""
    query = earlier.query
    if kind is Kind.CHANGE and query.kind is Kind.FIGURE:
        return earlier.points
    kept = query.kind in KEEPS_WINDOWS and kind in KEEPS_WINDOWS
    return query.windows if kept or kind is query.kind else ()


def is_now(clues: Clues) -> bool:
    """Say whether the newest is asked for: "and now", "what is it today"."""
    if any(one.form in {Form.NOW, Form.LATEST} for one in clues.periods):
        return True
    return any(one in NEWEST and two in OF_IT for one, two in itertools.pairwise(clues.words))


def plainly(query: Query) -> Understood:
    """Return a query as a reading that is not weighed yet."""
    return Understood(query=query, certainty=0.0)


@lru_cache(maxsize=REMEMBERED)
def only_number(clues: Clues) -> int | None:
    """Return the whole number that is all a text says, besides a lead."""
    words = [token for token in clues.tokens if token.norm.isalnum()]
    if len(clues.numerals) != 1 or clues.timed or len(words) > LEAD_AND_NUMBER:
        return None
    value = clues.numerals[0].value
    if value is None or value % 1 or clues.left_over > NEW_WORDS:
        return None
    return int(value)


def told(asked: Asked) -> Asked:
    """Return a question without a subject where what looks like a name only leads, or is no name.

    "nd 23/24" leads; "and as a rate" says which kind of figure.
    """
    clues, named = asked.clues, asked.subject.mentions
    if not named:
        return asked
    places = set().union(*(one.best.places for one in named))
    only_leads = leads_plainly(clues) and places <= {0}
    only_figure = all(is_facet(clues.tokens[place].norm) for place in places)
    return replace(asked, subject=NOTHING) if only_leads or only_figure else asked


def says_itself(asked: Asked, codes: Sequence[str]) -> bool:
    """Say whether a question that neither leads on nor points back names measures itself."""
    named = {*asked.subject.measures, *asked.subject.options}
    leans = leads_plainly(asked.clues) or points_plainly(asked.clues) or corrects(asked.clues)
    return named == set(codes) and not leans


def same_for(clues: Clues) -> bool:
    """Say whether a question asks the same for another part of the whole."""
    words = [token.norm for token in clues.tokens[:3]]
    return "same" in words or words[:1] in (["for"], ["just"], ["only"])


def in_full(subject: Subject) -> bool:
    """Say whether the measures are named word for word."""
    return subject.named and all(mention.best.literal for mention in subject.mentions)


def is_of_its_own(asked: Asked, *, led: bool) -> bool:
    """Say whether a value is handed in by the measure's name, or measures are ranked."""
    if asked.kinds.best is Kind.SUBMIT and asked.clues.numerals and asked.subject.named:
        return True
    return asked.kinds.best is Kind.RANKING and not led
