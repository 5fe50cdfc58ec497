"""Common English: which words are, and how rare each one is."""

from __future__ import annotations

import gzip
import math
from functools import lru_cache
from importlib.resources import files

from bot.questions.plain_words import word_list
from bot.questions.stems import stem

# Written without their apostrophes, as the normal form has them.
CONTRACTIONS = word_list(
    """
    dont cant wont isnt arent wasnt werent didnt doesnt hasnt havent hadnt couldnt shouldnt
    wouldnt mustnt neednt aint im ive id ill youre youve youd youll hes shes its weve theyre
    theyve theyd theyll whats whos wheres hows whens whys whove thats theres heres lets itll
    thatll therell whatre howre whered whatd howd couldve shouldve wouldve mightve mustve oclock
    """
)
CONTRACTION_RANK = 500
_LONGEST = math.log1p(42_000)


@lru_cache(maxsize=1)
def ranks() -> dict[str, int]:
    """Return the place of each common word, 1 for the commonest."""
    data = files(__name__).joinpath("words.txt.gz").read_bytes()
    words = gzip.decompress(data).decode("ascii").split()
    places = dict(zip(words, range(1, len(words) + 1), strict=True))
    for word in CONTRACTIONS:
        places.setdefault(word, CONTRACTION_RANK)
    return places


def is_common(word: str) -> bool:
    """Say whether a lower-case word is everyday English."""
    return word in ranks()


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """Return how much a word tells: near 0 for 'the', 1 for a word that is no everyday English.

    It grows with the logarithm of the place in the frequency order; a word that is not in the list
    counts as its commonest inflection does.
    """
    places = ranks()
    place = places.get(word)
    if place is None:
        root = stem(word)
        found = [places[one] for ending in _ENDINGS if (one := root + ending) in places]
        place = min(found, default=None)
    return 1.0 if place is None else min(1.0, math.log1p(place) / _LONGEST)


_ENDINGS = ("", "e", "s", "es", "ed", "ing")
