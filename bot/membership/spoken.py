"""What is said in plain words about people and cover, as the command that it means."""

from __future__ import annotations

import re

_DAYS = r"(?=.*(?:\d|today|tomorrow|week|until|cover))"
_AWAY = re.compile(
    rf"(?:(?:i am|i'm|im|i will be|i'll be|we are)\s+(?:away|off|on leave|on holiday)|away|on leave"
    rf"|on holiday)\s+{_DAYS}(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LEAVING = re.compile(
    r"(?:i leave|i'm leaving|im leaving|i am leaving|i will leave|i'll leave|i will be leaving"
    r"|i'll be leaving|my last day is|my last day will be)"
    r"(?:\s+(?:for good|work|my job|my post|(?:the|this)\s+(?:council|team|partnership|trust|job"
    r"|organisation)))?"
    r"(?:,?\s+(?:and\s+)?my last day (?:is|will be))?(?:\s+(?:on|at))?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_STAYING = re.compile(
    r"(?:i'm|i am|im) (?:not leaving(?: after all)?|staying(?: after all)?)", re.IGNORECASE
)
_NOT_MINE = re.compile(
    r"(?:(?P<rest>.{1,80}?)\s+(?:is|are)\s+)?(?:not|no longer)\s+(?:mine|my measures?)"
    r"(?:\s+any\s?more)?",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"who\s+(?:has\s+)?(?:changed|entered|handed in|submitted|approved|signed off|corrected)\s+"
    r"(?P<rest>.+)",
    re.IGNORECASE,
)
_MY_DATA = re.compile(
    r"(?:what\s+(?:data|information)?\s*(?:do|does)\s+(?:you|the bot|this bot)\s+(?:hold|have|keep"
    r"|know|store)\s+(?:on|about|of)\s+(?:me|myself)|(?:show me\s+)?my data)",
    re.IGNORECASE,
)
_FORGET = re.compile(
    r"(?:please\s+)?(?:forget|erase|delete)\s+(?:me|all about me|my (?:data|account|details))",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\b(?:away|leave|leaving|staying|holiday|off|mine|my|who|forget|erase|delete|you|bot)\b", re.I
)
"""Most questions have none of these words, and are let through at once."""
_NOBODY = frozenset({"this", "it", "that", "they", "these", "those"})


def command_for(text: str) -> str | None:
    """Return the command that a text means ("/away 1 to 14 August, cover Priya"), or None."""
    if _HINT.search(text) is None:
        return None
    plain = " ".join(text.replace("’", "'").split()).rstrip(" .!?")
    if found := _AWAY.fullmatch(plain):
        return f"/away {found['rest']}"
    if _STAYING.fullmatch(plain):
        return "/staying"
    if found := _LEAVING.fullmatch(plain):
        return f"/leaving {found['rest']}".strip()
    if found := _NOT_MINE.fullmatch(plain):
        rest = (found["rest"] or "").strip()
        return f"/not_mine {'' if rest.casefold() in _NOBODY else rest}".strip()
    if found := _HISTORY.fullmatch(plain):
        return f"/history {found['rest']}"
    if _FORGET.fullmatch(plain):
        return "/forget"
    return "/mydata" if _MY_DATA.fullmatch(plain) else None
