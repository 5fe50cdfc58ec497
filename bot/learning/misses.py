"""The miss list: questions that were not answered at once, grouped by wording."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from bot.learning.given_names import GIVEN
from bot.learning.masking import mask, wording
from bot.learning.store import Asker, LearningStore, Miss, MissState
from bot.plan.measures import Catalogue
from bot.questions.english import is_common
from bot.questions.plain_words import word_list
from bot.questions.plan_readings import printed_texts
from bot.questions.stems import stem
from bot.rendering.reply import Button, Did, Line, Reply, bold, line, rows_of

SHOWN = 5
_CALENDAR = frozenset(
    word.casefold()
    for word in (*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr)
) | {"easter", "christmas", "ramadan", "diwali", "eid"}
# Written with a capital, and nobody's name.
_NOBODY = _CALENDAR | frozenset(
    word_list(
        """
    afghan african arab asian bangladeshi brexit british caribbean catholic chinese covid english
    england european gypsy hindu indian irish islamic jewish london muslim ofsted pakistani polish
    roma romanian scotland scottish sikh syrian ukrainian wales welsh whitehall
    """
    )
)
NAMED = 18
"""Letters of a question that fit on a button; a number there would be mistaken for the button's."""
DECISIONS = {
    "wanted": (MissState.WANTED, "noted as a measure that people want"),
    "aside": (MissState.ASIDE, "set aside"),
}


def note(
    text: str,
    *,
    catalogue: Catalogue,
    store: LearningStore,
    candidates: Sequence[str],
    asker: Asker,
    at: datetime,
) -> int:
    """Put a question on the miss list, masked, and return its number there."""
    masked = mask(text, knows(catalogue))
    return store.note(
        wording=wording(masked),
        text=masked,
        candidates=list(dict.fromkeys(candidates))[:6],
        asker=asker,
        at=at,
    )


@lru_cache(maxsize=4)
def knows(catalogue: Catalogue) -> Callable[[str], bool]:
    """Return what says whether a word is ordinary English, and no given name, or the plan's own."""
    printed = {
        word.strip(".,;:()'’").casefold()
        for text in printed_texts(catalogue)
        for word in text.replace("-", " ").split()
    }

    def known(word: str) -> bool:
        if word in GIVEN:
            return word in printed
        return word in printed or word in _NOBODY or is_common(word) or is_common(stem(word))

    return known


def page(store: LearningStore, catalogue: Catalogue, state: MissState = MissState.OPEN) -> Reply:
    """Return the most frequent misses with one tap for each decision."""
    found = store.misses(state, limit=SHOWN)
    if not found:
        return Reply(headline=line("Nothing is on the miss list."), did=Did.ANSWERED)
    lines = [_line(number, miss, catalogue) for number, miss in enumerate(found, start=1)]
    buttons = [
        Button(label=f"{label}: {_short(miss.text)}", command=f"/misses {word} {miss.id}")
        for miss in found
        for label, word in (("Add a word", "alias"), ("Wanted", "wanted"), ("Set aside", "aside"))
    ]
    return Reply(
        headline=line(bold("Questions that were not answered at once, the most frequent first:")),
        lines=tuple(lines),
        buttons=rows_of(buttons, wide=1),
    )


def _short(text: str) -> str:
    return text if len(text) <= NAMED else text[: NAMED - 1].rstrip() + "…"


def decide(words: Sequence[str], store: LearningStore, catalogue: Catalogue) -> Reply:
    """Carry out `wanted 12` or `aside 12` and return the list as it is then."""
    if len(words) != 2 or words[0] not in DECISIONS or not words[1].isdecimal():
        return Reply(
            headline=line("Send /misses and use the buttons under the list."), did=Did.REFUSED
        )
    state, said = DECISIONS[words[0]]
    miss = store.find(int(words[1]))
    if miss is None:
        return Reply(headline=line("That question is no longer on the list."), did=Did.REFUSED)
    store.decide(miss.id, state)
    rest = page(store, catalogue)
    return Reply(
        headline=line(f"“{miss.text}” is {said}."),
        lines=(rest.headline, *rest.lines),
        buttons=rest.buttons,
    )


def _line(number: int, miss: Miss, catalogue: Catalogue) -> Line:
    times = "once" if miss.count == 1 else f"{miss.count} times"
    people = "one person" if miss.people == 1 else f"{miss.people} people"
    tapped = sorted(miss.tapped, key=lambda code: -miss.tapped[code])
    names = [catalogue.by_code[code].name for code in tapped if code in catalogue.by_code]
    chose = f"; chosen next: {names[0]}" if names else ""
    return line(f"{number}. “{miss.text}”: {times} by {people}{chose}.")
