"""From what was typed to a whole draft: measure, period and value, each asked for where missing."""

from __future__ import annotations

from bot.plan.measures import Measure
from bot.plan.periods import Period
from bot.questions.queries import Kind, Query, Understood
from bot.questions.understand import understander
from bot.rendering import numbers
from bot.rendering.reply import Button, Did, Reply, bold, italic, line, rows_of
from bot.submissions import comments, no_figure, refusals, several, values
from bot.submissions.cards import LOOKED_BACK, in_context, query_of, read_back
from bot.submissions.dates_named import period_of, span_of, window_of
from bot.submissions.periods_counted import opens_on, recent_periods
from bot.submissions.records import LASTS, Draft, DraftState, Offer
from bot.submissions.rights import may_hand_in, owned
from bot.submissions.values import AskValue, Refusal, RefusedValue, Value
from bot.submissions.visit import Visit

MOST_LISTED = 20


def hand_in(visit: Visit, query: Query, text: str) -> Reply:
    """Begin a draft from a text that was read as a figure to hand in, and ask what is missing."""
    measures = [visit.catalogue.by_code[one] for one in query.measures]
    if not measures:
        return choose_measure(visit)
    if len(measures) > 1:
        return _which_measure(visit, query, measures)
    measure = measures[0]
    if not may_hand_in(visit, measure):
        return refusals.not_yours(measure)
    span = span_of(visit, text, measure)
    window = span or (query.windows[-1] if query.windows else None)
    period = period_of(visit, measure, window) if window is not None else None
    if window is not None and period is None:
        return refusals.no_such_period(measure, window)
    if period is not None and period.end >= visit.today:
        return refusals.not_over(measure, period, opens_on(period))
    draft = begin(visit, Offer(measure=measure.code, period=period))
    value, comment = comments.apart(text)
    read = values.of_text(value, measure, visit.catalogue) if value else None
    if isinstance(read, Value):
        # Beside a figure that readers don't see, a comment may say less.
        draft = draft.but(offer=_with_value(draft.offer, read))
    draft, left_out = comments.with_comment(visit, draft, comment)
    if not isinstance(read, Value) and no_figure.is_said(value):
        return comments.left_out(no_figure.ask_why(draft), left_out)
    if read is None or _is_silent(read):
        return comments.left_out(proceed(visit, draft), left_out)
    return comments.left_out(take(visit, draft, read, query), left_out)


def begun_by(visit: Visit, text: str) -> Reply | None:
    """Return the reply to a line that hands a figure in by itself, whatever was said before it.

    "backlog is 425 for Q2" does, "20 weeks Q2 61.4% comment more staff joined" with a comment, and
    "20 weeks is n/a for Q2" says that there is none. None for anything else.
    """
    value, comment = comments.apart(text)
    none = no_figure.is_said(value) or no_figure.is_put_off(text)
    figure = any(letter.isdigit() for letter in value)
    if not comment and (text.rstrip().endswith("?") or not (none or figure)):
        return None
    reading = understander(visit.catalogue).read(value, visit.today)
    query = reading.query
    if not isinstance(reading, Understood) or len(query.measures) != 1:
        return None
    measure = visit.catalogue.by_code[query.measures[0]]
    meant = query.kind is Kind.SUBMIT or none
    if not meant or not may_hand_in(visit, measure):
        return None
    return hand_in(visit, query.but(kind=Kind.SUBMIT), text)


def step_by_step(visit: Visit, words: str) -> Reply:
    """Begin where nothing is known but perhaps the measure: `/submit`, `/submit 4.02`."""
    code, _, rest = words.strip().partition(" ")
    measure = visit.catalogue.by_code.get(code)
    if measure is None:
        return _named_in_words(visit, words)
    if not may_hand_in(visit, measure):
        return refusals.not_yours(measure)
    draft = begin(visit, Offer(measure=code))
    return hear(visit, draft, rest) if rest else proceed(visit, draft)


