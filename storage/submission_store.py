"""Drafts, submissions, decisions and evidence."""

from __future__ import annotations

from storage.prepared import Link


class SubmissionStore:
    """Fulfils `bot.submissions.store.SubmissionStore`."""

    def __init__(self, link: Link) -> None:
        self._link = link
