"""What to draw of one to four series: panels, lines beside them, gaps, breaks, notes, source.

Each measure has a panel and an axis of its own, so unlike units never share one. A value that may
not be shown, or that is not held, is a gap with a label, never a zero (R54).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.answers.picture import Drawn, Pictured
from bot.answers.trend import Course, Point
from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Measure
from bot.plan.periods import PeriodKind
from bot.plan.status import telling_places
from bot.plan.targets import Target
from bot.plan.travel import Change, stands_apart, starts_anew
from bot.plan.travel import Course as Way
from bot.rendering import axes, chart_words, compare, numbers, sentences, trend
from bot.rendering.chart_spec import ChartSpec, Line, Panel, Place, Shape
from bot.rendering.disclosure import Shown, Withheld
from bot.rendering.page import Page, plain

_HOLLOW = {
    FigureStatus.PROVISIONAL: "provisional",
    FigureStatus.LOCAL: "local, not validated",
    FigureStatus.STATED: "as stated, not a published statistic",
}
_ABSENT = {
    FigureStatus.WITHDRAWN: "withdrawn",
    FigureStatus.TOO_FEW: "too few for a percentage",
}
_SPANS = {
    PeriodKind.FINANCIAL_YEAR: "financial years",
    PeriodKind.SCHOOL_YEAR: "school years",
    PeriodKind.CALENDAR_YEAR: "calendar years",
    PeriodKind.HALF_YEAR: "half years from April (H1) and October (H2)",
    PeriodKind.QUARTER: "quarters of financial years (Q1 is April to June)",
    PeriodKind.TERM: "school terms",
    PeriodKind.MONTH: "months",
    PeriodKind.THREE_MONTH_AVERAGE: "three-month averages",
    PeriodKind.THREE_YEARS: "three years together",
    PeriodKind.ROLLING_YEAR: "years to the date shown",
    PeriodKind.YEAR_TO_DATE: "years to date",
}


def spec_of(page: Page, facts: Pictured) -> ChartSpec | None:
    """Return the picture of all series that have enough figures, None where none has."""
    chosen = [one for one in facts.drawn if trend.drawable(one.course)]
    if not chosen:
        return None
    area = facts.about.catalogue.plan.area
    panels = tuple(_panel(page, one, area) for one in chosen)
    described = [
        text
        for one, panel in zip(chosen, panels, strict=True)
        for text in chart_words.description(page, one, panel, alone=len(panels) == 1)
    ]
    return ChartSpec(
        shape=Shape.LINES,
        title=title(page, [one.course for one in chosen]),
        subtitle="",
        notes=(
            *_notes([one.course for one in chosen]),
            *(compare.caution(one.odd) for one in chosen if one.odd is not None),
        ),
        source=source([one.course for one in chosen]),
        description=tuple(described),
        table=chart_words.table(panels, area),
        panels=panels,
    )


def title(page: Page, courses: Sequence[Course]) -> str:
    """Return the finding: of one series in full, of several how many went which way."""
    if len(courses) == 1:
        return f"{courses[0].measure.name}: {trend.finding(page, courses[0])}"
    ways = [course.travel.course for course in courses if isinstance(course.travel, Change)]
    if len(ways) == len(courses) and len(set(ways)) == 1:
        all_ = "Both measures" if len(ways) == 2 else f"All {page.count(len(ways), 'measure')}"
        return f"{all_} are {_said(ways[0])}."
    said = [
        f"{numbers.counted(ways.count(way))} {'is' if ways.count(way) == 1 else 'are'} {_said(way)}"
        for way in Way
        if way in ways
    ]
    without = len(courses) - len(ways)
    if without:
        said.append(f"of {numbers.counted(without)} no change can be said")
    return f"Of {page.count(len(courses), 'measure')}, {sentences.listed(said)}."


def _said(course: Way) -> str:
    return "unchanged" if course is Way.NO_CHANGE else course.value


def source(courses: Sequence[Course]) -> str:
    """Return where the newest figures are from and as at which day."""
    newest = [course.valued[-1] for course in courses]
    days = [figure.source_date for figure in newest if figure.source_date]
    dated = f", as at {sentences.day(max(days))}" if days else ""
    names = _sources([figure.source.rstrip(".") for figure in newest])
    if len(newest) == 1:
        return f"Source: {names}{dated}. {sentences.FIRMNESS[newest[0].status]}."
    return f"{'Sources' if ';' in names or ' and ' in names else 'Source'}: {names}{dated}."


def _sources(names: Sequence[str]) -> str:
    """Sources, each once; those that differ only after the last comma share what is before it."""
    shared: dict[str, dict[str, None]] = {}
    for name in names:
        head, _, tail = name.rpartition(", ")
        shared.setdefault(head, {})[tail] = None
    return "; ".join(
        f"{head}, {sentences.listed(list(tails))}" if head else "; ".join(tails)
        for head, tails in shared.items()
    )


def _panel(page: Page, drawn: Drawn, area: str) -> Panel:
    course = drawn.course
    measure = course.measure
    places = _tell(
        [
            place_of(page, measure, point, target)
            for point, target in zip(course.points, drawn.targets, strict=True)
        ]
    )
    beside = tuple(_beside(page, drawn, name, places) for name in drawn.beside)
    target = _target(page, drawn, places)
    every = [place.height for place in places]
    for line in (*beside, *([target] if target else [])):
        every.extend(line.heights)
    marks = axes.ticks(measure, [Decimal(one) for one in every if one is not None])
    held = [place for place in places if place.height is not None]
    return Panel(
        name=measure.name,
        finding=_in_short(page, course),
        unit=_unit(measure, course),
        places=places,
        ticks=axes.labelled(measure, marks),
        start=axes.start_note(measure, marks),
        ours=_named(area if beside or target else "", held[-1], held[-1].label, places),
        beside=beside,
        target=target,
    )


def _in_short(page: Page, course: Course) -> str:
    """The finding where the line itself shows from where to where."""
    if not isinstance(course.travel, Change):
        return trend.finding(page, course)
    gap = page.gap(
        page.pass_figure(course.measure, course.travel.after),
        page.pass_figure(course.measure, course.travel.before),
    )
    if gap is None:
        return "The change cannot be shown."
    return f"{numbers.capital(numbers.moved(gap))}{sentences.course_after(course.travel)}"


def place_of(page: Page, measure: Measure, point: Point, target: Target | None = None) -> Place:
    """Return one place of a series; its value only where the gate lets it pass.

    Beside a target it has as many decimals as tell on which side it is (R16).
    """
    figure, period = point.figure, point.period
    name, tick = period.short, axes.tick_name(period)
    if figure is None:
        return Place(at=period.end, name=name, tick=tick, height=None, label="no figure")
    passed = page.pass_figure(measure, figure, telling_places(measure, figure, target))
    if isinstance(passed, Withheld):
        return Place(at=period.end, name=name, tick=tick, height=None, label="withheld")
    if not isinstance(passed, Shown):
        label = _ABSENT.get(passed.status, "not available")
        return Place(at=period.end, name=name, tick=tick, height=None, label=label)
    return Place(
        at=period.end,
        name=name,
        tick=tick,
        height=plain(passed.number),
        label=numbers.short_value(passed),
        hollow=figure.status in _HOLLOW,
        apart=stands_apart(figure),
        anew=starts_anew(figure),
    )


def _tell(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places, with the first, last, highest and lowest marked to be labelled."""
    held = [place for place in places if place.height is not None]
    by_size = sorted(held, key=lambda place: Decimal(place.height or 0))
    telling = {id(place) for place in (held[0], held[-1], by_size[0], by_size[-1])}
    return tuple(replace(place, telling=id(place) in telling) for place in places)


