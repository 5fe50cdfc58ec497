"""Several figures in one message: lines, or a table as text; one card, one Confirm for all."""

from __future__ import annotations

import re

from bot.plan.measures import Measure
from bot.plan.periods import Period
from bot.questions.queries import Kind, NotUnderstood, Query, Understood, Window
from bot.questions.understand import understander
from bot.rendering import numbers
from bot.rendering.reply import Button, Did, Line, Reply, bold, italic, line, rows_of
from bot.submissions import comments, confirming, refusals, values
from bot.submissions.cards import LOOKED_BACK, corrects, in_context, query_of, titled
from bot.submissions.dates_named import period_of, span_of
from bot.submissions.periods_counted import opens_on, recent_periods
from bot.submissions.records import LASTS, Draft, DraftState, Offer
from bot.submissions.rights import may_hand_in
from bot.submissions.values import RefusedValue, Value
from bot.submissions.visit import Visit

MOST = 30
LONGEST_LINE = 200
RECORDED = f"{confirming.THANKS} "
_BREAKS = re.compile(r"\s*(?:\n|;|\s/\s|,\s+(?=\S))\s*")
_CELLS = re.compile(r"\s*[|\t]\s*")
_DIGIT = re.compile(r"\d")


def parts_of(text: str) -> list[str]:
    """Return the parts of a text that may each be a figure; fewer than two are none."""
    parts = [_CELLS.sub(" ", part).strip(" |") for part in _BREAKS.split(text)]
    found = [part for part in parts if part]
    counted = sum(bool(_DIGIT.search(part)) for part in found)
    return found if counted > 1 and len(found) <= MOST else []


def hand_in_several(visit: Visit, text: str) -> Reply | None:
    """Return the card of several figures, None where a text is not several figures."""
    read = [(part, _read(visit, comments.apart(part)[0])) for part in parts_of(text)]
    said = [query for _, query in read if query is not None and query.kind is Kind.SUBMIT]
    if len([query for query in said if query.measures]) < 2:
        return None
    named = [query.windows[-1] for _, query in read if query is not None and query.windows]
    window = named[0] if named and all(one == named[0] for one in named) else None
    batch, problems = 0, list[str]()
    for part, query in read:
        if query is None or not query.measures:
            if _DIGIT.search(part) and (query is None or not query.windows):
                problems.append(f"“{part[:60]}”: no measure was recognised.")
            continue
        value, comment = comments.apart(part)
        made = _draft(visit, value, query, window, batch)
        if isinstance(made, Draft):
            batch = batch or made.number
            _, why = comments.with_comment(visit, made, comment)
            if why:
                problems.append(f"the comment on {visit.measure(made.offer).name}: {why}")
        else:
            problems.append(f"“{part[:60]}”: {made}")
    return _card(visit, batch, tuple(problems)) if batch else _none_taken(problems)


def card(visit: Visit, batch: int) -> Reply:
    """Return the card of the open drafts that came in one message."""
    return _card(visit, batch, ())


def is_several(visit: Visit, draft: Draft) -> bool:
    """Say whether a draft came with others that are open still."""
    return len(_open(visit, draft.batch)) > 1


def confirm_all(visit: Visit, draft: Draft, *, sure: bool) -> Reply:
    """Confirm every open draft that came in one message with this one, all in one transaction."""
    done, left = list[str](), list[str]()
    for one in _open(visit, draft.batch):
        if sure and not one.sure:
            one = one.but(sure=True)
            visit.rooms.submissions.change(one)
        reply = confirming.confirm(visit, one)
        after = visit.rooms.submissions.draft(one.number)
        recorded = after is not None and after.state is DraftState.CONFIRMED
        (done if recorded else left).append(reply.headline.text.removeprefix(RECORDED))
    lines = [line(text) for text in done]
    buttons: tuple[tuple[Button, ...], ...] = ()
    if left:
        lines += [line(bold("Not confirmed yet:")), *(line(text) for text in left)]
        waiting = _open(visit, draft.batch)
        buttons = rows_of(
            Button(label=f"Open {one.offer.measure}", command=f"/card open {one.number}")
            for one in waiting
        )
    return Reply(
        headline=line(bold(f"Recorded: {numbers.things(len(done), 'figure')}.")),
        lines=tuple(lines),
        buttons=buttons,
    )


def cancel_all(visit: Visit, draft: Draft) -> Reply:
    """Cancel every open draft that came in one message with this one."""
    for one in _open(visit, draft.batch):
        visit.rooms.submissions.close(one.number, DraftState.CANCELLED, visit.now)
    return Reply(headline=line("Cancelled. Nothing was stored."))


def set_period(visit: Visit, draft: Draft, place: str) -> Reply:
    """Put the chosen period into every draft of a message that has none."""
    periods = _choices(visit, visit.measure(draft.offer))
    if not place.isdecimal() or int(place) >= len(periods):
        return refusals.STALE
    window = Window(start=periods[int(place)].start, end=periods[int(place)].end)
    problems = []
    for one in _open(visit, draft.batch):
        if one.offer.period is not None:
            continue
        measure = visit.measure(one.offer)
        period = period_of(visit, measure, window)
        if period is None or period.end >= visit.today:
            problems.append(f"{measure.name}: {periods[int(place)].short} is no period of it.")
            visit.rooms.submissions.close(one.number, DraftState.CANCELLED, visit.now)
            continue
        visit.rooms.submissions.change(one.but(offer=one.offer.but(period=period)))
    return _card(visit, draft.batch, tuple(problems))


