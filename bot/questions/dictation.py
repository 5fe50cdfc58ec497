"""What a dictated message says besides its words: signs by name, and what is taken back.

'Comma' and 'question mark' are signs; 'no wait start again' takes back all that was before it.
"""

from __future__ import annotations

from collections.abc import Sequence

SIGNS = {
    ("question", "mark"): "?",
    ("full", "stop"): ".",
    ("exclamation", "mark"): "!",
    ("new", "line"): ",",
    ("new", "paragraph"): ",",
    ("comma",): ",",
}
"""Signs by the words that name them."""
_AT_END = frozenset({("question", "mark"), ("exclamation", "mark")})
_TAKEN_BACK = (
    ("start", "again"),
    ("start", "over"),
    ("scrap", "that"),
    ("scratch", "that"),
    ("forget", "that"),
    ("ignore", "that"),
    ("let", "me", "rephrase"),
    ("let", "me", "rephrase", "that"),
)
_LEAST = 2
_HEADS = frozenset(words[0] for words in (*SIGNS, *_TAKEN_BACK))


def begins(norms: Sequence[str]) -> int:
    """Return where what was not taken back begins, 0 where all of it stands."""
    start = 0
    if _HEADS.isdisjoint(norms):
        return start
    for place in range(1, len(norms)):
        for words in _TAKEN_BACK:
            end = place + len(words)
            if tuple(norms[place:end]) == words and _counts(norms[end:]) >= _LEAST:
                start = max(start, end)
    return start


def signs(norms: Sequence[str]) -> dict[int, tuple[str, int]]:
    """Return the sign and how many words name it, by the place of the first of them.

    A mark counts only at the end: 'there is a question mark over that figure' names none.
    """
    found: dict[int, tuple[str, int]] = {}
    if _HEADS.isdisjoint(norms):
        return found
    for place in range(1, len(norms)):
        for words, sign in SIGNS.items():
            end = place + len(words)
            if tuple(norms[place:end]) != words:
                continue
            if words not in _AT_END or not _counts(norms[end:]):
                found[place] = (sign, len(words))
    return found


def _counts(norms: Sequence[str]) -> int:
    """Return how many words there are, manners and signs left out."""
    return sum(one.isalnum() and one not in {"thanks", "please", "ta", "cheers"} for one in norms)
