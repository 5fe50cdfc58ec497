"""Figures in a sheet that somebody sent: a dry run, then one Confirm for all (behaviour 21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.exchange.filled_sheets import FilledRow, FilledSheet
from bot.exchange.formula_marks import guarded
from bot.people import Role
from bot.plan.measures import Measure
from bot.plan.periods import Period
from bot.rendering import numbers
from bot.rendering.reply import Button, Did, Line, Reply, bold, italic, line, rows_of
from bot.submissions import comments, refusals, values
from bot.submissions.cards import LOOKED_BACK, corrects, in_context, query_of, titled
from bot.submissions.dates_named import window_of
from bot.submissions.periods_counted import period_for
from bot.submissions.records import LASTS, Draft, Offer
from bot.submissions.rights import may_hand_in
from bot.submissions.values import RefusedValue, Value
from bot.submissions.visit import Visit

SHOWN = 12
MOST = 500
COLUMNS = {
    "measure": ("code", "measure", "measure code", "indicator", "kpi"),
    "period": ("period", "for", "date"),
    "value": ("value", "figure", "your figure"),
    "comment": ("comment", "note", "reason"),
}
_NO_VALUE = frozenset({"-", ".", "*", ":", "n/a", "na", "tbc", "x", "z", "[x]", "[z]", "[c]"})


class Refusal(Exception):
    """Why a row is not taken; `cell` is where, as the spreadsheet names it."""

    def __init__(self, column: str, why: str) -> None:
        """Keep the column's name and the reason."""
        super().__init__(why)
        self.column = column


@dataclass(kw_only=True)
class DryRun:
    """What would become of each row; `left` are the rows too many, which were not read."""

    new: list[Draft] = field(default_factory=list)
    changed: list[Draft] = field(default_factory=list)
    same: int = 0
    rows: int = 0
    left: Sequence[FilledRow] = ()
    refused: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def wanted(role: Role, draft: Draft | None) -> bool:
    """Say whether a sheet is read at all: from who may hand in, and with no card open.

    While a card is open, what is sent belongs to it as evidence and is never opened.
    """
    return role.includes(Role.CONTRIBUTOR) and (draft is None or not draft.offer.has_value)


def take(visit: Visit, sheet: FilledSheet) -> Reply:
    """Return what would become of every row, with one button that stores all that can be."""
    headed = _header(sheet)
    if headed is None:
        return refusals.refused(
            "No figures were found in that file.",
            "Its first row should name the columns: code, period, value, comment.",
        )
    place, columns = headed
    filled = [row for row in sheet.rows[place + 1 :] if _is_filled_in(row, columns)]
    run, met = DryRun(rows=len(filled), left=filled[MOST:]), set[tuple[str, Period]]()
    batch = 0
    for row in filled[:MOST]:
        try:
            made = _row(visit, row, columns, met, batch, run)
        except Refusal as refusal:
            run.refused.append(_where(row, columns, refusal))
            continue
        batch = batch or (made.number if made is not None else 0)
    return _card(visit, run, sheet)


def _header(sheet: FilledSheet) -> tuple[int, Mapping[str, int]] | None:
    """Return which row names the columns, and where each column is."""
    for place, row in enumerate(sheet.rows[:20]):
        named = [cell.casefold().strip(" :*") for cell in row.cells]
        columns = {
            column: next((named.index(name) for name in names if name in named), -1)
            for column, names in COLUMNS.items()
        }
        if min(columns["measure"], columns["period"], columns["value"]) >= 0:
            return place, columns
    return None


def _is_filled_in(row: FilledRow, columns: Mapping[str, int]) -> bool:
    return bool(_cell(row, columns["value"]) or _cell(row, columns["comment"]))


def _row(
    visit: Visit,
    row: FilledRow,
    columns: Mapping[str, int],
    met: set[tuple[str, Period]],
    batch: int,
    run: DryRun,
) -> Draft | None:
    typed = {name: _cell(row, place) for name, place in columns.items()}
    measure = _measure(visit, typed["measure"])
    period = _period(visit, measure, typed["period"])
    if (measure.code, period) in met:
        raise Refusal("period", "the same measure and period as in an earlier row")
    met.add((measure.code, period))
    offer = _offer(measure, period, typed["value"])
    why = comments.why_not(visit, typed["comment"], offer) if typed["comment"] else ""
    if why:
        raise Refusal("comment", why)
    seen = in_context(visit, offer)
    if offer.same_as(seen.published) or (seen.rival and offer.same_as(seen.rival.offer)):
        run.same += 1
        return None
    is_correction = corrects(offer, seen)
    if is_correction and not typed["comment"]:
        raise Refusal("comment", "a correction of a published figure needs a reason here")
    draft = Draft(
        number=0,
        contact=visit.person.id,
        member=visit.person.member,
        batch=batch,
        offer=offer,
        comment="" if is_correction else typed["comment"],
        reason=typed["comment"] if is_correction else "",
        created_at=visit.now,
        expires_at=visit.now + LASTS,
    ).shown(seen.at_hand, seen.warnings)
    stored = visit.rooms.submissions.begin(draft)
    (run.changed if is_correction else run.new).append(stored)
    run.doubts += [f"{measure.name}: {doubt}" for doubt in seen.warnings]
    return stored


