"""A strict loopback stand-in for Telegram's Bot API.

    async with StandIn() as telegram:
        telegram.says(7, "latest child poverty")
        await telegram.until(lambda: telegram.texts(7))

Strict where Telegram is strict (markup, lengths, unchanged edits, one poller, blocked people,
flood limits), and able to fail on demand: see `faults`.
"""

from tests.telegram_stand_in.faults import Failing, Fault
from tests.telegram_stand_in.server import StandIn
from tests.telegram_stand_in.world import TOKEN, Refusal

__all__ = ["TOKEN", "Failing", "Fault", "Refusal", "StandIn"]
