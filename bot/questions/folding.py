"""Characters as typed become plain ones: one letter case, one apostrophe, one dash, no emoji.

Every plain character remembers the place of the one it came from.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = "'’‘‛ʼʻ`´′＇ꞌ"
_DASHES = "-‐‑‒–—―−﹣－"
_PLAIN = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("•◦▪‣∙●", " "),
    "½": "½",
    "¼": "¼",
    "¾": "¾",
    "·": "·",
    "⁄": "/",
    "∕": "/",
    "×": "x",
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "œ": "oe",
}
_DROPPED = frozenset({"So", "Sk", "Cs", "Co", "Cn", "Mn", "Me"})
_SPACES = frozenset({"Zs", "Zl", "Zp", "Cc"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Folded:
    """Plain text. `places` gives each character's place in the text as typed, None where equal.

    `foreign` holds the places in `text` of digits that were typed full-width or in another script.
    """

    text: str
    places: tuple[int, ...] | None
    foreign: frozenset[int] = frozenset()

    def place(self, index: int) -> int:
        """Return where the character at `index` stood as typed."""
        if self.places is None:
            return index
        return self.places[index]


def fold(text: str) -> Folded:
    """Return the plain characters of `text`, in lower case. Line ends stay."""
    if text.isascii():
        return Folded(text=text.translate(_ASCII_BLANKS).lower(), places=None)
    plain: list[str] = []
    places: list[int] = []
    foreign: set[int] = set()
    for place, character in enumerate(text):
        becomes, is_foreign = _folded_character(character)
        for one in becomes:
            if is_foreign:
                foreign.add(len(plain))
            plain.append(one)
            places.append(place)
    return Folded(text="".join(plain), places=tuple(places), foreign=frozenset(foreign))


_ASCII_BLANKS = {
    **{code: " " for code in range(32) if code != 10},
    127: " ",
    ord("`"): "'",
}


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> tuple[str, bool]:
    """Return what a character becomes, and whether it is a digit other than 0 to 9."""
    if character.isascii():
        return character.translate(_ASCII_BLANKS).lower(), False
    if character in _PLAIN:
        return _PLAIN[character], False
    category = unicodedata.category(character)
    if category in _SPACES:
        return " ", False
    if category in _DROPPED or category == "Cf":
        return "", False
    if category == "Nd":
        return str(unicodedata.digit(character)), True
    if category == "No":  # superscripts are footnote marks
        return "", False
    decomposed = unicodedata.normalize("NFKD", character.lower())
    return "".join(one for one in decomposed if unicodedata.category(one) not in _DROPPED), False
