"""The Telegram door."""

import os

# PTB's own switch to the coming type of `RetryAfter.retry_after`; without it each 429 warns.
os.environ.setdefault("PTB_TIMEDELTA", "true")
