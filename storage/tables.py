"""Every table on one page.

Values are exact decimals as text, dates are dates, instants are UTC. History (`revision`) is append
only: triggers refuse any change (see the first migration). SQLite and PostgreSQL have the same
tables; the two differ only in how a type is spelt.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

from storage.columns import Exact, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A number that never runs out; SQLite wants the word INTEGER to number rows by itself.
Serial = BigInteger().with_variant(Integer, "sqlite")

# The plan. `version` goes up with every change, so that each replica knows when to read it anew.

plan = Table(
    "plan",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("partnership", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("lexicon", Text),
    CheckConstraint("id = 1", name="only_one"),
)

ambition = Table(
    "ambition",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("wording", String(32), nullable=False),
    Column("lead_organisation", Text, nullable=False),
    Column("source_url", Text, nullable=False),
)

# `place` is plan order: where the measure stood in the file.
measure = Table(
    "measure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("code", String(64), nullable=False, unique=True),
    Column("ambition", Integer, ForeignKey("ambition.number"), nullable=False),
    Column("name", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("decimals", SmallInteger, nullable=False),
    Column("polarity", String(16), nullable=False),
    Column("frequency", String(16), nullable=False),
    Column("owner_organisation", Text, nullable=False),
    Column("owner_role", Text, nullable=False),
    Column("aliases", Text, nullable=False),  # a JSON list
    Column("standard", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("withhold_below", Integer),
    Column("basis", Text, nullable=False),
)

term = Table(
    "term",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("term", String(200), nullable=False, unique=True),
    Column("aliases", Text, nullable=False),  # a JSON list
    Column("meaning", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_url", Text, nullable=False),
)

# `id` is the order in which comparators are shown: as they first came in.
comparator = Table(
    "comparator",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
)

# The figures. The primary key is the seek: "the newest of a measure" is its last entry under
# (measure, standing), one step backwards however many figures and periods there are. WITHOUT ROWID
# keeps a measure's figures side by side on SQLite; `id` stays with a figure whatever becomes of it.

figure = Table(
    "figure",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True, autoincrement=False),
    Column("standing", String(16), primary_key=True),  # comparable, aside (not so), withdrawn
    Column("period_end", Date, primary_key=True),
    Column("period_start", Date, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("id", Serial, Identity(), nullable=False, unique=True),
    Column("value", Exact),
    Column("status", String(16), nullable=False),
    Column("numerator", Exact),
    Column("denominator", Exact),
    Column("source", Text, nullable=False),
    Column("source_date", Date),
    Column("source_url", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # how many rows of `revision` it has
    CheckConstraint("standing IN ('comparable', 'aside', 'withdrawn')", name="standing"),
    sqlite_with_rowid=False,
)

# `place` orders the values a figure has had. It leaves gaps, so that a list of versions which comes
# to light later can be filled in without touching what is there.
revision = Table(
    "revision",
    metadata,
    Column("figure_id", ForeignKey("figure.id"), primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("value", Exact),
    Column("status", String(16), nullable=False),
    Column("standing", String(16), nullable=False),
    Column("numerator", Exact),
    Column("denominator", Exact),
    Column("seen_from", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

benchmark = Table(
    "benchmark",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True, autoincrement=False),
    Column("period_end", Date, primary_key=True),
    Column("period_start", Date, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("comparator_id", ForeignKey("comparator.id"), primary_key=True, autoincrement=False),
    Column("value", Exact, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_date", Date),
    sqlite_with_rowid=False,
)

target = Table(
    "target",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True, autoincrement=False),
    Column("period_end", Date, primary_key=True),
    Column("period_start", Date, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("value", Exact, nullable=False),
    Column("tolerance", Exact),
    Column("tolerance_kind", String(16)),
    sqlite_with_rowid=False,
)

# What came in, what was said, what goes out.

inbox = Table(
    "inbox",
    metadata,
    Column("door", String(32), primary_key=True),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", Text, nullable=False),
    Column("body", Text, nullable=False),  # cleared once done
    Column("state", String(16), nullable=False),  # waiting, done, set_aside
    Column("attempts", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
)
_waiting = text("state = 'waiting'")
Index(
    "ix_inbox_waiting",
    inbox.c.door,
    inbox.c.update_id,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)

# Numbers are never used twice (AUTOINCREMENT): an old button must not reach a newer answer.
answer = Table(
    "answer",
    metadata,
    Column("number", Serial, primary_key=True),
    Column("chat", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Index("ix_answer_recent", "chat", "person", "number"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # never used again
    Column("chat", Text, nullable=False),
    Column("html", Text, nullable=False),  # cleared once sent, as are plain and keyboard
    Column("plain", Text, nullable=False),
    Column("keyboard", Text, nullable=False),
    Column("class", String(16), nullable=False),
    Column("urgency", SmallInteger, nullable=False),  # 0 goes first
    Column("reply_to", BigInteger),
    Column("edits", BigInteger),
    Column("callback", Text),
    Column("state", String(16), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("owner", Text),
    Column("leased_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("repeat", SmallInteger, nullable=False),  # how often Telegram's answer was lost
    Column("message_id", BigInteger),
    Column("reason", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("picture", Text),  # what to draw, as JSON; cleared once sent
    sqlite_autoincrement=True,
)
_open = text("state IN ('due', 'leased', 'sending')")
Index(
    "ix_outbox_next",
    outbox.c.state,
    outbox.c.urgency,
    outbox.c.id,
    sqlite_where=_open,
    postgresql_where=_open,
)
Index(
    "ix_outbox_chat",
    outbox.c.chat,
    outbox.c.urgency,
    outbox.c.id,
    sqlite_where=_open,
    postgresql_where=_open,
)

# Where Telegram keeps a picture that was sent; `key` is of what it shows.
picture = Table(
    "picture",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

# One row a limit of Telegram's, shared by all replicas.
bucket = Table(
    "bucket",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("empty_at", Instant),
    Column("halted_until", Instant),
)

# Questions not answered at once, grouped by wording, and the words that officers added.

miss = Table(
    "miss",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("wording", String(200), nullable=False, unique=True),
    Column("text", Text, nullable=False),  # masked
    Column("candidates", Text, nullable=False),  # a JSON list of codes
    Column("count", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # open, wanted, aside, answerable
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False, index=True),
    Index("ix_miss_listed", "state", "count"),
    sqlite_autoincrement=True,
)

miss_asker = Table(
    "miss_asker",
    metadata,
    Column("miss_id", ForeignKey("miss.id", ondelete="CASCADE"), primary_key=True),
    Column("chat", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("told_at", Instant),
)

miss_tap = Table(
    "miss_tap",
    metadata,
    Column("miss_id", ForeignKey("miss.id", ondelete="CASCADE"), primary_key=True),
    Column("measure", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
)

added_alias = Table(
    "added_alias",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True),
    Column("alias", String(200), primary_key=True),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
