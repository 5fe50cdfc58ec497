"""The ways in which a question may carry on from what was said before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.plan.measures import Catalogue, Unit
from bot.questions.another_topic import speaks_of_more
from bot.questions.asked import Asked
from bot.questions.before import Before, said
from bot.questions.building import Builder, outside
from bot.questions.facets import NUMBER
from bot.questions.going_on import (
    ABOUT_MEASURE,
    FIGURES,
    GONE_ON_WITH,
    MORE_OR_LESS,
    NEW_WORDS,
    POINTED,
    asks_how_many,
    carried,
    heard,
    in_full,
    is_now,
    is_of_its_own,
    kept_windows,
    means_all_of_them,
    plainly,
    same_for,
    says_itself,
    turned_to_change,
)
from bot.questions.going_on_at_large import AtLarge
from bot.questions.labels import choices_of
from bot.questions.lean_ways import Leaning, Way
from bot.questions.leaning import (
    corrects,
    leads_on,
    leads_plainly,
    leads_to_another,
    other_one,
    points_at_one,
    points_back,
    points_plainly,
    speaks_of_several,
    turns_down,
)
from bot.questions.names import Names
from bot.questions.picking import Picking
from bot.questions.queries import Ambiguous, Kind, NotUnderstood, Reading
from bot.questions.relinking import Relinking

LEAST_SURE = 0.35
"""A measure named less surely is none that somebody goes on to."""
STANDS_ALONE = 0.5
"""A measure named this surely needs nothing from before."""
FEW_WORDS = 9
OF_THEM, SURELY = "not_in_plan.group", 6.0
"""What asks about a part of those spoken of, and how loudly it must."""
PLAIN = frozenset({Kind.LATEST, Kind.FIGURE})


class CarryingOn:
    """Reads questions as carrying on from the turns before them."""

    def __init__(self, catalogue: Catalogue, names: Names, builder: Builder) -> None:
        """Keep what is needed to read a leaning question."""
        self._catalogue = catalogue
        self._builder = builder
        self._picking = Picking(catalogue, builder)
        self._relinking = Relinking(catalogue, names)
        self._at_large = AtLarge(catalogue, builder)

    def ways(self, asked: Asked, earlier: Before, sure: float) -> Iterator[Leaning]:
        """Yield the ways to read a question that leans, those that are told best first.

        Args:
            asked: The question.
            earlier: What it may lean on.
            sure: How sure the measures are that it names itself, 0 where it names none.
        """
        for way, step in (
            (Way.CORRECTION, self._corrected),
            (Way.PICK, self._narrowed),
            (Way.FIGURE, self._as_figure),
            (Way.BEHIND, self._behind),
            (Way.SISTER, self._sister),
            (Way.AMBITION, self._at_large.in_ambition),
            (Way.AT_LARGE, self._at_large.narrowed),
            (Way.NUMBER, self._at_large.number),
            (Way.SAME, self._same),
        ):
            reading = step(asked, earlier)
            if reading is not None:
                yield Leaning(way=way, reading=reading)
        if not asked.subject.named:
            return
        weak = sure < LEAST_SURE or not any(one.best.whole for one in asked.subject.mentions)
        if weak and (outside_it := self._not_held(asked, earlier)) is not None:
            yield Leaning(way=Way.NOT_HELD, reading=outside_it)
        elif (another := self._another(asked, earlier)) is not None:
            yield Leaning(way=Way.ANOTHER, reading=another)

    def _corrected(self, asked: Asked, earlier: Before) -> Reading | None:
        """'no, the other one', 'no i meant permanent exclusions'."""
        clues, subject, query = asked.clues, asked.subject, earlier.query
        named = subject.named and subject.score >= STANDS_ALONE
        if other_one(clues) and not clues.timed and not named:
            return self._others(earlier)
        if not corrects(clues) or clues.numerals:
            return None
        kind = heard(asked, among=GONE_ON_WITH)
        if clues.link.facets and clues.weight(Kind.LATEST.value) >= 1.0:
            kind = Kind.LATEST
        if subject.named:
            codes = self._relinking.near(subject, query)
            if codes == query.measures and turns_down(clues):
                codes = self._relinking.other(clues, query) or codes
        else:
            codes = (
                self._relinking.as_figure(clues, query)
                or self._relinking.other(clues, query)
                or query.measures
            )
        anew = kind or clues.timed or clues.link.comparators
        if not codes or (codes == query.measures and not anew):
            return None
        kind = kind or (query.kind if query.kind in ABOUT_MEASURE else Kind.LATEST)
        if kind is Kind.LATEST and clues.timed:
            kind = Kind.FIGURE
        return self._made(kind, codes, asked, earlier)

    def _others(self, earlier: Before) -> Reading | None:
        others = earlier.last.others or earlier.turn.others
        if not others:
            return None
        if len(others) == 1:
            return plainly(others[0].query)
        return Ambiguous(
            asking="Which of these do you mean?",
            choices=others[:6],
            certainty=0.5,
            query=others[0].query,
        )

    def _narrowed(self, asked: Asked, earlier: Before) -> Reading | None:
        """One of several measures shown."""
        query = earlier.query
        one = self._picking.narrowed(asked, query) if len(query.measures) > 1 else None
        if one is None:
            return None
        kind = heard(asked)
        asks = kind if kind in GONE_ON_WITH else query.kind
        return self._made(asks or query.kind, (one,), asked, earlier)

    def _as_figure(self, asked: Asked, earlier: Before) -> Reading | None:
        """'as a rate', 'how many is that': the same thing counted in another way."""
        query, clues, kind = earlier.query, asked.clues, heard(asked)
        if not clues.link.facets or in_full(asked.subject):
            return None
        if kind is not None and kind not in FIGURES:
            return None
        codes = self._relinking.as_figure(clues, query)
        if not codes or says_itself(asked, codes):
            return None
        asks = kind or carried(clues, query)
        if kind is None and asks is Kind.COMPARE and NUMBER in clues.link.facets:
            asks = Kind.FIGURE if query.windows else Kind.LATEST  # numbers are not compared
            made = self._made(asks, codes, asked, earlier, keep=False)
            return plainly(made.query.but(kind=asks, windows=query.windows))
        return self._made(asks, codes, asked, earlier)

    def _behind(self, asked: Asked, earlier: Before) -> Reading | None:
        """'how many children is that': the numbers behind a share or a rate."""
        query, clues, kind = earlier.query, asked.clues, heard(asked)
        units = {self._catalogue.by_code[code].unit for code in query.measures}
        if len(earlier.points) > 1 and not MORE_OR_LESS.isdisjoint(clues.words):
            return None  # "how many more is that"
        if kind not in {None, Kind.SOURCE} or NUMBER not in clues.link.facets:
            return None
        if not units or Unit.COUNT in units or self._relinking.as_figure(clues, query):
            return None
        return self._made(Kind.SOURCE, query.measures, asked, earlier)

    def _sister(self, asked: Asked, earlier: Before) -> Reading | None:
        """A few words that pick a sister of the measure spoken of."""
        query, clues, kind = earlier.query, asked.clues, heard(asked)
        if not query.measures or in_full(asked.subject):
            return None
        if clues.left_over <= NEW_WORDS and not asked.subject.named:
            return None
        if len(clues.words) > FEW_WORDS and not (leads_plainly(clues) or points_plainly(clues)):
            return None
        if {*asked.subject.measures, *asked.subject.options} & set(query.measures):
            return None
        codes = self._relinking.other(clues, query)
        if not codes or says_itself(asked, codes):
            return None
        return self._made(kind or carried(clues, query), codes, asked, earlier)

    def _not_held(self, asked: Asked, earlier: Before) -> Reading | None:
        """'same for secondary', where the plan has no such part of what was spoken of."""
        query, subject = earlier.query, asked.subject
        if not (query.measures and leads_on(asked.clues) and same_for(asked.clues)):
            return None
        if len(asked.clues.words) > FEW_WORDS:
            return None
        if {*subject.options, *subject.measures} & set(query.measures):
            return None
        if self._relinking.other(asked.clues, query):
            return None
        return NotUnderstood(
            query=outside("breakdown"),
            nearest=choices_of(self._catalogue, [query]),
            certainty=0.6,
        )

    def _another(self, asked: Asked, earlier: Before) -> Reading | None:
        """The same question about another measure: 'and for suspensions?'."""
        query, kind, subject = earlier.query, heard(asked), asked.subject
        if query.kind not in GONE_ON_WITH:
            return None
        if not leads_to_another(asked.clues) or speaks_of_several(asked.clues):
            return None
        if earlier.last.query.kind is Kind.NOT_IN_PLAN:  # no pattern to go on with
            return self._anew(asked, earlier) if leads_plainly(asked.clues) else None
        if kind is not None and kind is not query.kind and not query.windows:
            return None
        codes = self._relinking.near(subject, query)
        if same_for(asked.clues):
            codes = self._relinking.part_of(subject, query) or codes
        asks = kind or carried(asked.clues, query)
        if kind is None and asks_how_many(asked.clues):
            dated = asked.clues.timed or query.kind is Kind.FIGURE
            asks = Kind.FIGURE if dated else Kind.LATEST
        keeps = kind is None and (asks in PLAIN) == (query.kind in PLAIN)
        return self._made(asks, codes, asked, earlier, keep=keeps)

    def _anew(self, asked: Asked, earlier: Before) -> Reading | None:
        """'what about suspensions' after something that is not held: just the figure."""
        if heard(asked) is not None or not all(one.best.whole for one in asked.subject.mentions):
            return None
        codes = self._relinking.near(asked.subject, earlier.query)
        kind = Kind.FIGURE if asked.clues.timed else Kind.LATEST
        return self._made(kind, codes, asked, earlier, keep=False)

    def _same(self, asked: Asked, earlier: Before) -> Reading | None:
        clues, query = asked.clues, earlier.query
        kind = heard(asked, among=GONE_ON_WITH)
        back, led = points_back(clues), leads_on(clues)
        if not query.measures or (kind in POINTED and not points_at_one(clues)):
            return None
        if is_of_its_own(asked, led=back or led):
            return None
        if not (back or led) and speaks_of_more(clues):
            return None
        if clues.weight(OF_THEM) >= SURELY and kind in {None, *FIGURES}:
            return None  # "how many of those were under 16"
        says = kind or clues.timed or is_now(clues) or clues.link.comparators or led or back
        if not says:
            return None
        kind = turned_to_change(kind, clues, earlier)
        several = earlier.pair if speaks_of_several(clues) and len(earlier.points) < 2 else ()
        asks = kind or carried(clues, query)
        return self._made(asks, several or query.measures, asked, earlier)

    def _made(
        self, kind: Kind, codes: Sequence[str], asked: Asked, earlier: Before, *, keep: bool = True
    ) -> Reading:
        """Return the query, with the windows and comparators that its words carry on."""
        query = earlier.query
        made = self._builder.query(
            kind, asked.clues, asked.kinds, asked.today, measures=codes, answered=earlier.windows
        )
        if len(query.windows) > 1 and means_all_of_them(asked.clues):
            made = made.but(windows=query.windows)
        if keep and not made.windows and not is_now(asked.clues):
            made = made.but(windows=kept_windows(kind, earlier))
        if keep and kind is query.kind is Kind.COMPARE and not made.comparators:
            made = made.but(comparators=query.comparators)
        made = made.but(inherited=said(self._catalogue, query))
        if kind in PLAIN:
            made = made.but(kind=Kind.FIGURE if made.windows else Kind.LATEST)
        if len(codes) > 1 and earlier.turn.asked and set(codes) == set(query.measures):
            return Ambiguous(
                asking="Which of these do you mean?",
                choices=choices_of(self._catalogue, [made.but(measures=(code,)) for code in codes]),
                certainty=0.5,
                query=made,
            )
        return plainly(made)
