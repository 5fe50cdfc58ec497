"""The figure of a named period, or that there is none."""

from __future__ import annotations

from contextlib import suppress

from bot.answers.asked import About
from bot.answers.figure import PeriodFigures
from bot.answers.held import Gap, Held, Match, NotHeld, is_remark
from bot.errors import PeriodError
from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.plan.periods import Period, PeriodKind, span_text
from bot.questions.queries import Kind, Query, Window
from bot.rendering import numbers, sentences, standing, ways
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

_OF_ANY_DATES = frozenset(
    {
        PeriodKind.MONTH,
        PeriodKind.SNAPSHOT,
        PeriodKind.TERM,
        PeriodKind.YEAR_TO_DATE,
        PeriodKind.RANGE,
        PeriodKind.STATED,
    }
)


def render(facts: PeriodFigures) -> Reply:
    """Return the figure of the period named; never another period's in its place."""
    page = Page(facts.about.query)
    if len(facts.matches) == 1:
        _in_full(page, facts.about, facts.matches[0])
        page.buttons(_ways(facts.matches[0]))
        return page.reply()
    found = [one for one in facts.matches if isinstance(one, Held)]
    if not facts.matches:
        page.headline("Please name the measure and the period.")
    elif found:
        page.headline(f"{page.count(len(found), 'figure')} for what you named:")
    else:
        page.headline("No figure is held for what you named.")
    for one in facts.matches:
        page.say(in_short(page, one))
    page.small("Open a measure for its source and what is not certain.")
    measures = dict.fromkeys(one.measure for one in facts.matches)
    page.buttons(ways.to_measures(measures), wide=1)
    return page.reply()


def in_short(page: Page, match: Match) -> str:
    """Return one line for one measure and one period."""
    match match:
        case Held(measure=measure, main=main):
            if main is not None:
                return standing.in_short(page, main)
            if match.newest is not None and is_remark(match.aside):
                shown = f"{page.value(measure, match.newest)} {match.newest.period.phrase}"
                return f"{measure.name}: {_nothing_published(match)}; newest figure {shown}."
            shown = page.value(measure, match.aside)
            return f"{measure.name}: {shown} {match.aside.period.phrase}, not comparable."
        case Gap(measure=measure, figure=figure):
            return f"{measure.name}: {standing.nothing(page, measure, figure)}."
        case NotHeld(measure=measure, window=window, last=last):
            return f"{measure.name}: no figure is held for {named(window, last)}."


def named(window: Window, like: Period | None = None) -> str:
    """Return the dates of a window in words: 'March 2024', '1 April 2024 to 4 May 2024'.

    Where they make a period of the same kind as `like`, it is named as that kind is; but not where
    other dates could make one too, since a day of September is not "September".
    """
    if like is not None and like.kind not in _OF_ANY_DATES:
        with suppress(PeriodError):
            return Period(kind=like.kind, start=window.start, end=window.end).text
    if window.start == window.end:
        return sentences.day(window.start)
    return span_text(window.start, window.end)


def not_held(page: Page, match: NotHeld) -> None:
    """Write that nothing is held for the dates named, and what is."""
    dates = named(match.window, match.last)
    page.headline(f"{match.measure.name}: no figure is held for {dates}.")
    explain_not_held(page, match)


def explain_not_held(page: Page, match: NotHeld) -> None:
    """Write which periods are held instead, without their figures."""
    measure = match.measure
    if match.withdrawn:
        texts = sentences.listed([period.short for period in match.withdrawn])
        page.say(f"The figure for {texts} has been withdrawn.")
    if match.ahead:
        page.say("That period has not ended yet.")
    if match.first is None or match.last is None:
        page.say(f"No figure is held at all yet. Owed by: {sentences.owed_by(measure)}.")
    else:
        if match.holding:
            texts = sentences.listed([period.text for period in match.holding])
            one = len(match.holding) == 1
            covers = "figure that covers it is" if one else "figures that cover it are"
            page.say(f"The {covers} for {texts}.")
        if match.first == match.last:
            page.say(f"The only figure held is for {match.first.text}.")
        else:
            page.say(sentences.held_from(match.first, match.last))


def _in_full(page: Page, about: About, match: Match) -> None:
    match match:
        case Held(main=None):
            _not_comparable(page, match)
        case Held(main=main, also=also, asides=asides) if main is not None:
            standing.found(page, about, main, newest=False, first=_dated(page, match, main.figure))
            for other in asides:
                page.say(sentences.aside(page, main.measure, other, main.figure))
            if also:
                texts = [
                    f"{page.value(main.measure, other)} {other.period.phrase}" for other in also
                ]
                page.say(f"Also held in that time: {sentences.listed(texts)}.")
        case Gap(measure=measure, figure=figure):
            page.headline(f"{measure.name}: {standing.nothing(page, measure, figure)}.")
            page.say(_around(page, measure, match.around))
            page.say(sentences.note(figure))
            page.small(sentences.source(figure))
        case NotHeld():
            not_held(page, match)


def _not_comparable(page: Page, match: Held) -> None:
    """Only figures that stand apart fit: the best of them, but a remark after what was published.

    What somebody said at a meeting is no figure of the time asked about.
    """
    measure, newest, shown = match.measure, match.newest, match.aside
    if newest is None or not is_remark(shown):
        page.headline(
            f"{measure.name}: {page.value(measure, shown)} {shown.period.full_phrase}; "
            "not comparable with the other figures."
        )
        for other in match.asides:
            page.say(sentences.note(other))
        page.small(sentences.source(shown))
        return
    page.headline(f"{measure.name}: {_nothing_published(match)}.")
    value = page.value(measure, newest)
    page.say(f"The newest figure there is: {value} {newest.period.full_phrase}.")
    for other in match.asides:
        page.say(sentences.aside(page, measure, other))
    page.small(sentences.source(newest))


def _nothing_published(match: Held) -> str:
    like = match.newest.period if match.newest is not None else None
    return f"no published figure is held for {named(match.window, like)}"


def _dated(page: Page, match: Held, figure: Figure) -> tuple[str, ...]:
    """What to say first of a figure whose dates are not the ones named."""
    period, window = figure.period, match.window
    if match.nearest:
        alone = f"No figure is held for {named(window)} alone; this one is for the dates it says."
        return (alone, _around(page, match.measure, match.around))
    if period.kind is PeriodKind.MONTH and period.short != span_text(period.start, period.end):
        return (f"That figure is for {span_text(period.start, period.end)}.",)
    return ()


def _around(page: Page, measure: Measure, figure: Figure | None) -> str:
    if figure is None:
        return ""
    return f"{numbers.capital(figure.period.full_phrase)}: {page.value(measure, figure)}."


def _ways(match: Match) -> tuple[Button, ...]:
    if not isinstance(match, NotHeld):
        return ways.on_from(match.measure, but=Kind.FIGURE)
    held = tuple(
        Button(
            label=period.short,
            query=Query(
                kind=Kind.FIGURE,
                measures=(match.measure.code,),
                windows=(Window(start=period.start, end=period.end),),
            ),
        )
        for period in match.holding
    )
    latest = Button(
        label="Newest figure", query=Query(kind=Kind.LATEST, measures=(match.measure.code,))
    )
    trend = Button(label="Trend", query=Query(kind=Kind.TREND, measures=(match.measure.code,)))
    return (*held, latest, trend)
