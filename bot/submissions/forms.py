"""/form: a prepared sheet with the figures that somebody owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.asked import ScreenedPlan
from bot.exchange import form
from bot.exchange.form import FormRow, FormSpec
from bot.plan.figures import Figure
from bot.plan.measures import Measure, Unit
from bot.questions.queries import Kind, Query
from bot.receipts.shown import ShownInChat
from bot.rendering import numbers
from bot.rendering.page import Page
from bot.rendering.reply import Reply, bold, line
from bot.submissions import dialogue
from bot.submissions.pages import owing
from bot.submissions.rights import owned
from bot.submissions.visit import Visit

MOST = 200


def prepared(visit: Visit) -> Reply:
    """Return the form of what this person owes, as a file that goes with the reply."""
    owed = owing(visit, limit=MOST)
    if not owed:
        mine = "Nothing is owed by you." if owned(visit) else "No measures are in your name."
        return Reply(headline=line(bold(mine)))
    page = Page(Query(kind=Kind.SUBMIT))
    shown = ShownInChat(visit.rooms.receipts, visit.person.id)
    plan = ScreenedPlan(visit.rooms.plan, visit.catalogue, visit.today, shown)
    last = plan.newest_of([measure.code for measure in owed], limit=1)
    spec = FormSpec(
        name=f"figures {visit.today.isoformat()}.xlsx",
        rows=tuple(
            _row(visit, measure, _last(page, measure, last.get(measure.code, ())))
            for measure in owed
        ),
    )
    page.headline(f"Your form: {page.count(len(owed), 'figure')}.")
    page.say("Fill in the columns value and comment, and send the file back here.")
    page.say("You will see what was read before anything is stored.")
    return replace(page.reply(), query=None, document=form.to_json(spec))


def _row(visit: Visit, measure: Measure, last: str) -> FormRow:
    unit = measure.unit
    return FormRow(
        code=measure.code,
        name=measure.name,
        period=dialogue.choices(visit, measure)[0].short,
        given_as=numbers.unit_words(measure),
        last=last,
        whole=unit is Unit.COUNT,
        least="" if unit is Unit.SCORE else "0",
        most="100" if unit is Unit.PERCENT else "",
    )


def _last(page: Page, measure: Measure, newest: Sequence[Figure]) -> str:
    """The newest figure as readers see it, since a file travels further than a chat."""
    if not newest:
        return "none yet"
    return f"{page.value(measure, newest[0])} {newest[0].period.phrase}"
