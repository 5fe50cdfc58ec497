"""How long things take at the Telegram door, in seconds, and how much is done at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.outbox.limits import Limits, Rate
from bot.settings import Settings

SHORTEST_AHEAD = timedelta(milliseconds=15)
"""A turn of the outbox takes some milliseconds; it has to come before the next message's time."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Every wait and bound of the door; the defaults suit the real Telegram."""

    poll: float = 20.0
    """How long one getUpdates waits for news."""
    grace: float = 10.0
    """How much longer than that its answer may take."""
    retry_first: float = 0.5
    retry_longest: float = 30.0
    """The first and the longest pause after something failed; it doubles in between."""
    silent: float = 600.0
    """No good answer from Telegram for this long ends the process."""
    answer_within: float = 10.0
    """How long Telegram's answer to any other call may take."""
    pauses: float = 1.0
    """The first pause before a message that did not go is tried again; it doubles each time."""
    typing_after: float = 1.0
    sweep: float = 5.0
    """How often the outbox is looked through without being woken."""
    orphaned: float = 10.0
    """An update that waits longer than this is taken up, whichever process received it."""
    hook_check: float = 60.0
    """How often Telegram is asked whether it still delivers here."""
    lease: float = 30.0
    stop_within: float = 8.0
    sends: int = 32
    """How many messages are on their way at once."""
    handled: int = 32
    """How many updates are handled at once, each of another chat."""
    waiting: int = 1_000
    """How many updates wait in memory before polling pauses; the inbox holds them anyway."""
    limits: Limits = field(default_factory=Limits)


def from_settings(settings: Settings) -> Pace:
    """Return the pace that the settings ask for."""
    chosen = settings.outbox
    usual = Limits()
    pace = timedelta(seconds=1 / chosen.per_second)
    in_chat = timedelta(seconds=chosen.chat_seconds)
    # A burst of two and then one every T stays within N in any minute where T = 60 / (N - 1.25).
    group = timedelta(seconds=60 / max(chosen.group_per_minute - 1.25, 0.75))
    return Pace(
        poll=float(settings.telegram.poll_seconds),
        silent=settings.telegram.silent_minutes * 60.0,
        typing_after=settings.telegram.typing_after_seconds,
        sweep=float(chosen.sweep_seconds),
        lease=float(chosen.lease_seconds),
        sends=chosen.batch,
        limits=Limits(
            everyone=Rate(every=pace),
            answers=Rate(every=pace, burst=usual.answers.burst),
            chat=Rate(every=in_chat),
            answers_in_private=Rate(every=in_chat, burst=usual.answers_in_private.burst),
            group=Rate(every=group, burst=usual.group.burst),
            ahead=max(pace / 2, SHORTEST_AHEAD),
        ),
    )
