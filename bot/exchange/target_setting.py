"""Targets set by officers in a chat: read back first, stored once they say so, and audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from bot.exchange.store import ExchangeStore
from bot.exchange.target_words import Unsettable, Wanted, example, read_targets
from bot.journal import AuditLine, AuditStore
from bot.people import TERMINAL, Person
from bot.plan.measures import Catalogue, Measure, Polarity
from bot.plan.status import target_for
from bot.plan.store import PlanStore
from bot.plan.targets import Target, ToleranceKind
from bot.questions.queries import Kind, Query
from bot.rendering import numbers
from bot.rendering.page import Page, plain
from bot.rendering.reply import Button, Did, Reply, bold, line

SURE = "sure"


class TargetStores(Protocol):
    """The stores that setting a target needs; `bot.stores.Stores` has them."""

    @property
    def plan(self) -> PlanStore:
        """The plan and its figures."""
        ...

    @property
    def exchange(self) -> ExchangeStore:
        """Writes to the plan."""
        ...

    @property
    def audit(self) -> AuditStore:
        """Who did what."""
        ...


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Who sets targets, of which plan, when."""

    person: Person
    stores: TargetStores
    catalogue: Catalogue
    now: datetime
    today: date


def set_target(words: str, setting: Setting) -> Reply:
    """Return the read-back of the targets that some words set, or that they are set."""
    first, _, rest = words.strip().partition(" ")
    sure = first == SURE
    typed = rest if sure else words
    if not typed.strip():
        return _usage(setting.catalogue)
    try:
        wanted = read_targets(typed, setting.catalogue, setting.today)
        held = setting.stores.plan.targets(wanted.measure.code)
        _refuse_ended(wanted, held, setting.today)
    except Unsettable as reason:
        return Reply(headline=line(bold(str(reason))), did=Did.REFUSED)
    if not _changes(wanted, held):
        return _same(wanted)
    if not sure:
        return _read_back(typed, wanted, held)
    return _store(wanted, held, setting)


def _refuse_ended(wanted: Wanted, held: Sequence[Target], today: date) -> None:
    """A period that is over keeps the target it was judged by (behaviour 10)."""
    for target in wanted.targets:
        old = _of(target, held)
        if old is not None and target.period.end < today and _differ(target, old):
            shown = aim_words(wanted.measure, old)
            raise Unsettable(
                f"{numbers.capital(target.period.text)} is over and keeps its target of {shown}, "
                "so that what was reported stays true. Set the target of a period still to come."
            )


def _changes(wanted: Wanted, held: Sequence[Target]) -> bool:
    return any(
        (old := _of(target, held)) is None or _differ(target, old) for target in wanted.targets
    )


def _differ(one: Target, other: Target) -> bool:
    return (one.value, one.tolerance) != (other.value, other.tolerance)


def _of(target: Target, held: Sequence[Target]) -> Target | None:
    return next((one for one in held if one.period == target.period), None)


def _read_back(words: str, wanted: Wanted, held: Sequence[Target]) -> Reply:
    measure = wanted.measure
    page = Page(Query(kind=Kind.TARGET, measures=(measure.code,)))
    page.headline(f"Set this target for {measure.name}?")
    for target in wanted.targets:
        old = _of(target, held)
        before = f"; until now {aim_words(measure, old)}" if old is not None else ""
        page.say(f"{numbers.capital(target.period.text)}: {aim_words(measure, target)}{before}.")
    if measure.polarity is Polarity.NEUTRAL:
        page.say("The plan does not say which way is good, so no figure can be judged by it.")
    page.say("Periods that are over keep the target they had.")
    page.buttons([Button(label="Set it", command=f"/target {SURE} {words.strip()}")])
    return replace(page.reply(did=Did.ASKED), query=None)


def _store(wanted: Wanted, held: Sequence[Target], setting: Setting) -> Reply:
    measure = wanted.measure
    pinned = _pinned(wanted, held, setting)
    setting.stores.exchange.put_targets([*pinned, *wanted.targets])
    setting.stores.exchange.plan_changed()
    page = Page(Query(kind=Kind.TARGET, measures=(measure.code,)))
    page.headline(f"The target for {measure.name} is set.")
    for target in wanted.targets:
        old = _of(target, held)
        setting.stores.audit.note(_audited(target, old, setting))
        page.say(f"{numbers.capital(target.period.text)}: {aim_words(measure, target)}.")
    if pinned:
        kept = page.count(len(pinned), "period")
        page.say(f"{numbers.capital(kept)} already over within it keep the old target.")
    page.buttons([Button(label="Against target", query=_asking(measure))])
    return replace(page.reply(), query=None)


def _pinned(wanted: Wanted, held: Sequence[Target], setting: Setting) -> list[Target]:
    """The old target for each figure of a period that is over inside one whose target changes.

    A year's target also judges its quarters; those that have been judged keep it.
    """
    pinned: dict[tuple[date, date], Target] = {}
    for target in wanted.targets:
        old = _of(target, held)
        if old is None or not _differ(target, old):
            continue
        inside = setting.stores.plan.series(
            wanted.measure.code, start=target.period.start, end=setting.today
        )
        for figure in inside:
            if figure.period != target.period and target_for(figure.period, held) == old:
                dates = (figure.period.start, figure.period.end)
                pinned[dates] = replace(old, period=figure.period)
    return list(pinned.values())


def _audited(target: Target, old: Target | None, setting: Setting) -> AuditLine:
    person = setting.person
    return AuditLine(
        actor=TERMINAL if person.member is None else f"member {person.member}",
        role=person.role.value,
        action="set target",
        object=f"{target.measure} {target.period.short}",
        before="" if old is None else _plain(old),
        after=_plain(target),
        at=setting.now,
    )


def _plain(target: Target) -> str:
    if target.tolerance is None:
        return plain(target.value)
    sign = "%" if target.tolerance.kind is ToleranceKind.RELATIVE else ""
    return f"{plain(target.value)} within {plain(target.tolerance.amount)}{sign}"


def aim_words(measure: Measure, target: Target) -> str:
    """Return a target as it is printed: '65.0% (close within 2.0 percentage points)'."""
    page = Page(Query(kind=Kind.TARGET))
    words = numbers.value(page.pass_target(measure, target))
    within = page.tolerance(measure, target)
    return f"{words} (close within {numbers.size(within)})" if within is not None else words


def _asking(measure: Measure) -> Query:
    return Query(kind=Kind.TARGET, measures=(measure.code,))


def _same(wanted: Wanted) -> Reply:
    return Reply(
        headline=line(bold(f"{wanted.measure.name} has that target already.")),
        lines=(line("Nothing was changed."),),
    )


def _usage(catalogue: Catalogue) -> Reply:
    return Reply(
        headline=line(bold("To set a target send: /target CODE PERIOD VALUE [within TOLERANCE]")),
        lines=(
            line(example(catalogue)),
            line("A profile has a value for each part, such as 60, 65, 70, 75 for four quarters."),
        ),
        did=Did.ASKED,
    )
