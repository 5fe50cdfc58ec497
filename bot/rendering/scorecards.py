"""What to draw of an ambition: a row a measure, exceptions first (behaviour 22)."""

from __future__ import annotations

from bot.answers.picture import Scorecard, ScoreRow
from bot.answers.standing import Found, NotYet, Unavailable
from bot.plan.figures import FigureStatus
from bot.plan.status import telling_places
from bot.plan.travel import Change
from bot.rendering import ambition, axes, numbers, standing, trend
from bot.rendering.chart_spec import ChartSpec, Place, Row, Shape
from bot.rendering.disclosure import Shown, passed
from bot.rendering.page import Page, plain

MOST_ROWS = 16
SOURCE = "Each measure has its own source; ask for one to see it."


def spec_of(page: Page, facts: Scorecard) -> ChartSpec:
    """Return the picture of an ambition; beyond sixteen measures the rest is in the table alone."""
    rows = [_row(page, row) for row in facts.rows]
    left = len(rows) - MOST_ROWS
    notes = ["Each small line has a scale of its own."]
    if left > 0:
        notes.append(f"In the table alone: {page.count(left, 'measure')} more.")
    return ChartSpec(
        shape=Shape.SCORECARD,
        title=title(page, facts),
        subtitle=ambition.titled(facts.ambition),
        notes=tuple(notes),
        source=SOURCE,
        description=tuple(standing.in_short(page, row.standing) for row in facts.rows),
        table=(
            ("Measure", "Newest", "Period", "Direction"),
            *((row.name, row.newest, row.period, _both(row)) for row in rows),
        ),
        rows=tuple(rows[:MOST_ROWS]),
    )


def title(page: Page, facts: Scorecard) -> str:
    """Return the finding: how many need a look, how many go well."""
    found = ambition.finding(page, [row.standing for row in facts.rows])
    return f"Ambition {facts.ambition.number}: {found}."


def _row(page: Page, row: ScoreRow) -> Row:
    one = row.standing
    name = one.measure.name
    match one:
        case NotYet():
            return Row(name=name, newest="no figure yet", period="", direction="", change="")
        case Unavailable(gap=gap, last=None):
            nothing = page.words(page.pass_figure(one.measure, gap))
            return Row(name=name, newest="no value", period="", direction=nothing, change="")
        case Unavailable(gap=gap, last=last):
            assert last is not None
            value, period = _newest(page, last)
            nothing = page.words(page.pass_figure(one.measure, gap))
            return Row(
                name=name,
                newest=value,
                period=period,
                direction=f"none for {gap.period.short}",
                change=nothing,
                places=_places(row),
            )
        case Found():
            value, period = _newest(page, one)
            direction, change = _direction(page, one)
            return Row(
                name=name,
                newest=value,
                period=period,
                direction=direction,
                change=change,
                places=_places(row),
            )


def _newest(page: Page, one: Found) -> tuple[str, str]:
    """The newest value in short, and what its unit leaves to say with its period."""
    measure, figure = one.measure, one.figure
    places = telling_places(measure, figure, one.judgement.target)
    shown = page.pass_figure(measure, figure, places)
    if not isinstance(shown, Shown):
        return page.words(shown), figure.period.short
    short = numbers.short_value(shown)
    rest = numbers.value(shown).removeprefix(short).strip()
    firm = "provisional" if figure.status is FigureStatus.PROVISIONAL else ""
    return short, ", ".join(filter(None, (rest, figure.period.short, firm)))


def _direction(page: Page, one: Found) -> tuple[str, str]:
    """What to say of a measure first, its status or direction, and what more there is to say."""
    status = "" if one.judgement.target is None else one.judgement.status.value
    if not isinstance(one.travel, Change):
        return status or "no change can be said", ""
    course = one.travel.course.value
    after = page.pass_figure(one.measure, one.travel.after)
    gap = page.gap(after, page.pass_figure(one.measure, one.travel.before))
    moved = "" if gap is None else numbers.moved(gap)
    said = [word for word in dict.fromkeys((status, course, moved)) if word]
    return said[0], ", ".join(said[1:])


def _places(row: ScoreRow) -> tuple[Place, ...]:
    """The small line; none for fewer than three figures. Its values are drawn and not stated."""
    measure = row.standing.measure
    places = []
    for point in row.points:
        shown = passed(measure, point.figure) if point.figure else None
        places.append(
            Place(
                at=point.period.end,
                name=point.period.short,
                tick=axes.tick_name(point.period),
                height=plain(shown.number) if isinstance(shown, Shown) else None,
                label="",
            )
        )
    enough = sum(place.height is not None for place in places) >= trend.FEWEST_DRAWN
    return tuple(places) if enough else ()


def _both(row: Row) -> str:
    return "; ".join(filter(None, (row.direction, row.change)))
