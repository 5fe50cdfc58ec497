"""The closed set of things that can be asked, and what reading a question can come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """The kinds of question; the values are the words of the question banks."""

    LATEST = "latest"
    FIGURE = "figure"
    TREND = "trend"
    CHANGE = "change"
    COMPARE = "compare"
    TARGET = "target"
    AMBITION = "ambition"
    PLAN = "plan"
    LIST = "list"
    RANKING = "ranking"
    DEFINITION = "definition"
    SOURCE = "source"
    OWNER = "owner"
    STORY = "story"
    DUE = "due"
    SUBMIT = "submit"
    FOLLOW = "follow"
    HELP = "help"
    NOT_IN_PLAN = "not_in_plan"


class Filter(StrEnum):
    """The conditions of a list and the orders of a ranking."""

    OFF_TARGET = "off_target"
    ON_TARGET = "on_target"
    CLOSE_TO_TARGET = "close_to_target"
    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_FIGURE = "no_figure"
    LATE = "late"
    BEST = "best"
    WORST = "worst"
    BIGGEST_CHANGE = "biggest_change"


class Twin(StrEnum):
    """What stands in words for a picture."""

    DESCRIPTION = "description"
    TABLE = "table"


class Lacking(StrEnum):
    """What measures may lack that a list picks them by."""

    OWNER = "owner"
    TARGET = "target"


class Extreme(StrEnum):
    """Which figure of a series is wanted; best and worst are by the measure's good way."""

    HIGHEST = "highest"
    LOWEST = "lowest"
    BEST = "best"
    WORST = "worst"


@dataclass(frozen=True, kw_only=True)
class Window:
    """The dates that the words name, both ends included."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Query:
    """One question, read. Figures are never in it; answers fetch them.

    `also` is a second condition that a list's measures must meet beside `filter`.
    `term` names a term of the plan (`Term.term`); `owner` an organisation or role as the plan
    prints it; `topic` the words of a list on a topic; `top` how many a ranking shows;
    `picture` asks for a chart, `chart` names a kind of chart ("pie") where the words did, and
    `twin` asks for what says the picture in words; `stop` makes a follow end (all of them where no
    measure is named).
    `across` asks for the ambitions beside each other, and not for measures; `lacking` picks
    measures by what the plan does not say of them; `extreme` asks a trend for its lowest or
    highest figure, and a ranking of movers for those that moved one way; `over_time` asks a
    comparison for every period that both sides have.
    `inherited` says in words what was taken from the conversation ("children looked after"),
    so that the reply can say it back; `reason` says why a not_in_plan question is refused
    (see `bot.questions.refusals` once it is read there) or is empty.
    """

    kind: Kind
    measures: tuple[str, ...] = ()
    ambition: int | None = None
    windows: tuple[Window, ...] = ()
    comparators: tuple[str, ...] = ()
    filter: Filter | None = None
    also: Filter | None = None
    value: Decimal | None = None
    term: str | None = None
    owner: str | None = None
    topic: str | None = None
    top: int | None = None
    picture: bool = False
    chart: str = ""
    twin: Twin | None = None
    stop: bool = False
    across: bool = False
    lacking: Lacking | None = None
    extreme: Extreme | None = None
    over_time: bool = False
    inherited: str | None = None
    reason: str = ""

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash((self.measures, self.ambition, self.term, self.owner))

    def but(self, **changes: object) -> Self:
        """Return this query with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing a person may have meant; tapping it asks `query`."""

    label: str
    query: Query

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash(self.label)


@dataclass(frozen=True, kw_only=True)
class Understood:
    """The question is clear enough to answer. `others` are the next best readings ("Not this?")."""

    query: Query
    certainty: float
    others: tuple[Choice, ...] = ()
    trace: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash(self.query)


@dataclass(frozen=True, kw_only=True)
class Ambiguous:
    """Several readings fit: at most six choices, the likeliest first. `asking` is the question."""

    asking: str
    choices: tuple[Choice, ...]
    certainty: float
    query: Query
    trace: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash(self.choices)


@dataclass(frozen=True, kw_only=True)
class NotUnderstood:
    """Nothing in the plan fits. `query` is of kind not_in_plan; `nearest` are things it can say."""

    query: Query
    nearest: tuple[Choice, ...]
    certainty: float
    trace: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash(self.nearest)


Reading = Understood | Ambiguous | NotUnderstood


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One earlier answer of the same conversation, newest first where several are given.

    `answered` holds the windows of the periods that the reply stated, one for each figure shown.
    `asked` are the choices offered where the bot asked back. `reminder` marks a reminder, whose
    query names the measure and the period that a bare number would hand in.
    """

    query: Query
    answered: tuple[Window, ...] = ()
    asked: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()
    reminder: bool = False

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash(self.query)
