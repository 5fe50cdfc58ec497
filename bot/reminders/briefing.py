"""What officers, approvers and owners are told each working day: only when something happened.

Privately, once a day, never in a group (A14).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot import sending
from bot.kept import Kept
from bot.membership.cover import covers
from bot.outbox.notice import NoticeClass, NoticeState
from bot.people import Member
from bot.plan.due_dates import Pack
from bot.plan.measures import Catalogue, Measure
from bot.questions.queries import Kind, Query
from bot.reminders.calendar import Calendar, calendar_of
from bot.reminders.dates import said_day
from bot.reminders.hours import Hours
from bot.reminders.owing import WAITING
from bot.reminders.records import Expected, Message, Wanted
from bot.reminders.responsible import Duties, hindrance, officers_of
from bot.reminders.rules import Rules
from bot.reminders.store import ReminderRooms
from bot.reminders.wording import MOST
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

MORNING_LASTS = timedelta(hours=3)
MORNING, SIGN_OFF, PACK = "morning", "signoff", "pack"


def not_supplied(measure: Measure, expected: Expected) -> str:
    """Return the very line the board will read where a figure is missing."""
    owner = measure.owner_organisation or measure.owner_role or "its owner"
    return f"{measure.name}, {expected.period.short}: Not supplied by {owner}."


def brief(rooms: ReminderRooms, catalogue: Catalogue, rules: Rules, now: datetime) -> int:
    """Put the day's summaries into the outbox, once a day, and return how many."""
    calendar = calendar_of(catalogue, rooms.reminders, rules)
    today = calendar.local(now).date()
    is_time = now >= calendar.at(today, rules.hour)
    if not is_time or not Hours(calendar=calendar, rules=rules).allow(now):
        return 0
    return _Briefing(rooms, catalogue, rules, calendar, now, today).run()


