"""Every table, a page a room.

Values are exact decimals as text, dates are dates, instants are UTC. History (`revision`) is append
only: triggers refuse any change (see the first migration). SQLite and PostgreSQL have the same
tables; the two differ only in how a type is spelt.
"""

from storage.tables.learning import added_alias, miss, miss_asker, miss_tap
from storage.tables.messages import answer, bucket, inbox, outbox, picture
from storage.tables.metadata import metadata
from storage.tables.people import (
    audit,
    duty,
    group_chat,
    invitation,
    leaver,
    member,
    takeover,
)
from storage.tables.plan import (
    ambition,
    benchmark,
    comparator,
    figure,
    measure,
    plan,
    revision,
    target,
    term,
)
from storage.tables.receipts import (
    commentary,
    recalled,
    receipt,
    said,
    said_figure,
    wording,
)
from storage.tables.reminders import (
    date_proposal,
    day_off,
    digest,
    due_rule,
    expected,
    follow,
    pack,
    reminder,
    reminder_message,
    reminder_wish,
    snooze,
    unreached,
)
from storage.tables.submissions import (
    draft,
    evidence,
    figure_change,
    policy,
    signature,
    submission,
)

__all__ = [
    "added_alias",
    "ambition",
    "answer",
    "audit",
    "benchmark",
    "bucket",
    "commentary",
    "comparator",
    "date_proposal",
    "day_off",
    "digest",
    "draft",
    "due_rule",
    "duty",
    "evidence",
    "expected",
    "figure",
    "figure_change",
    "follow",
    "group_chat",
    "inbox",
    "invitation",
    "leaver",
    "measure",
    "member",
    "metadata",
    "miss",
    "miss_asker",
    "miss_tap",
    "outbox",
    "pack",
    "picture",
    "plan",
    "policy",
    "recalled",
    "receipt",
    "reminder",
    "reminder_message",
    "reminder_wish",
    "revision",
    "said",
    "said_figure",
    "signature",
    "snooze",
    "submission",
    "takeover",
    "target",
    "term",
    "unreached",
    "wording",
]
