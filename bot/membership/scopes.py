"""What somebody answers for: measures, an ambition's measures, or all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.membership.names import listed
from bot.people import Duty
from bot.plan.measures import Catalogue, Measure
from bot.questions.queries import Understood
from bot.questions.understand import understander

EVERYTHING = "*"
_ALL = re.compile(r"(?:all|everything|every measure|all measures|\*)", re.IGNORECASE)
_AMBITION = re.compile(r"ambitions?\s+(\d{1,3})", re.IGNORECASE)
_APART = re.compile(r"\s*(?:[,;\n]|\band\b|&)\s*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Scopes:
    """Scopes that were read, and the words that name nothing in the plan."""

    found: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read(text: str, catalogue: Catalogue) -> Scopes:
    """Return what "4.01, ambition 6" names: codes, ambitions, "all", or measures in words."""
    found: list[str] = []
    unknown: list[str] = []
    for chunk in filter(None, _APART.split(text.strip())):
        scopes = _one(chunk, catalogue)
        found.extend(scopes)
        if not scopes:
            unknown.append(chunk)
    return Scopes(found=tuple(dict.fromkeys(found)), unknown=tuple(unknown))


def _one(chunk: str, catalogue: Catalogue) -> list[str]:
    if _ALL.fullmatch(chunk):
        return [EVERYTHING]
    words = chunk.split()
    if all(word in catalogue.by_code for word in words):
        return words
    if ambition := _AMBITION.fullmatch(chunk):
        number = int(ambition[1])
        return [f"ambition {number}"] if number in catalogue.by_number else []
    reading = understander(catalogue).read(f"latest {chunk}", catalogue.plan.starts)
    if isinstance(reading, Understood) and len(reading.query.measures) == 1:
        return list(reading.query.measures)
    return []


def covers(scope: str, measure: Measure) -> bool:
    """Say whether a duty of this scope is for the measure."""
    return scope in (measure.code, f"ambition {measure.ambition}", EVERYTHING)


def measures(scopes: Sequence[str], catalogue: Catalogue) -> tuple[Measure, ...]:
    """Return the measures of scopes, in plan order."""
    return tuple(one for one in catalogue.measures if any(covers(scope, one) for scope in scopes))


def said(scope: str, catalogue: Catalogue) -> str:
    """Return a scope in words: '4.02 Persistent absence', 'all of ambition 4', 'every measure'."""
    if scope == EVERYTHING:
        return "every measure"
    if scope.startswith("ambition "):
        return f"all of {scope}"
    measure = catalogue.by_code.get(scope)
    return f"{scope} {measure.name}" if measure else f"{scope} (no longer in the plan)"


def all_said(duties: Sequence[Duty], catalogue: Catalogue) -> str:
    """Return the scopes of duties in words, each once."""
    return listed([said(scope, catalogue) for scope in dict.fromkeys(d.scope for d in duties)])
