"""How was this worked out? The sum in words with the numbers in it (behaviour 18).

Everything is said of the figure as it is now, through the gate: of one that is hidden only the
method.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answers.asked import Asked
from bot.answers.held import Held, match
from bot.answers.standing import Found, Unavailable, standing
from bot.plan.figures import Figure
from bot.plan.measures import Measure, Unit
from bot.plan.travel import Change, Uncompared
from bot.questions.queries import Kind, Query, Turn, Window
from bot.receipts import codes, quoting
from bot.receipts.quoting import Quoter
from bot.rendering import numbers, sentences
from bot.rendering.disclosure import Withheld
from bot.rendering.page import Page
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of

MOST = 6
_THIS = r"(?:this|that|it|these|those|they|the (?:figures?|numbers?|values?|sums?))"
_DONE = r"(?:worked out|calculated|computed|counted|derived|arrived at|got|made|reached)"
_HOW = re.compile(
    rf"(?:so |and |but )?(?:how|how (?:exactly )?(?:was|is|were|are) {_THIS} {_DONE}|"
    rf"how (?:exactly )?(?:did|do) you (?:work|get|calculate|reach|count|arrive at|come to)"
    rf"(?: (?:at|to))?(?: {_THIS})?(?: figure| number| value)?(?: out)?|"
    r"(?:show|explain|tell)(?: me)? (?:the |your )?(?:workings?|sums?|maths|arithmetic|calculation)"
    r"(?: behind (?:it|this|that))?)"
)
_HOW_CODE = re.compile(r"how\b.{0,40}")


def asked_about(text: str, turns: Sequence[Turn]) -> tuple[tuple[str, ...], Window | None] | None:
    """Return the measures and the period of the last answer where a text asks for its working."""
    said = " ".join(text.casefold().split()).strip(" ?.!")
    if not _HOW.fullmatch(said):
        return None
    last = next((turn for turn in turns if turn.query.measures), None)
    if last is None:
        return None
    return last.query.measures, last.answered[0] if last.query.windows and last.answered else None


def code_asked_about(text: str) -> str | None:
    """Return the receipt whose working a text asks for: 'how EH-7K2QM9', 'how was … worked out'."""
    if not _HOW_CODE.match(text.casefold().strip()):
        return None
    return next((one for one in codes.codes_in(text) if codes.number_of(one) is not None), None)


def how(words: str, quoter: Quoter) -> Reply:
    """Return the working behind a receipt or the newest figure of a measure, by its code."""
    said = words.strip()
    if said in quoter.catalogue.by_code:
        return working((said,), None, quoter)
    number = codes.number_of(said) if said else None
    receipt = quoter.stores.receipts.find(number) if number is not None else None
    if receipt is None or not quoting.may_see(receipt, quoter):
        return quoting.quote(said, quoter) if said else _usage()
    ours = [one for one in receipt.statements if one.comparator is None]
    measures = tuple(dict.fromkeys(one.measure for one in ours))
    span: tuple[date, date] | None = None
    if len(measures) == 1:
        span = ours[0].period_start, ours[0].period_end
    return working(measures, Window(start=span[0], end=span[1]) if span else None, quoter)


def working(measures: Sequence[str], window: Window | None, quoter: Quoter) -> Reply:
    """Return the working of one measure's figure, or which of several is meant."""
    known = [
        quoter.catalogue.by_code[code] for code in measures if code in quoter.catalogue.by_code
    ]
    if not known:
        return _usage()
    if len(known) > 1:
        buttons = [Button(label=one.name[:40], command=f"/how {one.code}") for one in known[:MOST]]
        return Reply(
            headline=line(bold("Which figure do you mean?")),
            buttons=rows_of(buttons, wide=1),
            did=Did.ASKED,
        )
    return _of(known[0], window, quoter)


def _of(measure: Measure, window: Window | None, quoter: Quoter) -> Reply:
    query = Query(
        kind=Kind.SOURCE, measures=(measure.code,), windows=(window,) if window is not None else ()
    )
    asked = Asked(query=query, catalogue=quoter.catalogue, plan=quoter.screened, today=quoter.today)
    page = Page(query)
    found, gap = _found(asked, measure, window)
    if found is None:
        shown = "" if gap is None else f" {page.value(measure, gap)} {gap.period.full_phrase}."
        page.headline(f"{measure.name}:{shown or ' no figure is held to work anything out from.'}")
        page.say(f"The method: {measure.definition}")
        return page.reply()
    _say(page, found, asked)
    return page.reply()


