"""A PostgreSQL server for the tests: started from installed binaries, or at a given address."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

BINARIES = "PARTNERSHIP_BOT_POSTGRES_BIN"
ADDRESS = "PARTNERSHIP_BOT_TEST_POSTGRES"
ACCOUNTS = ("postgres", "nobody")
PLACE = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
HASTE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
}
MEMORY = Path("/dev/shm")
ROOM = 1 << 30
"""A server in memory needs a fifth of this; a new database there takes a tenth of the time."""
PREFIX = "partnership-bot-postgresql-"
IN_USE = "in-use"
DATA = "data"


@dataclass(frozen=True, kw_only=True)
class Programs:
    """PostgreSQL's own programs, run as the account that `folder` belongs to."""

    binaries: Path
    folder: Path
    account: str | None

    def run(self, name: str, *arguments: object) -> None:
        """Run a program; a failure fails the test."""
        _run([self.binaries / name, *arguments], self.account)

    def start(self, name: str, options: dict[str, str]) -> int:
        """Start the server whose data is in `name` of the folder, and return its port."""
        port = _free_port()
        self.start_at(name, port, options)
        return port

    def start_at(self, name: str, port: int, options: dict[str, str]) -> None:
        """Start a server at a port."""
        settings = " ".join(f"-c {key}='{value}'" for key, value in (PLACE | options).items())
        log, run_with = self.folder / f"{name}.log", f"-p {port} {settings}"
        self.run("pg_ctl", "-D", self.folder / name, "-w", "-l", log, "-o", run_with, "start")

    def stop(self, name: str) -> None:
        """Stop a server at once, as a crash does."""
        self.run("pg_ctl", "-D", self.folder / name, "-m", "immediate", "-w", "stop")


class Server:
    """A running server; makes and drops databases. `programs` are those of one started here."""

    def __init__(
        self,
        address: str,
        restart: Callable[[], None] | None = None,
        programs: Programs | None = None,
    ) -> None:
        self.address = address.rstrip("/")
        self.programs = programs
        self._restart = restart
        self._count = 0
        self._made: list[str] = []

    @property
    def can_restart(self) -> bool:
        """Whether the server was started here, so that it may be restarted."""
        return self._restart is not None

    def restart(self) -> None:
        """Stop the server at once, as a crash does, and start it again."""
        assert self._restart is not None
        self._restart()

    def keep_commits(self, url: str) -> None:
        """Have commits to one database survive a crash of the server, as they do by default."""
        name = url.rsplit("/", 1)[1]
        self.command(f'ALTER DATABASE "{name}" SET synchronous_commit = on')

    def refuse_writes(self, url: str, *, refuse: bool) -> None:
        """Have one database take no writes, as a standby does, or take them again."""
        name = url.rsplit("/", 1)[1]
        self.command(
            f'ALTER DATABASE "{name}" SET default_transaction_read_only = {str(refuse).lower()}'
        )
        self.command(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        )

    def create(self, template: str = "template1") -> str:
        """Make a database and return its name."""
        self._count += 1
        name = f"bot_test_{os.getpid()}_{self._count}"
        self.command(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._made.append(name)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.command(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._made.remove(name)

    def drop_all(self) -> None:
        """Remove what is left of the databases that were made."""
        for name in tuple(self._made):
            self.drop(name)

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return f"{self.address.rsplit('/', 1)[0]}/{name}"

    def command(self, statement: str) -> Any:
        """Run one statement and return the first value of its answer."""

        async def run() -> Any:
            connection = await asyncpg.connect(self.address)
            try:
                return await connection.fetchval(statement)
            finally:
                await connection.close()

        return run_apart(run())


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """Give a server; skip where there is none, which in CI is a failure.

    Tests need no disk: only where `durable` does a commit wait for it, as it does by default.
    """
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
    place = _place(durable=durable)
    _sweep(place, binaries)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    account = _account(folder)
    programs = Programs(binaries=binaries, folder=folder, account=account)
    with _cleared_up(binaries, folder, account):
        programs.run("initdb", "-D", folder / DATA, "-U", "bot", "-A", "trust", *_PLAIN)
        options = {} if durable else HASTE
        port = programs.start(DATA, options)

        def restart() -> None:
            programs.stop(DATA)
            programs.start_at(DATA, port, options)

        yield Server(f"postgresql://bot@127.0.0.1:{port}/postgres", restart, programs)


@contextmanager
def _cleared_up(binaries: Path, folder: Path, account: str | None) -> Iterator[None]:
    """Stop the server in `folder` and remove it, however this process ends.

    A process of its own waits for our end of a pipe to close, which even a kill does. Where that
    one is killed too, nobody holds the lock in `folder`, and the next run sweeps up.
    """
    held = _hold(folder)
    watch = subprocess.Popen(
        [sys.executable, "-m", "tests.postgresql_server", binaries, folder, account or ""],
        stdin=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
        start_new_session=True,  # a Ctrl-C is not for it
        pass_fds=held,
    )
    assert watch.stdin is not None
    for number in held:
        os.write(number, str(watch.pid).encode())
        os.close(number)
    try:
        yield
    finally:
        watch.stdin.close()
        watch.wait()


def _clear_up(binaries: Path, folder: Path, account: str | None) -> None:
    """Wait until nobody needs the server any more, then remove it."""
    sys.stdin.read()
    _remove(binaries, folder, account)


def _hold(folder: Path) -> tuple[int, ...]:
    """Return a file that is locked for as long as any process has it open."""
    if os.name != "posix":
        return ()
    import fcntl  # there is none on Windows

    number = os.open(folder / "new", os.O_CREAT | os.O_RDWR)
    fcntl.flock(number, fcntl.LOCK_EX)
    (folder / "new").rename(folder / IN_USE)
    return (number,)


def _sweep(place: Path, binaries: Path) -> None:
    """Remove the servers whose watchers were killed with the runs that they belonged to."""
    if os.name != "posix":
        return
    import fcntl

    for left in place.glob(f"{PREFIX}*/{IN_USE}"):
        with suppress(OSError), left.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(binaries, left.parent, _account(left.parent))


def _remove(binaries: Path, folder: Path, account: str | None) -> None:
    """Stop the servers in `folder`, where any run, and remove the folder."""
    for running in folder.glob("*/postmaster.pid"):
        # It fails where the server is gone already, which is as well.
        _call([binaries / "pg_ctl", "-D", running.parent, "-m", "immediate", "stop"], account)
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


def _place(*, durable: bool) -> Path:
    """Return where a server is made: in memory where there is room, unless it must use the disk."""
    with suppress(OSError):
        roomy = shutil.disk_usage(MEMORY).free >= ROOM
        if roomy and not durable and os.access(MEMORY, os.W_OK):
            return MEMORY
    return Path(tempfile.gettempdir())


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
    done = _call(command, account)
    if done.returncode:
        pytest.fail(f"PostgreSQL did not come up: {done.stderr}")


def _call(command: list[Any], account: str | None) -> subprocess.CompletedProcess[str]:
    extra: dict[str, Any] = {}
    if account is not None:
        import pwd

        extra = {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}
    return subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        cwd="/",
        text=True,
        check=False,
        **extra,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    _clear_up(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] or None)