def _measure(visit: Visit, typed: str) -> Measure:
    folded = typed.casefold()
    for measure in visit.catalogue.measures:
        names = (measure.code, measure.name, *measure.aliases)
        if folded in {name.casefold() for name in names}:
            if not may_hand_in(visit, measure):
                raise Refusal("measure", "you can't hand in this measure")
            return measure
    raise Refusal("measure", "no measure of the plan has that code or name")


def _period(visit: Visit, measure: Measure, typed: str) -> Period:
    window = window_of(visit, typed, measure) if typed else None
    newest = visit.rooms.plan.newest(measure.code, limit=LOOKED_BACK)
    period = None
    if window is not None:
        period = period_for(visit.catalogue, measure, window, newest)
    if period is None:
        raise Refusal("period", "no period; for example Q2 2026-27 or September 2026")
    if period.end >= visit.today:
        raise Refusal("period", "that period is not over yet")
    return period


def _offer(measure: Measure, period: Period, typed: str) -> Offer:
    if not typed:
        raise Refusal("value", "there is a comment but no figure; say why in the chat")
    if typed.casefold() in _NO_VALUE:
        raise Refusal("value", "no figure; leave it empty, or say why in the chat")
    if typed[0] in "=@":
        raise Refusal("value", "that is a formula and not a figure")
    read = values.of_value(typed, measure)
    if not isinstance(read, Value):
        hint = read.hint if isinstance(read, RefusedValue) else f"{read.hint} Please write it out."
        raise Refusal("value", hint)
    return Offer(
        measure=measure.code,
        period=period,
        value=read.value,
        numerator=read.numerator,
        denominator=read.denominator,
    )


def _card(visit: Visit, run: DryRun, sheet: FilledSheet) -> Reply:
    drafts = [*run.new, *run.changed]
    counted = (
        f"{len(run.new)} new, {len(run.changed)} changed, {run.same} the same, "
        f"{len(run.refused)} refused."
    )
    lines: list[Line] = [*_not_read(run), line(counted)]
    lines += [line(titled(one.offer, visit.measure(one.offer))) for one in drafts[:SHOWN]]
    lines += _more(len(drafts))
    lines += [line("Please look again: ", text) for text in run.doubts[:SHOWN]]
    lines += [line("Refused: ", text) for text in run.refused[:SHOWN]]
    lines += _more(len(run.refused))
    if sheet.hidden:
        lines.append(line(f"Hidden sheets were left out: {', '.join(sheet.hidden)}."))
    if not drafts:
        return Reply(headline=line(bold("Nothing to store.")), lines=tuple(lines), did=Did.REFUSED)
    first = drafts[0].number
    verb, label = ("all_sure", "Yes, all are right") if run.doubts else ("all", "Confirm all")
    return Reply(
        headline=line(bold(f"Store {numbers.things(len(drafts), 'figure')}?")),
        lines=tuple(lines),
        small=line(italic("Nothing is stored until you confirm. The file is deleted.")),
        buttons=rows_of(
            [
                Button(label=label, command=f"/card {verb} {first}"),
                Button(label="Cancel all", command=f"/card cancel_all {first}"),
            ]
        ),
        query=query_of(drafts[0].offer),
        did=Did.ASKED,
    )


def _not_read(run: DryRun) -> list[Line]:
    """Say first which rows were not read at all, so that nobody takes them for stored."""
    if not run.left:
        return []
    last = run.left[-1]
    return [
        line(bold(f"Only the first {MOST} filled-in rows were read, of {run.rows:,}.")),
        line(
            f"Left out: {numbers.things(len(run.left), 'row')}, down to {last.sheet}, row "
            f"{last.number:,}. Please send what is left out in a file of its own."
        ),
    ]


def _more(count: int) -> list[Line]:
    return [line(f"And {count - SHOWN} more.")] if count > SHOWN else []


def _cell(row: FilledRow, place: int) -> str:
    return row.cells[place].strip() if 0 <= place < len(row.cells) else ""


def _where(row: FilledRow, columns: Mapping[str, int], refusal: Refusal) -> str:
    """Return sheet, cell, value and reason; nothing in it can start a formula."""
    place = columns[refusal.column]
    letter = chr(ord("A") + place) if 0 <= place < 26 else "?"
    found = guarded(_cell(row, place)[:40])
    return f"{row.sheet}, {letter}{row.number}, “{found}”: {str(refusal).rstrip('.')}."
