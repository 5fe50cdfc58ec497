"""A receipt quoted: exactly what was said, on which definition, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.answers.asked import ScreenedPlan
from bot.people import Person, Role
from bot.plan.measures import Catalogue, Measure
from bot.plan.periods import day_text
from bot.plan.store import PlanStore
from bot.plan.wordings import WordedMeasure
from bot.questions.queries import Kind, Query
from bot.receipts import codes
from bot.receipts.shown import ShownInChat
from bot.receipts.since import Fate, Since, since
from bot.receipts.store import Receipt, ReceiptStore
from bot.rendering import sentences
from bot.rendering.page import Page
from bot.rendering.reply import Button, Did, Line, Reply, bold, line

NOT_HERE = "The text is not repeated here, since a figure in it is now withheld."
_NAMED = ("receipt", "receipts")


class QuotingStores(Protocol):
    """The stores that quoting needs; `bot.stores.Stores` has them."""

    @property
    def plan(self) -> PlanStore:
        """The plan and its figures."""
        ...

    @property
    def receipts(self) -> ReceiptStore:
        """What was said."""
        ...


@dataclass(frozen=True, kw_only=True)
class Quoter:
    """Who quotes a receipt, where, and what it is looked up in."""

    person: Person
    chat: str
    stores: QuotingStores
    catalogue: Catalogue
    today: date

    @property
    def screened(self) -> ScreenedPlan:
        """The plan as this chat may see it."""
        shown = ShownInChat(self.stores.receipts, self.chat)
        return ScreenedPlan(self.stores.plan, self.catalogue, self.today, shown)

    @property
    def zone(self) -> ZoneInfo:
        """The plan's time zone."""
        return ZoneInfo(self.catalogue.plan.timezone)


def quoted_in(text: str, catalogue: Catalogue) -> str | None:
    """Return the code that a message quotes, or None where it quotes none.

    A code inside a sentence counts where it is right, or where the sentence speaks of a receipt.
    The code of a measure is never taken for one.
    """
    found = codes.codes_in(text)
    alone = codes.is_alone(text)
    if not found and not alone:
        return None
    words = text.split()
    if any(word.strip("?.!,") in catalogue.by_code for word in words):
        return None
    named = any(word.casefold().strip("?.!,:") in _NAMED for word in words)
    for code in found:
        if named or (codes.number_of(code) is not None and not code.replace("-", "").isdigit()):
            return code
    return codes.neat(text.rstrip("?.! ")) if alone and _is_right(text) else None


def _is_right(text: str) -> bool:
    plain = text.strip().rstrip("?.! ")
    return codes.number_of(plain) is not None or len(codes.codes_in(plain)) == 1


def quote(code: str, quoter: Quoter) -> Reply:
    """Return what was said under a code, or what to do about a code that names nothing."""
    if not code.strip():
        return _usage()
    number = codes.number_of(code)
    receipt = quoter.stores.receipts.find(number) if number is not None else None
    if receipt is None or not receipt.text:
        return _unknown(codes.neat(code), quoter)
    if not may_see(receipt, quoter):
        return Reply(
            headline=line(bold(f"{codes.neat(code)} is not available to you.")),
            lines=(line("Ask the question yourself to get an answer and a receipt of your own."),),
            did=Did.REFUSED,
        )
    return _told(receipt, quoter)


def may_see(receipt: Receipt, quoter: Quoter) -> bool:
    """Say whether somebody may read an answer again: who got it, or whose role it is fit for.

    In a group everybody reads along: there only what was said there, or what any reader may see.
    """
    if quoter.person.role is Role.STRANGER:
        return False
    if quoter.chat != quoter.person.id:
        return quoter.chat == receipt.chat or receipt.least is Role.READER
    own = quoter.person.id == receipt.person or quoter.chat == receipt.chat
    return own or quoter.person.role.includes(receipt.least)


def at_text(at: datetime, zone: ZoneInfo) -> str:
    """Return '23 November 2026 at 09:01' on the wall clock of the plan's zone."""
    local = at.astimezone(zone)
    return f"{day_text(local.date())} at {local:%H:%M}"