def _named_in_words(visit: Visit, words: str) -> Reply:
    """Begin with the measure that words name, or ask for it: 'elective home education'."""
    reading = understander(visit.catalogue).read(words, visit.today) if words.strip() else None
    named = isinstance(reading, Understood) and len(reading.query.measures) == 1
    if reading is None or not named:
        return choose_measure(visit)
    return hand_in(visit, reading.query.but(kind=Kind.SUBMIT), words)


def hear(visit: Visit, draft: Draft, text: str) -> Reply:
    """Take what a text tells of a draft: its period, its value, or both."""
    measure = visit.measure(draft.offer)
    window = window_of(visit, text, measure)
    period = period_of(visit, measure, window) if window is not None else None
    if window is not None and period is None:
        return refusals.no_such_period(measure, window)
    if period is not None:
        if period.end >= visit.today:
            return refusals.not_over(measure, period, opens_on(period))
        draft = draft.but(offer=draft.offer.but(period=period))
        visit.rooms.submissions.change(draft)
    read = values.beside_dates(text, measure, visit.catalogue)
    if not isinstance(read, Value) and no_figure.is_said(text):
        return no_figure.ask_why(draft)
    if period is not None and _is_silent(read):
        return proceed(visit, draft)
    return take(visit, draft, read)


def begin(visit: Visit, offer: Offer) -> Draft:
    """Store a new draft; an older open one of the same person and figure is cancelled."""
    store = visit.rooms.submissions
    older = store.open_draft(visit.person.id, visit.now)
    again = older is not None and older.offer.measure == offer.measure
    if older is not None and again:
        store.close(older.number, DraftState.CANCELLED, visit.now)
    return store.begin(
        Draft(
            number=0,
            contact=visit.person.id,
            member=visit.person.member,
            offer=offer,
            failures=older.failures if older is not None and again else 0,
            created_at=visit.now,
            expires_at=visit.now + LASTS,
        )
    )


def take(visit: Visit, draft: Draft, read: values.ReadValue, query: Query | None = None) -> Reply:
    """Put a value that was read into a draft, or say why it can't be taken."""
    measure = visit.measure(draft.offer)
    match read:
        case Value():
            offer = _with_value(draft.offer, read)
            changed = draft.but(offer=offer, sure=False, override="", failures=0, awaiting="")
            visit.rooms.submissions.change(changed)
            return proceed(visit, changed)
        case AskValue():
            return refusals.which_value(draft, measure, read)
        case RefusedValue():
            failed = draft.but(failures=draft.failures + 1, awaiting="value")
            visit.rooms.submissions.change(failed)
            return refusals.value_refused(failed, measure, read, query)


def proceed(visit: Visit, draft: Draft) -> Reply:
    """Return what comes next for a draft: a question for what is missing, or the card."""
    offer = draft.offer
    if offer.measure is None:
        return choose_measure(visit)
    if offer.period is None:
        return _which_period(visit, draft)
    if not offer.has_value:
        return ask_value(visit, draft)
    if several.is_several(visit, draft):
        return several.card(visit, draft.batch)
    return card(visit, draft)


def card(visit: Visit, draft: Draft) -> Reply:
    """Return the card of one whole draft, or that its figure is recorded already."""
    offer = draft.offer
    # What was said of another value, or before the period was known, is looked at again.
    left_out = comments.why_not(visit, draft.comment, offer) if draft.comment else ""
    if left_out:
        draft = draft.but(comment="")
    seen = in_context(visit, offer)
    shown = draft.shown(seen.at_hand, seen.warnings)
    if offer.same_as(seen.published):
        visit.rooms.submissions.close(draft.number, DraftState.CANCELLED, visit.now)
        return refusals.already_published(seen)
    if seen.rival is not None and offer.same_as(seen.rival.offer):
        visit.rooms.submissions.close(draft.number, DraftState.CANCELLED, visit.now)
        return refusals.already_waiting(visit, seen.rival)
    reply = read_back(visit, shown, seen)
    visit.rooms.submissions.change(shown.but(awaiting=reply.awaits.partition(" ")[0]))
    return comments.left_out(reply, left_out)


