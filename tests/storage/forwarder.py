"""A way to a server that keeps its near end open when the server has closed the far one."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType


class Forwarder:
    """Passes bytes on between a port of its own and a server's. Use it as a context manager."""

    def __init__(self, port: int) -> None:
        self.behind = port
        """The server's port; a change is for the connections to come."""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port: int = self._listening.getsockname()[1]
        self.holds = False
        """Whether an end is kept from the near side."""
        self.ended = 0
        """How many connections the server has closed."""

    def __enter__(self) -> Forwarder:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.let_go()
        self._listening.close()

    def let_go(self) -> None:
        """Hold nothing any more: every connection ends."""
        self.holds = False
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                try:
                    far = socket.create_connection(("127.0.0.1", self.behind))
                except OSError:
                    near.close()
                    continue
                self._open += [near, far]
                threading.Thread(target=self._outward, args=(near, far), daemon=True).start()
                threading.Thread(target=self._inward, args=(far, near), daemon=True).start()

    def _outward(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while data := near.recv(65536):
                far.sendall(data)
            far.shutdown(socket.SHUT_RDWR)

    def _inward(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while data := far.recv(65536):
                near.sendall(data)
        self.ended += 1
        if not self.holds:
            with suppress(OSError):
                near.shutdown(socket.SHUT_RDWR)
