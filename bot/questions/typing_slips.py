"""How fingers and phones go wrong: neighbouring keys, left-out vowels, text-message spellings."""

from __future__ import annotations

from functools import lru_cache

from bot.questions.plain_words import word_list

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
    "jus": "just",
    "nums": "numbers",
    "nos": "numbers",
    "fig": "figure",
    "figs": "figures",
    "govt": "government",
    "dept": "department",
    "mgr": "manager",
    "info": "information",
}


# Written everywhere, though no list of words has them.
KNOWN_BESIDES = frozenset(
    word_list(
        """
        ngl etc eg ie aka fyi btw imo tbh fwd mm em mo pw pm am pcm pa re cc ps nb asap eta tba tbc
        tbd recd amb abv approx misc incl excl est ave mtg dept org wrt ref refs ok mr mrs ms dr
        cllr carer carers kpi gp mp nhs uk eu tv pdf ppt csv url faq
        """
    )
)


# Short forms that are written out in the normal form; a slip in one is a slip in the word.
SHORT_FORMS = {
    "yr": "year",
    "wk": "week",
    "yrs": "years",
    "wks": "weeks",
    "mths": "months",
    "qtr": "quarter",
    "qtrs": "quarters",
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


def slip_cost(typed: str, meant: str, distance: int) -> float:
    """Return how unlikely a slip is: about 1 a letter, less for what fingers often do.

    `distance` is the number of slips (optimal string alignment).
    """
    if distance == 1:
        cost = _one_slip(typed, meant)
    else:
        cost = distance + 0.1 * (typed[-1] != meant[-1])
        if sorted(typed) == sorted(meant):
            cost -= 0.3
        elif skeleton(typed) == skeleton(meant):
            cost -= 0.25
    if typed[0] != meant[0]:
        cost += 0.05 if typed[:2] == meant[1::-1] else 0.15
    return cost


def _one_slip(typed: str, meant: str) -> float:
    if len(typed) == len(meant):
        wrong = [pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1]]
        if len(wrong) == 2:
            return 0.65  # two letters swapped
        return 0.9 if wrong[0] in _neighbours() or _VOWELS.issuperset(wrong[0]) else 1.1
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    place = 0
    while place < len(shorter) and shorter[place] == longer[place]:
        place += 1
    extra = longer[place]
    if extra in (longer[place - 1 : place], longer[place + 1 : place + 2]):
        return 0.7  # a letter doubled, or one of two left out
    if longer is meant:
        return 0.85 if extra in _VOWELS else 0.95
    return 1.0


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the first letter and the consonants after it, doubled ones once ('prstnt')."""
    bones = [word[0]]
    for letter in word[1:]:
        if letter not in _VOWELS and letter != bones[-1]:
            bones.append(letter)
    return "".join(bones)
