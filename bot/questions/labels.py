"""Labels of choices: they read like answers, and two that look alike say how they differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.plan.measures import Catalogue, Unit
from bot.questions.queries import Choice, Kind, Query

UNIT_WORDS = {
    Unit.PERCENT: "the percentage",
    Unit.COUNT: "the number",
    Unit.RATE_PER_1000: "the rate per 1,000",
    Unit.RATE_PER_10000: "the rate per 10,000",
    Unit.RATE_PER_100000: "the rate per 100,000",
    Unit.WEEKS: "in weeks",
    Unit.SCORE: "the score",
    Unit.GBP_PER_WEEK: "the cost a week",
}
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_KIND_WORDS = re.compile(r"\b(rate|number|share|percentage)\b", re.IGNORECASE)
_AFTER = {
    Kind.TREND: "over time",
    Kind.CHANGE: "how much it changed",
    Kind.COMPARE: "compared with elsewhere",
    Kind.TARGET: "against its target",
    Kind.DEFINITION: "what it means",
    Kind.SOURCE: "where it comes from",
    Kind.OWNER: "who is responsible",
    Kind.STORY: "why it moved",
    Kind.DUE: "when it is due",
    Kind.FOLLOW: "tell me when it changes",
    Kind.FIGURE: "for that period",
    Kind.LATEST: "the newest figure",
}


def measure_labels(catalogue: Catalogue, codes: Sequence[str]) -> dict[str, str]:
    """Return a label for each measure; those that share a name say number, rate or share."""
    plain = {code: _plain(catalogue.by_code[code].name) for code in codes}
    shared = Counter(_bare(name) for name in plain.values())
    return {
        code: f"{_bare(name)}: {UNIT_WORDS[catalogue.by_code[code].unit]}"
        if shared[_bare(name)] > 1
        else catalogue.by_code[code].name
        for code, name in plain.items()
    }


def choices_of(catalogue: Catalogue, queries: Iterable[Query]) -> tuple[Choice, ...]:
    """Return choices for queries; where they differ in kind, the label says the kind too."""
    listed = list(dict.fromkeys(queries))
    kinds = {query.kind for query in listed}
    codes = [code for query in listed for code in query.measures]
    labels = measure_labels(catalogue, tuple(dict.fromkeys(codes)))
    return tuple(
        Choice(label=_label(catalogue, query, labels, several=len(kinds) > 1), query=query)
        for query in listed
    )


def _label(catalogue: Catalogue, query: Query, labels: dict[str, str], *, several: bool) -> str:
    if query.ambition is not None and not query.measures:
        title = catalogue.by_number[query.ambition].title
        within = _OF_AMBITION.get(query.kind) if several else None
        return f"Ambition {query.ambition}: {within or title}"
    if query.term is not None:
        return f"{query.term}: what it means"
    if query.owner is not None:
        return f"{query.owner}: {_OF_OWNER.get(query.kind, 'its measures')}"
    subject = " and ".join(labels[code] for code in query.measures)
    if not subject:
        return _WHOLE.get(query.kind, "What I can answer")
    after = _AFTER.get(query.kind)
    return f"{subject}: {after}" if several and after else subject


_OF_AMBITION = {
    Kind.AMBITION: "how it is doing",
    Kind.PLAN: "what it is about",
    Kind.LIST: "its measures",
    Kind.RANKING: "its best and worst",
    Kind.OWNER: "who is responsible",
    Kind.TARGET: "its targets",
    Kind.DUE: "what is due",
    Kind.STORY: "why it moved",
}
_OF_OWNER = {Kind.DUE: "what is due", Kind.LIST: "its measures"}
_WHOLE = {
    Kind.PLAN: "The plan: its ambitions and measures",
    Kind.LIST: "A list of measures",
    Kind.RANKING: "The best and the worst",
    Kind.DUE: "What is due",
    Kind.FOLLOW: "Alerts about all measures",
    Kind.TARGET: "The plan's targets",
    Kind.HELP: "What I can answer",
}


def _plain(name: str) -> str:
    return _BRACKETS.sub("", name).strip()


def _bare(name: str) -> str:
    return " ".join(_KIND_WORDS.sub("", name).split()).strip(" -,")