def _beside(page: Page, drawn: Drawn, name: str, places: Sequence[Place]) -> Line:
    measure = drawn.course.measure
    passed = [
        None if one is None else page.pass_benchmark(measure, one) for one in drawn.beside[name]
    ]
    return _line(name, [one if isinstance(one, Shown) else None for one in passed], places)


def _target(page: Page, drawn: Drawn, places: Sequence[Place]) -> Line | None:
    measure = drawn.course.measure
    aims = [None if one is None else page.pass_target(measure, one) for one in drawn.targets]
    return _line("Target", aims, places) if any(aims) else None


def _line(name: str, shown: Sequence[Shown | None], places: Sequence[Place]) -> Line:
    """One line beside ours, named with its newest value."""
    printed = tuple(numbers.short_value(one) if one is not None else "" for one in shown)
    held = [place for place, one in zip(places, shown, strict=True) if one is not None]
    return Line(
        name=name,
        label=_named(name, held[-1], [text for text in printed if text][-1], places),
        heights=tuple(plain(one.number) if one is not None else None for one in shown),
        printed=printed,
    )


def _named(name: str, newest: Place, value: str, places: Sequence[Place]) -> str:
    """A line's name with its newest value, and the period where that is not the last drawn."""
    when = "" if newest is places[-1] else f"({' '.join(newest.tick.split())})"
    return " ".join(filter(None, (name, value, when)))


def _unit(measure: Measure, course: Course) -> str:
    unit = numbers.capital(numbers.unit_words(measure).split(" ", 1)[1])
    span = _SPANS.get(course.points[0].period.kind, "")
    return f"{unit}, {span}" if span else unit


def _notes(courses: Sequence[Course]) -> list[str]:
    """What the marks mean, only of those that are drawn."""
    figures: list[Figure] = [figure for course in courses for figure in course.valued]
    notes = [
        f"Hollow point: {words}."
        for status, words in _HOLLOW.items()
        if any(figure.status is status for figure in figures)
    ]
    if any(map(stands_apart, figures)):
        notes.append("A point that is not joined must not be compared with the others.")
    if any(course.broken for course in courses):
        notes.append("Dashed upright line: the series may break there.")
    if any(len(course.points) > len(course.valued) for course in courses):
        notes.append("Grey band: no figure, or none that can be shown.")
    if any(course.overlapping for course in courses):
        notes.append("The periods overlap, so a move shows only slowly.")
    return notes
