"""Somebody who sends more than anybody can read: what is too much is declined, once a minute.

Kept in memory by each process: it protects the machine, and nothing depends on its being exact.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.outbox.limits import NOW, Bucket, Rate, take, wait

MOST_PEOPLE = 10_000
TOO_MANY = "That was a lot at once. Please wait a minute, then go on."


class Flood:
    """Counts what each person sends. A limit of 0 lets everything through."""

    def __init__(self, per_minute: int) -> None:
        """Let `per_minute` messages of one person through in any minute, all at once if need be."""
        self._rate = per_minute and Rate(every=timedelta(minutes=1) / per_minute, burst=per_minute)
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def allows(self, contact: str, at: datetime) -> bool:
        """Say whether one more message of this person, sent at `at`, is dealt with."""
        if not self._rate:
            return True
        bucket = self._buckets.pop(contact, Bucket(name=contact))
        allowed = wait(bucket, self._rate, at) <= NOW
        self._buckets[contact] = take(bucket, self._rate, at) if allowed else bucket
        if len(self._buckets) > MOST_PEOPLE:
            self._buckets.popitem(last=False)
        return allowed
