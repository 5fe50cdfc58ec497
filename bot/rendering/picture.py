"""The reply that goes with a picture, and what stands in words for one (behaviour 15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.picture import Drawn, Pictured, Scorecard
from bot.plan.measures import Measure
from bot.questions.queries import Kind, Query, Twin
from bot.rendering import charts, compare, scorecards, sentences, trend, ways
from bot.rendering.chart_spec import ChartSpec
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

_INSTEAD = {
    "pie": "A pie shows the shares of one whole; these are figures over time, so this is a line.",
    "bar": "Bars hide small moves, since they start at zero; over time a line shows more.",
    "gauge": "A gauge shows one figure alone; a line shows where it has come from.",
    "radar": "Measures of different kinds share no scale, so each gets a line of its own.",
    "map": "The plan holds figures for one area and for comparators, so there is nothing to map.",
}
_INSTEAD_OF_SCORECARD = (
    "The measures have different units and are no shares of a whole, so each gets a row."
)


def render(facts: Pictured | Scorecard) -> Reply:
    """Return the picture with its finding in words, or its twin in words where that is asked."""
    page = Page(facts.about.query)
    if isinstance(facts, Scorecard):
        spec: ChartSpec | None = scorecards.spec_of(page, facts)
        source = scorecards.SOURCE
    else:
        spec = charts.spec_of(page, facts)
        source = "" if spec is None else spec.source
    query = facts.about.query
    if spec is None:
        assert isinstance(facts, Pictured)
        return _too_few(page, facts)
    page.headline(spec.title)
    page.small(source)
    if query.twin is Twin.DESCRIPTION:
        _say_all(page, (*spec.description, *spec.notes))
    elif query.twin is Twin.TABLE:
        _say_all(page, as_lines(spec.table))
    elif isinstance(facts, Scorecard):
        page.say(_INSTEAD_OF_SCORECARD if query.chart else "")
        page.say(spec.subtitle)
    else:
        _beside_the_picture(page, facts)
    page.buttons(_twins(query))
    reply = page.reply()
    return reply if query.twin is not None else replace(reply, picture=spec)


def as_lines(table: Sequence[Sequence[str]]) -> list[str]:
    """Return a table as a line a row, each cell after the first named by its heading."""
    headings, *rows = table
    if len(headings) == 2:
        return [f"{first}: {second}" for first, second in rows]
    return [_as_line(headings, row) for row in rows]


def _as_line(headings: Sequence[str], row: Sequence[str]) -> str:
    named = [
        f"{heading} {cell}" if heading not in {"Value", "Newest", "Period", "Direction"} else cell
        for heading, cell in zip(headings[1:], row[1:], strict=True)
        if cell
    ]
    return f"{row[0]}: {'; '.join(named)}"


def _beside_the_picture(page: Page, facts: Pictured) -> None:
    query = facts.about.query
    courses = [one.course for one in facts.drawn]
    page.say(_INSTEAD.get(query.chart, ""))
    if len(courses) == 1:
        _say_all(page, trend.claims(page, courses[0]))
        if facts.drawn[0].earlier:
            places = page.count(len(courses[0].points), "period")
            page.say(f"Drawn are the newest {places}; name dates to see earlier ones.")
        page.say(compare.caution(facts.drawn[0].odd))
        page.say(sentences.freshness(facts.about, courses[0].valued[-1].period))
        return
    for course in courses:
        page.say(f"{course.measure.name}: {trend.finding(page, course)}")
    few = [course.measure.name for course in courses if not trend.drawable(course)]
    if few:
        page.say(f"Not drawn, with fewer than three figures: {sentences.listed(few)}.")
    units = {course.measure.unit for course in courses}
    why = " since their units differ" if len(units) > 1 else ""
    page.say(f"Each has an axis of its own{why}.")
    if query.kind is Kind.COMPARE:
        page.say("Ask for one measure alone to see others beside it.")
    page.say(_left_out(facts.left_out))


def _left_out(measures: Sequence[Measure]) -> str:
    if not measures:
        return ""
    names = sentences.listed([measure.name for measure in measures])
    return f"At most four measures fit in one picture; left out: {names}."


def _too_few(page: Page, facts: Pictured) -> Reply:
    """The table alone, with a line why (behaviour 15)."""
    drawn = facts.drawn
    if len(drawn) == 1:
        course = drawn[0].course
        page.headline(f"{course.measure.name}: {trend.finding(page, course)}")
    else:
        page.headline(f"There is too little to draw for {page.count(len(drawn), 'measure')}.")
    page.say(_why_none(page, drawn))
    for one in drawn:
        name = f"{one.course.measure.name}. " if len(drawn) > 1 else ""
        for row in trend.rows(page, one.course):
            page.say(f"{name}{row}")
    valued = [figure for one in drawn for figure in one.course.valued]
    if valued:
        page.small(charts.source([one.course for one in drawn if one.course.valued]))
    page.say(_left_out(facts.left_out))
    if len(drawn) == 1:
        page.buttons(ways.on_from(drawn[0].course.measure, but=Kind.TREND))
    else:
        page.buttons(ways.to_measures([one.course.measure for one in drawn]), wide=1)
    return page.reply()


def _why_none(page: Page, drawn: Sequence[Drawn]) -> str:
    if len(drawn) > 1:
        return "None has the three figures that a picture needs; here is what there is."
    held = len(drawn[0].course.valued)
    if not held:
        return "There is no figure to draw."
    return f"A picture needs three figures; there {_are(page, held)}, so here is the table."


def _are(page: Page, number: int) -> str:
    return f"{'is' if number == 1 else 'are'} {page.count(number, 'figure').split()[0]}"


def _say_all(page: Page, lines: Sequence[str]) -> None:
    for text in lines:
        page.say(text)


def _twins(query: Query) -> tuple[Button, ...]:
    """Describe and Table under a picture; under either of them, the other and the picture."""
    plain = query.but(inherited=None, twin=None)
    ways_on = {
        Twin.DESCRIPTION: Button(label="Describe", query=plain.but(twin=Twin.DESCRIPTION)),
        Twin.TABLE: Button(label="Table", query=plain.but(twin=Twin.TABLE)),
        None: Button(label="Draw it", query=plain),
    }
    return tuple(button for twin, button in ways_on.items() if twin is not query.twin)
