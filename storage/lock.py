"""A lock file: one process for one SQLite database.

The operating system holds the lock, so it goes with the process, however that ends.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.errors import DatabaseBusy, StorageError

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class LockFile:
    """Holds `PATH.lock` from the moment it is made until `release`."""

    def __init__(self, database: Path) -> None:
        """Take the lock.

        Raises:
            DatabaseBusy: another process holds it.
            StorageError: the lock file cannot be made.
        """
        self.path = database.with_name(f"{database.name}.lock")
        try:
            self._descriptor: int | None = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StorageError(
                f"cannot make the lock file {self.path}: {error.strerror}",
                advice=f"The folder {self.path.parent} cannot be written; check its rights.",
            ) from error
        try:
            _take(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise DatabaseBusy(
                f"another process holds {self.path}",
                advice=(
                    f"Another partnership-bot is using {database}. Stop it first, or use"
                    " PostgreSQL, which several can share."
                ),
            ) from error

    def release(self) -> None:
        """Let go; safe to call twice. The empty file stays, since removing it could race."""
        if self._descriptor is not None:
            _release(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None
