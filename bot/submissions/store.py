"""What this room needs remembered; `storage/submission_store.py` fulfils it."""

from __future__ import annotations

from typing import Protocol


class SubmissionStore(Protocol):
    """Drafts, submissions, decisions and evidence."""
