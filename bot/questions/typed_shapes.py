"""What the letters of a typed word look like: initials, a lone letter, a quarter."""

from __future__ import annotations

from bot.questions.likelihood import MEANT_ALONE
from bot.questions.normalise import Token


def digits_of(word: str) -> str:
    """Return the digits of a word."""
    return "".join(filter(str.isdigit, word))


def quarters(word: str) -> tuple[str, ...]:
    """Return the quarter that the key beside Q was typed for: 'w2'."""
    return ("q" + word[1],) if word[0] == "w" and word[1:] in {"1", "2", "3", "4"} else ()


def is_stray(word: str) -> bool:
    """Say whether a word is a lone letter that stands for none."""
    return len(word) == 1 and word not in MEANT_ALONE


def is_initials(token: Token) -> bool:
    """Say whether a short word in capitals is an abbreviation of its own ('MFH', 'ICB')."""
    return len(token.norm) <= 4 and token.text.isupper() and len(token.text) > 1


def in_capitals(token: Token) -> bool:
    """Say whether a word has so many capitals that letters are meant: 'EHCPs', 'NEEf'."""
    return len(token.text) <= 6 and sum(map(str.isupper, token.text)) > 1