def _told(receipt: Receipt, quoter: Quoter) -> Reply:
    catalogue = quoter.catalogue
    code = codes.code_of(receipt.number)
    page = Page(Query(kind=Kind.SOURCE))
    page.headline(f"{code} was given on {at_text(receipt.at, quoter.zone)}. It said:")
    fates = since(receipt.statements, quoter.screened, catalogue)
    hidden = any(one.fate is Fate.WITHHELD for one in fates) or _unknown_measure(receipt, catalogue)
    said: tuple[Line, ...] = (line(NOT_HERE),)
    if not hidden:
        said = tuple(line(text) for text in receipt.text.split("\n"))
    page.say(bold("Since then"))
    for text in _changes(page, fates):
        page.say(text)
    measures = list(dict.fromkeys(one.measure for one in fates))
    for text in _definitions(measures, receipt, quoter):
        page.say(text)
    if len(measures) == 1:
        latest = Query(kind=Kind.LATEST, measures=(measures[0].code,))
        page.buttons([Button(label="Newest figure", query=latest)])
    made = page.reply()
    before = () if hidden else receipt.statements
    return replace(
        made,
        lines=(*said, *made.lines),
        statements=tuple(dict.fromkeys((*before, *made.statements))),
        query=None,
        code=code,
    )


def _unknown_measure(receipt: Receipt, catalogue: Catalogue) -> bool:
    return any(one.measure not in catalogue.by_code for one in receipt.statements)


def _changes(page: Page, fates: Sequence[Since]) -> Iterator[str]:
    told = False
    for one in fates:
        text = change_text(page, one)
        if text:
            told = True
            yield f"{text[:1].upper()}{text[1:]}."
    if not told:
        yield "Every figure in it is still the same."


def change_text(page: Page, one: Since) -> str:
    """Return what became of a value: '… in 2024: then 7.8%, now 8.1%', or nothing."""
    name = f"{one.measure.name} {one.then.period.phrase}"
    if one.fate is Fate.SAME:
        return ""
    if one.fate is Fate.WITHHELD:
        return f"{name}: now withheld to protect confidentiality"
    if one.now is None:
        return f"{name}: the figure is no longer held as current; it was withdrawn"
    now = page.value(one.measure, one.now)
    if one.fate is Fate.FIRMER:
        firm = sentences.FIRMNESS[one.now.status]
        return f"{name}: still {now}, now a {firm[:1].lower()}{firm[1:]}"
    then = page.value(one.measure, one.then)
    return f"{name}: then {then}, now {now}"


def _definitions(measures: Sequence[Measure], receipt: Receipt, quoter: Quoter) -> Iterator[str]:
    """What a measure's definition was when the answer was given, where it has changed since."""
    changed = False
    for measure in measures:
        before = wording_at(quoter.stores.plan.wordings(measure.code), receipt.at)
        if before is not None and before.measure.definition != measure.definition:
            changed = True
            yield f"The definition of {measure.name} has changed. Then: {before.measure.definition}"
    if len(measures) == 1 and not changed:
        yield f"The definition is still the same: {measures[0].definition}"
    elif measures and not changed:
        yield "The definitions are still the same."


def wording_at(wordings: Sequence[WordedMeasure], at: datetime) -> WordedMeasure | None:
    """Return the version of a definition in force at an instant, or None where none is kept."""
    return next((one for one in reversed(wordings) if one.since <= at), None)


def _unknown(code: str, quoter: Quoter) -> Reply:
    """Never another answer: at most the code that was meant, to be pressed."""
    near = next(_nearest(code, quoter), None)
    help_ = "A receipt is in the small last line of an answer, for example EH-7K2QM9."
    if near is None:
        return Reply(
            headline=line(bold(f"No answer has the receipt {code[:16]}.")),
            lines=(line(help_),),
            did=Did.REFUSED,
        )
    return Reply(
        headline=line(bold(f"No answer has the receipt {code[:16]}.")),
        lines=(line(f"The nearest one is {near}. Press it if you mean that."),),
        buttons=((Button(label=near, command=f"/receipt {near}"),),),
        did=Did.ASKED,
    )


def _nearest(code: str, quoter: Quoter) -> Iterator[str]:
    seen: Callable[[int], Receipt | None] = quoter.stores.receipts.find
    for number in codes.meant(code):
        receipt = seen(number)
        if receipt is not None and receipt.text and may_see(receipt, quoter):
            yield codes.code_of(number)


def _usage() -> Reply:
    return Reply(
        headline=line(bold("Please send the receipt's code, for example: /receipt EH-7K2QM9")),
        lines=(line("It is in the small last line of every answer that states a figure."),),
        did=Did.ASKED,
    )


def given_on(day: date, quoter: Quoter) -> Sequence[Receipt]:
    """Return what this chat was told on a day of the plan's zone, oldest first."""
    start = datetime(day.year, day.month, day.day, tzinfo=quoter.zone)
    return quoter.stores.receipts.given(quoter.chat, start, start + timedelta(days=1))
