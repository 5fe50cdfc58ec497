"""What speaks against a new word for a measure, before anyone is answered by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.plan.measures import Catalogue
from bot.questions.clues import Clues
from bot.questions.normalise import TokenKind, normalise
from bot.questions.plain_words import FUNCTION, SOFT
from bot.questions.understand import understander

LONGEST = 60
SHARED_BY = 2


@dataclass(frozen=True, kw_only=True)
class AliasWarning:
    """One thing that speaks against an alias; one that refuses cannot be overridden."""

    text: str
    refuses: bool = False


def check_alias(catalogue: Catalogue, code: str, alias: str) -> Iterator[AliasWarning]:
    """Yield what speaks against `alias` for the measure `code`, the gravest first."""
    if code not in catalogue.by_code:
        yield _refusal(f"There is no measure {code} in this plan.")
        return
    wanted = _words(alias)
    if alias.lstrip().startswith("/"):
        yield _refusal("It begins like a command; leave out the slash.")
    elif len(alias) > LONGEST:
        yield _refusal(f"It is longer than {LONGEST} characters; use the two or three words said.")
    elif not wanted:
        yield _refusal("It holds no words.")
    else:
        yield from _readings(understander(catalogue).clues(alias))
        yield from _clashes(catalogue, code, wanted)
        yield from _breadth(catalogue, code, wanted)


def _readings(clues: Clues) -> Iterator[AliasWarning]:
    """Yield what the words already mean to the bot by themselves."""
    tokens = {
        place for place, token in enumerate(clues.tokens) if token.kind is not TokenKind.SYMBOL
    }
    dated = {place for one in clues.periods for place in range(one.start, one.end)}
    counted = {place for one in clues.numerals for place in range(one.start, one.end)}
    plain = {place for place in tokens if clues.tokens[place].norm in FUNCTION | SOFT}
    if tokens <= dated | plain and dated:
        yield _refusal("It reads as a date or a period.")
    elif tokens <= counted | plain and counted:
        yield _refusal("It reads as a number.")
    elif tokens <= plain:
        yield _refusal("It is made of words that fit every measure.")
    elif tokens <= clues.cued | plain and not clues.link.mentions:
        yield _refusal("It reads as a kind of question, such as a trend or a comparison.")


def _clashes(catalogue: Catalogue, code: str, wanted: tuple[str, ...]) -> Iterator[AliasWarning]:
    """Yield where else the very same words stand."""
    own = catalogue.by_code[code]
    if wanted in {_words(name) for name in (own.name, *own.aliases)}:
        yield _refusal(f"{own.name} is called that already.")
    for other in catalogue.measures:
        if other.code == code:
            continue
        if wanted == _words(other.name):
            yield _refusal(f"It is the whole name of another measure: {other.name}.")
        elif wanted in {_words(alias) for alias in other.aliases}:
            yield AliasWarning(
                text=f"It is a word for {other.name} too, so both will be shown or asked about."
            )
    for term in catalogue.terms:
        if wanted in {_words(name) for name in (term.term, *term.aliases)}:
            yield AliasWarning(text=f"It is a term of the plan too: {term.term}.")


def _breadth(catalogue: Catalogue, code: str, wanted: tuple[str, ...]) -> Iterator[AliasWarning]:
    """Yield a warning where the words belong to several other measures already."""
    content = {word for word in wanted if word not in FUNCTION | SOFT}
    holders = [
        other.name
        for other in catalogue.measures
        if other.code != code
        and any(content <= set(_words(name)) for name in (other.name, *other.aliases))
    ]
    if content and len(holders) >= SHARED_BY:
        shown = ", ".join(holders[:3])
        yield AliasWarning(
            text=f"It is general: {len(holders)} other measures hold these words ({shown})."
        )


def _words(text: str) -> tuple[str, ...]:
    return tuple(
        token.stem for token in normalise(text).tokens if token.kind is not TokenKind.SYMBOL
    )


def _refusal(text: str) -> AliasWarning:
    return AliasWarning(text=text, refuses=True)
