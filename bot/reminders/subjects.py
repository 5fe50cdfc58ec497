"""Whom or what a question about due dates is about: measures, an ambition, an owner, a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.membership.names import meant
from bot.people import Member
from bot.plan.days import ONE_DAY, add_months, shift_years
from bot.plan.measures import Measure
from bot.questions.normalise import tokenise
from bot.questions.period_words import find_periods, resolve
from bot.questions.queries import Kind, Query, Window
from bot.questions.understand import understander
from bot.reminders.errand import Errand
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of

_JOINING = r"(?:for|of|in|at|by|from|about|the|on|and|is|are|measures?|figures?)"
_AROUND = re.compile(rf"^(?:{_JOINING}\b\s*|[,.;:?!]\s*)+|(?:\s*\b{_JOINING}|\s*[,.;:?!])+$", re.I)
_AMBITION = re.compile(r"ambition\s+(\d{1,4})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d[-/]\d\d\b|\blast\b|\bprevious\b", re.IGNORECASE)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_SEASON = re.compile(rf"\b({'|'.join(_SEASONS)})(?: (\d{{4}}))?\b(?! term)", re.IGNORECASE)
SOON, RECENT = 1, 182
"""How long ago what is meant may have ended, in days: for a calendar, and for what is due."""
_OWN = frozenset({"me", "mine", "my", "myself", "i", "us", "my own"})


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is asked about. `named` are its words ("ambition 4"), empty for everything.

    `member` is the person whose figures are meant, where a person is.
    """

    query: Query
    measures: tuple[Measure, ...]
    named: str = ""
    member: Member | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows it down."""
        return not self.named

    @property
    def windows(self) -> tuple[Window, ...]:
        """The periods that were named."""
        return self.query.windows


def subject_of(
    errand: Errand, words: str, *, ahead: int = 0, spoken: bool = True
) -> Subject | Reply | None:
    """Return what words name: "6.07", "q2 ambition 4", "Pennine Care", "Priya since June".

    None where nothing in the plan is called so; a question where several people are. Only officers
    in a private chat may ask by a person's name; everybody may ask for their own. A month or a
    season without a year is the newest; where it ended more than `ahead` days ago, if that is
    given, the next one is meant. Names of measures are read as in a question unless `spoken` is
    off.
    """
    rest, windows = _without_periods(errand, words)
    if ahead and windows and not _YEAR.search(words):
        windows = tuple(_not_long_past(one, errand.today, ahead) for one in windows)
    if not rest:
        return subject_from(errand, Query(kind=Kind.DUE, windows=windows))
    catalogue = errand.catalogue
    if rest in catalogue.by_code:
        return subject_from(errand, Query(kind=Kind.DUE, measures=(rest,), windows=windows))
    ambition = _AMBITION.fullmatch(rest)
    if ambition is not None:
        number = int(ambition[1])
        if not catalogue.of_ambition(number):
            return None
        return subject_from(errand, Query(kind=Kind.DUE, ambition=number, windows=windows))
    me = errand.member()
    if me is not None and rest.casefold() in _OWN:
        return _of_member(errand, me, windows)
    people = _people(errand, rest)
    owned = subject_from(errand, Query(kind=Kind.DUE, owner=rest, windows=windows))
    # "Pat" is a person's name before it is the beginning of some role's "pathway".
    by_name = [one for one in people if _is_named(one, rest)]
    if by_name or not owned.measures:
        people = by_name or people
        if len(people) == 1:
            return _of_member(errand, people[0], windows)
        if people:
            return _which(people, words, rest)
        return _as_read(errand, rest, windows) if spoken else None
    return owned


def subject_from(errand: Errand, query: Query) -> Subject:
    """Return what a question that was read is about; one's own where nothing is named."""
    catalogue = errand.catalogue
    if query.measures:
        known = catalogue.by_code
        codes = [code for code in dict.fromkeys(query.measures) if code in known]
        named = known[codes[0]].name if len(codes) == 1 else f"{len(codes)} measures"
        return Subject(query=query, measures=tuple(known[code] for code in codes), named=named)
    if query.ambition is not None:
        listed = catalogue.of_ambition(query.ambition)
        return Subject(query=query, measures=listed, named=f"ambition {query.ambition}")
    if query.owner:
        return _of_owner(errand, query, query.owner)
    mine = tuple(errand.mine()) if errand.is_private and not errand.is_officer else ()
    if mine:
        return Subject(query=query, measures=mine, named="you", member=errand.member())
    return Subject(query=query, measures=catalogue.measures)


