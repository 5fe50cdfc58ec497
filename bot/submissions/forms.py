"""/form: a prepared sheet with the figures that somebody owes."""

from __future__ import annotations

from bot.exchange import form
from bot.exchange.form import FormRow, FormSpec
from bot.plan.measures import Measure, Unit
from bot.rendering import disclosure, numbers
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
    spec = FormSpec(
        name=f"figures {visit.today.isoformat()}.xlsx",
        rows=tuple(_row(visit, measure) for measure in owed),
    )
    return Reply(
        headline=line(bold(f"Your form: {numbers.things(len(owed), 'figure')}.")),
        lines=(
            line("Fill in the columns value and comment, and send the file back here."),
            line("You will see what was read before anything is stored."),
        ),
        document=form.to_json(spec),
    )


def _row(visit: Visit, measure: Measure) -> FormRow:
    unit = measure.unit
    return FormRow(
        code=measure.code,
        name=measure.name,
        period=dialogue.choices(visit, measure)[0].short,
        given_as=numbers.unit_words(measure),
        last=_last(visit, measure),
        whole=unit is Unit.COUNT,
        least="" if unit is Unit.SCORE else "0",
        most="100" if unit is Unit.PERCENT else "",
    )


def _last(visit: Visit, measure: Measure) -> str:
    """The newest figure as readers see it, since a file travels further than a chat."""
    newest = visit.rooms.plan.newest(measure.code, limit=1)
    if not newest:
        return "none yet"
    passed = disclosure.passed(measure, newest[0])
    shown = numbers.value(passed) if isinstance(passed, disclosure.Shown) else "not shown"
    return f"{shown} {newest[0].period.phrase}"
