"""What waits to leave, what is held, what was given up: `/outbox`, for officers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.outbox.notice import HeldNotice, NoticeClass, NoticeState
from bot.plan.periods import day_text
from bot.reminders.errand import Errand, refused, told
from bot.reminders.records import ReminderState
from bot.reminders.store import ReminderRooms
from bot.rendering import numbers
from bot.rendering.reply import Button, Line, Reply, bold, line

SHOWN = 5
OPEN = (NoticeState.DUE, NoticeState.LEASED, NoticeState.SENDING)


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What became of every reminder ever planned (P6): none leaves the count silently."""

    planned: int
    sent: int
    held: int
    given_up: int
    cancelled: int
    waiting: int

    @property
    def adds_up(self) -> bool:
        """Whether every reminder is accounted for."""
        settled = self.sent + self.held + self.given_up + self.cancelled
        return self.planned == settled + self.waiting


def balance(rooms: ReminderRooms) -> Balance:
    """Count reminders by what became of them; those overtaken before sending are cancelled."""
    rooms.reminders.settle_with_outbox()
    found = rooms.reminders.balance()
    return Balance(
        planned=sum(found.values()),
        sent=found[ReminderState.SENT],
        held=found[ReminderState.HELD],
        given_up=found[ReminderState.GIVEN_UP],
        cancelled=found[ReminderState.CANCELLED] + found[ReminderState.SKIPPED],
        # What waits for a notice that is nowhere is not waiting: it is lost.
        waiting=found[ReminderState.OWED] + found[ReminderState.WAITING] - rooms.reminders.astray(),
    )


def outbox(errand: Errand, words: str) -> Reply:
    """Show the outbox, or settle what is held: `/outbox release 12`, `/outbox drop 12`."""
    verb, _, number = words.strip().partition(" ")
    if verb:
        return _settle(errand, verb, number)
    counts = errand.rooms.outbox.counts()
    waiting = sum(counts[state] for state in OPEN)
    held = errand.rooms.outbox.held(limit=SHOWN)
    lines = [
        line(f"Held, since Telegram's answer was lost: {counts[NoticeState.HELD]}."),
        line(
            f"Given up: {counts[NoticeState.GIVEN_UP]}. Cancelled: {counts[NoticeState.CANCELLED]}."
        ),
        line(f"Sent: {counts[NoticeState.SENT]}."),
        *_oldest(errand),
        *_of_reminders(errand),
    ]
    buttons: list[tuple[Button, ...]] = []
    for one in held:
        lines.append(line(f"• Held {one.id}: {_about(errand, one)}"))
        buttons.append(
            (
                Button(label=f"Send {one.id}", command=f"/outbox release {one.id}"),
                Button(label=f"Drop {one.id}", command=f"/outbox drop {one.id}"),
            )
        )
    return Reply(
        headline=line(bold(f"Waiting to be sent: {numbers.things(waiting, 'message')}.")),
        lines=tuple(lines),
        buttons=tuple(buttons),
    )


def _settle(errand: Errand, verb: str, number: str) -> Reply:
    if verb not in {"release", "drop"} or not number.isdecimal():
        return refused("Please send /outbox alone, and use its buttons.")
    store = errand.rooms.outbox
    done = (store.release if verb == "release" else store.drop)(int(number), errand.now)
    if not done:
        return refused("That message is not held any more.", "/outbox shows what is.")
    errand.note("released" if verb == "release" else "dropped", f"message {number}")
    if verb == "release":
        return told("It is sent once more, marked as a possible repeat.")
    return told("It will not be sent.")


def _oldest(errand: Errand) -> list[Line]:
    due = errand.rooms.outbox.next_due()
    if due is None:
        return []
    local = errand.calendar.local(due)
    return [line(f"The oldest waits since {local:%H:%M} on {day_text(local.date())}.")]


def _of_reminders(errand: Errand) -> list[Line]:
    found = balance(errand.rooms)
    if not found.planned:
        return []
    text = (
        f"Reminders planned: {found.planned}; sent {found.sent}, held {found.held}, given up "
        f"{found.given_up}, cancelled {found.cancelled}, waiting {found.waiting}."
    )
    if found.adds_up:
        return [line(text)]
    return [line(text), line(bold("These do not add up; please tell whoever runs the bot."))]


def _about(errand: Errand, one: HeldNotice) -> str:
    member = errand.rooms.people.by_contact(one.chat)
    to = member.name if member is not None else "a chat"
    # What an answer said is between the bot and that person.
    if one.notice_class in {NoticeClass.ANSWER, NoticeClass.ACKNOWLEDGEMENT}:
        return f"an answer to {to}."
    return f"to {to}: {one.plain.partition(chr(10))[0]}"
