"""What every kind of answer starts from, and the plan as answers may see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from bot.plan.commentary import Commentary
from bot.plan.figures import Benchmark, Figure, FigureStatus, Revision, SignedOff
from bot.plan.measures import Catalogue, Measure
from bot.plan.newest_known import newest_known
from bot.plan.periods import Period
from bot.plan.protecting import Nobody, ShownBefore, hidden_beside, hiding_now, is_hidden
from bot.plan.recovering import Key
from bot.plan.rounding import rounded
from bot.plan.store import PlanStore
from bot.plan.targets import Target
from bot.plan.withholding import emptied, screened, screened_revisions
from bot.plan.wordings import WordedMeasure
from bot.questions.queries import Query

SHOWN_REVISED = timedelta(days=90)
"""How long an answer says what a revised figure was before; its source says it for good."""


class ScreenedPlan:
    """The plan with every figure that must be hidden already emptied (R30).

    Answers read the plan through this and through nothing else, so no status, direction, rank or
    comparison can rest on a hidden value, nor on a figure of a period that has not ended: what is
    asked as of an earlier day is answered with what could be known then.
    """

    def __init__(
        self,
        plan: PlanStore,
        catalogue: Catalogue,
        today: date,
        shown: ShownBefore | None = None,
    ) -> None:
        """Screen `plan` by the rules of `catalogue`, as of `today`, for whom was `shown` that."""
        self._plan = plan
        self._catalogue = catalogue
        self._shown = shown or Nobody()
        self._beside: dict[str, frozenset[Key]] = {}
        self._measures = catalogue.by_code
        self._today = today

    def state(self) -> int | None:
        """Return a number for what everybody sees of the plan as it is, None where that differs."""
        return None if self._shown.used else self._plan.state()

    def newest(self, code: str, *, limit: int = 2) -> list[Figure]:
        """Return the newest comparable figures, newest first."""
        return self._newest(code, self._plan.newest(code, limit=limit), limit)

    def newest_of(self, codes: Sequence[str], *, limit: int = 2) -> dict[str, list[Figure]]:
        """Return `newest` for several measures; those without any figure are left out."""
        if not codes:
            return {}
        found = newest_known(self._plan, self._catalogue, codes, limit=limit)
        ended = {code: self._newest(code, figures, limit) for code, figures in found.items()}
        return {code: figures for code, figures in ended.items() if figures}

    def series(
        self, code: str, *, start: date | None = None, end: date | None = None, limit: int = 400
    ) -> list[Figure]:
        """Return all figures whose period ends in [start, end], oldest first."""
        last = self._today if end is None else min(end, self._today)
        return self._screen(code, self._plan.series(code, start=start, end=last, limit=limit))

    def values(self, figure: Figure) -> tuple[Revision, ...]:
        """Return every value a figure has had, the one now at the end; none where it is hidden."""
        found = self._plan.revisions(figure.measure, figure.period)
        return screened_revisions(self._measures[figure.measure], figure, found)

    def revised_lately(self, figure: Figure) -> bool:
        """Say whether the value now took over from another one within the last 90 days.

        A value counts from the day on which it was learnt here.
        """
        measure = self._measures[figure.measure]
        now, since = _printed(measure, figure.value), None
        for one in reversed(self._plan.revisions(figure.measure, figure.period)):
            if _printed(measure, one.value) != now:
                break
            since = one.recorded_at.date()
        return since is None or since + SHOWN_REVISED >= self._today

    def earlier(self, figure: Figure) -> tuple[Revision, ...]:
        """Return the revisions that printed another value than the one now and the one after.

        Oldest first; none where the figure is hidden.
        """
        measure = self._measures[figure.measure]
        found = self._plan.revisions(figure.measure, figure.period)
        revisions = screened_revisions(measure, figure, found)
        now = _printed(measure, figure.value)
        printed = [_printed(measure, one.value) for one in revisions]
        return tuple(
            one
            for place, one in enumerate(revisions)
            if printed[place] not in {None, now, *printed[place + 1 : place + 2]}
        )

    def revised(self, code: str, figures: Sequence[Figure]) -> frozenset[Period]:
        """Return the periods of those figures whose value was another one before; one call at most.

        Hidden figures have no history that may be told of.
        """
        measure = self._measures[code]
        newest = {figure.period: figure for figure in figures if figure.revision > 1}
        if not newest:
            return frozenset()
        return frozenset(
            revision.period
            for revision in self._plan.histories(code)
            if (figure := newest.get(revision.period)) is not None
            and None not in {figure.value, revision.value}
            and _printed(measure, figure.value) != _printed(measure, revision.value)
        )

    def signed_off(self, figure: Figure) -> SignedOff | None:
        """Return whose sign-off published a figure, by role; None where it was brought in."""
        return self._plan.signed_off(figure)

    def wordings(self, code: str) -> Sequence[WordedMeasure]:
        """Return every version of a measure's entry in the dictionary, oldest first."""
        return self._plan.wordings(code)

    def commentaries(self, code: str) -> list[Commentary]:
        """Return what the owner of a measure said, but for what is about hidden figures.

        Their words may hold the number (R28).
        """
        found = []
        for words in self._plan.commentaries(code):
            held = self.series(code, start=words.period.end, end=words.period.end)
            about = [figure for figure in held if figure.period == words.period]
            if not any(figure.status is FigureStatus.WITHHELD for figure in about):
                found.append(words)
        return found

    def withdrawn(self, code: str) -> tuple[Period, ...]:
        """Return the periods whose figure was withdrawn at source; their values are not shown."""
        found = self._plan.withdrawn(code)
        return tuple(dict.fromkeys(revision.period for revision in found))

    def benchmarks(
        self, code: str, *, start: date | None = None, end: date | None = None
    ) -> Sequence[Benchmark]:
        """Return the same measure elsewhere, oldest first."""
        last = self._today if end is None else min(end, self._today)
        return self._plan.benchmarks(code, start=start, end=last)

    def benchmarks_of(
        self, codes: Sequence[str], comparator: str, *, start: date | None = None
    ) -> dict[str, list[Benchmark]]:
        """Return one comparator's benchmarks of several measures; those without are left out."""
        if not codes:
            return {}
        found = self._plan.benchmarks_of(codes, comparator, start=start)
        return {
            code: [one for one in theirs if one.period.end <= self._today]
            for code, theirs in found.items()
        }

    def targets(self, code: str) -> Sequence[Target]:
        """Return the measure's targets, oldest first."""
        return self._plan.targets(code)

    def targets_of(self, codes: Sequence[str]) -> dict[str, Sequence[Target]]:
        """Return the targets of several measures; those without any are left out."""
        return self._plan.targets_of(codes) if codes else {}

    def _newest(self, code: str, newest: Sequence[Figure], limit: int) -> list[Figure]:
        """Those that have ended; older ones are fetched in place of those that have not."""
        ended = [figure for figure in newest if figure.period.end <= self._today]
        if len(ended) < len(newest) == limit:
            every = self._plan.series(code, end=self._today)
            ended = [figure for figure in reversed(every) if figure.comparable][:limit]
        return self._screen(code, ended)

    def _screen(self, code: str, figures: Iterable[Figure]) -> list[Figure]:
        measure = self._measures[code]
        also = self._hidden_beside(code)
        if not also:
            return [screened(measure, figure) for figure in figures]
        return [
            emptied(figure) if is_hidden(figure, also) else screened(measure, figure)
            for figure in figures
        ]

    def _hidden_beside(self, code: str) -> frozenset[Key]:
        """What is hidden so that nothing small can be worked out; once for each measure."""
        if code not in self._beside:
            self._beside[code] = hidden_beside(
                code, self._plan, self._catalogue, self._today, self._shown, self._hiding
            )
        return self._beside[code]

    @cached_property
    def _hiding(self) -> frozenset[str]:
        """The measures of which something may be hidden, looked up once."""
        return hiding_now(self._plan, self._catalogue)


def _printed(measure: Measure, value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value, measure.decimals)


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """A question with what it is asked of. `today` is the date in the plan's time zone."""

    query: Query
    catalogue: Catalogue
    plan: ScreenedPlan
    today: date

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures asked about, each once, in the order asked; unknown codes are left out."""
        known = self.catalogue.by_code
        return tuple(known[code] for code in dict.fromkeys(self.query.measures) if code in known)


@dataclass(frozen=True, kw_only=True, eq=False)
class About:
    """What the renderer of any kind of answer needs beside the facts."""

    query: Query
    catalogue: Catalogue
    today: date


def about(asked: Asked) -> About:
    """Return the question without the plan behind it: renderers fetch nothing."""
    return About(query=asked.query, catalogue=asked.catalogue, today=asked.today)


def in_months(start: date, end: date) -> int:
    """Return the number of whole months from one date to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def has_ended(period: Period, today: date) -> bool:
    """Say whether the period is over."""
    return period.end < today