def _read(visit: Visit, part: str) -> Query | None:
    if len(part) > LONGEST_LINE:
        return None
    reading = understander(visit.catalogue).read(part, visit.today)
    query = reading.query
    if isinstance(reading, NotUnderstood):
        return query if query.windows else None
    # Among other figures, one that may also be something else is a figure.
    is_figure = query.kind is Kind.SUBMIT and len(query.measures) == 1
    return query if is_figure or isinstance(reading, Understood) else None


def _draft(visit: Visit, part: str, query: Query, window: Window | None, batch: int) -> Draft | str:
    """Return the draft of one line, or why it can't be taken."""
    if len(query.measures) > 1:
        return "more than one measure is called that."
    measure = visit.catalogue.by_code[query.measures[0]]
    if not may_hand_in(visit, measure):
        return "you can't hand in this measure."
    dates = span_of(visit, part, measure) or (query.windows[-1] if query.windows else window)
    period = period_of(visit, measure, dates) if dates is not None else None
    if dates is not None and period is None:
        return "that is no period it is counted for."
    if period is not None and period.end >= visit.today:
        return f"{period.short} is not over; from {opens_on(period)}."
    read = values.of_text(part, measure, visit.catalogue)
    if not isinstance(read, Value):
        return read.hint if isinstance(read, RefusedValue) else f"{read.hint} Send it alone."
    return visit.rooms.submissions.begin(
        Draft(
            number=0,
            contact=visit.person.id,
            member=visit.person.member,
            batch=batch,
            offer=Offer(
                measure=measure.code,
                period=period,
                value=read.value,
                numerator=read.numerator,
                denominator=read.denominator,
            ),
            created_at=visit.now,
            expires_at=visit.now + LASTS,
        )
    )


def _card(visit: Visit, batch: int, problems: tuple[str, ...]) -> Reply:
    drafts = _open(visit, batch)
    if not drafts:
        return _none_taken(list(problems))
    undated = [one for one in drafts if one.offer.period is None]
    if undated:
        return _which_period(visit, undated[0], len(undated), problems)
    lines, doubtful = list[Line](), False
    for place, one in enumerate(drafts, start=1):
        seen = in_context(visit, one.offer)
        visit.rooms.submissions.change(one.shown(seen.at_hand, seen.warnings))
        lines.append(line(f"{place}. {titled(one.offer, seen.measure)}"))
        if one.comment:
            lines.append(line("   ", italic(f"Comment: “{one.comment}”")))
        remarks = [f"Please look again: {doubt}" for doubt in seen.warnings if not one.sure]
        if corrects(one.offer, seen):
            remarks.append("A figure is published for it; a correction needs a reason of its own.")
        doubtful = doubtful or bool(seen.warnings)
        lines += [line("   ", italic(remark)) for remark in remarks]
    lines += [line("Not taken: ", problem) for problem in problems]
    first = drafts[0].number
    verb, label = ("all_sure", "Yes, all are right") if doubtful else ("all", "Confirm all")
    return Reply(
        headline=line(bold(f"Are these {numbers.counted(len(drafts))} figures right?")),
        lines=tuple(lines),
        small=line(italic("Nothing is stored until you confirm.")),
        buttons=rows_of(
            [
                Button(label=label, command=f"/card {verb} {first}"),
                *(
                    Button(
                        label=f"Change {one.offer.measure}", command=f"/card change {one.number}"
                    )
                    for one in drafts
                ),
                Button(label="Cancel all", command=f"/card cancel_all {first}"),
            ]
        ),
        query=query_of(drafts[0].offer),
        did=Did.ASKED,
    )


def _change_button(one: Draft) -> Button:
    return Button(label=f"Change {one.offer.measure}", command=f"/card change {one.number}")


def _which_period(visit: Visit, draft: Draft, count: int, problems: tuple[str, ...]) -> Reply:
    periods = _choices(visit, visit.measure(draft.offer))
    figures = "that figure" if count == 1 else f"those {numbers.counted(count)} figures"
    buttons = [
        Button(label=period.short, command=f"/card all_period {draft.number} {place}")
        for place, period in enumerate(periods)
    ]
    return Reply(
        headline=line(bold(f"Which period are {figures} for?")),
        lines=(
            *(line(period.text) for period in periods),
            *(line("Not taken: ", problem) for problem in problems),
        ),
        buttons=rows_of(buttons),
        did=Did.ASKED,
    )


def _none_taken(problems: list[str]) -> Reply:
    return refusals.refused("None of these figures could be taken.", *problems)


def _open(visit: Visit, batch: int) -> list[Draft]:
    found = visit.rooms.submissions.batch(batch) if batch else []
    return [
        one
        for one in found
        if one.state is DraftState.OPEN
        and one.contact == visit.person.id
        and one.expires_at > visit.now
    ]


def _choices(visit: Visit, measure: Measure) -> tuple[Period, ...]:
    newest = visit.rooms.plan.newest(measure.code, limit=LOOKED_BACK)
    return recent_periods(visit.catalogue, measure, visit.today, newest)
