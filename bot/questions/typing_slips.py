"""How fingers and phones go wrong: neighbouring keys, left-out vowels, text-message spellings."""

from __future__ import annotations

from functools import lru_cache

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiou")

# Spellings of text messages; none is mended where the plan itself uses the word.
TEXT_SPEAK = {
    "wat": "what",
    "wot": "what",
    "wots": "whats",
    "wats": "whats",
    "wht": "what",
    "whts": "whats",
    "teh": "the",
    "hte": "the",
    "adn": "and",
    "nad": "and",
    "fo": "of",
    "hw": "how",
    "hws": "hows",
    "wen": "when",
    "wens": "whens",
    "wher": "where",
    "wich": "which",
    "wy": "why",
    "wiv": "with",
    "wth": "with",
    "shud": "should",
    "shld": "should",
    "cud": "could",
    "cld": "could",
    "wud": "would",
    "wld": "would",
    "hav": "have",
    "hve": "have",
    "abt": "about",
    "abot": "about",
    "bout": "about",
    "cos": "because",
    "coz": "because",
    "cuz": "because",
    "bcos": "because",
    "bcoz": "because",
    "becos": "because",
    "bcause": "because",
    "ppl": "people",
    "peeps": "people",
    "gd": "good",
    "bk": "back",
    "yest": "yesterday",
    "tmrw": "tomorrow",
    "tomoz": "tomorrow",
    "evry": "every",
    "evryone": "everyone",
    "smthg": "something",
    "summat": "something",
    "owt": "anything",
    "nowt": "nothing",
    "gona": "going to",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "gimme": "give me",
    "lemme": "let me",
    "dunno": "dont know",
    "thru": "through",
    "tho": "though",
    "num": "number",
    "nums": "numbers",
    "nos": "numbers",
    "fig": "figure",
    "figs": "figures",
    "govt": "government",
    "dept": "department",
    "mgr": "manager",
    "info": "information",
}


@lru_cache(maxsize=1)
def _neighbours() -> frozenset[tuple[str, str]]:
    pairs = set()
    for number, row in enumerate(_ROWS):
        for place, key in enumerate(row):
            near = [row[place + 1 : place + 2]]
            if number + 1 < len(_ROWS):
                below = _ROWS[number + 1]
                near += [below[max(0, place - 1) : place], below[place : place + 1]]
            pairs |= {(key, other) for other in near if other}
    return frozenset(pairs | {(second, first) for first, second in pairs})


def keys_apart(typed: str, meant: str) -> bool:
    """Say whether words differ by one neighbouring key, or by one vowel for another."""
    if len(typed) != len(meant):
        return False
    wrong = [(one, other) for one, other in zip(typed, meant, strict=True) if one != other]
    if len(wrong) != 1:
        return False
    return wrong[0] in _neighbours() or _VOWELS.issuperset(wrong[0])


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the first letter and the consonants after it, doubled ones once ('prstnt')."""
    bones = [word[0]]
    for letter in word[1:]:
        if letter not in _VOWELS and letter != bones[-1]:
            bones.append(letter)
    return "".join(bones)
