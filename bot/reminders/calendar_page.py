"""The year ahead: due dates, board packs, days off; as text, and as a file for calendars."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from bot.exchange import plain_file
from bot.exchange.plain_file import PlainFile
from bot.plan.days import ONE_DAY, add_months, day_text, month_text, span_text
from bot.plan.measures import Measure
from bot.plan.working_days import bank_holidays, published_until
from bot.reminders.errand import Errand, refused
from bot.reminders.outlook import Outlook
from bot.reminders.subjects import SOON, Subject, subject_of
from bot.rendering import numbers
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply, bold, line

MOST_NAMED = 3
LONGEST_LINE = 75
DUE = "Due: "
FILE_NAME = "due dates.ics"
_AS_FILE = re.compile(
    r"^\s*(?:as (?:a|an) )?(?:\.?ics|i?cal(?:endar)? file|file)\b\s*", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, order=True)
class Entry:
    """One day of the calendar and what it is; `key` is the same whenever it is made again."""

    day: date
    title: str
    key: str
    note: str = ""


def calendar(errand: Errand, words: str) -> Reply:
    """Return the coming twelve months as text, for everything or for what is named.

    `file` before the name sends them as a file for calendars.
    """
    as_file = _AS_FILE.match(words)
    if as_file is not None:
        words = words[as_file.end() :]
    subject = subject_of(errand, words, ahead=SOON)
    if isinstance(subject, Reply):
        return subject
    if subject is None:
        return refused(
            "I know no measure, ambition, organisation or season of that name.",
            "For example: /calendar, /calendar autumn, or /calendar ambition 4",
        )
    entries = year_ahead(errand, subject)
    late = late_in(errand, subject)
    page = Page(subject.query)
    if not entries:
        more = "more " if late else ""
        page.headline(f"Nothing {more}is due {_when(subject, errand)}.")
        _say_late(page, late)
        return page.reply()
    if as_file is not None:
        return _as_file(errand, subject, entries)
    first, last = entries[0].day, entries[-1].day
    start = errand.today if not subject.windows else first
    page.headline(f"What is due from {day_text(start)} to {day_text(last)}:")
    for month, listed in _by_month(entries).items():
        page.say(f"{month}:")
        for one in listed:
            title = one.title.removeprefix(DUE)
            page.say(f"• {one.day:%a} {one.day.day} {one.day:%b}: {title}{one.note}")
    _say_late(page, late)
    page.buttons((Button(label="As a file for my calendar", command=f"/calendar file {words}"),))
    return page.reply()


def late_in(errand: Errand, subject: Subject) -> list[Entry]:
    """Return the days that have passed and still miss a figure, of the time named if one was."""
    due: defaultdict[date, list[tuple[Measure, str]]] = defaultdict(list)
    window = subject.windows[-1] if subject.windows else None
    wanted = Outlook(errand).of(subject.measures)
    for measure in subject.measures:
        for one in wanted.get(measure.code, ()):
            inside = window is None or window.start <= one.due_on <= window.end
            if one.is_missing and one.due_on < errand.today and inside:
                due[one.due_on].append((measure, one.period.short))
    return sorted(
        Entry(day=day, title=_due(listed), key=f"due-{day}") for day, listed in due.items()
    )


def _say_late(page: Page, late: list[Entry]) -> None:
    if not late:
        return
    page.say("Late already:")
    for one in late:
        title = one.title.removeprefix(DUE)
        page.say(f"• {one.day:%a} {one.day.day} {one.day:%b}: {title}")


def _as_file(errand: Errand, subject: Subject, entries: list[Entry]) -> Reply:
    """Return the entries as a file that goes with the reply."""
    title = errand.catalogue.plan.title
    text = as_ics(
        entries, title if subject.is_everything else f"{title}: {subject.named}", errand.now
    )
    days = numbers.things(len(entries), "day")
    return Reply(
        headline=line(bold(f"A file for your calendar, with {days}.")),
        lines=(
            line("Open it in Outlook, Google or Apple Calendar to add these days."),
            line("It is as things stand today; after a date has moved, ask for a new one."),
            line("A new file changes the days that are there already; it adds none twice."),
        ),
        document=plain_file.to_json(
            PlainFile(name=FILE_NAME, content_type=plain_file.CALENDAR, text=text)
        ),
    )


def year_ahead(errand: Errand, subject: Subject) -> list[Entry]:
    """Return the days of the coming twelve months, in order; dates of one day come together.

    Where a time was named it is that time alone, as far as it lies ahead. Days off are told only
    where nothing else narrows it down.
    """
    first, until = errand.today, add_months(errand.today, 12)
    if subject.windows:
        first, until = max(first, subject.windows[-1].start), subject.windows[-1].end
    outlook = Outlook(errand)
    due: defaultdict[date, list[tuple[Measure, str]]] = defaultdict(list)
    wanted = outlook.of(subject.measures)
    for measure in subject.measures:
        for one in wanted.get(measure.code, ()):
            if one.is_missing and first <= one.due_on <= until:
                due[one.due_on].append((measure, one.period.short))
        for coming in outlook.to_come(measure, until):
            if first <= coming.due_on <= until:
                due[coming.due_on].append((measure, coming.period.short))
    sure = published_until(errand.today)
    entries = [
        Entry(
            day=day,
            title=_due(listed),
            key=f"due-{day}",
            note="" if day <= sure else " (bank holidays not yet confirmed)",
        )
        for day, listed in due.items()
    ]
    for pack in errand.rooms.reminders.packs():
        entries += _pack_days(pack.name, pack.freezes_on, pack.meets_on, first, until)
    if subject.is_everything or subject.named == "you":
        entries += _days_off(errand, first, until)
    return sorted(entries)


def _when(subject: Subject, errand: Errand) -> str:
    if not subject.windows:
        return "in the coming twelve months"
    window = subject.windows[-1]
    if window.end < errand.today:
        return f"any more for {span_text(window.start, window.end)}: it is over"
    return f"for {span_text(window.start, window.end)}"


def as_ics(entries: list[Entry], title: str, now: datetime) -> str:
    """Return the entries as an iCalendar file: whole days, lines folded at 75 octets.

    Source: RFC 5545, sections 3.1 (folding), 3.3.11 (escaping) and 3.6.1 (events).
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//partnership-bot//due dates//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    for one in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.key}@partnership-bot",
            f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.day + ONE_DAY:%Y%m%d}",
            f"SUMMARY:{_escaped(one.title + one.note)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for one in lines for folded in _folded(one))