def _found(
    asked: Asked, measure: Measure, window: Window | None
) -> tuple[Found | None, Figure | None]:
    """The figure to explain, or the one that has no value to show."""
    if window is not None:
        held = match(asked, measure, window)
        if isinstance(held, Held):
            return held.main, held.aside if held.main is None else None
        return None, getattr(held, "figure", None)
    now = standing(asked, measure)
    if isinstance(now, Found):
        return now, None
    return None, now.gap if isinstance(now, Unavailable) else None


def _say(page: Page, found: Found, asked: Asked) -> None:
    measure, figure = found.measure, found.figure
    page.headline(f"{measure.name}, {figure.period.short}: how it was worked out.")
    page.say(f"What it is: {measure.definition}")
    page.say(_sum(page, measure, figure))
    for text in _parts(page, measure, figure, asked):
        page.say(text)
    page.say(f"It is shown {_rounding(measure)}, rounded half up.")
    page.say(_change(page, found))
    page.say(_status(page, found))
    revised = "" if figure.revision == 1 else f", in revision {figure.revision}"
    page.small(f"{sentences.source(figure).rstrip('.')}{revised}.")


def _rounding(measure: Measure) -> str:
    if not measure.decimals:
        return "as a whole number"
    return f"with {numbers.things(measure.decimals, 'decimal place')}"


def _sum(page: Page, measure: Measure, figure: Figure) -> str:
    """The figure with the counts behind it, or that it is told as it was printed."""
    shown = page.value(measure, figure)
    parts = page.parts(measure, figure)
    if isinstance(parts, Withheld):
        return f"The figure is {numbers.WITHHELD}."
    top, bottom = parts.numerator, parts.denominator
    if measure.unit is Unit.PERCENT and top is not None and bottom is not None:
        if parts.agree:
            return f"The sum: {numbers.whole(top)} ÷ {numbers.whole(bottom)} = {shown}."
        return (
            f"The source prints {shown}, and the counts {numbers.whole(top)} of "
            f"{numbers.whole(bottom)}, which make another share. The source's own figure is told."
        )
    if measure.unit is Unit.PERCENT:
        return f"The counts behind it are not held, so {shown} is told as its source printed it."
    return f"The figure is told as its source printed it: {shown}. Nothing was added up here."


def _parts(page: Page, measure: Measure, figure: Figure, asked: Asked) -> list[str]:
    """The measures that this one is the sum of, each with its own figure."""
    said = []
    for code in asked.catalogue.parts_of.get(measure.code, ()):
        part = asked.catalogue.by_code[code]
        held = asked.plan.series(code, start=figure.period.end, end=figure.period.end)
        same = [one for one in held if one.period == figure.period and one.comparable]
        shown = page.value(part, same[0]) if same else "no figure held"
        said.append(f"Part of it: {part.name}, {shown}.")
    return said


def _change(page: Page, found: Found) -> str:
    if isinstance(found.travel, Uncompared):
        return sentences.uncompared(page, found.measure, found.travel)
    change: Change = found.travel
    after = page.pass_figure(found.measure, change.after)
    before = page.pass_figure(found.measure, change.before)
    gap = page.gap(after, before)
    if gap is None:
        return ""
    why = "the figure before it of the same kind of period"
    return (
        f"The change: {page.words(after)} less {page.words(before)} {change.before.period.phrase}, "
        f"{why}, is {numbers.moved(gap)}{sentences.course_after(change)}."
    )


def _status(page: Page, found: Found) -> str:
    if found.judgement.target is None:
        return "No target is set, so no status is worked out."
    stands = sentences.distance(page, found.measure, found.figure, found.judgement)
    return (
        f"The status: {page.value(found.measure, found.figure)} is {stands}; "
        f"so: {sentences.verdict(found.figure, found.judgement)}."
    )


def _usage() -> Reply:
    return Reply(
        headline=line(bold("Ask how after an answer, or send the receipt of one.")),
        lines=(line("For example: how was this worked out? Or: /how EH-7K2QM9"),),
        did=Did.ASKED,
    )
