"""What a measure or a term means (behaviour 7)."""

from __future__ import annotations

from bot.answers.definition import Definitions, Meaning
from bot.plan.measures import Measure, Polarity, Term, Unit
from bot.plan.periods import PeriodKind
from bot.questions.queries import Kind
from bot.rendering import numbers, sentences, ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply

_GOOD = {
    Polarity.HIGHER: "Higher is better.",
    Polarity.LOWER: "Lower is better.",
    Polarity.NEUTRAL: "The plan does not say which way is good.",
}


_COVERS = {
    PeriodKind.SNAPSHOT: "Each figure is how it stood on one day.",
    PeriodKind.YEAR_TO_DATE: "Each figure adds up from the start of its year to its last day.",
}


def render(facts: Definitions) -> Reply:
    """Return the term, the one measure in full, or several measures in one line each."""
    page = Page(facts.about.query)
    terms, meanings = facts.terms, facts.meanings
    if terms:
        _term(page, terms[0])
        for term in terms[1:]:
            page.say(f"{term.term}: {term.meaning.rstrip('.')}.")
        for meaning in meanings:
            page.say(f"{meaning.measure.name}: {meaning.measure.definition}")
    elif len(meanings) == 1:
        _in_full(page, meanings[0])
    elif meanings:
        page.headline(f"{page.count(len(meanings), 'measure')} fit. What each counts:")
        for meaning in meanings:
            page.say(f"{meaning.measure.name}: {meaning.measure.definition}")
    else:
        page.headline("The plan holds no definition of that.")
        page.say("Ask about one of its measures or terms.")
    if len(meanings) == 1:
        page.buttons(ways.on_from(meanings[0].measure, but=Kind.DEFINITION))
    else:
        page.buttons(ways.to_measures([one.measure for one in meanings]), wide=1)
    return page.reply()


def _term(page: Page, term: Term) -> None:
    page.headline(f"{term.term}: {term.meaning.rstrip('.')}.")
    page.small(f"Source: {term.source}.")


def _in_full(page: Page, meaning: Meaning) -> None:
    measure = meaning.measure
    first, *others = sentences.split(measure.definition)
    page.headline(f"{measure.name}: {first}")
    page.say(" ".join(others))
    page.say(
        f"{numbers.capital(numbers.unit_words(measure))}, wanted "
        f"{sentences.OFTEN[measure.frequency]}. {_GOOD[measure.polarity]}"
    )
    page.say(_covers(meaning))
    page.say(sentences.standard(measure))
    if measure.withhold_below is not None:
        page.say(_withholding(measure))
    if measure.minimum_base is not None and measure.unit is Unit.PERCENT:
        page.say(
            f"Where the total is below {measure.minimum_base:,}, only the counts are told, "
            "no percentage."
        )
    if meaning.first is not None and meaning.last is not None:
        page.say(sentences.held_from(meaning.first, meaning.last))
    else:
        page.say("No figure is held yet." if meaning.first is None else "")
    if meaning.breaks:
        spans = sentences.listed([period.short for period in meaning.breaks])
        page.say(f"A new series starts at {spans}; nothing is compared across it.")
    for other in meaning.alike:
        page.say(f"Not the same as {other.name}: {sentences.split(other.definition)[0]}")
    if meaning.before is not None and meaning.changed_on is not None:
        page.say(
            f"Worded anew on {sentences.day(meaning.changed_on)}. Until then it read: "
            f"{meaning.before.definition}"
        )
    page.say(f"Owner: {sentences.owed_by(measure)}.")
    page.small(f"Measure {measure.code}. Source: {measure.source}.")


def _covers(meaning: Meaning) -> str:
    """What one figure covers: a day, a period, part of a year or a stretch that moves on (R8)."""
    if meaning.last is None:
        return ""
    kind = meaning.last.kind
    if kind in {PeriodKind.THREE_MONTH_AVERAGE, PeriodKind.ROLLING_YEAR, PeriodKind.THREE_YEARS}:
        return "Each figure covers a stretch that moves on, so neighbouring figures share days."
    return _COVERS.get(kind, "")


def _withholding(measure: Measure) -> str:
    """Which counts are too small to show, and of what: a share has a count behind it (R28)."""
    assert measure.withhold_below is not None
    most = measure.withhold_below - 1
    small = "1" if most == 1 else "1 or 2" if most == 2 else f"from 1 to {most}"
    if measure.unit is Unit.COUNT:
        count = small if small.startswith("from") else f"of {small}"
        return f"A count {count} is withheld to protect confidentiality."
    kind, rest = "figure", ""
    if measure.unit is Unit.PERCENT:
        kind = "share"
        rest = ", or the rest of the total," if measure.complement_sensitive else ""
    return (
        f"The {kind} is withheld where the number of people or cases behind it{rest} is {small}, "
        "to protect confidentiality."
    )
