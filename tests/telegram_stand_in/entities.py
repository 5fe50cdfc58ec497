"""Telegram's HTML, judged as strictly as Telegram judges it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

LONGEST_TEXT = 4_096
ALLOWED = {
    "a": {"href"},
    "b": set(),
    "blockquote": {"expandable"},
    "code": {"class"},
    "del": set(),
    "em": set(),
    "i": set(),
    "ins": set(),
    "pre": set(),
    "s": set(),
    "span": {"class"},
    "strike": set(),
    "strong": set(),
    "tg-emoji": {"emoji-id"},
    "tg-spoiler": set(),
    "tg-time": {"unix", "format"},
    "u": set(),
}
NAMES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "text_link"}
TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)([^<>]*)(>?)")
ATTRIBUTE = re.compile(r"""\s*([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
KNOWN_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


class CannotParse(Exception):
    """The markup is not Telegram's; the text says where, as Telegram words it."""


@dataclass(frozen=True)
class Parsed:
    """Text without tags, and what was marked in it (offsets in UTF-16 units)."""

    text: str
    entities: list[dict[str, object]]


def units(text: str) -> int:
    """Return the length as Telegram counts it: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> Parsed:
    """Return the text of Telegram HTML.

    Raises:
        CannotParse: a tag is unknown, unclosed or closed out of order.
    """
    if "<" not in source:
        return Parsed(_unescape(source), [])
    pieces: list[str] = []
    length = place = 0
    open_tags: list[tuple[str, int, str]] = []
    entities: list[dict[str, object]] = []
    for match in TAG.finditer(source):
        piece = _unescape(source[place : match.start()])
        pieces.append(piece)
        length += units(piece)
        place = match.end()
        closing, name, attributes, ended = match.groups()
        name = name.lower()
        at = len(source[: match.start()].encode())
        if not ended:
            raise CannotParse(f"Unclosed start tag at byte offset {at}")
        if closing:
            _close(name, at, length, open_tags, entities)
        else:
            _open(name, attributes, at)
            open_tags.append((name, length, attributes))
    if open_tags:
        raise CannotParse(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    pieces.append(_unescape(source[place:]))
    return Parsed("".join(pieces), entities)


def _open(name: str, attributes: str, at: int) -> None:
    if name not in ALLOWED:
        raise CannotParse(f'Unsupported start tag "{name}" at byte offset {at}')
    for attribute, _ in ATTRIBUTE.findall(attributes):
        if attribute.lower() not in ALLOWED[name]:
            raise CannotParse(f'Unexpected attribute "{attribute}" at byte offset {at}')
    if name == "span" and "tg-spoiler" not in attributes:
        raise CannotParse(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')


def _close(
    name: str,
    at: int,
    length: int,
    open_tags: list[tuple[str, int, str]],
    entities: list[dict[str, object]],
) -> None:
    if not open_tags:
        raise CannotParse(f"Unexpected end tag at byte offset {at}")
    opened, start, attributes = open_tags.pop()
    if name and name != opened:
        raise CannotParse(
            f'Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{name}>"'
        )
    if length > start:
        entity: dict[str, object] = {
            "type": NAMES.get(opened, opened),
            "offset": start,
            "length": length - start,
        }
        if opened == "a":
            entity["url"] = "".join(
                value.strip("\"'") for _, value in ATTRIBUTE.findall(attributes)
            )
        entities.append(entity)


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    return KNOWN_ENTITY.sub(lambda found: html.unescape(found.group()), text)