class _Briefing:
    def __init__(
        self,
        rooms: ReminderRooms,
        catalogue: Catalogue,
        rules: Rules,
        calendar: Calendar,
        now: datetime,
        today: date,
    ) -> None:
        self._rooms, self._catalogue, self._rules = rooms, catalogue, rules
        self._calendar, self._now, self._today = calendar, now, today
        self._members = rooms.people.members()
        self._officers = officers_of(self._members)

    def run(self) -> int:
        if self._now > self._calendar.at(self._today, self._rules.hour) + MORNING_LASTS:
            return self._packs()  # what happens later in the day is told the next morning
        return self._mornings() + self._sign_offs() + self._packs()

    # Officers: what happened since the last working day.

    def _mornings(self) -> int:
        told = self._rooms.reminders.told_on(self._today, MORNING)
        waiting = [one for one in self._officers if one.id not in told]
        if not waiting:
            return 0
        reply, unreached = self._morning()
        if reply is None:
            return 0
        for officer in waiting:
            self._send(officer, MORNING, self._today, reply)
        self._rooms.reminders.tell_unreached(unreached, self._now)
        return len(waiting)

    def _morning(self) -> tuple[Reply | None, list[int]]:
        rows, known = self._rooms.reminders, self._catalogue.by_code
        since = self._calendar.council.add(self._today, -1)
        came = [
            one
            for one in rows.received_since(since)
            if one.received_on is not None
            and one.received_on < self._today
            and one.measure in known
        ]
        late = [
            one
            for one in rows.missing()
            if since <= one.due_on < self._today and one.measure in known
        ]
        new = [one for one in rows.unreached() if one.told_at is None]
        asked = rows.open_proposals()
        held = self._rooms.outbox.counts()[NoticeState.HELD]
        uncovered = self._uncovered(rows.missing())
        if not (came or late or new or asked or held or uncovered):
            return None, []
        page = Page(Query(kind=Kind.DUE))
        page.headline(f"Since {said_day(since)}:")
        self._list(page, "came in", came)
        self._list(page, "went past their date", late)
        self._unreached(page, [(one.subject, one.why) for one in new])
        for one in uncovered[:MOST]:
            page.say(one)
        if asked:
            page.say(f"{page.count(len(asked), 'request')} for more time: open, see above.")
        if held:
            page.say(f"Held messages: {page.count(held, 'message')}. /outbox shows them.")
        page.buttons(
            (Button(label="Who is late", command="/status"), Button(label="Due", command="/due"))
        )
        return page.reply(), [one.id for one in new]

    def _uncovered(self, missing: Sequence[Expected]) -> list[str]:
        """Return what is due within two working days and whose deputy has not agreed to cover."""
        waiting = [one for one in covers(self._rooms.people, self._today) if not one.accepted]
        if not waiting:
            return []
        names = {member.id: member.name for member in self._members}
        last = self._calendar.council.add(self._today, 2)
        said: list[str] = []
        for one in missing:
            measure = self._catalogue.by_code.get(one.measure)
            if measure is None or not self._today <= one.due_on <= last:
                continue
            said.extend(
                f"{each.deputy.name} has not agreed yet to cover for"
                f" {names.get(each.owner, 'the owner')}: {measure.name}, due"
                f" {said_day(one.due_on)}."
                for each in waiting
                if each.is_for(measure, one.due_on)
            )
        return said

    def _list(self, page: Page, what: str, listed: Sequence[Expected]) -> None:
        if not listed:
            return
        page.say(f"Figures that {what}: {page.count(len(listed), 'figure')}.")
        for one in listed[:MOST]:
            page.say(f"• {self._catalogue.by_code[one.measure].name}, {one.period.short}")
        if len(listed) > MOST:
            page.say(f"And {page.count(len(listed) - MOST, 'more figure')}.")

    def _unreached(self, page: Page, found: Sequence[tuple[str, str]]) -> None:
        """List who cannot be reminded, each once; measures without anybody are counted."""
        names = {one.id: one.name for one in self._members}
        nobody = [subject.split()[1] for subject, _ in found if subject.startswith("measure")]
        for subject, why in found:
            kind, _, number = subject.partition(" ")
            if kind == "member":
                name = names.get(int(number), "Somebody")
                page.say(f"Cannot be reminded: {name}, who {why}.")
        if nobody:
            shown = ", ".join(nobody[:MOST])
            more = f" and {len(nobody) - MOST} more" if len(nobody) > MOST else ""
            page.say(f"Nobody is named to hand in: {shown}{more}. /assign names somebody.")

    # Approvers: what waits for them.

    def _sign_offs(self) -> int:
        told = self._rooms.reminders.told_on(self._today, SIGN_OFF)
        waiting = self._by_approver()
        sent = 0
        for member, listed in waiting.values():
            if member.id in told or hindrance(member):
                continue
            page = Page(Query(kind=Kind.DUE))
            page.headline(f"Waiting for your sign-off: {page.count(len(listed), 'figure')}.")
            for text in listed[:MOST]:
                page.say(f"• {text}")
            page.buttons((Button(label="Look at them", command="/signoff"),))
            self._send(member, SIGN_OFF, self._today, page.reply())
            sent += 1
        return sent

    def _by_approver(self) -> dict[int, tuple[Member, list[str]]]:
        """Return what waits since before today, by who may sign it off."""
        morning = self._calendar.at(self._today, self._rules.hour)
        submissions = [
            one
            for one in self._rooms.submissions.waiting(limit=WAITING)
            if one.submitted_at < morning and one.offer.measure in self._catalogue.by_code
        ]
        if not submissions:
            return {}
        duties = Duties(self._rooms.people.all_duties(self._today))
        found: dict[int, tuple[Member, list[str]]] = {}
        for one in submissions:
            assert one.offer.measure is not None
            measure = self._catalogue.by_code[one.offer.measure]
            period = f", {one.offer.period.short}" if one.offer.period else ""
            for member in duties.approvers(measure) or self._officers:
                if member.id != one.member:
                    listed = found.setdefault(member.id, (member, []))[1]
                    listed.append(f"{measure.name}{period}")
        return found

    # Before a board pack freezes: what will be blank, in the words the board will read.

    def _packs(self) -> int:
        if not self._rules.pack_warning:
            return 0
        freezing: defaultdict[date, list[Pack]] = defaultdict(list)
        for pack in self._rooms.reminders.packs():
            warned_on = self._calendar.council.add(pack.freezes_on, -self._rules.pack_warning)
            if warned_on <= self._today <= pack.freezes_on:
                freezing[pack.freezes_on].append(pack)
        return sum(self._pack(day, packs) for day, packs in freezing.items())

    def _pack(self, freezes_on: date, packs: Sequence[Pack]) -> int:
        told = self._rooms.reminders.told_on(freezes_on, PACK)
        known = self._catalogue.by_code
        blank = [
            one
            for one in self._rooms.reminders.missing()
            if one.due_on <= freezes_on and one.state is Wanted.MISSING and one.measure in known
        ]
        if not blank:
            return 0
        duties = Duties(self._rooms.people.all_duties(self._today))
        theirs: defaultdict[int, list[Expected]] = defaultdict(list)
        people: dict[int, Member] = {one.id: one for one in self._officers}
        for officer in self._officers:
            theirs[officer.id] = list(blank)
        for one in blank:
            member = duties.asked(known[one.measure])
            if member is not None and member.id not in people and not hindrance(member):
                people[member.id] = member
            if member is not None and member not in self._officers and member.id in people:
                theirs[member.id].append(one)
        sent = 0
        for number, listed in theirs.items():
            if number not in told:
                self._send(people[number], PACK, freezes_on, self._blank(packs, listed))
                sent += 1
        return sent

    def _blank(self, packs: Sequence[Pack], listed: Sequence[Expected]) -> Reply:
        page = Page(Query(kind=Kind.DUE))
        names = " and ".join(one.name for one in packs)
        freeze = "freezes" if len(packs) == 1 else "freeze"
        page.headline(
            f"{names} {freeze} on {said_day(packs[0].freezes_on)}. "
            f"Still blank: {page.count(len(listed), 'figure')}."
        )
        page.say("The board will read:")
        for one in listed[:MOST]:
            page.say(f"• {not_supplied(self._catalogue.by_code[one.measure], one)}")
        if len(listed) > MOST:
            page.say(f"And {page.count(len(listed) - MOST, 'more figure')}.")
        page.buttons((Button(label="What is due", command="/due"),))
        return page.reply()

    def _send(self, member: Member, what: str, day: date, reply: Reply) -> None:
        assert member.contact is not None
        key = f"{what}:{member.id}:{day}"
        message = Message(key=key, member=member.id, day=day, what=what, items=())
        self._rooms.reminders.keep_message(message, [])
        sending.send(
            reply,
            Kept(),
            self._rooms,
            self._now,
            key=key,
            chat=member.contact,
            person=member.contact,
            notice_class=NoticeClass.ALERT,
        )
