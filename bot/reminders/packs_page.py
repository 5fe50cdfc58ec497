"""Board packs: when they freeze, and what hangs on it when a board is moved (behaviour 24)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.plan.days import ONE_DAY
from bot.plan.due_dates import Pack
from bot.reminders.dates import NoDay, no_working_day, read_day, said_day
from bot.reminders.errand import Errand, refused, told
from bot.reminders.moving import Moved, move, tell_moved
from bot.reminders.outlook import Outlook
from bot.reminders.records import Expected
from bot.reminders.wording import MOST
from bot.rendering import numbers
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of

EXAMPLE = "For example: /pack November board; freezes 6 November; meets 20 November"
LONGEST_NAME = 80
WITH, WITHOUT = "dates", "only"
_MOVED = re.compile(
    r"(?:the )?(?P<name>.{2,60}?) (?:(?:has |is |was )(?:been )?)?"
    r"(?:moved|postponed|brought forward|put back|rescheduled) to (?P<day>.{3,40})"
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A pack as it is and as it shall be, and the due dates that would move with it."""

    old: Pack
    new: Pack
    due: tuple[Moved, ...]


def packs(errand: Errand, words: str) -> Reply:
    """List board packs, add one, or move one: `/pack NAME; freezes DATE; meets DATE`."""
    text = words.strip()
    if not text:
        return _listed(errand)
    verb, _, rest = text.partition(" ")
    if verb in {WITH, WITHOUT}:
        return _confirmed(errand, rest, with_dates=verb == WITH)
    if verb == "drop":
        return _dropped(errand, rest.strip())
    name, _, dates = text.partition(";")
    if not dates.strip():
        return refused("Please say when it freezes or when the board meets.", EXAMPLE)
    return _set(errand, name.strip()[:LONGEST_NAME], dates)


def moved(errand: Errand, text: str) -> Reply | None:
    """Return the reply to "board moved to 5 December"; None for what is about no pack."""
    if not (errand.is_officer and errand.is_private):
        return None
    found = _MOVED.fullmatch(" ".join(text.casefold().split()).rstrip(".!"))
    if found is None:
        return None
    name = re.sub(r"\b(?:the|meeting|pack)\b", " ", found["name"]).strip()
    named = [one for one in _coming(errand) if name in one.name.casefold()]
    return _set(errand, named[0].name, found["day"]) if named else None


def _set(errand: Errand, name: str, dates: str) -> Reply:
    old = next((one for one in _coming(errand) if one.name.casefold() == name.casefold()), None)
    read = _read(errand, old, dates)
    if isinstance(read, Reply):
        return read
    named, freezes_on, meets_on = read
    new = Pack(name=old.name if old else name, freezes_on=freezes_on, meets_on=meets_on)
    if freezes_on <= errand.today:
        return refused(f"{said_day(freezes_on)} is not ahead any more.", EXAMPLE)
    moved_on = no_working_day(named, freezes_on)
    if meets_on is not None and meets_on < freezes_on:
        return refused("A pack freezes before its board meets.", EXAMPLE)
    if old is None:
        errand.rooms.reminders.put_pack(new)
        errand.note("added a pack", new.name, "", str(freezes_on))
        return told(f"Added: {_said(new)}", *moved_on, *_warning(errand, new))
    if new == old:
        return told(f"Nothing has changed: {_said(old)}", *moved_on)
    return _asked(errand, _change(errand, old, new), moved_on)


def _read(errand: Errand, old: Pack | None, dates: str) -> tuple[date, date, date | None] | Reply:
    """Return the day named for its freeze, when it freezes, and when the board meets.

    It freezes on a working day; what is not said keeps its distance.
    """
    freezes_on: date | None = None
    meets_on: date | None = None
    for part in dates.split(";"):
        kind, _, day = part.strip().partition(" ")
        is_kind = kind.casefold() in {"freezes", "meets"}
        read = read_day(day if is_kind else part, errand.today, ahead=True)
        if isinstance(read, NoDay):
            return refused(read.why, EXAMPLE)
        has_board = old is not None and old.meets_on is not None
        if kind.casefold() == "meets" or (not is_kind and has_board):
            meets_on = read.day
        else:
            freezes_on = read.day
    days = errand.calendar.council
    if old is not None and freezes_on is None and meets_on is not None and old.meets_on:
        apart = days.between(old.freezes_on, old.meets_on)
        freezes_on = days.add(meets_on, -apart) if apart else days.on_or_before(meets_on)
    if freezes_on is None:
        return refused("Please say when it freezes too.", EXAMPLE)
    if meets_on is None and old is not None:
        meets_on = old.meets_on
    return freezes_on, days.on_or_before(freezes_on), meets_on


def _change(errand: Errand, old: Pack, new: Pack) -> Change:
    """Return which due dates hang on a pack, and where they would go to."""
    before = [one.freezes_on for one in _coming(errand) if one.freezes_on < old.freezes_on]
    first = max([errand.today, *before])
    days = errand.calendar.council
    shift = days.between(old.freezes_on, new.freezes_on)
    due: list[Moved] = []
    for one in errand.rooms.reminders.missing():
        if one.measure not in errand.catalogue.by_code or not first < one.due_on <= old.freezes_on:
            continue
        day = _shifted(errand, one, shift)
        if day != one.due_on:
            due.append(Moved(expected=one, due_on=day))
    return Change(old=old, new=new, due=tuple(due))


