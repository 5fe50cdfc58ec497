"""What words say about a period before anyone knows what day it is or what is measured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Span(Enum):
    """The kinds of stretch that words name."""

    YEAR = "year"  # a bare '2023', or 'last year': of the measure's own kind
    PAIR = "pair"  # '2023/24': financial or school, by the measure
    FINANCIAL_YEAR = "financial year"
    SCHOOL_YEAR = "school year"
    CALENDAR_YEAR = "calendar year"
    HALF = "half"
    QUARTER = "quarter"
    TERM = "term"
    SEASON = "season"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    DECADE = "decade"
    WEEK_ENDING = "week ending"
    WEEK_FROM = "week from"
    ENDING = "ending"  # so many `months` up to a month, a day or the end of a year
    SLICE = "slice"  # the first or last so many `months` of the stretch in `anchor`
    YEAR_TO_DATE = "year to date"
    PLAN = "plan"
    PANDEMIC = "pandemic"
    BEFORE_PANDEMIC = "before the pandemic"
    NOW = "now"
    THEN = "then"  # what was answered last
    PERIOD = "period"  # the measure's own period, whatever it is


class Part(Enum):
    """Which part of a stretch is meant."""

    WHOLE = "whole"
    START = "start"
    END = "end"


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One stretch of time as the words name it.

    `number` is the month, quarter, half, term or season; `year` a calendar year, or the first year
    of a pair where `pair` is set. `back` counts spans back from today (0 'this', 1 'last', -1
    'next'); with `year_back` it is the year that is counted back ('march last year'). `ago` says
    that it is counted from today's date ('a year ago') and `of_answer` from the last answer ('the
    year before'). `loose_year` says that the two digits read as a year might be a value,
    `loose_kind` that the year is taken to end in the one named ('fy24'). `anchor` is an earlier
    stretch of the same text in the place of the last answer ('2023/24 and the year before').
    `months` is how long a stretch is that is named by its end ('year to March'), `of` the kind of
    year that is so far run ('so far this school year').
    """

    span: Span
    number: int | None = None
    year: int | None = None
    pair: bool = False
    day: int | None = None
    back: int | None = None
    year_back: int | None = None
    ago: bool = False
    of_answer: bool = False
    same_last_year: bool = False
    loose_year: bool = False
    loose_kind: bool = False
    part: Part = Part.WHOLE
    anchor: Point | None = None
    months: int | None = None
    of: Span | None = None

    @property
    def dated(self) -> bool:
        """Say whether a year is named."""
        return self.year is not None or self.year_back is not None

    @property
    def month_count(self) -> int:
        """The months from the year 0 to a month of a year."""
        month = self.number or 1
        return 12 * ((self.year or 0) + (self.pair and month < 4)) + month


class Form(Enum):
    """How a mention uses its points."""

    POINT = "point"
    RANGE = "range"
    SINCE = "since"
    FROM = "from"  # 'from 2018', with nothing said of an end
    BEFORE = "before"
    UNTIL = "until"
    LAST_N = "last n"
    OVER_TIME = "over time"
    LATEST = "latest"  # 'latest but one': `count` steps back from the newest figure
    NOW = "now"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One period in a text: tokens `start` up to but not including `end`.

    `points` are one for a point, 'since' and 'before', two for a range. `count` and `unit` belong
    to 'last N years' and to 'latest but one'. `exact` is False for vague words ('last few years',
    'before covid'). `spanning` marks a range that reads as one period ('jul-sep'), `between` one
    written 'between A and B'.
    """

    start: int
    end: int
    form: Form
    points: tuple[Point, ...] = ()
    count: int | None = None
    unit: Span | None = None
    exact: bool = True
    spanning: bool = False
    between: bool = False
    text: str = ""

    @property
    def loose_year(self) -> bool:
        """Say whether the last two digits might be a value and no year ('september 24')."""
        return any(point.loose_year for point in self.points)
