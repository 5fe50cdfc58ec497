"""The laws of the limits: whatever is asked and whenever, Telegram's limits hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.outbox.limits import EVERYONE, Bucket, Limits, Rate, halt, rates, take, wait
from bot.outbox.notice import Notice, NoticeClass
from bot.settings import Settings
from handlers.telegram import pace

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LIMITS = Limits()
CROWD = [0.0] * 150
"""All at once, which drawn lists seldom are."""
pauses = st.lists(st.floats(0, 10), min_size=1, max_size=150)


def went(rate: Rate, pauses: Sequence[float]) -> list[datetime]:
    """Return when messages go that are wanted after these pauses, one asked for at a time."""
    bucket, now, gone = Bucket(name="one"), START, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        now += wait(bucket, rate, now)
        bucket = take(bucket, rate, now)
        gone.append(now)
    return gone


def most_within(gone: Sequence[datetime], window: timedelta) -> int:
    """Return the most messages in any window of this length."""
    return max(sum(start <= one < start + window for one in gone) for start in gone)


@given(pauses)
@example(CROWD)
@settings(max_examples=50, deadline=None)
def test_group_never_gets_more_than_twenty_in_any_minute(pauses: list[float]) -> None:
    assert most_within(went(LIMITS.group, pauses), timedelta(minutes=1)) <= 20


@given(st.lists(st.floats(0, 0.2), min_size=1, max_size=150))
@example(CROWD)
@settings(max_examples=50, deadline=None)
def test_everyone_together_gets_at_most_thirty_in_any_second(pauses: list[float]) -> None:
    assert most_within(went(LIMITS.everyone, pauses), timedelta(seconds=1)) <= 30


@given(st.lists(st.tuples(st.floats(0, 0.2), st.booleans()), min_size=1, max_size=150))
@example([(0.0, number % 2 == 0) for number in range(150)])
@example([(0.0, False)] * 150)
@settings(max_examples=50, deadline=None)
def test_answers_that_go_early_and_bulk_together_get_at_most_thirty_in_any_second(
    asked: list[tuple[float, bool]],
) -> None:
    bucket, now, gone = Bucket(name="one"), START, []
    for pause, is_answer in asked:
        now += timedelta(seconds=pause)
        rate = LIMITS.answers if is_answer else LIMITS.everyone
        at = now + wait(bucket, rate, now)
        bucket = take(bucket, rate, at)
        gone.append(at)
    assert most_within(gone, timedelta(seconds=1)) <= 30


@given(pauses)
@example(CROWD)
@settings(max_examples=50, deadline=None)
def test_bulk_to_one_chat_is_more_than_a_second_apart(pauses: list[float]) -> None:
    assert most_within(went(LIMITS.chat, pauses), timedelta(seconds=1)) == 1


@given(pauses)
@example(CROWD)
@settings(max_examples=50, deadline=None)
def test_answers_to_a_person_come_in_short_bursts_only(pauses: list[float]) -> None:
    gone = went(LIMITS.answers_in_private, pauses)
    assert most_within(gone, timedelta(seconds=1)) <= 5
    assert most_within(gone, timedelta(seconds=60)) <= 5 + 58


@given(st.integers(2, 200))
def test_any_group_limit_of_the_settings_is_kept(per_minute: int) -> None:
    chosen = Settings.model_validate({"outbox": {"group_per_minute": per_minute}})
    rate = pace.from_settings(chosen).limits.group
    assert most_within(went(rate, [0.0] * 250), timedelta(minutes=1)) <= per_minute


def test_halted_bucket_lets_nothing_go_until_then() -> None:
    bucket = halt(Bucket(name="one"), START + timedelta(seconds=30))
    assert wait(bucket, LIMITS.chat, START) == timedelta(seconds=30)
    assert wait(bucket, LIMITS.chat, START + timedelta(seconds=31)) == timedelta(0)


def test_shorter_halt_does_not_lift_a_longer_one() -> None:
    long = halt(Bucket(name="one"), START + timedelta(seconds=30))
    assert halt(long, START + timedelta(seconds=1)) == long


@pytest.mark.parametrize(
    ("chat", "notice_class", "names", "rate"),
    [
        ("telegram:7", NoticeClass.ANSWER, {EVERYONE, "telegram:7"}, LIMITS.answers_in_private),
        ("telegram:7", NoticeClass.ACKNOWLEDGEMENT, {EVERYONE, "telegram:7"}, None),
        ("telegram:7", NoticeClass.REMINDER, {EVERYONE, "telegram:7"}, LIMITS.chat),
        ("telegram:-7", NoticeClass.ANSWER, {EVERYONE, "telegram:-7"}, LIMITS.group),
    ],
)
def test_notice_takes_from_the_right_buckets(
    chat: str, notice_class: NoticeClass, names: set[str], rate: Rate | None
) -> None:
    notice = Notice(key="k", chat=chat, html="x", plain="x", notice_class=notice_class)
    named = rates(notice, LIMITS)
    assert set(named) == names
    assert rate is None or named[chat] == rate