def _due(listed: list[tuple[Measure, str]]) -> str:
    named = [f"{measure.name} ({period})" for measure, period in listed]
    if len(named) <= MOST_NAMED:
        return f"{DUE}{'; '.join(named)}"
    more = numbers.things(len(named) - MOST_NAMED, "other figure")
    return f"{DUE}{'; '.join(named[:MOST_NAMED])}; and {more}"


def _pack_days(
    name: str, freezes_on: date, meets_on: date | None, today: date, until: date
) -> list[Entry]:
    days = [Entry(day=freezes_on, title=f"{name} freezes", key=f"pack-{freezes_on}-{name}")]
    if meets_on is not None:
        days.append(Entry(day=meets_on, title=f"{name}: the board meets", key=f"meets-{meets_on}"))
    return [one for one in days if today <= one.day <= until]


def _days_off(errand: Errand, first: date, until: date) -> list[Entry]:
    entries = [
        Entry(day=day, title=f"Bank holiday: {_plain(name)}", key=f"holiday-{day}")
        for year in range(first.year, until.year + 1)
        for day, name in bank_holidays(year).items()
        if first <= day <= until
    ]
    for off in errand.calendar.days_off:
        if first <= off.first <= until:
            days = "" if off.first == off.last else f", until {day_text(off.last)}"
            entries.append(Entry(day=off.first, title=f"{off.what}{days}", key=f"off-{off.first}"))
    return entries


def _plain(name: str) -> str:
    return name.replace(" (observed)", " (substitute day)")


def _by_month(entries: list[Entry]) -> dict[str, list[Entry]]:
    months: dict[str, list[Entry]] = {}
    for one in entries:
        months.setdefault(month_text(one.day), []).append(one)
    return months


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(text: str) -> list[str]:
    """Cut a line at 75 octets, never inside a letter; continuations begin with a space."""
    pieces, piece = [], ""
    for letter in text:
        if len((piece + letter).encode()) > LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += letter
    return [*pieces, piece]
