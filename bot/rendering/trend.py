"""How a measure has moved: one finding, then the series with its gaps named."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.asked import About
from bot.answers.trend import FEWEST, Course, Point, Trend
from bot.plan.figures import FigureStatus
from bot.plan.measures import Polarity
from bot.plan.signals import Assurance, Signal, Usual, assurance, places_of, tells_nothing
from bot.plan.travel import Change, stands_apart
from bot.plan.travel import Course as Direction
from bot.questions.queries import Extreme, Kind
from bot.rendering import numbers, sentences, ways
from bot.rendering.disclosure import Shown
from bot.rendering.figure import named
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

MOST_LINES = 24
FEWEST_DRAWN = 3
MOST_DRAWN = 4  # R50
_MARKS = {
    FigureStatus.PROVISIONAL: "provisional",
    FigureStatus.REVISED: "revised",
    FigureStatus.LOCAL: "local, not validated",
    FigureStatus.STATED: "as stated",
}


def render(facts: Trend) -> Reply:
    """Return each series: in full where one is asked about, else its finding alone."""
    page = Page(facts.about.query)
    if len(facts.courses) == 1:
        _in_full(page, facts.about, facts.courses[0])
        page.buttons([*_draw(facts), *ways.on_from(facts.courses[0].measure, but=Kind.TREND)])
        return page.reply()
    page.headline(f"How {page.count(len(facts.courses), 'measure')} have moved:")
    for course in facts.courses:
        page.say(f"{course.measure.name}: {finding(page, course)}")
    page.small("Open a measure for its whole series and source.")
    page.buttons(_draw(facts))
    page.buttons(ways.to_measures([one.measure for one in facts.courses], Kind.TREND), wide=1)
    return page.reply()


def drawable(course: Course) -> bool:
    """Say whether a series has enough figures for a picture; fewer make a table (behaviour 15)."""
    return len(course.valued) >= FEWEST_DRAWN


def _draw(facts: Trend) -> tuple[Button, ...]:
    query = facts.about.query
    if not any(map(drawable, facts.courses)) or len(facts.courses) > MOST_DRAWN:
        return ()
    return (Button(label="Draw it", query=query.but(picture=True, twin=None, inherited=None)),)


def finding(page: Page, course: Course) -> str:
    """Return the one-line finding of a series."""
    valued = course.valued
    if not valued:
        return _nothing(course)
    if not isinstance(course.travel, Change):
        only = valued[-1]
        shown = f"{page.value(course.measure, only)} {only.period.phrase}"
        if len(valued) == 1:
            return f"one figure only, {shown}; no trend can be said."
        if course.travel is None:
            return f"{shown}; no trend can be said."
        return f"{shown}. {sentences.uncompared(page, course.measure, course.travel)}"
    travel = course.travel
    words = (
        f"{sentences.clause(page, course.measure, travel)} to "
        f"{page.value(course.measure, travel.after)} {travel.after.period.phrase}"
    )
    return f"{words}{sentences.course_after(travel)}."


def _in_full(page: Page, about: About, course: Course) -> None:
    asked_for = _extreme(page, course, about.query.extreme)
    page.headline(f"{course.measure.name}: {asked_for or finding(page, course)}")
    page.say(numbers.capital(finding(page, course)) if asked_for else "")
    valued = course.valued
    if valued:
        for claim in claims(page, course):
            page.say(claim)
        for row in rows(page, course):
            page.say(row)
        page.say(_shortfall(page, course))
        if valued[-1].period == course.last_held:
            page.say(sentences.freshness(about, valued[-1].period))
        page.small(sentences.source(valued[-1]))
    _not_in_line(page, course)


def _extreme(page: Page, course: Course, wanted: Extreme | None) -> str:
    """The lowest or highest figure of the series with its period, where one is asked for."""
    if wanted is None or course.highest is None or course.lowest is None:
        return ""
    higher = wanted is Extreme.HIGHEST
    if wanted in {Extreme.BEST, Extreme.WORST}:
        if course.measure.polarity is Polarity.NEUTRAL:
            return ""
        higher = (wanted is Extreme.BEST) is (course.measure.polarity is Polarity.HIGHER)
    one = course.highest if higher else course.lowest
    when = sentences.listed([other.period.phrase for other in course.alike(one)])
    return f"the {wanted} figure held is {page.value(course.measure, one)}, {when}."


def claims(page: Page, course: Course) -> list[str]:
    """Return what can be said of a series beside its finding, a sentence each."""
    said = []
    if course.highest is not None and course.lowest is not None:
        most, least = (page.value(course.measure, one) for one in (course.highest, course.lowest))
        highest, lowest = [
            f"{shown} {one.period.phrase.partition(', ')[0]}"
            for shown, one in ((most, course.highest), (least, course.lowest))
        ]
        same = most == least and len(course.valued) > 1
        said.append(f"It was {most} each time." if same else f"Highest {highest}; lowest {lowest}.")
    if abs(course.run) >= 3 and not course.overlapping:
        way = "Up" if course.run > 0 else "Down"
        said.append(f"{way} {page.count(abs(course.run), 'time')} in a row up to the newest.")
    if 1 < len(course.valued) < FEWEST:
        figures = page.count(len(course.valued), "figure")
        said.append(f"With {figures}, this is too short to call a trend.")
    if isinstance(course.usual, Usual):
        signal = _signal(page, course, course.usual)
        said += [signal, *(_usual(page, course, course.usual) if signal else ())]
    if course.overlapping:
        said.append("The periods overlap, so a move shows only slowly.")
    if course.broken is not None:
        note = sentences.note_words(course.broken.note)
        said.append(f"The series may break at {course.broken.period.short}: {note}.")
    return [text for text in said if text]


def rows(page: Page, course: Course) -> list[str]:
    """Return a line a point, gaps that follow one another in one line."""
    shared = _shared(course)
    runs = _runs(course.points)
    said = [f"Each figure: {shared}."] if shared else []
    said += [_line(page, course, run, shared) for run in runs[-MOST_LINES:]]
    return [*said, "Only the newest are listed."] if len(runs) > MOST_LINES else said


def _shortfall(page: Page, course: Course) -> str:
    """That a window up to now holds fewer figures than it is long, and where older ones start."""
    if course.older is None or course.newest is None:
        return ""
    held = page.count(len(course.valued), "figure")
    return (
        f"That time holds {held}, since the newest is for {course.newest.period.short}. "
        f"Older figures are held from {course.older.period.short}."
    )


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """The points one by one, but gaps that follow one another together."""
    runs: list[list[Point]] = []
    for point in points:
        if point.figure is None and runs and runs[-1][0].figure is None:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def beyond_chance(page: Page, course: Course) -> str:
    """Return that the newest figure shows more than chance, in plain words; nothing where not."""
    usual = course.usual
    if not isinstance(usual, Usual) or usual.signal is Signal.NONE:
        return ""
    return _signal(page, course, usual)


_AGAINST = {True: Direction.WORSENING, False: Direction.IMPROVING}
_SIGNALS = {
    Signal.OUTSIDE: "the newest figure is outside the usual range",
    Signal.RUN_OF_STEPS: "the newest seven figures all moved the same way",
    Signal.NEAR_LIMIT: "two of the newest three figures are close to a limit",
    Signal.ONE_SIDE: "the newest seven figures are all on one side of the mean",
}


def _signal(page: Page, course: Course, usual: Usual) -> str:
    """Signal or noise in plain words; which way only where one way is good (R44, R47).

    That nothing stands out is said only of a series that has not gone far, so that it never seems
    to deny what the first line says.
    """
    basis = page.count(usual.points, "figure")
    rests = (
        f"a trial range from {basis}, which will move" if usual.trial else f"a range from {basis}"
    )
    if usual.signal is Signal.NONE:
        return (
            f"The newest figure is within its usual ups and downs ({rests})." if usual.calm else ""
        )
    words = _SIGNALS[usual.signal]
    if course.measure.polarity is Polarity.NEUTRAL:
        side = "unusual, high" if usual.high else "unusual, low"
        return f"More than chance, {side}: {words} ({rests})."
    good = usual.high is (course.measure.polarity is Polarity.HIGHER)
    side = "an improvement" if good else "a concern"
    against = _AGAINST[good]
    moved = isinstance(course.travel, Change) and course.travel.course is against
    opening = (
        f"Lately {side}, though not over the whole time" if moved else f"More than chance, {side}"
    )
    return f"{opening}: {words} ({rests})."


_ASSURED = {
    Assurance.MEETS: "as things are, it will be met again and again",
    Assurance.MISSES: "as things are, it will be missed again and again",
    Assurance.BY_CHANCE: "as things are, it will be met in some periods and missed in others",
}


def _usual(page: Page, course: Course, usual: Usual) -> list[str]:
    """The usual range in numbers, and what it says about the target (R45)."""
    measure, period = course.measure, course.valued[-1].period
    if tells_nothing(measure, usual):
        return []
    newest = page.pass_figure(measure, course.valued[-1])
    places = (
        places_of(measure, usual, newest.number) if isinstance(newest, Shown) else measure.decimals
    )
    lower, upper = (
        page.limit(measure, period, limit, places) for limit in (usual.lower, usual.upper)
    )
    said = [f"Its usual range is {lower} to {upper}."]
    assured = assurance(measure, usual, course.aim)
    if assured is not None and course.aim is not None:
        aim = numbers.value(page.pass_target(measure, course.aim))
        said.append(f"Against the target of {aim}: {_ASSURED[assured]}.")
    return said


def _shared(course: Course) -> str:
    """What every period's name ends with: 'three-month average', said once above the series."""
    ends = {point.period.short.partition(", ")[2] for point in course.points}
    return ends.pop() if len(ends) == 1 else ""


