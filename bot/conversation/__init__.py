"""One message in, one reply out.

`responding.respond` is the whole flow on one screen; `incoming` is what comes in, `desk` what one
message is handled with, and the other files are what a message can be.
"""

from __future__ import annotations

from bot.conversation.desk import Heard
from bot.conversation.incoming import Attachment, Edited, Incoming, Moved, Press, PutOut, Text
from bot.conversation.responding import MEMORY, respond
from bot.submissions.evidence import SentFile

__all__ = [
    "MEMORY",
    "Attachment",
    "Edited",
    "Heard",
    "Incoming",
    "Moved",
    "Press",
    "PutOut",
    "SentFile",
    "Text",
    "respond",
]
