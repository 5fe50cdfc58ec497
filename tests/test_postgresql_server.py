"""A server of the tests goes with them, also where they are killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.postgresql_server import IN_USE, Server

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="no kill -9 here"),
    pytest.mark.usefixtures("postgresql"),  # which skips where there is no server to start
]

RUN = """
import sys, time
from tests import postgresql_server
with postgresql_server.running() as server:
    print(server.programs.folder, flush=True)
    time.sleep(int(sys.argv[1]))
"""


def started(seconds: int) -> tuple[subprocess.Popen[str], Path]:
    """A process with a server, and the server's folder."""
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    folder = Path(run.stdout.readline().strip())
    run.stdout.close()
    return run, folder


def wait_until_gone(folder: Path) -> None:
    for _ in range(600):
        if not folder.exists():
            return
        time.sleep(0.05)
    pytest.fail(f"{folder} is still there")


def test_a_killed_run_leaves_no_server(postgresql: Server) -> None:
    if postgresql.programs is None:
        pytest.skip("the server was not started here")
    run, folder = started(60)
    port = int((folder / "data" / "postmaster.pid").read_text().split()[3])
    run.kill()
    run.wait()
    wait_until_gone(folder)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_what_a_killed_watcher_left_goes_with_the_next_run(postgresql: Server) -> None:
    if postgresql.programs is None:
        pytest.skip("the server was not started here")
    run, folder = started(60)
    os.kill(int((folder / IN_USE).read_text()), signal.SIGKILL)
    run.kill()
    run.wait()
    assert folder.exists()
    following, _ = started(0)
    following.wait()
    assert not folder.exists()