def _of_owner(errand: Errand, query: Query, owner: str) -> Subject:
    begins = re.compile(rf"(?<!\w){re.escape(owner)}", re.IGNORECASE)
    measures = tuple(
        one
        for one in errand.catalogue.measures
        if begins.search(one.owner_organisation) or begins.search(one.owner_role)
    )
    organisations = {one.owner_organisation for one in measures}
    is_organisation = all(map(begins.search, organisations))
    named = organisations.pop() if len(organisations) == 1 and is_organisation else owner
    return Subject(query=query, measures=measures, named=named)


def _of_member(errand: Errand, member: Member, windows: tuple[Window, ...]) -> Subject:
    measures = []
    for one in errand.catalogue.measures:
        theirs = (errand.duties.asked(one), errand.duties.owner(one))
        if any(who is not None and who.id == member.id for who in theirs):
            measures.append(one)
    is_own = member.id == errand.person.member
    return Subject(
        query=Query(kind=Kind.DUE, measures=tuple(one.code for one in measures), windows=windows),
        measures=tuple(measures),
        named="you" if is_own else member.name,
        member=member,
    )


def _people(errand: Errand, words: str) -> list[Member]:
    """Return who may be meant by a name: for officers in private anybody, for others themselves."""
    if errand.is_officer and errand.is_private:
        return meant(words, errand.rooms.people.members())
    me = errand.member()
    return [] if me is None else meant(words, [me])


def _is_named(member: Member, words: str) -> bool:
    """Say whether each word is a whole part of the name, or the words say their number."""
    parts = member.name.casefold().split()
    wanted = words.casefold()
    return all(one in parts for one in wanted.split()) or wanted == f"member {member.id}"


def _which(people: list[Member], words: str, name: str) -> Reply:
    buttons = [
        Button(
            label=f"{one.name}, {one.organisation}",
            command=f"/status {words.replace(name, f'member {one.id}')}",
        )
        for one in people[:8]
    ]
    return Reply(
        headline=line(bold(f"Several people are called {name}. Whom do you mean?")),
        buttons=rows_of(buttons, wide=1),
        did=Did.ASKED,
    )


def _without_periods(errand: Errand, words: str) -> tuple[str, tuple[Window, ...]]:
    """Return what words name beside a period, and the period."""
    text = " ".join(words.split())
    if _trimmed(text) in errand.catalogue.by_code:  # a code may look like a date
        return _trimmed(text), ()
    season = _SEASON.search(text)
    if season is not None:
        rest = f"{_trimmed(text[: season.start()])} {_trimmed(text[season.end() :])}"
        return _trimmed(rest), (_season(season[1], season[2], errand.today),)
    tokens = tokenise(text)
    mentions = find_periods(tokens)
    if len(mentions) != 1:
        return _trimmed(text), ()
    found = mentions[0]
    windows = resolve(found, None, errand.today, errand.catalogue.plan).windows
    if not windows:
        return _trimmed(text), ()
    first, last = tokens[found.start], tokens[found.end - 1]
    rest = f"{_trimmed(text[: first.start])} {_trimmed(text[last.end :])}"
    return _trimmed(rest), windows


def _season(name: str, year: str | None, today: date) -> Window:
    """Return the three months of a season; without a year the newest that has begun."""
    first = date(int(year) if year else today.year, _SEASONS[name.casefold()], 1)
    if year is None and first > today:
        first = add_months(first, -12)
    return Window(start=first, end=add_months(first, 3) - ONE_DAY)


def _not_long_past(window: Window, today: date, ahead: int) -> Window:
    """Return the window, or the same a year later where it ended longer ago than that."""
    while (today - window.end).days >= ahead:
        window = Window(start=shift_years(window.start, 1), end=shift_years(window.end, 1))
    return window


def _trimmed(text: str) -> str:
    return _AROUND.sub("", text.strip()).strip()


def _as_read(errand: Errand, rest: str, windows: tuple[Window, ...]) -> Subject | None:
    """Return what the understanding of questions makes of words: a measure by any of its names."""
    query = understander(errand.catalogue).read(f"figures for {rest}", errand.today).query
    if not (query.measures or query.ambition is not None or query.owner):
        return None
    return subject_from(errand, query.but(kind=Kind.DUE, filter=None, windows=windows))
