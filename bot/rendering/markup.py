"""A reply as Telegram HTML and as plain text; the one place where text is escaped."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from bot.rendering.reply import Line, Reply, Span, Style, line

LIMIT = 4096
REMEMBERED = 4096
"""How many lines are remembered as HTML: the same answers are given again and again."""
MORE = line(Span("There is more than fits here; ask for a part of it.", Style.ITALIC))

_TAGS = {Style.BOLD: "b", Style.ITALIC: "i", Style.CODE: "code"}


def to_html(reply: Reply, *, limit: int = LIMIT) -> str:
    """Return the reply as Telegram HTML of at most `limit` characters once it is parsed."""
    return "\n".join(map(_line_html, _fitting(reply, limit)))


def to_plain(reply: Reply, *, limit: int = LIMIT) -> str:
    """Return the reply as plain text of at most `limit` characters."""
    return "\n".join(line.text for line in _fitting(reply, limit))


def length(text: str) -> int:
    """Return the length as Telegram counts it: in UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(maxsize=REMEMBERED)
def _line_html(line: Line) -> str:
    return "".join(map(_html, line.spans))


def _html(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.style is Style.PLAIN or not text:
        return text
    tag = _TAGS[span.style]
    return f"<{tag}>{text}</{tag}>"


def _fitting(reply: Reply, limit: int) -> list[Line]:
    """The lines that fit; whole lines are dropped from the end, the small last line is kept.

    Of a small line that is long itself, only the receipt is.
    """
    lines = list(reply.all_lines())
    if _size(lines) <= limit:
        return lines
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


def _size(lines: list[Line]) -> int:
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