def _shifted(errand: Errand, one: Expected, shift: int) -> date:
    """Return a due date as far from the freeze as before; never today, nor within its period."""
    days = errand.calendar.days_for(one.measure)
    earliest = days.on_or_after(max(errand.today, one.period.end) + ONE_DAY)
    return max(days.add(one.due_on, shift), earliest) if shift else one.due_on


def _asked(errand: Errand, change: Change, also: Sequence[str] = ()) -> Reply:
    """Show what would be another date, and ask before anything is."""
    old, new = change.old, change.new
    lines = [f"Now it {_dates(old)}.", f"Then it {_dates(new)}.", *also, *_warning(errand, new)]
    known = errand.catalogue.by_code
    if change.due:
        lines.append(f"Due dates that hang on it: {numbers.things(len(change.due), 'figure')}.")
    lines += [
        f"• {known[one.expected.measure].name}, {one.expected.period.short}: "
        f"{said_day(one.due_on)} instead of {said_day(one.expected.due_on)}."
        for one in change.due[:MOST]
    ]
    if len(change.due) > MOST:
        lines.append(f"And {numbers.things(len(change.due) - MOST, 'more figure')}.")
    if not change.due:
        lines.append("No due date hangs on it.")
    lines += _too_late(errand, change)
    said = f"{old.freezes_on} {new.freezes_on} {new.meets_on or '-'} {new.name}"
    buttons = [Button(label="Move it, not the due dates", command=f"/pack {WITHOUT} {said}")]
    if change.due:
        both = Button(label="Move it and the due dates", command=f"/pack {WITH} {said}")
        buttons.insert(0, both)
    else:
        buttons = [Button(label="Move it", command=f"/pack {WITHOUT} {said}")]
    return Reply(
        headline=line(bold(f"Move {new.name}? Nothing has changed yet.")),
        lines=tuple(map(line, lines)),
        buttons=rows_of(buttons, wide=1),
        did=Did.ASKED,
    )


def _too_late(errand: Errand, change: Change) -> list[str]:
    """Say how many figures of periods not over yet would miss a freeze that comes sooner."""
    first, last = change.new.freezes_on, change.old.freezes_on
    coming = Outlook(errand).still_to_come(errand.catalogue.measures, last)
    late = sum(first < one.due_on <= last for one in coming)
    if not late:
        return []
    return [
        f"Of periods that are not over yet, {numbers.things(late, 'figure')} would be due after "
        "the freeze; /duedate moves them once their lists are made."
    ]


def _confirmed(errand: Errand, words: str, *, with_dates: bool) -> Reply:
    parts = words.split(" ", 3)
    try:
        old_day, freezes_on = date.fromisoformat(parts[0]), date.fromisoformat(parts[1])
        meets_on = None if parts[2] == "-" else date.fromisoformat(parts[2])
        name = parts[3]
    except (ValueError, IndexError):
        return STALE
    old = next(
        (one for one in _coming(errand) if (one.name, one.freezes_on) == (name, old_day)), None
    )
    if old is None or freezes_on <= errand.today:
        return STALE
    change = _change(errand, old, Pack(name=name, freezes_on=freezes_on, meets_on=meets_on))
    errand.rooms.reminders.drop_pack(old)
    errand.rooms.reminders.put_pack(change.new)
    errand.note("moved the pack", name, str(old.freezes_on), str(freezes_on))
    if not with_dates or not change.due:
        return told(f"Moved: {_said(change.new)}", *_warning(errand, change.new))
    why = f"{name} was moved"
    done = [move(errand, one.expected, one.due_on, why) for one in change.due]
    heard = tell_moved(errand, done, why)
    return told(
        f"Moved: {_said(change.new)}",
        f"Due dates moved with it: {numbers.things(len(done), 'figure')}.",
        f"Told of it: {numbers.things(heard, 'person')}." if heard else "Nobody had to be told.",
    )


def _dropped(errand: Errand, name: str) -> Reply:
    found = next((one for one in _coming(errand) if one.name.casefold() == name.casefold()), None)
    if found is None:
        return refused(f"I know no pack to come that is called “{name[:LONGEST_NAME]}”.")
    errand.rooms.reminders.drop_pack(found)
    errand.note("dropped the pack", found.name, str(found.freezes_on))
    return told(f"Dropped: {_said(found)}", "No due date was changed.")


def _listed(errand: Errand) -> Reply:
    coming = _coming(errand)
    if not coming:
        return told("No board pack is to come.", EXAMPLE)
    lines = [f"• {_said(one)}" for one in coming[:MOST]]
    return told("Board packs to come:", *lines, "To move one, send its name and the new date.")


def _coming(errand: Errand) -> list[Pack]:
    return [one for one in errand.rooms.reminders.packs() if one.freezes_on >= errand.today]


def _said(pack: Pack) -> str:
    return f"{pack.name}: {_dates(pack)}."


def _dates(pack: Pack) -> str:
    meets = f"; the board meets on {said_day(pack.meets_on)}" if pack.meets_on else ""
    return f"freezes on {said_day(pack.freezes_on)}{meets}"


def _warning(errand: Errand, pack: Pack) -> list[str]:
    if not errand.rules.pack_warning:
        return []
    day = errand.calendar.council.add(pack.freezes_on, -errand.rules.pack_warning)
    if day <= errand.today:
        return ["Those who still owe figures for it are told on the next working morning."]
    return [f"Those who still owe figures for it are told on {said_day(day)}."]


STALE = refused("That button is out of date.", "/pack shows the packs to come.")
