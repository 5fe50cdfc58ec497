"""Words that pick from what was offered: 'the second one', 'both', 'none of these'."""

from __future__ import annotations

from bot.questions.clues import Clues
from bot.questions.leaning import word_set

ORDINALS = {
    **dict.fromkeys(("first", "1st", "1", "one", "a", "top", "former"), 0),
    **dict.fromkeys(("second", "2nd", "2", "two", "b", "middle", "2nd."), 1),
    **dict.fromkeys(("third", "3rd", "3", "three", "c"), 2),
    **dict.fromkeys(("fourth", "4th", "4", "four", "d"), 3),
    **dict.fromkeys(("fifth", "5th", "5", "five", "e"), 4),
    **dict.fromkeys(("sixth", "6th", "6", "six", "f"), 5),
    **dict.fromkeys(("last", "bottom", "latter", "final"), -1),
}
ALL = word_set("all both everything every lot each either any")
NONE = word_set("none neither nothing")
YES = word_set("yes yeah yep yup yea aye ya ye sure correct exactly right ok okay k indeed please")
_PADDING = word_set(
    "the a an one ones option number no please pls um erm i mean meant want wanted think guess its "
    "it is that this would like go with for of them those these choice pick show me then thanks ok "
    "yes yeah sorry just answer"
)


def picked_places(clues: Clues, count: int) -> tuple[int, ...] | None:
    """Return the places of choices that a text picks ('the second one', 'both'), or None."""
    words = [token.norm for token in clues.tokens if token.norm.isalnum()]
    kept = [word for word in words if word not in _PADDING or word in ORDINALS]
    if not words or len(words) > 8:
        return None
    if kept and all(word in ALL or word in _PADDING for word in kept):
        return tuple(range(count))
    if len(kept) > 1:
        kept = [word for word in kept if word not in {"one", "a"}] or kept[:1]
    if len(kept) == 1 and kept[0] in ORDINALS:
        place = ORDINALS[kept[0]]
        place = place if place >= 0 else count - 1
        return (place,) if place < count else None
    if not kept and count == 1 and any(word in YES for word in words):
        return (0,)
    return None


def says_none(clues: Clues) -> bool:
    """Say whether a text turns down all choices."""
    words = [token.norm for token in clues.tokens if token.norm.isalpha()]
    return bool(words) and len(words) <= 5 and any(word in NONE for word in words)
