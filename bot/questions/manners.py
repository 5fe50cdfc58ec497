"""Greetings, thanks, politeness and the fillers of speech: taken off, and remembered as marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bot.questions.plain_words import word_list


class Manner(Enum):
    """Why words are taken off."""

    GREETING = auto()
    THANKS = auto()
    POLITE = auto()
    FILLER = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Saying:
    words: tuple[str, ...]
    manner: Manner
    first_only: bool = False
    last_only: bool = False


_FIRST = {
    Manner.GREETING: (
        "hi|hiya|hello|helo|hey|heya|hullo|yo|howdy|morning|mornin|afternoon|evening|"
        "good morning|good afternoon|good evening|good day|gd morning|goodmorning|goodafternoon|"
        "goodevening|goodday|greetings|dear all|dear bot|"
        "dear sir or madam|dear colleague|dear colleagues|dear team|hi there|hello there|hey there|"
        "hi all|hi team|hi bot|hi everyone|hi both|hello bot|hey bot|hello all|hello team|"
        "morning all|morning team|alright|ey up|ay up|happy monday|happy friday|"
        "hope you are well|hope youre well|hope all is well|hope alls well|i hope you are well|"
        "i hope youre well|hope this finds you well|i hope this finds you well|"
        "hi its me|its me again|hiya its me|quick one|quick question|just a quick one|"
        "just a quick question|a quick question|another question"
    ),
    Manner.POLITE: (
        "sorry to bother you|sorry to bother|sorry to trouble you|sorry to be a pain|"
        "sorry to ask|sorry to ask again|sorry for asking|apologies for bothering you|"
        "excuse me|could you please|can you please|would you please|could you kindly|"
        "would you mind|if you dont mind|may i please|can i please|could i please|"
        "silly question|stupid question|daft question|dumb question|probably a daft question|"
        "sorry if this is a daft question|sorry if this is a stupid question|when you get a minute|"
        "when you get a sec|when you have a minute|when you get chance|when you get a chance"
    ),
    Manner.FILLER: "ok so|okay so|right so|so yeah|yeah so|so um|so erm|ok|okay|right then|well",
}
_LAST = {
    Manner.THANKS: "ta|tia|thx|cheers|x|xx|xxx|with thanks|much appreciated|appreciated",
    Manner.POLITE: (
        "if poss|if possible|if you can|if thats ok|if thats okay|if you dont mind|"
        "when you get a minute|when you get a sec|when you have a minute|when you get chance|"
        "when you get a chance|at your convenience|asap"
    ),
    Manner.FILLER: "lol|haha|or something|or whatever|or summat|innit|you know|i mean",
}
_ANYWHERE = {
    Manner.THANKS: (
        "thanks|thank you|thankyou|thank u|thanx|thnx|thnks|thks|many thanks|thanks in advance|"
        "thanks so much|thank you so much|thanks very much|thank you very much|thanks a lot|"
        "thanks again|ty|cheers mate|thanks mate|ta very much"
    ),
    Manner.POLITE: (
        "please|pls|plz|plse|pleas|pleae|plase|kindly|if you please|please and thank you"
    ),
    Manner.FILLER: (
        "um|umm|ummm|erm|ermm|er|err|uh|uhh|hmm|hm|mmm|ah|ahh|oh|basically|y know|ya know|"
        "sort of like|like i said|as i said|to be honest|tbh|at the end of the day|nah i mean|"
        "i mean the|i mean our|i mean how|i mean what|i mean like|yknow|you know what i mean|"
        "know what i mean|if you know what i mean|if you see what i mean|if that makes sense"
    ),
}


# Said with it: 'good morning all', 'sorry to bother you but'.
_AFTER = {
    Manner.GREETING: frozenset(
        {"all", "everyone", "everybody", "team", "folks", "both", "there", "bot", "mate", "guys"}
    ),
    Manner.POLITE: frozenset({"but"}),
}


def _sayings() -> dict[str, list[_Saying]]:
    found: dict[str, list[_Saying]] = {}
    for table, first, last in (
        (_FIRST, True, False),
        (_LAST, False, True),
        (_ANYWHERE, False, False),
    ):
        for manner, joined in table.items():
            for saying in joined.split("|"):
                words = tuple(saying.split())
                entry = _Saying(words=words, manner=manner, first_only=first, last_only=last)
                found.setdefault(words[0], []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry.words))
    return found


_SAYINGS = _sayings()
_PUNCTUATION = frozenset(',.!?;:-…"()*')


def manners(norms: tuple[str, ...]) -> tuple[frozenset[int], frozenset[Manner]]:
    """Return the places of the words to take off, and which manners they showed.

    Sayings that open a text are taken off only while nothing else has been said, those that close
    it only at its end; 'please', 'thanks' and 'um' go anywhere.
    """
    off: set[int] = set()
    shown: set[Manner] = set()
    opening = True
    closing_from = _last_word(norms)
    place = 0
    while place < len(norms):
        word = norms[place]
        entry = _match(norms, place, opening=opening, closing_from=closing_from)
        if entry is not None:
            shown.add(entry.manner)
            end = place + len(entry.words)
            while end < len(norms) and norms[end] in _AFTER.get(entry.manner, ()):
                end += 1
            off.update(range(place, end))
            place = end
            continue
        if word not in _PUNCTUATION:
            opening = False
        place += 1
    return frozenset(off), frozenset(shown)


def _match(
    norms: tuple[str, ...], place: int, *, opening: bool, closing_from: int
) -> _Saying | None:
    for entry in _SAYINGS.get(norms[place], ()):
        end = place + len(entry.words)
        if entry.first_only and not opening:
            continue
        if entry.last_only and end <= closing_from:
            continue
        if norms[place:end] == entry.words:
            return entry
    return None


def _last_word(norms: tuple[str, ...]) -> int:
    """Return the place of the last word that is neither punctuation, thanks nor politeness."""
    place = len(norms) - 1
    while place >= 0 and (norms[place] in _PUNCTUATION or norms[place] in _CLOSERS):
        place -= 1
    return place


_CLOSERS = frozenset(word_list("thanks thx please pls plz cheers ta x xx xxx tia lol mate"))