def choose_measure(visit: Visit) -> Reply:
    """Return the measures that this person may hand figures in for, a button each."""
    measures = owned(visit)
    if not measures:
        return refusals.name_the_measure(visit)
    buttons = [
        Button(label=measure.name, command=f"/submit {measure.code}")
        for measure in measures[:MOST_LISTED]
    ]
    more = len(measures) > MOST_LISTED
    return Reply(
        headline=line(bold("Which figure do you hand in?")),
        lines=(line("Or type it, such as: ", _example(measures[0])),),
        small=line(italic("There are more; type the name or code of yours.")) if more else None,
        buttons=rows_of(buttons, wide=1),
        did=Did.ASKED,
        awaits="/submit",
    )


def ask_value(visit: Visit, draft: Draft) -> Reply:
    """Ask for the value of a draft whose measure and period are known."""
    measure = visit.measure(draft.offer)
    assert draft.offer.period is not None
    visit.rooms.submissions.change(draft.but(awaiting="value"))
    return Reply(
        headline=line(bold(f"{measure.name}, {draft.offer.period.text}: what is the figure?")),
        lines=(
            line(f"It is {numbers.unit_words(measure)}. For example: {refusals.example(measure)}."),
        ),
        buttons=(
            (
                Button(label="No figure this time", command=f"/card nothing {draft.number}"),
                Button(label="Cancel", command=f"/card cancel {draft.number}"),
            ),
        ),
        query=query_of(draft.offer),
        did=Did.ASKED,
        awaits=f"value {draft.number}",
    )


def set_period(visit: Visit, draft: Draft, period: Period) -> Reply:
    """Put the chosen period into a draft."""
    measure = visit.measure(draft.offer)
    if period.end >= visit.today:
        return refusals.not_over(measure, period, opens_on(period))
    changed = draft.but(offer=draft.offer.but(period=period))
    visit.rooms.submissions.change(changed)
    return proceed(visit, changed)


def choices(visit: Visit, measure: Measure) -> tuple[Period, ...]:
    """Return the periods that are likely to be meant, the newest first."""
    newest = visit.rooms.plan.newest(measure.code, limit=LOOKED_BACK)
    return recent_periods(visit.catalogue, measure, visit.today, newest)


def _which_period(visit: Visit, draft: Draft) -> Reply:
    measure = visit.measure(draft.offer)
    periods = choices(visit, measure)
    buttons = [
        Button(label=period.short, command=f"/card period {draft.number} {place}")
        for place, period in enumerate(periods)
    ]
    visit.rooms.submissions.change(draft.but(awaiting="period"))
    return Reply(
        headline=line(bold(f"{measure.name}: which period is it for?")),
        lines=tuple(line(period.text) for period in periods),
        small=line(italic("Or type the period, such as: " + periods[0].short)),
        buttons=rows_of([*buttons, Button(label="Cancel", command=f"/card cancel {draft.number}")]),
        query=query_of(draft.offer),
        did=Did.ASKED,
        awaits=f"period {draft.number}",
    )


def _which_measure(visit: Visit, query: Query, measures: list[Measure]) -> Reply:
    mine = [measure for measure in measures if may_hand_in(visit, measure)]
    if not mine:
        return refusals.not_yours(measures[0])
    buttons = [
        Button(label=measure.name, query=query.but(measures=(measure.code,))) for measure in mine
    ]
    return Reply(
        headline=line(bold("Which measure is that for?")),
        buttons=rows_of(buttons, wide=1),
        query=query,
        did=Did.ASKED,
    )


def _with_value(offer: Offer, read: Value) -> Offer:
    return Offer(
        measure=offer.measure,
        period=offer.period,
        value=read.value,
        numerator=read.numerator,
        denominator=read.denominator,
    )


def _is_silent(read: values.ReadValue) -> bool:
    """Whether no value was named at all: 'submit the backlog'."""
    return isinstance(read, RefusedValue) and read.reason is Refusal.NO_NUMBER


def _example(measure: Measure) -> str:
    name = measure.aliases[0] if measure.aliases else measure.code
    return f"{name} is {refusals.example(measure)}"
