"""The first reading of a plan: every row is checked before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.errors import ExchangeError
from bot.exchange.bad_rows import Collector
from bot.exchange.calendar_sheets import CalendarSheets, read_calendar
from bot.exchange.catalogue_sheets import (
    read_ambitions,
    read_measures,
    read_plan,
    read_targets,
    read_terms,
)
from bot.exchange.codes import KnownMeasures
from bot.exchange.columns import BENCHMARKS, FIGURES, LEXICON
from bot.exchange.doubts import BenchmarkDoubts, Doubts
from bot.exchange.figure_sheets import (
    benchmark_key,
    comparable_key,
    figure_key,
    period_key,
    read_benchmarks,
    read_figures,
)
from bot.exchange.policy_sheet import read_policies
from bot.exchange.row_checks import Once, checks_of
from bot.exchange.sheets import Row, Source
from bot.exchange.versions import Sorted, Versions
from bot.plan.figures import Figure
from bot.plan.measures import Ambition, Catalogue, Measure, Plan, Term
from bot.plan.sign_off import Policy
from bot.plan.targets import Target
from bot.questions.lexicon import LexiconError, read_lexicon

Tick = Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A plan whose every row fits; figures and benchmarks are read again when they are stored.

    `pairs` are the measures and periods (as `period_key`) that have two figures, one comparable
    and one not. `doubts` are told and refuse nothing.
    """

    plan: Plan
    lexicon: str | None
    ambitions: tuple[Ambition, ...]
    measures: tuple[Measure, ...]
    known: KnownMeasures
    terms: tuple[Term, ...]
    targets: tuple[Target, ...]
    calendar: CalendarSheets
    policies: tuple[Policy, ...]
    histories: Sorted
    pairs: frozenset[str]
    doubts: tuple[str, ...] = ()

    def is_told_of(self, figure: Figure) -> bool:
        """Whether the revisions sheet speaks of this one of two figures of a period."""
        return figure.comparable or period_key(figure) not in self.pairs


def check(source: Source, stored: Catalogue | None, tick: Tick, today: date) -> Checked:
    """Return the plan after checking every row; `stored` is the plan of an earlier import.

    `tick` is called for each figure and benchmark.

    Raises:
        BadRows: rows do not fit; all of them.
        ExchangeError: a file cannot be read, or it is another plan than the stored one.
    """
    bad = Collector()
    plan = read_plan(source, bad)
    if plan is not None:
        _refuse_other_plan(plan, stored)
    before = len(bad)
    ambitions = read_ambitions(source, bad)
    certain = ambitions if len(bad) == before else ()
    listed = read_measures(source, certain, stored.by_code if stored else {}, bad)
    known = KnownMeasures(listed.measures, spoilt=listed.spoilt)
    terms, targets = read_terms(source, bad), read_targets(source, known, bad)
    calendar = read_calendar(source, known, bad)
    policies = read_policies(source, known, bad)
    lexicon = _lexicon(source, bad)
    versions = Versions()
    versions.read(source, known, bad)
    doubts = Doubts(source.place(FIGURES.name), today)
    pairs = _check_figures(source, known, versions, doubts, bad, tick)
    histories = versions.sort(source, bad)
    elsewhere = BenchmarkDoubts(source.place(BENCHMARKS.name))
    comparators = stored.comparators if stored else ()
    _check_benchmarks(source, known, comparators, elsewhere, bad, tick)
    bad.refuse()
    assert plan is not None  # else its fault was refused
    return Checked(
        plan=plan,
        lexicon=lexicon,
        ambitions=ambitions,
        measures=listed.measures,
        known=known,
        terms=terms,
        targets=targets,
        calendar=calendar,
        policies=policies,
        histories=histories,
        pairs=pairs,
        doubts=(*doubts.told, *elsewhere.told),
    )


def _refuse_other_plan(plan: Plan, stored: Catalogue | None) -> None:
    if stored is None:
        return
    if (plan.title, plan.partnership) != (stored.plan.title, stored.plan.partnership):
        raise ExchangeError(
            f"This database holds “{stored.plan.title}” of {stored.plan.partnership}, and the "
            f"files hold “{plan.title}” of {plan.partnership}. A database keeps one plan: to start "
            "another, name a new database, such as --database sqlite:///another.db."
        )


def _check_figures(
    source: Source,
    known: KnownMeasures,
    versions: Versions,
    doubts: Doubts,
    bad: Collector,
    tick: Tick,
) -> frozenset[str]:
    """Check the figures, show them to the histories, and return the periods that have two."""
    accepted = "one row for a measure, period and comparability; older values go into revisions"
    once = Once("period_start", accepted)
    aside: set[str] = set()
    for row, figure in read_figures(source, known, bad):
        tick()
        if not checks_of(source, FIGURES, row, bad).attempt(once.check, figure_key(figure), row):
            continue
        versions.meet(figure)
        doubts.look_at(row, known.of_row(row), figure)
        if not figure.comparable:
            aside.add(period_key(figure))
    return frozenset(key for key in aside if comparable_key(key) in once)


def _check_benchmarks(
    source: Source,
    known: KnownMeasures,
    comparators: tuple[str, ...],
    doubts: BenchmarkDoubts,
    bad: Collector,
    tick: Tick,
) -> None:
    once = Once("period_start", "one row for a measure, comparator and period")
    for row, benchmark in read_benchmarks(source, known, comparators, bad):
        tick()
        attempt = checks_of(source, BENCHMARKS, row, bad).attempt
        if attempt(once.check, benchmark_key(benchmark), row):
            doubts.look_at(row, known.of_row(row), benchmark)


def _lexicon(source: Source, bad: Collector) -> str | None:
    """Return the plan's own lexicon as text, once it is seen to be one."""
    text = source.lexicon()
    if text is None:
        return None
    text = text.replace("\r\n", "\n").rstrip() + "\n"
    try:
        read_lexicon(text)
    except LexiconError as error:
        accepted = "the parts that an exported lexicon.toml has"
        bad.add(source.place(LEXICON), None, None, str(error), accepted)
    return text


def paired(
    figures: Iterator[tuple[Row, Figure]], pairs: frozenset[str]
) -> Iterator[tuple[Figure, ...]]:
    """Yield figures one by one, but the two of one period together, the comparable one first."""
    waiting: dict[str, Figure] = {}
    for _, figure in figures:
        key = period_key(figure) if pairs else ""
        if key not in pairs:
            yield (figure,)
        elif key in waiting:
            other = waiting.pop(key)
            yield (figure, other) if figure.comparable else (other, figure)
        else:
            waiting[key] = figure
