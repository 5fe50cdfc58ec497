"""/form: a prepared sheet with the figures that somebody owes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.asked import ScreenedPlan
from bot.exchange import form
from bot.exchange.form import FormRow, FormSpec
from bot.people import Role
from bot.plan.figures import Figure
from bot.plan.measures import Measure, Unit
from bot.questions.queries import Kind, Query
from bot.questions.understand import understander
from bot.receipts.shown import ShownInChat
from bot.rendering import numbers
from bot.rendering.page import Page
from bot.rendering.reply import Reply, bold, line
from bot.submissions import dialogue, refusals
from bot.submissions.pages import owing
from bot.submissions.rights import may_hand_in, owned, role_now
from bot.submissions.visit import Visit

MOST = 200
EVERYTHING = frozenset({"all", "everything", "all measures"})
_APART = re.compile(r"[\s,;]+")


def prepared(visit: Visit, words: str = "") -> Reply:
    """Return the form of what is owed, as a file that goes with the reply.

    Of this person's own measures, or of those that words name: "4.01, 4.02", "ambition 4", "all".
    """
    named = _named(words, visit) if words.strip() else None
    if named is not None and not named:
        return _none_named(words, visit)
    owed = owing(visit, limit=MOST, among=named)
    if not owed:
        return _nothing_owed(visit, named)
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


def _named(words: str, visit: Visit) -> list[Measure]:
    """Return the measures that words name and this person may hand in."""
    plain = " ".join(words.split()).casefold()
    codes = set(_APART.split(words.strip()))
    if plain in EVERYTHING:
        found = list(visit.catalogue.measures)
    elif codes <= visit.catalogue.by_code.keys():
        found = [one for one in visit.catalogue.measures if one.code in codes]
    else:
        query = understander(visit.catalogue).read(f"latest {words}", visit.today).query
        found = [
            one
            for one in visit.catalogue.measures
            if one.code in query.measures or one.ambition == query.ambition
        ]
    return [one for one in found if may_hand_in(visit, one)]


def _none_named(words: str, visit: Visit) -> Reply:
    mine = [one.code for one in owned(visit)]
    yours = f"Yours: {', '.join(mine)}." if mine else "Send codes, or: /form all"
    return refusals.refused(
        f"I know no measure called “{words.strip()[:60]}” that you hand in.", yours
    )


def _nothing_owed(visit: Visit, named: Sequence[Measure] | None) -> Reply:
    if named is not None:
        return Reply(headline=line(bold("Nothing is owed for these measures.")))
    if owned(visit):
        return Reply(headline=line(bold("Nothing is owed by you.")))
    headline = line(bold("No measures are in your name."))
    if role_now(visit.person, visit.rooms.people) is not Role.OFFICER:
        return Reply(headline=headline)
    others = "For other people's measures, name them: /form CODES. Or: /form all"
    return Reply(headline=headline, lines=(line(others),))


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