def _line(page: Page, course: Course, run: Sequence[Point], shared: str) -> str:
    figure = run[0].figure
    name = numbers.capital(sentences.periods_text([point.period for point in run]))
    name = name.removesuffix(f", {shared}") if shared else name
    if figure is None:
        return f"{name}: gap, no figure held"
    if figure.value is None:
        return f"{name}: gap, {page.value(course.measure, figure)}"
    marks = [_MARKS[figure.status]] if figure.status in _MARKS else []
    if figure.period in course.revised and figure.status is not FigureStatus.REVISED:
        marks.append("revised")
    if stands_apart(figure):
        marks.append("do not compare")
    marked = f" ({', '.join(marks)})" if marks else ""
    return f"{name}: {page.short(course.measure, figure)}{marked}"


def _not_in_line(page: Page, course: Course) -> None:
    if course.left_out:
        texts = [
            f"{page.value(course.measure, one)} {one.period.phrase}" for one in course.left_out[-3:]
        ]
        page.say(f"Other kinds of period, not in this series: {sentences.listed(texts)}.")
    for other in course.asides[-3:]:
        page.say(sentences.aside(page, course.measure, other))
    if not course.valued and course.newest is not None:
        shown = page.value(course.measure, course.newest)
        page.say(f"The newest figure there is: {shown} {course.newest.period.full_phrase}.")
    few = len(course.valued) < 2
    if few and course.first_held is not None and course.last_held is not None:
        page.say(sentences.held_from(course.first_held, course.last_held))
    elif not course.valued:
        page.say(f"Owed by: {sentences.owed_by(course.measure)}.")


def _nothing(course: Course) -> str:
    if course.window is not None and course.first_held is not None:
        return f"no figure is held for {named(course.window, course.last_held)}."
    return "no figure is held yet."
