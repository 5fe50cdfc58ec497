"""What a reply is made of: lines of spans, buttons, and the figures it states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.questions.queries import Query
from bot.rendering.chart_spec import ChartSpec


class Style(StrEnum):
    """How a span is set; every door has its own way of showing it."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True)
class Span:
    """A piece of text in one style; never escaped here."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True)
class Line:
    """One line of a reply."""

    spans: tuple[Span, ...]

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash(self.text)

    @cached_property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(span.text for span in self.spans)


def line(*parts: str | Span) -> Line:
    """Return a line; strings become plain spans."""
    return Line(tuple(part if isinstance(part, Span) else Span(part) for part in parts))


def bold(text: str) -> Span:
    """Return a bold span."""
    return Span(text, Style.BOLD)


def italic(text: str) -> Span:
    """Return an italic span."""
    return Span(text, Style.ITALIC)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One figure that a reply states, as `ask --json` prints it.

    `value` is the decimal text exactly as stored, or None with `status` saying why there is none;
    `comparator` is None for the plan's own area.
    """

    measure: str
    period_start: date
    period_end: date
    value: str | None
    status: str
    comparator: str | None = None


@dataclass(frozen=True, kw_only=True)
class Arithmetic:
    """One sum a reply states: `result` came of `first` and `second`, all as decimal text.

    `sign` is "-" for a difference, "%" for the share that `first` is of `second`.
    """

    first: str
    sign: str
    second: str
    result: str


@dataclass(frozen=True, kw_only=True)
class Button:
    """A labelled way on. Pressing it asks `query`, or runs `command` ("/help"); never both."""

    label: str
    query: Query | None = None
    command: str = ""

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash((self.label, self.command))


class Did(StrEnum):
    """What a reply does."""

    ANSWERED = "answered"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer: `headline` first, then lines, then a small last line of source and date.

    `buttons` are rows. `statements` lists every figure the text states, `arithmetic` every sum of
    two of them, `counted` every number of things counted (measures, figures, years), `limits` the
    ends of usual ranges, which rest on all figures of a series. `query` is
    what was understood (None for greetings of strangers and the like); `did` says what the reply
    does; `picture` is what goes with it as a picture. `code` is the answer's receipt, in the small
    line once it is kept. `awaits` says what the next text is for ("value 17") where it
    is no question. `internal` marks what readers may not see; `document` is a file that
    goes with it (see `bot.outbox.notice.Notice`). A `farewell` is the last that somebody is told
    here: nothing is kept of it.
    """

    headline: Line
    lines: tuple[Line, ...] = ()
    small: Line | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    statements: tuple[Statement, ...] = ()
    query: Query | None = None
    did: Did = Did.ANSWERED
    certainty: float = 1.0
    others: tuple[Button, ...] = ()
    arithmetic: tuple[Arithmetic, ...] = ()
    counted: tuple[int, ...] = ()
    limits: tuple[str, ...] = ()
    picture: ChartSpec | None = None
    code: str = ""
    awaits: str = ""
    internal: bool = False
    document: str | None = None
    farewell: bool = False

    def __hash__(self) -> int:
        """Tell most apart at little cost; equality sees to the rest."""
        return hash((self.headline, self.query))

    def all_lines(self) -> tuple[Line, ...]:
        """Return every line from the first to the last."""
        last = self.last_line()
        return (self.headline, *self.lines, *((last,) if last else ()))

    def last_line(self) -> Line | None:
        """Return the small line with the answer's receipt, or None where there is neither."""
        if not self.code:
            return self.small
        return Line((*(self.small.spans if self.small else ()), *self.receipt(bool(self.small))))

    def receipt(self, follows: bool = False) -> tuple[Span, ...]:
        """Return the words of the answer's receipt; after a space where something stands before."""
        opening = " Receipt " if follows else "Receipt "
        return (italic(opening), Span(self.code, Style.CODE), italic("."))

    @cached_property
    def text(self) -> str:
        """The reply as plain text, without buttons."""
        return "\n".join(line.text for line in self.all_lines())

    @property
    def small_text(self) -> str:
        """The last line, or nothing."""
        return self.small.text if self.small else ""

    def flat_buttons(self) -> tuple[Button, ...]:
        """Return the buttons in reading order; a press names its place in this order."""
        return tuple(button for row in self.buttons for button in row)


def rows_of(buttons: Iterable[Button], *, wide: int = 2) -> tuple[tuple[Button, ...], ...]:
    """Return buttons in rows of at most `wide`."""
    listed = tuple(buttons)
    return tuple(listed[start : start + wide] for start in range(0, len(listed), wide))
