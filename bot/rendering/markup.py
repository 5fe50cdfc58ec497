"""A reply as Telegram HTML and as plain text; the one place where text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

from bot.rendering.reply import Line, Reply, Span, Style, line

LIMIT = 4096
REMEMBERED = 4096
"""How many texts are remembered as written: the same answers are given again and again."""
MORE = line(Span("There is more than fits here; ask for a part of it.", Style.ITALIC))

GOES_ON = line(Span("This goes on in the next message.", Style.ITALIC))
MOST_PARTS = 4
"""Nobody reads more messages than this at once; what is beyond them is asked for in part."""

_TAGS = {Style.BOLD: "b", Style.ITALIC: "i", Style.CODE: "code"}


@dataclass(frozen=True, slots=True)
class Written:
    """A text in both writings, and its length as Telegram counts it."""

    html: str
    plain: str
    size: int


def written(reply: Reply, *, limit: int = LIMIT) -> Written:
    """Return the reply as Telegram HTML and as plain text, each of at most `limit` characters."""
    whole = _whole(reply)
    return whole if whole.size <= limit else _of(tuple(_fitting(reply, limit)))


def to_html(reply: Reply, *, limit: int = LIMIT) -> str:
    """Return the reply as Telegram HTML of at most `limit` characters once it is parsed."""
    return written(reply, limit=limit).html


def to_plain(reply: Reply, *, limit: int = LIMIT) -> str:
    """Return the reply as plain text of at most `limit` characters."""
    return written(reply, limit=limit).plain


def parts(reply: Reply, *, limit: int = LIMIT) -> tuple[Written, ...]:
    """Return the reply as one message, or as several where it is too long for one.

    They part at the ends of lines; the small last line stands under the last of them.
    """
    whole = _whole(reply)
    if whole.size <= limit:
        return (whole,)
    return tuple(_of(tuple(lines)) for lines in _parted(reply, limit))


def _parted(reply: Reply, limit: int) -> list[list[Line]]:
    found: list[list[Line]] = [[]]
    left = list(reply.all_lines())
    room = limit - length(GOES_ON.text) - 1
    if any(length(one.text) > room for one in left):
        return [_fitting(reply, limit)]
    while left and _size(left) > limit and len(found) < MOST_PARTS:
        while _size([*found[-1], left[0]]) <= room:
            found[-1].append(left.pop(0))
        found[-1].append(GOES_ON)
        found.append([])
    if _size(left) > limit:
        lines = left[1:-1] if reply.last_line() else left[1:]
        rest = replace(reply, headline=left[0], lines=tuple(lines))
        return [*found[:-1], _fitting(rest, limit)]
    return [*found[:-1], left]


def length(text: str) -> int:
    """Return the length as Telegram counts it: in UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _whole(reply: Reply) -> Written:
    whole, last = _of((reply.headline, *reply.lines)), _last(reply)
    return whole if last is None else _joined("\n", whole, last)


@lru_cache(maxsize=REMEMBERED)
def _of(lines: tuple[Line, ...]) -> Written:
    return Written(
        "\n".join("".join(map(_html, line.spans)) for line in lines),
        "\n".join(line.text for line in lines),
        _size(lines),
    )


def _last(reply: Reply) -> Written | None:
    """The small last line: all but the receipt in it is written once."""
    if not reply.code:
        return _of((reply.small,)) if reply.small else None
    spans = reply.receipt(follows=bool(reply.small))
    text = "".join(span.text for span in spans)
    receipt = Written("".join(map(_html, spans)), text, length(text))
    return _joined("", _of((reply.small,)), receipt) if reply.small else receipt


def _joined(sign: str, one: Written, two: Written) -> Written:
    return Written(
        f"{one.html}{sign}{two.html}",
        f"{one.plain}{sign}{two.plain}",
        one.size + len(sign) + two.size,
    )


def _html(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.style is Style.PLAIN or not text:
        return text
    tag = _TAGS[span.style]
    return f"<{tag}>{text}</{tag}>"


def _fitting(reply: Reply, limit: int) -> list[Line]:
    """The lines of a long reply that fit: whole lines are dropped from the end, not the small one.

    Of a small line that is long itself, only the receipt is.
    """
    last = reply.last_line()
    if last is not None and length(last.text) >= limit // 4:
        last = Line(reply.receipt()) if reply.code else None
    tail = [MORE, *([last] if last else [])]
    room = limit - _size(tail) - 1
    head: list[Line] = []
    for one in (reply.headline, *reply.lines):
        room -= length(one.text) + bool(head)
        if room < 0:
            break
        head.append(one)
    return [*(head or [_cut(reply.headline, limit - _size(tail) - 1)]), *tail]


def _size(lines: Iterable[Line]) -> int:
    return sum(length(line.text) + 1 for line in lines) - 1


def _cut(line: Line, room: int) -> Line:
    """The line cut at the last space that fits, so that no number is cut."""
    spans: list[Span] = []
    for span in line.spans:
        if length(span.text) + 1 > room:
            kept = span.text[: max(room // 2 - 1, 0)]
            words = kept.rsplit(" ", 1)[0] if " " in kept else ""
            spans.append(Span(f"{words}…", span.style))
            break
        spans.append(span)
        room -= length(span.text)
    return Line(tuple(spans))
