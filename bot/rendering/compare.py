"""Our figure beside others: both values, the gap, which way is good (behaviour 25)."""

from __future__ import annotations

from bot.answers.compare import Beside, Compared, Comparison, NothingBeside
from bot.answers.groups import Among, Unranked
from bot.answers.held import NotHeld
from bot.plan.far_off import FarOff
from bot.plan.figures import Benchmark
from bot.plan.measures import Measure, Polarity, Unit
from bot.questions.queries import Kind, Query
from bot.rendering import numbers, places, sentences, ways
from bot.rendering.disclosure import Difference, Passed
from bot.rendering.figure import explain_not_held
from bot.rendering.figure import in_short as match_in_short
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

GOOD = {
    Polarity.HIGHER: "For this measure, higher is better.",
    Polarity.LOWER: "For this measure, lower is better.",
    Polarity.NEUTRAL: "The plan does not say which way is good for this measure.",
}


def render(facts: Compared) -> Reply:
    """Return one measure beside others in full, or several in one line each."""
    page = Page(facts.about.query)
    area = facts.about.catalogue.plan.area
    if len(facts.comparisons) == 1:
        one = facts.comparisons[0]
        if isinstance(one, Beside):
            _in_full(page, one, area)
        else:
            _nothing(page, one)
            page.buttons(_to_related(one))
        page.buttons(ways.on_from(one.measure, but=Kind.COMPARE))
        return page.reply()
    page.headline(f"{page.count(len(facts.comparisons), 'measure')} beside others:")
    for comparison in facts.comparisons:
        page.say(_in_short(page, comparison))
    page.small("Open a measure for its sources.")
    measures = [comparison.measure for comparison in facts.comparisons]
    page.buttons(ways.to_measures(measures, Kind.COMPARE), wide=1)
    return page.reply()


def _in_full(page: Page, one: Beside, area: str) -> None:
    measure, period = one.measure, one.ours.period
    ours = page.pass_figure(measure, one.ours)
    if not one.theirs:
        _in_groups(page, one, area)
        return
    first = one.theirs[0]
    theirs = page.pass_benchmark(measure, first)
    gap = page.gap(ours, theirs)
    verdict = _verdict(measure, gap, first.comparator)
    page.headline(
        f"{measure.name}: {verdict}, {page.value(measure, one.ours)} against {page.words(theirs)} "
        f"{period.full_phrase}."
    )
    if len(one.theirs) == 1 and gap is not None and measure.unit is not Unit.COUNT:
        page.say(f"{area} is {numbers.beside(gap)}. {GOOD[measure.polarity]}")
    else:
        for other in one.theirs:
            page.say(_beside(page, measure, ours, other, area))
        page.say(GOOD[measure.polarity])
    _rest(page, one, area)


def _in_groups(page: Page, one: Beside, area: str) -> None:
    """Beside the single places of groups alone, which have no figure as a whole."""
    measure = one.measure
    groups = sentences.listed([places.inside(group.group) for group in one.among])
    shown = f"{page.value(measure, one.ours)} {one.ours.period.full_phrase}"
    page.headline(f"{measure.name}: {shown}, beside {groups}.")
    page.say(GOOD[measure.polarity])
    _rest(page, one, area)


def _rest(page: Page, one: Beside, area: str) -> None:
    measure = one.measure
    for group in one.among:
        for text in _among(page, measure, one, group):
            page.say(text)
    for name in one.without:
        page.say(f"No figure for {places.inside(name)} is held for that period.")
    if one.newest is not None:
        shown = f"{page.value(measure, one.newest)} {one.newest.period.phrase}"
        page.say(f"{area}'s newest figure is {shown}; nothing to compare it with is held yet.")
    page.say(caution(one.odd))
    page.say(sentences.note(one.ours))
    page.small(sentences.source(one.ours))


def _beside(page: Page, measure: Measure, ours: Passed, other: Benchmark, area: str) -> str:
    theirs = page.pass_benchmark(measure, other)
    gap = page.gap(ours, theirs)
    shown = f"{other.comparator}: {page.words(theirs)}"
    if gap is None or measure.unit is Unit.COUNT:
        return f"{shown}."
    return f"{shown}; {area} is {numbers.beside(gap)}."


