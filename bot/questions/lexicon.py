"""The words of a field: a data file that another partnership can replace.

`lexicon.toml` says how people of a field (children's services, housing, transport …) talk: which
words mean the same, what letters stand for, which lay phrase means which measure as a plan prints
it, and which topics and breakdowns people ask for. It never names a measure by its code. An entry
takes effect only where the plan itself prints its words, so the file of one field does no harm to
the plan of another.

    field = "children's services"
    soft = "figure number data …"            words that say nothing about which measure
    people = "child person …"                whom nearly every measure counts
    weak = "school family …"                 words that say little about it
    silent = ["send me"]                     phrases whose words mean nothing here
    [abbreviations]  LAC = "looked after children"
    [ideas]          "looked after" = ["in care", "in the care system"]
    [loosely]        "plan" = ["ehc plan", "child protection plan"]
    [[means]]        measures = ["EHCP backlog"]           says = ["kids stuck waiting plan"]
    [ambitions]      "special educational needs" = ["send"]
    [organisations]  "Foundation Trust" = ["hospital trust"]
    [comparators]    "England" = ["national", "country"]
    [regions]        "North West" = ["nw"]
    [elsewhere]      councils = ["Trafford", …]
    [[absent]]       topic = "adoption"                    says = ["adoption", "adopters"]
    [breakdowns]     "ethnicity" = ["ethnicity", "by race"]
    [phrases.not_in_plan.personal]           ways to ask in the field's own words, as patterns
    certain = ["my caseworker"]              of `phrases_*.toml`, to be heard beside those
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bot.errors import BotError
from bot.questions.phrases import cues_with

Phrases = Mapping[str, tuple[str, ...]]

BUNDLED = Path(__file__).parent.parent / "starter_plan" / "lexicon.toml"


class LexiconError(BotError):
    """A lexicon that cannot be read; says which entry."""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """Phrases that mean certain measures, each given as a plan prints its name or an alias."""

    measures: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """How a field talks; see the module's text for what each part holds."""

    name: str = ""
    soft: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    abbreviations: Phrases = field(default_factory=dict)
    ideas: Phrases = field(default_factory=dict)
    loosely: Phrases = field(default_factory=dict)
    means: tuple[Meaning, ...] = ()
    ambitions: Phrases = field(default_factory=dict)
    organisations: Phrases = field(default_factory=dict)
    comparators: Phrases = field(default_factory=dict)
    regions: Phrases = field(default_factory=dict)
    elsewhere: Phrases = field(default_factory=dict)
    absent: Phrases = field(default_factory=dict)
    breakdowns: Phrases = field(default_factory=dict)
    phrases: Mapping[str, object] = field(default_factory=dict)

    def expansion(self, short: str) -> str | None:
        """Return what letters stand for, or None where the field does not say."""
        meanings = self.abbreviations.get(short) or self.abbreviations.get(short.upper())
        return meanings[0] if meanings else None


def read_lexicon(text: str) -> Lexicon:
    """Return the lexicon that a TOML text holds.

    Raises:
        LexiconError: when the text is no TOML or an entry is of the wrong shape.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"lexicon: {error}") from error
    known = {"field", "soft", "people", "weak", "silent", "means", "absent", "phrases", *_TABLES}
    if unknown := sorted(set(table) - known):
        raise LexiconError(
            f"lexicon: unknown part {unknown[0]}; accepted: {', '.join(sorted(known))}"
        )
    absent: dict[str, tuple[str, ...]] = {}
    for entry in _entries(table, "absent"):
        topic = _text(entry.get("topic"), "absent.topic")
        absent[topic] = absent.get(topic, ()) + _texts(entry.get("says"), f"absent {topic}")
    return Lexicon(
        name=_text(table.get("field", ""), "field"),
        soft=frozenset(_text(table.get("soft", ""), "soft").split()),
        people=tuple(_text(table.get("people", ""), "people").split()),
        weak=tuple(_text(table.get("weak", ""), "weak").split()),
        silent=_texts(table.get("silent", []), "silent"),
        means=tuple(
            Meaning(
                measures=_texts(entry.get("measures"), "means.measures"),
                says=_texts(entry.get("says"), "means.says"),
            )
            for entry in _entries(table, "means")
        ),
        absent=absent,
        phrases=_patterns(table.get("phrases", {})),
        **{part: _phrases(table.get(part, {}), part) for part in _TABLES},
    )


def lexicon_of(text: str | None) -> Lexicon:
    """Return the plan's own lexicon, or the bundled one where it has none."""
    return _bundled() if text is None else _cached(text)


_TABLES = (
    "abbreviations",
    "ideas",
    "loosely",
    "ambitions",
    "organisations",
    "comparators",
    "regions",
    "elsewhere",
    "breakdowns",
)


@lru_cache(maxsize=1)
def _bundled() -> Lexicon:
    return read_lexicon(BUNDLED.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _cached(text: str) -> Lexicon:
    return read_lexicon(text)


def _patterns(table: object) -> Mapping[str, object]:
    """Return patterns of cues by group and strength, as the phrase files hold them."""
    if not isinstance(table, dict):
        raise LexiconError("lexicon: [phrases] must be a table")
    try:
        cues_with(table)
    except ValueError as error:
        raise LexiconError(f"lexicon: phrases: {error}") from error
    return table


def _phrases(table: object, part: str) -> Phrases:
    if not isinstance(table, dict):
        raise LexiconError(f"lexicon: [{part}] must be a table")
    return {key: _texts(value, f"{part}.{key}") for key, value in table.items()}


def _entries(table: Mapping[str, object], part: str) -> list[dict[str, object]]:
    entries = table.get(part, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise LexiconError(f"lexicon: {part} must be written as [[{part}]]")
    return entries


def _texts(value: object, place: str) -> tuple[str, ...]:
    """Return one text or a list of them; a text may hold several, parted by '|'."""
    values = value if isinstance(value, list) else [value]
    return tuple(
        part.strip() for one in values for part in _text(one, place).split("|") if part.strip()
    )


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise LexiconError(f"lexicon: {place} must be text, found {value!r}")
    return value
