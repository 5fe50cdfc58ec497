"""What a question leaves out is taken from the conversation, and said back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.plan.measures import Catalogue
from bot.questions.another_topic import speaks_of_more
from bot.questions.before import Before, before, said
from bot.questions.building import Builder, outside
from bot.questions.clues import Clues
from bot.questions.handing_in import HandingIn
from bot.questions.kinds import Kinds
from bot.questions.labels import choices_of
from bot.questions.leaning import corrects, leads_on, other_one, points_back, points_inside
from bot.questions.names import Names
from bot.questions.period_words import Form
from bot.questions.picking import Picking
from bot.questions.queries import (
    Ambiguous,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Turn,
    Understood,
    Window,
)
from bot.questions.readers import Asked
from bot.questions.relinking import Relinking
from bot.questions.subjects import NOTHING, Subject, subject_of
from bot.questions.tracing import Trace

STANDS_ALONE = 0.5
"""A measure named this surely needs nothing from before."""
HEARD, SAID = 2.0, 4.0
"""A cue this loud says the kind; a plain question for the figure must be louder."""
NEW_WORDS, LOOSE_WORDS = 0.55, 2.5
"""More unknown weight is a new subject; about 'that', more may be unknown."""
PLAIN = frozenset({Kind.LATEST, Kind.FIGURE})
FIGURES = PLAIN | {Kind.TREND, Kind.CHANGE, Kind.COMPARE, Kind.TARGET}
ABOUT_MEASURE = FIGURES | {Kind.DEFINITION, Kind.SOURCE, Kind.OWNER, Kind.STORY}
KEEPS_WINDOWS = frozenset({Kind.COMPARE, Kind.SOURCE, Kind.FIGURE})
TIMED = frozenset({Kind.COMPARE, Kind.TREND, Kind.CHANGE})
AT_LARGE = frozenset({Kind.HELP, Kind.PLAN})
POINTED = frozenset({Kind.DUE, Kind.FOLLOW})
IN_AMBITION = frozenset({Kind.LIST, Kind.RANKING, Kind.OWNER, Kind.STORY, Kind.PLAN})
OPEN_WORDED = frozenset({Kind.DEFINITION, Kind.STORY, Kind.SOURCE})


class FollowUps:
    """Reads questions that lean on the turns before them."""

    def __init__(self, catalogue: Catalogue, names: Names, builder: Builder) -> None:
        """Keep what is needed to read a leaning question."""
        self._catalogue = catalogue
        self._builder = builder
        self._picking = Picking(catalogue, builder)
        self._handing_in = HandingIn(catalogue, builder)
        self._relinking = Relinking(catalogue, names)

    def read(
        self, clues: Clues, kinds: Kinds, today: date, turns: tuple[Turn, ...], steps: Trace
    ) -> Reading | None:
        """Return the reading of a question that leans on `turns`, None where it stands alone."""
        earlier = before(turns)
        if earlier is None or clues.empty:
            return None
        asked = Asked(clues=clues, kinds=kinds, subject=subject_of(clues), today=today)
        picked = self._picking.answer(asked, earlier, heard(asked))
        if picked is not None:
            steps.say("answers what was asked")
            return _sure(picked)
        for name, step in (
            ("a value for what was said before", self._handing_in.read),
            ("sets right what was said before", self._corrected),
            ("carries on from what was said before", self._leaning),
        ):
            reading = step(asked, earlier)
            if reading is not None:
                steps.say(name)
                return reading
        return None

    def _corrected(self, asked: Asked, earlier: Before) -> Reading | None:
        """'no, the other one', 'no i meant permanent exclusions'."""
        clues, subject, query = asked.clues, asked.subject, earlier.query
        if other_one(clues) and not (subject.named and subject.score >= STANDS_ALONE):
            return self._others(earlier)
        if not corrects(clues) or clues.numerals:
            return None
        kind = heard(asked)
        if clues.link.facets and clues.weight(Kind.LATEST.value) >= 1.0:
            kind = Kind.LATEST
        if subject.named:
            codes = self._relinking.near(subject, query)
        else:
            codes = self._relinking.other(clues, query) or query.measures
        anew = kind or clues.timed or clues.link.comparators
        if not codes or (codes == query.measures and not anew):
            return None
        kind = kind or (query.kind if query.kind in ABOUT_MEASURE else Kind.LATEST)
        return self._made(kind, codes, asked, earlier, keep=True)

    def _others(self, earlier: Before) -> Reading | None:
        others = earlier.last.others or earlier.turn.others
        if not others:
            return None
        if len(others) == 1:
            return _sure(others[0].query)
        return Ambiguous(
            asking="Which of these do you mean?",
            choices=others[:6],
            certainty=0.5,
            query=others[0].query,
        )

    def _leaning(self, asked: Asked, earlier: Before) -> Reading | None:
        """A question without a subject, or one that carries on with another."""
        clues, query = asked.clues, earlier.query
        led, kind = leads_on(clues), heard(asked)
        if len(query.measures) > 1 and (one := self._picking.narrowed(asked, query)):
            asks = kind if kind in ABOUT_MEASURE | POINTED else query.kind
            return self._made(asks or query.kind, (one,), asked, earlier, keep=True)
        subject = asked.subject
        if subject.named and _is_about_before(asked, kind, led=led):
            subject = NOTHING
        if led and subject.named and query.measures and not _in_full(subject):
            reading = self._in_family(asked, subject, kind, earlier)
            if reading is not None:
                return reading
        if subject.named and (subject.score >= STANDS_ALONE or not led):
            return self._another(asked, subject, kind, earlier) if led else None
        if clues.link.ambitions and clues.link.ambitions[0].by == "number":
            if kind in {None, Kind.AMBITION} and query.ambition is not None and led:
                return _sure(query.but(ambition=clues.link.ambitions[0].number))
            return None
        if query.ambition is not None and not query.measures:
            return self._in_ambition(asked, kind, query)
        return self._same_measure(asked, kind, earlier, led=led) if query.measures else None

    def _in_family(
        self, asked: Asked, subject: Subject, kind: Kind | None, earlier: Before
    ) -> Reading | None:
        """A few words that pick a sister of the measure spoken of, or a part that is not held."""
        query = earlier.query
        codes = self._relinking.other(asked.clues, query)
        if codes:
            asks = kind or _carried(asked.clues, query)
            return self._made(asks, codes, asked, earlier, keep=True)
        if _same_for(asked.clues) and not set(subject.options) & set(query.measures):
            return NotUnderstood(
                query=outside("breakdown"),
                nearest=choices_of(self._catalogue, [query]),
                certainty=0.6,
            )
        return None

    def _another(
        self, asked: Asked, subject: Subject, kind: Kind | None, earlier: Before
    ) -> Reading | None:
        """The same question about another measure: 'and for suspensions?'."""
        query = earlier.query
        refused = earlier.last.query.kind is Kind.NOT_IN_PLAN  # no pattern to go on with
        if refused or query.kind not in ABOUT_MEASURE | POINTED:
            return None
        if kind is not None and kind is not query.kind and not query.windows:
            return None
        codes = self._relinking.near(subject, query)
        asks = kind or _carried(asked.clues, query)
        return self._made(asks, codes, asked, earlier, keep=kind is None)

    def _in_ambition(self, asked: Asked, kind: Kind | None, query: Query) -> Reading | None:
        clues = asked.clues
        if kind not in IN_AMBITION or kind is None:
            return None
        of_all = kind is Kind.RANKING and "ambition" in clues.words  # "the worst ambition"
        short = len(clues.tokens) <= 5 and not of_all
        if not (points_back(clues) or leads_on(clues) or short):
            return None
        made = self._builder.query(kind, clues, asked.kinds, asked.today)
        taken = said(self._catalogue, query)
        return _sure(made.but(ambition=query.ambition, inherited=taken))

    def _same_measure(
        self, asked: Asked, kind: Kind | None, earlier: Before, *, led: bool
    ) -> Reading | None:
        clues, query = asked.clues, earlier.query
        back = points_back(clues)
        if kind in POINTED and not back:
            return None
        if not (back or led) and speaks_of_more(clues):
            return None
        if kind is not None and kind not in ABOUT_MEASURE | POINTED:
            return None
        codes = query.measures
        if clues.left_over > (LOOSE_WORDS if back and kind in OPEN_WORDED else NEW_WORDS):
            codes = self._relinking.other(clues, query)
        elif clues.link.facets:
            codes = self._relinking.other(clues, query) or codes
        says = kind or clues.timed or _now(clues) or clues.link.comparators or led or back
        if not codes or (codes == query.measures and not says):
            return None
        return self._made(kind or _carried(clues, query), codes, asked, earlier, keep=True)

    def _made(
        self, kind: Kind, codes: Sequence[str], asked: Asked, earlier: Before, *, keep: bool
    ) -> Reading:
        """Return the query, with the windows and comparators that its words carry on."""
        query = earlier.query
        made = self._builder.query(
            kind, asked.clues, asked.kinds, asked.today, measures=codes, answered=earlier.windows
        )
        if keep and not made.windows and not _now(asked.clues):
            made = made.but(windows=_kept_windows(kind, earlier))
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
        return _sure(made)


def _now(clues: Clues) -> bool:
    """Say whether the newest is asked for: "and now", "what is it today"."""
    return any(one.form in {Form.NOW, Form.LATEST} for one in clues.periods)


def heard(asked: Asked) -> Kind | None:
    """Return the kind that cues say, None where only periods and names were found."""
    loudest = asked.clues.loudest
    said_so = [
        kind
        for kind in asked.kinds.ordered
        if kind in loudest
        and kind is not Kind.FIGURE
        and loudest[kind] >= (SAID if kind is Kind.LATEST else HEARD)
    ]
    if len(said_so) > 1 and said_so[0] in AT_LARGE and points_back(asked.clues):
        return said_so[1]  # "is that good" is about that, however much it sounds like praise
    return said_so[0] if said_so else None


def _carried(clues: Clues, query: Query) -> Kind:
    """Return the kind that a question without a kind of its own goes on with."""
    if clues.link.comparators:
        return Kind.COMPARE
    forms = {one.form for one in clues.timed}
    if forms & {Form.SINCE, Form.LAST_N, Form.FROM}:
        return Kind.CHANGE if query.kind is Kind.CHANGE else Kind.TREND
    if query.kind in ABOUT_MEASURE - PLAIN and (not clues.timed or query.kind in TIMED):
        return query.kind
    if any(one.form is Form.RANGE and not one.spanning for one in clues.timed):
        return Kind.TREND
    return Kind.FIGURE if clues.timed or query.kind is Kind.FIGURE else Kind.LATEST


def _kept_windows(kind: Kind, earlier: Before) -> tuple[Window, ...]:
    query = earlier.query
    if kind is Kind.CHANGE and query.kind is Kind.FIGURE:
        return earlier.points
    kept = query.kind in KEEPS_WINDOWS and kind in KEEPS_WINDOWS
    return query.windows if kept or kind is query.kind else ()


def _is_about_before(asked: Asked, kind: Kind | None, *, led: bool) -> bool:
    """Say whether what looks like a name is a lead, or part of a question about 'that'."""
    subject = asked.subject
    if led and subject.mentions[0].best.places <= {0}:
        return True
    return (
        not _in_full(subject)
        and not points_inside(asked.clues, subject.mentions[0])
        and points_back(asked.clues)
        and kind in ABOUT_MEASURE
        and len(subject.options) != 1
    )


def _same_for(clues: Clues) -> bool:
    """Say whether a question asks the same for another part of the whole."""
    words = [token.norm for token in clues.tokens[:3]]
    return "same" in words or words[:1] in (["for"], ["just"], ["only"])


def _in_full(subject: Subject) -> bool:
    """Say whether the measures are named word for word."""
    return all(mention.best.literal for mention in subject.mentions)


def _sure(query: Query) -> Understood:
    return Understood(query=query, certainty=0.85)
