"""The cards: a figure read back to whoever hands it in, and put to whoever signs it off."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Measure
from bot.plan.rounding import rounded
from bot.plan.status import judge
from bot.plan.travel import Change, travel
from bot.plan.withholding import must_withhold
from bot.questions.queries import Kind, Query, Window
from bot.rendering import disclosure, numbers, sentences
from bot.rendering.reply import Button, Did, Line, Reply, bold, italic, line, rows_of
from bot.submissions.checks import doubts
from bot.submissions.records import Draft, Offer, Submission, figure_of
from bot.submissions.sums import unequal
from bot.submissions.visit import Visit

LOOKED_BACK = 24
"""So many of the newest figures say what is usual for a measure."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Beside:
    """What a figure that is handed in is seen beside.

    `published` is the figure of that very period that readers see now, `rival` what waits for
    sign-off.
    """

    measure: Measure
    figure: Figure
    published: Figure | None
    rival: Submission | None

    @property
    def at_hand(self) -> tuple[int, int]:
        """The revision that is published and the number of what waits, 0 where there is none."""
        revision = self.published.revision if self.published is not None else 0
        return revision, self.rival.number if self.rival is not None else 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Context(Beside):
    """What is seen beside a figure when it is shown: the newest figures, and what is doubtful."""

    earlier: tuple[Figure, ...]
    warnings: tuple[str, ...]


def beside(visit: Visit, offer: Offer) -> Beside:
    """Return what stands in the place of a whole offer, as things are in this transaction."""
    measure = visit.measure(offer)
    assert offer.period is not None
    return Beside(
        measure=measure,
        figure=figure_of(measure, offer),
        published=visit.rooms.submissions.published(measure.code, offer.period),
        rival=visit.rooms.submissions.waiting_for(measure.code, offer.period),
    )


def in_context(visit: Visit, offer: Offer) -> Context:
    """Return what a whole offer is shown beside, as things are in this transaction."""
    now = beside(visit, offer)
    newest = visit.rooms.plan.newest(now.measure.code, limit=LOOKED_BACK)
    return Context(
        measure=now.measure,
        figure=now.figure,
        published=now.published,
        rival=now.rival,
        earlier=tuple(newest),
        warnings=(*doubts(now.measure, now.figure, newest), *unequal(visit, now.figure)),
    )


INTERNAL = "Internal, not for sharing."
"""Said of what readers do not see: a figure that waits, or a hidden one."""


def read_back(visit: Visit, draft: Draft, seen: Context) -> Reply:
    """Return the card that asks whoever hands a figure in whether it is right."""
    needs_reason = corrects(draft.offer, seen) and not draft.reason
    warnings = () if draft.sure else seen.warnings
    lines = [
        *_facts(visit, draft.offer, seen),
        *(line("Please look again: ", warning) for warning in warnings),
        *_standing_in_the_way(visit, draft, seen),
        *_said(draft.comment, draft.reason, draft.override),
    ]
    if needs_reason:
        lines.append(line("Please type the reason for the correction."))
    kept = len(visit.rooms.submissions.evidence(draft.number))
    if kept:
        lines.append(line(f"With {numbers.things(kept, 'attachment')}."))
    return Reply(
        headline=line(bold("Is this right? "), bold(titled(draft.offer, seen.measure))),
        lines=tuple(lines),
        small=line(italic("Nothing is stored until you confirm.")),
        buttons=rows_of(_buttons(draft, seen, doubtful=bool(warnings), unsaid=needs_reason)),
        query=query_of(draft.offer),
        did=Did.ASKED,
        awaits=f"reason {draft.number}" if needs_reason else "",
    )


def to_sign(visit: Visit, submission: Submission, seen: Context) -> Reply:
    """Return the card that asks an approver to sign a figure off."""
    lines = [
        *_facts(visit, submission.offer, seen),
        *(line("Doubtful: ", warning) for warning in submission.warnings),
        *_said(submission.comment, submission.reason, submission.override),
    ]
    kept = len(visit.rooms.submissions.evidence(submission.draft))
    if kept:
        lines.append(line(f"With {numbers.things(kept, 'attachment')}."))
    files = [
        Button(label=f"Attachment {place + 1}", command=f"/card file {submission.number} {place}")
        for place in range(kept)
    ]
    what = "Correction" if submission.corrects else "For sign-off"
    return Reply(
        headline=line(bold(f"{what}: "), bold(titled(submission.offer, seen.measure))),
        lines=tuple(lines),
        small=line(
            italic(
                f"Handed in by {visit.by(submission.member)} at "
                f"{visit.when(submission.submitted_at)}. Internal, not for sharing."
            )
        ),
        buttons=(
            (
                Button(label="Approve", command=f"/card approve {submission.number}"),
                Button(label="Return with a reason", command=f"/card return {submission.number}"),
            ),
            (Button(label="Ask the owner", command=f"/card ask {submission.number}"),),
            *rows_of(files),
        ),
        did=Did.ASKED,
    )


def titled(offer: Offer, measure: Measure) -> str:
    """Return measure, value and period: 'Backlog: 430 for Q2 2026-27 (July to September 2026)'."""
    assert offer.period is not None
    return f"{measure.name}: {said_value(offer, measure)} {offer.period.full_phrase}."


