"""What a failed send comes to: Telegram's refusals and the network's faults as outcomes.

The table is in section 2 of the reliability reference: what certainly did not go is tried again,
what may have gone is `AnswerLost`, what can never go is `Refused`.
"""

from __future__ import annotations

from http import HTTPStatus

from telegram.error import NetworkError

from bot.outbox.notice import (
    AnswerLost,
    Halted,
    LeasedNotice,
    Migrated,
    NotSent,
    Outcome,
    Refused,
)
from handlers.telegram.api import ApiRefusal
from handlers.telegram.transport import never_left

LONGEST_PAUSE = 60.0
TOKEN_PAUSE = 60.0
NOT_THE_NOTICES_FAULT = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}
)


def outcome_of(error: Exception, leased: LeasedNotice, *, pause: float) -> Outcome:
    """Return what a send that raised `error` came to; `pause` is the first wait, in seconds."""
    if isinstance(error, ApiRefusal):
        return _refused(error)
    if isinstance(error, NetworkError) and never_left(error):
        return NotSent(seconds=pause_after(leased.attempts, pause), reason=str(error))
    if leased.notice.edits is not None:
        # Editing twice comes to the same, so an edit is never in doubt.
        return NotSent(seconds=pause_after(leased.attempts, pause), reason=str(error))
    return AnswerLost(reason=f"{type(error).__name__}: {error}")


def pause_after(attempts: int, first: float) -> float:
    """Return the seconds to wait after so many tries: twice as long each time, up to a minute."""
    return min(LONGEST_PAUSE, first * 2.0 ** min(attempts, 10))


def _refused(error: ApiRefusal) -> Outcome:
    if error.migrated_to is not None:
        return Migrated(chat=f"telegram:{error.migrated_to}")
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return Halted(seconds=error.retry_after)
    if error.status in NOT_THE_NOTICES_FAULT:
        return NotSent(seconds=TOKEN_PAUSE, reason=error.description)
    return Refused(reason=error.description)
