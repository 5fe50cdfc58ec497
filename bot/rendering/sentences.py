"""The sentences that many kinds of answer share: change, status, source, what is not certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answers.asked import About, in_months
from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.measures import Frequency, Measure, Unit
from bot.plan.periods import Period, PeriodKind, day_text, months_text
from bot.plan.status import Judgement, Status, telling_places
from bot.plan.travel import Change, Course, Travel, Uncompared, Why
from bot.rendering import numbers
from bot.rendering.disclosure import Shown, Withheld
from bot.rendering.page import Page

FIRMNESS = {
    FigureStatus.FINAL: "Final figure",
    FigureStatus.REVISED: "Revised figure",
    FigureStatus.PROVISIONAL: "Provisional figure",
    FigureStatus.LOCAL: "Local figure, not validated",
    FigureStatus.STATED: "As stated, not a published statistic",
    FigureStatus.NOT_AVAILABLE: "Not available at the source",
    FigureStatus.WITHHELD: "Withheld",
    FigureStatus.WITHDRAWN: "Withdrawn at the source",
    FigureStatus.TOO_FEW: "Too few for a percentage",
}
OFTEN = {
    Frequency.MONTHLY: "every month",
    Frequency.QUARTERLY: "every quarter",
    Frequency.TERMLY: "every school term",
    Frequency.HALF_YEARLY: "every half year",
    Frequency.ANNUAL: "every year",
}
_UNSURE = re.compile(r"\b(does not say|not (stated|given|known|certain|clear)|unclear)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_OF_COUNTS = re.compile(r"(Numerator|Denominator)\b")
_FILE = re.compile(r";?\s*see \w+\.csv\.?")
_EARLIER = re.compile(r"\s*Earlier published as [^;]*;?", re.I)


def change(page: Page, measure: Measure, travel: Travel) -> str:
    """Return the change in a sentence or two: 'Down 174 from 638 in March 2024 (improving)'."""
    if isinstance(travel, Uncompared):
        return uncompared(page, measure, travel)
    words = f"{clause(page, measure, travel)}{course_after(travel)}."
    if travel.overlapping:
        words += " The two periods overlap."
    if travel.missing:
        words += f" No figure is held for {periods_text(travel.missing)}."
    return numbers.capital(words)


def clause(page: Page, measure: Measure, travel: Change) -> str:
    """Return 'down 174 from 638 in March 2024' or 'no change from 638 in March 2024'."""
    after = page.pass_figure(measure, travel.after)
    before = page.pass_figure(measure, travel.before)
    gap = page.gap(after, before)
    if gap is None:
        return "the change cannot be shown"
    return f"{numbers.moved(gap)} from {page.value(measure, travel.before)} {again(travel)}"


def again(travel: Change) -> str:
    """Return the earlier period with its preposition, without what the later one says too."""
    before, after = travel.before.period.phrase, travel.after.period.phrase
    said = after.partition(", ")[2]
    return before.removesuffix(f", {said}") if said else before


def course_after(travel: Change) -> str:
    """Return ' (improving)', or nothing where 'no change' has been said."""
    return "" if travel.course is Course.NO_CHANGE else f" ({travel.course.value})"


def uncompared(page: Page, measure: Measure, travel: Uncompared) -> str:
    """Return why there is no change to say; the earlier figure stands beside, without a sum."""
    if travel.why is Why.NOTHING_EARLIER:
        return "There is no earlier figure to compare with."
    if travel.before is None:
        return "The other figures cover another kind of period, so no change is worked out."
    earlier = page.pass_figure(measure, travel.before)
    if not isinstance(earlier, Shown):
        return f"Not compared with {travel.before.period.short}: no figure that can be shown."
    words = f"Not compared with {page.words(earlier)} {travel.before.period.phrase}"
    if travel.why is Why.BREAK:
        words += ", because the series may have a break"
    if travel.why is Why.OTHER_PERIOD:
        words += ", because the two cover different kinds of period"
    reason = note_words(travel.reason)
    if reason and travel.reason != travel.after.note:
        words += f". Note there: {reason}"
    return f"{words}."


def counts(page: Page, measure: Measure, figure: Figure) -> str:
    """Return the counts behind a share, 'That is 45 of 574.', where held and shown (R17)."""
    parts = page.parts(measure, figure)
    if measure.unit is not Unit.PERCENT or isinstance(parts, Withheld):
        return ""
    top, bottom = parts.numerator, parts.denominator
    if top is None or bottom is None or parts.agree is None:
        return ""
    printed = f"{numbers.whole(top)} of {numbers.whole(bottom)}"
    if parts.agree:
        return f"That is {printed}."
    return f"The counts printed with it, {printed}, make another share."


def status(page: Page, measure: Measure, figure: Figure, judgement: Judgement) -> str:
    """Return how the figure stands against its target, with the gap (behaviour 10)."""
    if judgement.target is None:
        return "No target is set in the plan."
    stands = distance(page, measure, figure, judgement)
    return f"{numbers.capital(verdict(figure, judgement))}: {stands}."


def verdict(figure: Figure, judgement: Judgement) -> str:
    """Return the status in words, marked where the figure is provisional."""
    marked = " (provisional)" if figure.status is FigureStatus.PROVISIONAL else ""
    if judgement.status is Status.NO_TARGET:
        return "no target is set in the plan"
    return f"{judgement.status.value}{marked}"


def distance(
    page: Page, measure: Measure, figure: Figure, judgement: Judgement, *, tolerance: bool = True
) -> str:
    """Return '12 above the target of 40', with the tolerance where there is one."""
    target = judgement.target
    if target is None:
        return "no target is set"
    places = telling_places(measure, figure, target)
    aim = page.pass_target(measure, target, places)
    gap = page.gap(page.pass_figure(measure, figure, places), aim)
    if gap is None or judgement.status is Status.CANNOT_JUDGE:
        return f"the target is {numbers.value(aim)}"
    words = f"{numbers.away(gap)} the target of {numbers.value(aim)}"
    within = page.tolerance(measure, target) if tolerance else None
    return f"{words} (tolerance {numbers.size(within)})" if within is not None else words


def standard(measure: Measure) -> str:
    """Return the legal or practice standard as a line of its own, or nothing."""
    return f"Legal or practice standard: {measure.standard}." if measure.standard else ""


def source(figure: Figure) -> str:
    """Return the small last line: source, its date, how firm the figure is."""
    return f"Source: {dated(figure)}. {FIRMNESS[figure.status]}."


def dated(figure: Figure) -> str:
    """Return the source with its date, once where the source's own name says the date too."""
    source = figure.source.rstrip(".")
    day = day_text(figure.source_date) if figure.source_date else ""
    return source if day in source else f"{source}, {day}"


