"""Words without their endings, spelled one way: 'waits', 'waiting' and 'waited' meet in 'wait'."""

from __future__ import annotations

from functools import lru_cache

from bot.questions.plain_words import word_list

# American or older spellings whose difference is no rule of endings.
_BRITISH = {
    "program": "programme",
    "programs": "programmes",
    "center": "centre",
    "centers": "centres",
    "centered": "centred",
    "license": "licence",
    "licenses": "licences",
    "defense": "defence",
    "offense": "offence",
    "offenses": "offences",
    "practise": "practice",
    "practises": "practices",
    "enroll": "enrol",
    "enrollment": "enrolment",
    "enrollments": "enrolments",
    "fulfill": "fulfil",
    "fulfillment": "fulfilment",
    "skillful": "skilful",
    "counselor": "counsellor",
    "counselors": "counsellors",
    "counseling": "counselling",
    "labeled": "labelled",
    "labeling": "labelling",
    "canceled": "cancelled",
    "traveled": "travelled",
    "traveler": "traveller",
    "travelers": "travellers",
    "traveling": "travelling",
    "modeling": "modelling",
    "judgement": "judgment",
    "judgements": "judgments",
    "gray": "grey",
    "mom": "mum",
    "moms": "mums",
    "pediatric": "paediatric",
    "pediatrician": "paediatrician",
    "fetus": "foetus",
    "anemia": "anaemia",
    "aging": "ageing",
    "catalog": "catalogue",
    "dialog": "dialogue",
    "meter": "metre",
    "theater": "theatre",
    "check-up": "checkup",
    "math": "maths",
    "maneuver": "manoeuvre",
    "pajamas": "pyjamas",
    "tire": "tyre",
    "plow": "plough",
    "skeptical": "sceptical",
    # Written short, meant long; people mix both.
    "yr": "year",
    "yrs": "years",
    "yeer": "year",
    "wk": "week",
    "wks": "weeks",
    "mth": "month",
    "mths": "months",
    "mnth": "month",
    "mnths": "months",
    "qtr": "quarter",
    "qtrs": "quarters",
    "qrt": "quarter",
    "quater": "quarter",
    "quaters": "quarters",
    "avg": "average",
    "avge": "average",
    "pct": "percent",
}
_COLOUR_ROOTS = word_list(
    """
    neighbor behavior color favor favorite honor labor harbor humor endeavor rumor savior parlor
    rigor vigor vapor
    """
)
_NOT_IZE = frozenset(
    word_list(
        """
        size sizes sized sizing prize prizes prized seize seizes seized seizing capsize capsized
        resize resized downsize downsized downsizing oversize oversized maize
        """
    )
)
_IZE = (
    ("ize", "ise"),
    ("izes", "ises"),
    ("ized", "ised"),
    ("izing", "ising"),
    ("izer", "iser"),
    ("izers", "isers"),
    ("ization", "isation"),
    ("izations", "isations"),
    ("yze", "yse"),
    ("yzed", "ysed"),
    ("yzing", "ysing"),
)
_IRREGULAR = {
    "children": "child",
    "childrens": "child",
    "childs": "child",
    "people": "person",
    "peoples": "person",
    "women": "woman",
    "womens": "woman",
    "men": "man",
    "mens": "man",
    "analyses": "analysis",
    "crises": "crisis",
    "bases": "basis",
    "diagnoses": "diagnosis",
    "diagnosed": "diagnosis",
    "criteria": "criterion",
    "wives": "wife",
    "lives": "life",
    "halves": "half",
    "mice": "mouse",
    "feet": "foot",
    "teeth": "tooth",
    "news": "news",
    "series": "series",
    "species": "species",
    "lens": "lens",
    "address": "address",
    "his": "his",
    "hers": "hers",
    "this": "this",
    "these": "these",
    "does": "do",
    "goes": "go",
    "gone": "go",
    "going": "go",
    "was": "was",
    "has": "has",
    "yes": "yes",
    "gas": "gas",
    "plus": "plus",
    "during": "during",
    "nothing": "nothing",
    "something": "something",
    "anything": "anything",
    "everything": "everything",
    "thing": "thing",
    "things": "thing",
    "morning": "morning",
    "evening": "evening",
    "wellbeing": "wellbeing",
    "being": "being",
    "need": "need",
    "hundred": "hundred",
    "according": "according",
    "maths": "maths",
    "sats": "sats",
    "less": "less",
    "always": "always",
    "perhaps": "perhaps",
    "offer": "offer",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "taught": "teach",
    "built": "build",
    "kids": "kid",
    "bus": "bus",
    "us": "us",
    "pass": "pass",
    "dues": "due",
    "due": "due",
}
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=65536)
def british(word: str) -> str:
    """Return the British spelling of a lower-case word ('center' becomes 'centre')."""
    if word in _BRITISH:
        return _BRITISH[word]
    if "or" in word:
        for root in _COLOUR_ROOTS:
            if word.startswith(root):
                return root.replace("or", "our", 1) + word[len(root) :]
    if "z" in word and len(word) > 5 and word not in _NOT_IZE:
        for american, ending in _IZE:
            if word.endswith(american):
                return word[: -len(american)] + ending
    return word


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return `word` without the endings of number and tense; short words stay as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.isalpha():
        return word
    return _without_final_e(_without_tense(_without_plural(word)))


def _without_plural(word: str) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def _without_tense(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 2 and _VOWELS.intersection(rest):
            return word if word.endswith("eed") else _mended(rest)
    return word


def _mended(rest: str) -> str:
    """Return a verb whose -ing or -ed is gone, single again ('plann') or with its e ('mov')."""
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
        return rest[:-1]
    if len(rest) <= 3 and rest[-1] not in _VOWELS and rest[-2] in _VOWELS:
        return rest + "e"
    return rest


def _without_final_e(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("e") and word[-2] != "e" else word