def said_value(offer: Offer, measure: Measure) -> str:
    """Return the value as it will be printed, or why there is none."""
    if offer.nothing is not None:
        return f"no figure, {offer.nothing.value},"
    assert offer.value is not None
    assert offer.period is not None
    shown = disclosure.passed_typed(measure, offer.period, _as_shown(measure, offer.value))
    return numbers.value(shown, with_base=True)


def query_of(offer: Offer) -> Query:
    """Return the query that a later question, or a number alone, leans on."""
    windows: tuple[Window, ...] = ()
    if offer.period is not None:
        windows = (Window(start=offer.period.start, end=offer.period.end),)
    return Query(
        kind=Kind.SUBMIT,
        measures=(offer.measure,) if offer.measure else (),
        windows=windows,
        value=offer.value,
    )


def _facts(visit: Visit, offer: Offer, seen: Context) -> list[Line]:
    """Counts, the figure before, the change, the status, and what readers will see."""
    measure, figure = seen.measure, seen.figure
    texts = [_counts(offer), _exact(offer, measure), *_change(measure, figure, seen.earlier)]
    if figure.value is not None:
        judged = judge(measure, figure, visit.rooms.plan.targets(measure.code))
        texts.append(f"{numbers.capital(sentences.verdict(figure, judged))}.")
    if must_withhold(measure, figure) and offer.nothing is None:
        texts.append(f"Readers will see: {numbers.WITHHELD}.")
    if any(must_withhold(measure, one) for one in (figure, *seen.earlier)) and offer.value:
        texts.append(INTERNAL)
    return [line(text) for text in texts if text]


def _counts(offer: Offer) -> str:
    if offer.numerator is None or offer.denominator is None:
        return ""
    return f"That is {numbers.whole(offer.numerator)} of {numbers.whole(offer.denominator)}."


def _exact(offer: Offer, measure: Measure) -> str:
    """That more decimals were typed than are shown."""
    if offer.value is None or offer.denominator is not None:
        return ""
    if _as_shown(measure, offer.value) == offer.value:
        return ""
    return f"You typed {offer.value:f}; that is kept, and shown rounded."


def _change(measure: Measure, figure: Figure, earlier: tuple[Figure, ...]) -> list[str]:
    before = [one for one in earlier if one.period < figure.period and one.value is not None]
    if not before:
        return ["This will be the first figure of this measure."]
    last = max(before, key=lambda one: one.period.order)
    texts = [f"Last figure: {_shown(measure, last)} {last.period.phrase}."]
    if figure.value is None:
        return texts
    moved = travel(measure, figure, earlier)
    if isinstance(moved, Change):
        gap = disclosure.difference(
            disclosure.passed_typed(measure, figure.period, _as_shown(measure, figure.value)),
            disclosure.passed_typed(measure, moved.before.period, moved.before.value or Decimal()),
        )
        since = "" if moved.before is last else ", the last figure for a period of that kind"
        texts.append(
            f"Change: {numbers.moved(gap)} from {moved.before.period.short}{since}"
            f"{sentences.course_after(moved)}."
        )
    else:
        texts.append("The two can't be compared, so no change is worked out.")
    return texts


def _standing_in_the_way(visit: Visit, draft: Draft, seen: Beside) -> list[Line]:
    """What is published or waits for the same period, and will be replaced."""
    lines = []
    if corrects(draft.offer, seen) and seen.published is not None:
        lines.append(
            line(
                f"Published for this period: {_shown(seen.measure, seen.published)}. "
                "Yours will be a correction."
            )
        )
    if seen.rival is not None and not draft.offer.same_as(seen.rival.offer):
        rival = seen.rival
        lines.append(
            line(
                f"{visit.called(rival.member)} handed in {said_value(rival.offer, seen.measure)} "
                f"at {visit.when(rival.submitted_at)}; it waits for sign-off. "
                "Yours will take its place."
            )
        )
    return lines


def _said(comment: str, reason: str, override: str) -> list[Line]:
    said = (("Comment", comment), ("Reason", reason), ("Why it is right", override))
    return [line(f"{what}: “{text}”") for what, text in said if text]


def _buttons(draft: Draft, seen: Beside, *, doubtful: bool, unsaid: bool) -> list[Button]:
    number = draft.number
    yes = "Replace it" if seen.rival is not None else "Confirm"
    first = [Button(label=yes, command=f"/card confirm {number}")]
    if doubtful:
        first = [
            Button(label="Yes, it is right", command=f"/card sure {number}"),
            Button(label="Yes, and say why", command=f"/card override {number}"),
        ]
    return [
        *(() if unsaid else first),
        Button(label="Change", command=f"/card change {number}"),
        Button(label="Comment", command=f"/card comment {number}"),
        Button(label="Cancel", command=f"/card cancel {number}"),
    ]


def corrects(offer: Offer, seen: Beside) -> bool:
    """Say whether another value is published for the period; to fill a gap corrects nothing."""
    published = seen.published
    if published is None or published.status is FigureStatus.NOT_AVAILABLE:
        return False
    return not offer.same_as(published)


def _shown(measure: Measure, figure: Figure) -> str:
    if figure.value is None:
        return "no value"
    return numbers.value(
        disclosure.passed_typed(measure, figure.period, _as_shown(measure, figure.value))
    )


def _as_shown(measure: Measure, value: Decimal) -> Decimal:
    """The value with the decimals that it will be shown with; never zero where it is not (R15)."""
    shown = rounded(value, measure.decimals)
    return value if shown == 0 and value != 0 else shown
