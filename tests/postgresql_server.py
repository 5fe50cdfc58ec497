"""A PostgreSQL server for the tests: started from installed binaries, or at a given address."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

BINARIES = "PARTNERSHIP_BOT_POSTGRES_BIN"
ADDRESS = "PARTNERSHIP_BOT_TEST_POSTGRES"
ACCOUNTS = ("postgres", "nobody")
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


class Server:
    """A running server; makes and drops databases."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._count = 0
        self._made: list[str] = []

    def create(self, template: str = "template1") -> str:
        """Make a database and return its name."""
        self._count += 1
        name = f"bot_test_{os.getpid()}_{self._count}"
        self._command(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._made.append(name)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._command(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._made.remove(name)

    def drop_all(self) -> None:
        """Remove what is left of the databases that were made."""
        for name in tuple(self._made):
            self.drop(name)

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return f"{self.address.rsplit('/', 1)[0]}/{name}"

    def _command(self, statement: str) -> None:
        async def run() -> None:
            connection = await asyncpg.connect(self.address)
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        run_apart(run())


@contextmanager
def running() -> Iterator[Server]:
    """Give a server; skip where there is none, which in CI is a failure."""
    if address := os.environ.get(ADDRESS):
        given = Server(address)
        try:
            yield given
        finally:
            given.drop_all()
        return
    binaries = _binaries()
    if binaries is None:
        reason = f"no PostgreSQL server found; install one, or set {BINARIES} or {ADDRESS}"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="partnership-bot-postgresql-"))
    account = _account(folder)
    data = folder / "data"
    try:
        _run([binaries / "initdb", "-D", data, "-U", "bot", "-A", "trust", *_PLAIN], account)
        port = _free_port()
        settings = " ".join(f"-c {name}='{value}'" for name, value in OPTIONS.items())
        start = ["-w", "-l", folder / "log", "-o", f"-p {port} {settings}", "start"]
        _run([binaries / "pg_ctl", "-D", data, *start], account)
        try:
            yield Server(f"postgresql://bot@127.0.0.1:{port}/postgres")
        finally:
            _run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_apart(running: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end on a loop of its own, though the test has one running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, running).result()


_PLAIN = ("--no-sync", "--encoding=UTF8", "--locale=C")


def _binaries() -> Path | None:
    """Return the folder of initdb and pg_ctl: as set, on the path, or the newest installed."""
    if given := os.environ.get(BINARIES):
        return Path(given)
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(installed, key=lambda path: int(path.parent.name), default=None)


def _account(folder: Path) -> str | None:
    """Return the account to run the server as, since it refuses to run as root."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd  # there is none on Windows

    known = {entry.pw_name for entry in pwd.getpwall()}
    account = next(name for name in ACCOUNTS if name in known)
    shutil.chown(folder, account)
    return account


def _run(command: list[Any], account: str | None) -> None:
    extra: dict[str, Any] = {}
    if account is not None:
        import pwd

        extra = {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}
    done = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        cwd="/",
        text=True,
        check=False,
        **extra,
    )
    if done.returncode:
        pytest.fail(f"PostgreSQL did not come up: {done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
