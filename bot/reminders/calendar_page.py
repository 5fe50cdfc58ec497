"""The year ahead: due dates, board packs, days off; as text, and as a file for calendars."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from bot.plan.days import ONE_DAY, add_months, day_text, month_text
from bot.plan.measures import Measure
from bot.plan.working_days import bank_holidays, published_until
from bot.questions.queries import Kind, Query
from bot.reminders.due_page import asked_about, query_for
from bot.reminders.errand import Errand, refused
from bot.reminders.outlook import Outlook
from bot.rendering import numbers
from bot.rendering.page import Page
from bot.rendering.reply import Reply

MOST_NAMED = 3
LONGEST_LINE = 75
DUE = "Due: "
ASK = "ask the performance officer"
FROM_OFFICER = "run partnership-bot reminders calendar FILE.ics where the bot is installed"


@dataclass(frozen=True, kw_only=True, order=True)
class Entry:
    """One day of the calendar and what it is; `key` is the same whenever it is made again."""

    day: date
    title: str
    key: str
    note: str = ""


def calendar(errand: Errand, words: str) -> Reply:
    """Return the coming twelve months as text, for everything or for what is named."""
    query = query_for(words, errand)
    if query is None:
        return refused(
            "I know no measure, ambition or owner of that name.",
            "For example: /calendar, or /calendar ambition 4",
        )
    entries = year_ahead(errand, query, with_days_off=not words.strip())
    page = Page(query)
    if not entries:
        page.headline("Nothing is due in the coming twelve months.")
        return page.reply()
    last = entries[-1].day
    page.headline(f"What is due from {day_text(errand.today)} to {day_text(last)}:")
    for month, listed in _by_month(entries).items():
        page.say(f"{month}:")
        for one in listed:
            title = one.title.removeprefix(DUE)
            page.say(f"• {one.day:%a} {one.day.day} {one.day:%b}: {title}{one.note}")
    page.say(f"As a file for your own calendar: {FROM_OFFICER if errand.is_officer else ASK}.")
    return page.reply()


def year_ahead(errand: Errand, query: Query, *, with_days_off: bool = True) -> list[Entry]:
    """Return the days of the coming twelve months, in order; dates of one day come together."""
    until = add_months(errand.today, 12)
    outlook = Outlook(errand)
    due: defaultdict[date, list[tuple[Measure, str]]] = defaultdict(list)
    for measure in asked_about(errand, query.but(kind=Kind.DUE)):
        for one in outlook.of([measure]).get(measure.code, ()):
            if one.is_missing and errand.today <= one.due_on <= until:
                due[one.due_on].append((measure, one.period.short))
        for coming in outlook.to_come(measure, until):
            if errand.today <= coming.due_on <= until:
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
        entries += _pack_days(pack.name, pack.freezes_on, pack.meets_on, errand.today, until)
    if with_days_off:
        entries += _days_off(errand, until)
    return sorted(entries)


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


def _days_off(errand: Errand, until: date) -> list[Entry]:
    entries = [
        Entry(day=day, title=f"Bank holiday: {_plain(name)}", key=f"holiday-{day}")
        for year in range(errand.today.year, until.year + 1)
        for day, name in bank_holidays(year).items()
        if errand.today <= day <= until
    ]
    for off in errand.calendar.days_off:
        if errand.today <= off.first <= until:
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
