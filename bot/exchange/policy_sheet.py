"""The plan's policies of sign-off: a small sheet, read whole."""

from __future__ import annotations

from bot.exchange.bad_rows import Collector
from bot.exchange.codes import KnownMeasures
from bot.exchange.columns import POLICIES
from bot.exchange.row_checks import Once, checks_of
from bot.exchange.schemas import PolicyShape, shapes
from bot.exchange.sheets import Source
from bot.plan.sign_off import Policy


def read_policies(source: Source, known: KnownMeasures, bad: Collector) -> tuple[Policy, ...]:
    """Return the policies after checking every row; none where the file is not there."""
    if not source.has(POLICIES.name):
        return ()
    once = Once("measure", "one policy a measure")
    found = []
    also = known.reporting(source, POLICIES, bad)
    for row, shape in shapes(source, POLICIES, PolicyShape, bad, also=also):
        checks = checks_of(source, POLICIES, row, bad)
        measure = checks.attempt(known.of_row, row)
        if measure is None or not checks.attempt(once.check, measure.code, row):
            continue
        found.append(Policy(measure=measure.code, approvers=shape.approvers, own=shape.own))
    return tuple(found)