def revised(
    page: Page,
    measure: Measure,
    figure: Figure,
    earlier: Sequence[Revision],
    *,
    lately: bool = True,
) -> str:
    """Return what a figure was before, whatever its status says of it now.

    `earlier` are the revisions with another value, told of where the last was in force `lately`. A
    status that says "revised" where none is held is said as well.
    """
    if earlier and not lately:
        return "This figure was revised over 90 days ago; ask for its source to see what it was."
    if earlier:
        listed = ", then ".join(page.revision(measure, figure, one) for one in earlier)
        return f"Revised: earlier published as {listed}."
    if figure.status is FigureStatus.REVISED:
        return "This figure has been revised; its earlier value is not held."
    return ""


def aside(page: Page, measure: Measure, other: Figure, figure: Figure | None = None) -> str:
    """Return a figure that must not be compared, with its note."""
    shown = page.value(measure, other)
    note = note_words(other.note)
    why = f" {numbers.capital(note)}." if note else ""
    if figure is not None and figure.period == other.period:
        return f"Another source printed {shown}: {dated(other)}.{why}"
    if other.period.kind is PeriodKind.STATED:
        return (
            f"A value of {shown} was {other.period.short} ({other.source}); "
            f"it can't be compared.{why}"
        )
    firm = FIRMNESS[other.status].lower()
    return f"Also held, but not comparable: {shown} {other.period.phrase} ({firm}).{why}"


def caution(measure: Measure) -> str:
    """Return what the definition itself says is not certain, or nothing."""
    unsure = [text for text in split(measure.definition) if _UNSURE.search(text)]
    return f"Not certain: {' '.join(unsure)}" if unsure else ""


def split(text: str) -> list[str]:
    """Return a text by its sentences."""
    return _SENTENCE.split(text)


def note(figure: Figure, *, counts: bool = False) -> str:
    """Return the figure's own note as a line, or nothing.

    Where the counts behind it are from is left out, unless the `counts` are what is asked about.
    """
    words = note_words(figure.note)
    if not counts:
        words = " ".join(text for text in split(words) if not _OF_COUNTS.match(text))
    return f"Note: {words.rstrip('.')}." if words else ""


def note_words(text: str) -> str:
    """Return a note without file names and without what revisions say better."""
    kept = _EARLIER.sub("", _FILE.sub("", text)).strip()
    return kept.rstrip(".")


def freshness(about: About, period: Period) -> str:
    """Return that the newest figure is old, or nothing while it is as new as can be expected.

    A yearly figure is old two years after its period ended, a shorter one after one.
    """
    months = in_months(period.end, about.today)
    if months < 12 + min(period.days // 30, 12):
        return ""
    years = months // 12
    ago = "over a year ago" if years == 1 else f"over {numbers.counted(years)} years ago"
    return f"Nothing newer is held; that period ended {ago}."


def owed_by(measure: Measure) -> str:
    """Return who owes the figure: a role and an organisation, never a person."""
    return f"{measure.owner_role}, {measure.owner_organisation}"


def held_from(first: Period, last: Period) -> str:
    """Return from when to when figures are held; apart where a period's own name has a 'to'."""
    if " to " in f"{first.short}{last.short}":
        return f"The oldest figure held is for {first.short}, the newest for {last.short}."
    return f"Figures are held from {first.short} to {last.short}."


def periods_text(periods: Sequence[Period]) -> str:
    """Return several periods in words: 'April to August 2024', '2019/20 and 2020/21'."""
    if len(periods) == 1:
        return periods[0].short
    if periods[0].kind is PeriodKind.MONTH:
        return months_text(periods[0].start, periods[-1].end)
    if len(periods) == 2:
        return f"{periods[0].short} and {periods[1].short}"
    return f"{periods[0].short} to {periods[-1].short}"


def day(value: date) -> str:
    """Return '21 October 2026'."""
    return day_text(value)


def listed(words: Sequence[str], *, last: str = "and") -> str:
    """Return 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
