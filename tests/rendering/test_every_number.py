"""Every number in any reply is in a fetched row, or is listed arithmetic of two (issue 2, 3)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import answers, rendering
from bot.plan.measures import Catalogue
from bot.plan.periods import span_text
from bot.questions.queries import Filter, Kind, Query, Twin, Window
from bot.rendering.chart_spec import ChartSpec
from bot.rendering.markup import LIMIT, length, to_html, to_plain
from bot.rendering.reply import Reply
from bot.stores import Stores
from storage.database import Database
from tests import starter
from tests.rendering.recorder import Recorder

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
CODES = [measure.code for measure in starter.catalogue().measures]
TYPED = Decimal("61.4")
# What the renderers say of their own accord: see `bot.rendering.ranking` and `.definition`.
OWN_WORDS = {"50", "1", "999"}

windows = st.builds(
    lambda start, days: Window(start=start, end=start + timedelta(days=days)),
    st.dates(date(2015, 1, 1), date(2027, 1, 1)),
    st.sampled_from([0, 29, 30, 89, 91, 364, 365, 1095]),
)
years = st.builds(
    lambda year, month: Window(
        start=date(year, month, 1), end=date(year + 1, month, 1) - timedelta(days=1)
    ),
    st.integers(2015, 2026),
    st.sampled_from([1, 4, 9]),
)
queries = st.builds(
    Query,
    kind=st.sampled_from(list(Kind)),
    measures=st.lists(st.sampled_from(CODES), max_size=4).map(tuple),
    ambition=st.none() | st.integers(0, 9),
    windows=st.lists(windows | years, max_size=2).map(tuple),
    comparators=st.sampled_from([(), ("England",), ("North West", "England")]),
    filter=st.none() | st.sampled_from(list(Filter)),
    value=st.none() | st.just(TYPED),
    term=st.none() | st.sampled_from([term.term for term in starter.catalogue().terms]),
    top=st.none() | st.integers(1, 10),
    picture=st.booleans(),
    twin=st.none() | st.sampled_from(list(Twin)),
)


@pytest.mark.slow
async def test_every_number_comes_from_a_row(starter: Database) -> None:
    def work(stores: Stores) -> None:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None

        @settings(max_examples=1500, deadline=None)
        @given(query=queries)
        def holds(query: Query) -> None:
            recorder = Recorder(stores.plan)
            facts = answers.answer(query, recorder, catalogue, date(2026, 11, 23))
            reply = rendering.render(facts)
            allowed = set(allowed_numbers(reply, query, catalogue, recorder))
            shown = "\n".join((reply.text, *printed(reply.picture)))
            strange = [found for found in NUMBER.findall(shown) if found not in allowed]
            assert not strange, (strange, shown)
            assert_statements_are_rows(reply, recorder)
            assert_sums_are_right(reply, recorder)
            assert length(to_plain(reply)) <= LIMIT
            assert length(re.sub(r"</?(b|i|code)>", "", to_html(reply))) <= 2 * LIMIT

        holds()

    await starter.read(work)


def printed(spec: ChartSpec | None) -> Iterator[str]:
    """Everything printed in a picture but the marks of its axes and where they start."""
    if spec is None:
        return
    yield from (spec.title, *spec.notes, spec.source, *itertools.chain(*spec.table))
    for panel in spec.panels:
        yield from (panel.name, panel.finding, panel.ours)
        yield from (place.label for place in panel.places)
        for line in (*panel.beside, *([panel.target] if panel.target else [])):
            yield from (line.label, *line.printed)
    for row in spec.rows:
        yield from (row.name, row.newest, row.period, row.direction, row.change)


def assert_statements_are_rows(reply: Reply, recorder: Recorder) -> None:
    rows = {
        (one.measure, one.period.start, one.period.end, getattr(one, "comparator", None), text(one))
        for one in (*recorder.figures, *recorder.others)
    }
    for one in reply.statements:
        if one.value is not None:
            key = (one.measure, one.period_start, one.period_end, one.comparator, one.value)
            assert key in rows, one


def assert_sums_are_right(reply: Reply, recorder: Recorder) -> None:
    held = {text(one) for one in (*recorder.figures, *recorder.others)}
    held |= {one.result for one in reply.arithmetic}
    for one in reply.arithmetic:
        assert one.first in held, one
        assert one.second in held, one
        first, second = Decimal(one.first), Decimal(one.second)
        if one.sign == "-":
            assert Decimal(one.result) == first - second
        else:
            assert Decimal(one.result) == half_up(abs(first / second) * 100, 1)


def allowed_numbers(
    reply: Reply, query: Query, catalogue: Catalogue, recorder: Recorder
) -> Iterator[str]:
    for words in told(query, catalogue, recorder):
        yield from NUMBER.findall(words)
    for one in (*recorder.figures, *recorder.others):
        decimals = catalogue.by_code[one.measure].decimals
        yield from prints(one.value, decimals)
        for part in (getattr(one, "numerator", None), getattr(one, "denominator", None)):
            if part is not None:
                yield f"{part:,f}"
    decimals_used = {measure.decimals for measure in catalogue.measures}
    for sum_ in reply.arithmetic:
        for decimals in decimals_used:
            yield from prints(abs(Decimal(sum_.result)), decimals)
    for limit in reply.limits:
        for decimals in decimals_used:
            yield from prints(Decimal(limit), decimals)
    for number in reply.counted:
        yield f"{number:,}"
    yield from prints(query.value, 1)
    yield from OWN_WORDS
    yield from (
        str(measure.withhold_below - 1) for measure in catalogue.measures if measure.withhold_below
    )


def told(query: Query, catalogue: Catalogue, recorder: Recorder) -> Iterator[str]:
    """Everything printed that is text in a fetched row: names, periods, notes, sources."""
    spans = [one.period for one in (*recorder.figures, *recorder.others)]
    for period in spans:
        yield from (period.text, period.short)
    if spans:
        first, last = min(p.start for p in spans), max(p.end for p in spans)
        for year in range(first.year - 3, last.year + 1):  # periods without a row are named too
            yield f"{year} {year % 100:02d} 31 30 29 28"
    for window in query.windows:
        yield span_text(window.start, window.end)
        yield f"{window.start.day} {window.end.day} {window.end.year % 100:02d}"
    for one in recorder.figures:
        yield from (one.note, one.source, one.source_url)
        if one.source_date:
            yield f"{one.source_date.day} {one.source_date.year}"
    yield str(query.ambition)
    yield from catalogue_words(catalogue)


def catalogue_words(catalogue: Catalogue) -> Iterator[str]:
    plan = catalogue.plan
    yield f"{plan.title} {plan.starts.year - 1} {plan.starts.year} {plan.ends.year} 1 31"
    for measure in catalogue.measures:
        yield from (measure.code, measure.name, measure.definition, measure.standard)
        yield from (measure.source, measure.source_url, measure.owner_role, *measure.aliases)
    for ambition in catalogue.ambitions:
        yield f"{ambition.number} {ambition.title} {ambition.source_url}"
    for term in catalogue.terms:
        yield f"{term.meaning} {term.source}"
    yield "1,000 10,000 100,000"


def prints(value: Decimal | None, decimals: int) -> Iterator[str]:
    if value is None:
        return
    for places in range(decimals, decimals + 3):
        yield f"{half_up(value, places):,f}"


def half_up(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def text(one: Any) -> str:
    return "" if one.value is None else f"{one.value:f}"