def _among(page: Page, measure: Measure, one: Beside, group: Among) -> list[str]:
    """Our rank among a group's places and their mean, or why there is no rank."""
    name = places.inside(group.group)
    said = []
    if group.rank is not None:
        said.append(f"Rank among {name} and us: {group.rank} of {group.of}, where 1 is best.")
    elif group.why is Unranked.PLACE_MISSING:
        lacking = sentences.listed(list(group.missing))
        said.append(f"No rank is given among {name}: no figure is held for {lacking}.")
    elif group.why is Unranked.COUNTS:
        said.append(f"No rank is given among {name}: counts of places of other size say nothing.")
    else:
        said.append(f"No rank is given among {name}: the plan does not say which way is good.")
    if measure.unit is not Unit.COUNT:
        mean = page.limit(measure, one.ours.period, group.mean, measure.decimals)
        every = numbers.counted(group.of - 1)
        held = f"the {numbers.counted(group.held)} of {every} places that are held"
        whom = held if group.missing else f"all {every} places"
        said.append(f"The simple average of {whom} is {mean}.")
    return said


def _verdict(measure: Measure, gap: Difference | None, comparator: str) -> str:
    """Worse, better or the same where the plan says which way is good; else higher or lower.

    Counts of places of different size are never weighed against each other.
    """
    name = places.inside(comparator)
    if gap is None or measure.unit is Unit.COUNT:
        return f"beside {name}"
    if numbers.beside(gap) == "the same":
        return f"the same as {name}"
    higher = gap.number > 0
    if measure.polarity is Polarity.NEUTRAL:
        return f"{'higher' if higher else 'lower'} than {name}"
    better = higher is (measure.polarity is Polarity.HIGHER)
    return f"{'better' if better else 'worse'} than {name}"


def verdict(measure: Measure, gap: Difference | None, comparator: str) -> str:
    """Return how a figure stands beside another, with the gap where it may be weighed."""
    words = _verdict(measure, gap, comparator)
    if gap is None or measure.unit is Unit.COUNT:
        return words
    return f"{words} ({numbers.beside(gap)})"


def _nothing(page: Page, one: NothingBeside) -> None:
    """Both sides as far as they are held, and no gap (behaviour 25)."""
    measure = one.measure
    wanted = [places.inside(name) for name in one.wanted]
    whom = sentences.listed(wanted, last="or") if wanted else "anywhere else"
    if one.theirs:
        page.headline(f"{measure.name}: no like-for-like comparison can be made.")
    else:
        page.headline(f"{measure.name}: nothing to compare with is held for {whom}.")
    if one.matched is not None:
        page.say(match_in_short(page, one.matched))
    elif one.ours is not None:
        shown = f"{page.value(measure, one.ours)} {one.ours.period.full_phrase}"
        page.say(f"Our own newest figure: {shown}.")
        page.small(sentences.source(one.ours))
    else:
        page.say(f"No figure of our own is held yet. Owed by: {sentences.owed_by(measure)}.")
    if one.related is not None:
        page.say(f"{one.related.name} can be compared with {whom if wanted else 'others'}.")
    for other in one.theirs:
        shown = page.words(page.pass_benchmark(measure, other))
        page.say(f"{other.comparator}: {shown} {other.period.phrase}.")
    if one.theirs and one.ours is not None:
        page.say("The periods differ, so no gap is worked out.")
    if isinstance(one.matched, NotHeld):
        explain_not_held(page, one.matched)


def _to_related(one: NothingBeside) -> tuple[Button, ...]:
    """The way to the same comparison of a measure that has it."""
    if one.related is None:
        return ()
    query = Query(kind=Kind.COMPARE, measures=(one.related.code,), comparators=one.wanted)
    return (Button(label=ways.label(one.related), query=query),)


def _in_short(page: Page, one: Comparison) -> str:
    measure = one.measure
    if isinstance(one, NothingBeside):
        return f"{measure.name}: nothing to compare with is held."
    ours = page.pass_figure(measure, one.ours)
    words = [f"{measure.name}: {page.words(ours)} {one.ours.period.phrase}"]
    for other in one.theirs:
        theirs = page.pass_benchmark(measure, other)
        gap = page.gap(ours, theirs)
        verdict = _verdict(measure, gap, other.comparator)
        words.append(f"{verdict} ({page.words(theirs)})")
    words += [
        f"{group.rank} of {group.of} among {places.inside(group.group)}"
        for group in one.among
        if group.rank is not None
    ]
    return f"{'; '.join(words)}. {caution(one.odd)}".rstrip()


def caution(odd: FarOff | None) -> str:
    """Return what to say of a comparator that is many times off the others; nothing for none."""
    if odd is None:
        return ""
    way = "at least five times" if odd.above else "a fifth or less of"
    return (
        f"Please check before relying on it: the figure for {places.inside(odd.place)} is {way} "
        "that of every other place held, so it may be in another unit."
    )
